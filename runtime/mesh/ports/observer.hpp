/// What happens, told once: logs hang here now, metrics and tracing later. Hooks are empty by default.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include <mesh/base/error.hpp>
#include <mesh/base/record.hpp>

namespace mesh {

/// What happened to a record or a subscription.
enum class EventKind {
  kSent,
  kSendFailed,
  kHandled,
  kRetryScheduled,
  kDuplicateSuppressed,
  kDeadLettered,
  kDeadLetterFailed,
  kDropped,
  kAssigned,
  kRevoked,
  kLost,
  kCommitted,
  kCommitFailed,
  kStateChanged,
  kBrokerError,
  kBreakerOpened,
  kBreakerClosed,
  kAskTimedOut,
  kReplyLate,
  kReplyUnknown,
};

[[nodiscard]] std::string_view to_string(EventKind kind) noexcept;

/// Views are valid during the call only.
struct Happening {
  EventKind kind;
  std::string_view operation;
  std::string_view topic;
  std::int32_t partition = -1;
  std::int64_t offset = -1;
  std::string_view key;
  std::string_view event_id;
  int attempt = 0;
  Millis delay{0};          ///< kRetryScheduled, kBreakerOpened: until the next attempt
  std::string_view reason;  ///< dead-letter reason, state name, error kind
  std::string_view detail;  ///< one line for people; never holds a payload or a secret
};

/// Called from any of the runtime's threads, several at once: be quick and thread-safe, do not throw.
class Observer {
 public:
  virtual ~Observer() = default;
  virtual void on(const Happening& happening) { (void)happening; }
};

}  // namespace mesh
