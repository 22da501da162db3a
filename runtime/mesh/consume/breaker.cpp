#include <mesh/consume/breaker_private.hpp>

namespace mesh::consume {

using State = policy::Breaker::State;

bool SharedBreaker::probe_due(Instant now) const {
  const std::lock_guard lock(mutex_);
  return breaker_.state() == State::kOpen && breaker_.probe_at() <= now;
}

Instant SharedBreaker::probe_at() const {
  const std::lock_guard lock(mutex_);
  // While another lane tries a record, nothing is due; that lane's verdict wakes whoever waits.
  return breaker_.state() == State::kOpen ? breaker_.probe_at() : Instant::max();
}

bool SharedBreaker::begin_probe(Instant now) {
  const std::lock_guard lock(mutex_);
  return breaker_.begin_probe(now);
}

void SharedBreaker::cancel_probe(Instant now) {
  const std::lock_guard lock(mutex_);
  breaker_.cancel_probe(now);
}

bool SharedBreaker::succeeded() {
  if (spotless_.load(std::memory_order_relaxed)) return false;
  const std::lock_guard lock(mutex_);
  const bool closes = breaker_.succeeded();
  publish();
  spotless_.store(breaker_.state() == State::kClosed, std::memory_order_relaxed);
  return closes;
}

std::optional<Millis> SharedBreaker::failed(Instant now) {
  const std::lock_guard lock(mutex_);
  spotless_.store(false, std::memory_order_relaxed);
  const auto pause = breaker_.failed(now);
  publish();
  return pause;
}

std::optional<Millis> SharedBreaker::unavailable(Instant now, std::optional<Millis> after) {
  const std::lock_guard lock(mutex_);
  spotless_.store(false, std::memory_order_relaxed);
  const auto pause = breaker_.unavailable(now, after);
  publish();
  return pause;
}

void SharedBreaker::publish() { closed_.store(breaker_.state() == State::kClosed, std::memory_order_relaxed); }

}  // namespace mesh::consume
