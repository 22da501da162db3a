/// Errors are values: a kind to branch on, whether trying again can help, and a message with advice.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include <tl/expected.hpp>

namespace mesh {

enum class ErrorKind {
  kInvalidArgument,  ///< the caller's mistake
  kConfiguration,    ///< a setting is unknown, contradictory or missing
  kContract,         ///< the value breaks its own contract; nothing was sent
  kWouldBlock,       ///< the producer's queue is full: wait and try again
  kTimeout,
  kTransport,  ///< no broker reachable, connection lost
  kAuthentication,
  kAuthorization,
  kUnknownTopic,
  kTooLarge,
  kFatal,     ///< the client can't go on and must be made anew; a producer does that by itself
  kClosed,    ///< the object was stopped
  kRefused,   ///< who was asked says no: Error::refusal
  kBadReply,  ///< a reply came that breaks its contract
  kInternal,  ///< a bug of ours
};

[[nodiscard]] std::string_view to_string(ErrorKind kind) noexcept;

/// Of a send that failed: is the record in the log?
enum class Persistence {
  kNo,     ///< it is not: sending it again can't write it twice
  kMaybe,  ///< the broker's word did not come: sending it again may write it twice
  kYes,
};

[[nodiscard]] std::string_view to_string(Persistence persisted) noexcept;

/// What came back in place of a reply.
struct Refusal {
  std::string kind;  ///< "refused" by the handler; else why the request is dead: "rejected", "poison.schema", …
  std::string code;  ///< the handler's own word, for programs; of a dead request what `Poison::error_type` says
  std::string text;  ///< for people
};

struct Error {
  ErrorKind kind = ErrorKind::kInternal;
  bool retriable = false;  ///< can the same call succeed later?
  int broker_code = 0;     ///< librdkafka's code; 0 if the error is ours
  std::string message;     ///< what happened and what to do; never holds a secret
  Persistence persisted = Persistence::kNo;
  std::shared_ptr<const Refusal> refusal = {};  ///< of kRefused, and only then
};

template <class T>
using Result = tl::expected<T, Error>;

[[nodiscard]] inline tl::unexpected<Error> fail(ErrorKind kind, std::string message, bool retriable = false,
                                                int broker_code = 0) {
  return tl::unexpected<Error>(Error{kind, retriable, broker_code, std::move(message)});
}

}  // namespace mesh
