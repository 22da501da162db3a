/// What a handler answers.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <variant>

#include <mesh/base/time.hpp>
#include <mesh/consume/poison.hpp>

namespace mesh {

/// Done: the record's offset may be committed.
/// Retry: try the record again later, by the operation's retry policy; when its attempts are used up, dead letter.
/// Reject: never try again; dead letter with the reason.
/// Unavailable: what the handler depends on is down, and no record can be handled. No attempt is used up: the
/// subscription takes nothing until a record that it tries now and then is handled (`x-circuit-breaker`).
/// Drop: forget it knowingly; it is counted and logged.
/// An exception out of a handler counts as retry.
class Outcome {
 public:
  struct Done {};
  struct Retry {
    std::string why;
    std::optional<Millis> after;  ///< instead of the policy's delay
  };
  struct Reject {
    DeadReason reason = DeadReason::kRejected;
    std::string error_type;
    std::string why;
  };
  struct Drop {
    std::string why;
  };
  struct Unavailable {
    std::string why;
    std::optional<Millis> after;  ///< until the first try, instead of the policy's pause
  };
  using Value = std::variant<Done, Retry, Reject, Drop, Unavailable>;

  [[nodiscard]] static Outcome done() { return Outcome(Done{}); }
  [[nodiscard]] static Outcome retry(std::string why, std::optional<Millis> after = std::nullopt) {
    return Outcome(Retry{std::move(why), after});
  }
  [[nodiscard]] static Outcome reject(std::string why) {
    return Outcome(Reject{DeadReason::kRejected, "rejected", std::move(why)});
  }
  [[nodiscard]] static Outcome poison(Poison poison) {
    return Outcome(Reject{poison.reason, std::move(poison.error_type), std::move(poison.detail)});
  }
  [[nodiscard]] static Outcome drop(std::string why) { return Outcome(Drop{std::move(why)}); }
  [[nodiscard]] static Outcome unavailable(std::string why, std::optional<Millis> after = std::nullopt) {
    return Outcome(Unavailable{std::move(why), after});
  }

  [[nodiscard]] const Value& value() const noexcept { return value_; }

 private:
  explicit Outcome(Value value) : value_(std::move(value)) {}
  Value value_;
};

}  // namespace mesh
