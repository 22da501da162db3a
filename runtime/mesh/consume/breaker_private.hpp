/// The breaker of a subscription, asked by all its lanes at once.
#pragma once

#include <atomic>
#include <mutex>
#include <optional>

#include <mesh/policy/breaker.hpp>

namespace mesh::consume {

/// Thread-safe. While it is closed and nothing fails, asking and telling cost one load each.
class SharedBreaker {
 public:
  explicit SharedBreaker(const BreakerSpec& spec) noexcept : breaker_(spec) {}

  [[nodiscard]] bool closed() const noexcept { return closed_.load(std::memory_order_relaxed); }
  /// Open, and its pause is over.
  [[nodiscard]] bool probe_due(Instant now) const;
  [[nodiscard]] Instant probe_at() const;
  [[nodiscard]] bool begin_probe(Instant now);
  void cancel_probe(Instant now);

  // As policy::Breaker's.
  bool succeeded();
  std::optional<Millis> failed(Instant now);
  std::optional<Millis> unavailable(Instant now, std::optional<Millis> after);

 private:
  void publish();

  mutable std::mutex mutex_;
  policy::Breaker breaker_;
  std::atomic<bool> closed_ = true;
  std::atomic<bool> spotless_ = true;  ///< nothing failed since the last success
};

}  // namespace mesh::consume
