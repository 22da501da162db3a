#include <algorithm>
#include <cmath>

#include <mesh/policy/backoff.hpp>

namespace mesh::policy {

Millis backoff_delay(const RetrySpec& spec, int failures, double draw) noexcept {
  const auto initial = static_cast<double>(std::max<std::int64_t>(spec.initial_delay_ms, 0));
  const auto ceiling = static_cast<double>(std::max<std::int64_t>(spec.max_delay_ms, 0));
  auto delay = initial;
  if (spec.backoff == BackoffKind::kExponential) {
    // In doubles, where a huge exponent becomes infinity and the ceiling catches it; integers would wrap.
    delay = initial * std::pow(std::max(spec.multiplier, 1.0), std::max(failures, 1) - 1);
  }
  // 0 * infinity is NaN, which min() would let through.
  delay = initial == 0 ? 0 : std::min(delay, ceiling);
  const double share = std::clamp(draw, 0.0, 1.0);
  if (spec.jitter == Jitter::kFull) delay *= share;
  if (spec.jitter == Jitter::kEqual) delay *= (1.0 + share) / 2.0;
  return Millis(static_cast<Millis::rep>(delay));
}

}  // namespace mesh::policy
