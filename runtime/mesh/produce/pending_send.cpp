#include <array>
#include <condition_variable>
#include <functional>
#include <mutex>

#include <mesh/produce/pending_send_private.hpp>

namespace mesh {
namespace {

/// Where waiters sleep. Shared by many sends, so that a send that nobody waits for does not carry its own.
struct Place {
  std::mutex mutex;
  std::condition_variable changed;
};

Place& place_of(const void* send) {
  constexpr std::size_t kPlaces = 64;
  constexpr std::size_t kAlignment = 64;  // allocations lie that far apart, or more
  static std::array<Place, kPlaces> places;
  return places.at(std::hash<const void*>()(send) / kAlignment % kPlaces);
}

constexpr auto kForEver = std::chrono::steady_clock::time_point::max();

}  // namespace

std::shared_ptr<PendingSend::State> PendingSend::State::make() {
  auto state = std::make_shared<State>();
  state->self_ = state;
  return state;
}

void PendingSend::State::answered(Result<Sent> result) {
  const auto self = std::move(self_);
  result_ = std::move(result);
  if (phase_.exchange(Phase::kAnswered, std::memory_order_acq_rel) != Phase::kAwaited) return;
  auto& place = place_of(this);
  {
    const std::lock_guard lock(place.mutex);
  }  // whoever saw no answer sleeps by now
  place.changed.notify_all();
}

bool PendingSend::State::wait_until(std::chrono::steady_clock::time_point until) {
  if (ready()) return true;
  auto& place = place_of(this);
  std::unique_lock lock(place.mutex);
  auto expected = Phase::kUnderWay;
  phase_.compare_exchange_strong(expected, Phase::kAwaited, std::memory_order_acq_rel);
  const auto answered = [this] { return ready(); };
  if (until != kForEver) return place.changed.wait_until(lock, until, answered);
  place.changed.wait(lock, answered);
  return true;
}

bool PendingSend::ready() const { return state_->ready(); }

Result<Sent> PendingSend::wait() const {
  (void)state_->wait_until(kForEver);
  return state_->result();
}

Result<Sent> PendingSend::wait_for(Millis timeout) const {
  if (state_->wait_until(std::chrono::steady_clock::now() + timeout)) return state_->result();
  return fail(ErrorKind::kTimeout, "the broker has not answered yet; the send goes on", true);
}

}  // namespace mesh
