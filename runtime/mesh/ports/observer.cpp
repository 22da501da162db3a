#include <mesh/ports/observer.hpp>

namespace mesh {

std::string_view to_string(EventKind kind) noexcept {
  switch (kind) {
    case EventKind::kSent:
      return "sent";
    case EventKind::kSendFailed:
      return "send-failed";
    case EventKind::kHandled:
      return "handled";
    case EventKind::kRetryScheduled:
      return "retry-scheduled";
    case EventKind::kDuplicateSuppressed:
      return "duplicate-suppressed";
    case EventKind::kDeadLettered:
      return "dead-lettered";
    case EventKind::kDeadLetterFailed:
      return "dead-letter-failed";
    case EventKind::kDropped:
      return "dropped";
    case EventKind::kAssigned:
      return "assigned";
    case EventKind::kRevoked:
      return "revoked";
    case EventKind::kLost:
      return "lost";
    case EventKind::kCommitted:
      return "committed";
    case EventKind::kCommitFailed:
      return "commit-failed";
    case EventKind::kStateChanged:
      return "state-changed";
    case EventKind::kBrokerError:
      return "broker-error";
    case EventKind::kBreakerOpened:
      return "breaker-opened";
    case EventKind::kBreakerClosed:
      return "breaker-closed";
    case EventKind::kAskTimedOut:
      return "ask-timed-out";
    case EventKind::kReplyLate:
      return "reply-late";
    case EventKind::kReplyUnknown:
      return "reply-unknown";
  }
  return "unknown";
}

}  // namespace mesh
