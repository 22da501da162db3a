#include <mesh/consume/attempt_private.hpp>
#include <mesh/consume/lane_private.hpp>

namespace mesh::consume {
namespace {

/// What an outcome tells of what the handler depends on.
enum class Verdict { kUp, kFailed, kDown, kNothing };

Verdict verdict_of(const Outcome& outcome) {
  const auto& value = outcome.value();
  if (std::holds_alternative<Outcome::Unavailable>(value)) return Verdict::kDown;
  if (std::holds_alternative<Outcome::Retry>(value)) return Verdict::kFailed;
  const auto* reject = std::get_if<Outcome::Reject>(&value);
  // Poison never got as far as the dependency.
  return reject == nullptr || reject->reason == DeadReason::kRejected ? Verdict::kUp : Verdict::kNothing;
}

std::string_view why(const Outcome& outcome) {
  if (const auto* down = std::get_if<Outcome::Unavailable>(&outcome.value())) return down->why;
  if (const auto* retry = std::get_if<Outcome::Retry>(&outcome.value())) return retry->why;
  return {};
}

std::optional<Millis> wish(const Outcome& outcome) {
  const auto* down = std::get_if<Outcome::Unavailable>(&outcome.value());
  return down == nullptr ? std::nullopt : down->after;
}

}  // namespace

/// There is work, and the breaker says to wait.
bool Lane::blocked() const {
  return !idle() && !draining_ && !shared_->breaker.closed() &&
         !shared_->breaker.probe_due(std::chrono::steady_clock::now());
}

bool Lane::may_try(Instant now) {
  if (shared_->breaker.closed()) return true;
  probing_ = shared_->breaker.begin_probe(now);
  return probing_;
}

/// A probe without a verdict: its record was a duplicate, queued behind another, or given back.
void Lane::end_probe(Instant now) {
  if (std::exchange(probing_, false)) shared_->breaker.cancel_probe(now);
}

void Lane::judge(const Work& work, const Outcome& outcome) {
  const auto verdict = verdict_of(outcome);
  // Of one record that fails again and again nothing is learnt of the others.
  if (verdict == Verdict::kNothing || (verdict == Verdict::kFailed && work.attempt > 1 && !probing_)) return;
  probing_ = false;
  auto& breaker = shared_->breaker;
  if (verdict == Verdict::kUp) {
    if (breaker.succeeded()) shared_->tell(happening(EventKind::kBreakerClosed, *shared_, work));
    return;
  }
  const auto now = std::chrono::steady_clock::now();
  const auto pause = verdict == Verdict::kDown ? breaker.unavailable(now, wish(outcome)) : breaker.failed(now);
  if (!pause) return;
  auto what = happening(EventKind::kBreakerOpened, *shared_, work);
  what.delay = *pause;
  what.detail = why(outcome);
  shared_->tell(what);
}

/// Behind the others: a record for which alone the dependency is down must not be the only one that is tried.
void Lane::wait_for_breaker(Work work, Held* held) {
  auto& entry = hold(std::move(work), held);
  if (draining_) return give_up(entry);
  make_runnable(entry);
}

/// Draining, and nothing can be handled. The key stays given up: the breaker may close yet, and a later record must not
/// be handled before this one.
void Lane::give_back_next() {
  if (!runnable_.empty()) {
    const auto ticket = runnable_.front();
    runnable_.pop_front();
    if (const auto held = tickets_.find(ticket); held != tickets_.end()) give_up(*held->second);
    return;
  }
  auto work = std::move(ready_.front());
  ready_.pop_front();
  if (find_held(work) != nullptr) return take_up(std::move(work));
  give_up(hold(std::move(work), nullptr));
}

}  // namespace mesh::consume
