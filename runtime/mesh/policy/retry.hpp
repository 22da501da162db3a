/// What becomes of a record whose attempt failed.
#pragma once

#include <optional>

#include <mesh/base/time.hpp>
#include <mesh/policy/contract.hpp>

namespace mesh::policy {

struct RetryDecision {
  bool exhausted = false;  ///< no attempt is left: dead letter
  Millis delay{0};         ///< else: until the next attempt
};

/// After `attempts` failed attempts (the first counts). `after` is the handler's own wish and replaces the backoff, not
/// the count of attempts.
[[nodiscard]] RetryDecision decide_retry(const RetrySpec& spec, int attempts, std::optional<Millis> after,
                                         double draw) noexcept;

/// The delay of a record that must not be given up (no dead-letter topic, or it can't be written): the policy's while
/// it has attempts left, its largest afterwards, and never under 10 ms, so that it is not a busy loop.
[[nodiscard]] Millis endless_delay(const RetrySpec& spec, int attempts, double draw) noexcept;

}  // namespace mesh::policy
