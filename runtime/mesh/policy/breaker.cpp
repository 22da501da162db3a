#include <mesh/policy/breaker.hpp>

#include <algorithm>

namespace mesh::policy {

bool Breaker::begin_probe(Instant now) noexcept {
  if (state_ != State::kOpen || now < probe_at_) return false;
  state_ = State::kHalfOpen;
  return true;
}

void Breaker::cancel_probe(Instant now) noexcept {
  if (state_ != State::kHalfOpen) return;
  state_ = State::kOpen;
  probe_at_ = now;
}

bool Breaker::succeeded() noexcept {
  // What was begun before it opened says nothing of now.
  if (state_ == State::kOpen) return false;
  failures_ = 0;
  pause_ = Millis(0);
  const bool closes = state_ == State::kHalfOpen;
  state_ = State::kClosed;
  return closes;
}

std::optional<Millis> Breaker::failed(Instant now) noexcept {
  if (state_ == State::kOpen) return std::nullopt;
  ++failures_;
  const bool opens = state_ == State::kHalfOpen || (spec_.failures > 0 && failures_ >= spec_.failures);
  return opens ? std::optional(open(now, std::nullopt)) : std::nullopt;
}

std::optional<Millis> Breaker::unavailable(Instant now, std::optional<Millis> after) noexcept {
  if (state_ == State::kOpen) return std::nullopt;
  return open(now, after);
}

Millis Breaker::open(Instant now, std::optional<Millis> after) noexcept {
  const Millis longest(std::max<std::int64_t>(spec_.max_open_ms, 1));
  const Millis shortest(std::clamp<std::int64_t>(spec_.open_ms, 1, longest.count()));
  pause_ = pause_ == Millis(0) ? shortest : std::min(pause_ * 2, longest);
  const auto wait = after ? std::clamp(*after, Millis(0), longest) : pause_;
  state_ = State::kOpen;
  probe_at_ = now + wait;
  return wait;
}

}  // namespace mesh::policy
