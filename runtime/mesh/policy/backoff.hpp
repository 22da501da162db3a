/// How long to wait before the next attempt.
#pragma once

#include <mesh/base/time.hpp>
#include <mesh/policy/contract.hpp>

namespace mesh::policy {

/// The delay after `failures` failed attempts (1 after the first). `draw` is a random number in [0, 1); with full
/// jitter the delay lies between 0 and the backoff's value, so that agents that failed together do not come back
/// together. Settings that make no sense are read as the nearest that do: a negative delay as 0, a multiplier under 1
/// as 1.
[[nodiscard]] Millis backoff_delay(const RetrySpec& spec, int failures, double draw) noexcept;

}  // namespace mesh::policy
