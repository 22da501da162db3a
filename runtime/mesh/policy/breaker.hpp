/// When to stop taking records, because what their handler depends on is down, and when to look again.
#pragma once

#include <optional>

#include <mesh/base/time.hpp>
#include <mesh/policy/contract.hpp>

namespace mesh::policy {

/// Closed: records are handled. Open: none is, until a pause is over. Half-open: one record is tried, and its outcome
/// closes the breaker or opens it for longer. Not thread-safe.
class Breaker {
 public:
  enum class State { kClosed, kOpen, kHalfOpen };

  explicit Breaker(const BreakerSpec& spec) noexcept : spec_(spec) {}

  [[nodiscard]] State state() const noexcept { return state_; }
  /// From when on a record may be tried, while open.
  [[nodiscard]] Instant probe_at() const noexcept { return probe_at_; }
  /// True, and half-open from now on: the caller tries one record and says what came of it.
  [[nodiscard]] bool begin_probe(Instant now) noexcept;
  /// The record told nothing of the dependency (a duplicate, poison): the next one may be tried at once.
  void cancel_probe(Instant now) noexcept;

  /// A handler came to an end. True if that closes the breaker.
  bool succeeded() noexcept;
  /// The first attempt at a record failed, or the probe did. A pause if that opens the breaker.
  std::optional<Millis> failed(Instant now) noexcept;
  /// The handler said that its dependency is down; `after` is its own wish for the pause.
  std::optional<Millis> unavailable(Instant now, std::optional<Millis> after) noexcept;

 private:
  Millis open(Instant now, std::optional<Millis> after) noexcept;

  BreakerSpec spec_;
  State state_ = State::kClosed;
  int failures_ = 0;  ///< in a row
  Millis pause_{0};   ///< the last one; 0 after a success
  Instant probe_at_{};
};

}  // namespace mesh::policy
