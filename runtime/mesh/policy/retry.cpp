#include <algorithm>

#include <mesh/policy/backoff.hpp>
#include <mesh/policy/retry.hpp>

namespace mesh::policy {

RetryDecision decide_retry(const RetrySpec& spec, int attempts, std::optional<Millis> after, double draw) noexcept {
  if (attempts >= spec.max_attempts) return {.exhausted = true};
  if (after) return {.delay = std::max(*after, Millis(0))};
  return {.delay = backoff_delay(spec, attempts, draw)};
}

Millis endless_delay(const RetrySpec& spec, int attempts, double draw) noexcept {
  const auto delay = attempts < spec.max_attempts ? backoff_delay(spec, attempts, draw) : Millis(spec.max_delay_ms);
  return std::max(delay, Millis(10));
}

}  // namespace mesh::policy
