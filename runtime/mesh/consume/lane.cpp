#include <mesh/consume/lane_private.hpp>

#include <iterator>

#include <mesh/consume/attempt_private.hpp>
#include <mesh/policy/retry.hpp>

namespace mesh::consume {
namespace {

// How long a lane works before it looks at its orders and hands over what is finished: long enough that the mutex does
// not show in a profile, short enough that offsets are committed soon.
constexpr Millis kSlice{5};
// What is finished must not wait for a slow handler to return.
constexpr Millis kLongestHandOverDelay{1};
// While the breaker is open: another lane may close it at any time.
constexpr Millis kBreakerLook{10};

Timestamp wall_clock() { return std::chrono::floor<std::chrono::microseconds>(std::chrono::system_clock::now()); }

template <class... Calls>
struct Match : Calls... {
  using Calls::operator()...;
};
template <class... Calls>
Match(Calls...) -> Match<Calls...>;

}  // namespace

Lane::Lane(std::shared_ptr<Shared> shared) : shared_(std::move(shared)), transaction_(shared_->largest_record) {
  if (shared_->exactly_once()) delivery_.transaction = &transaction_;
}

Lane::~Lane() {
  if (thread_.joinable()) thread_.detach();
}

void Lane::start() {
  // The thread owns the lane too: with a handler that hangs it is the last to leave.
  thread_ = std::thread([self = shared_from_this()] { self->run(); });
}

void Lane::submit(std::vector<Work> batch) {
  {
    const std::lock_guard lock(mutex_);
    if (orders_.batch.empty()) {
      orders_.batch = std::move(batch);
    } else {
      std::move(batch.begin(), batch.end(), std::back_inserter(orders_.batch));
    }
  }
  wake_.notify_one();
}

void Lane::collect(std::vector<Finished>& into) {
  const std::lock_guard lock(mutex_);
  std::move(finished_shared_.begin(), finished_shared_.end(), std::back_inserter(into));
  finished_shared_.clear();
}

std::uint64_t Lane::sweep() {
  std::uint64_t number = 0;
  {
    const std::lock_guard lock(mutex_);
    number = next_sweep_++;
    orders_.sweep = number;
  }
  wake_.notify_one();
  return number;
}

void Lane::drain() {
  {
    const std::lock_guard lock(mutex_);
    orders_.drain = true;
  }
  wake_.notify_one();
}

void Lane::end() {
  {
    const std::lock_guard lock(mutex_);
    orders_.end = true;
  }
  wake_.notify_one();
}

void Lane::leave() {
  if (!thread_.joinable()) return;
  if (ended_) {
    thread_.join();
  } else {
    thread_.detach();
  }
}

void Lane::run() {
  for (bool ending = false; !ending;) {
    auto orders = take_orders();
    obey(orders);
    ending = orders.end;
    if (ending) {
      release_everything();
    } else {
      work_for_a_while();
    }
    hand_over(std::chrono::steady_clock::now());
    if (orders.sweep != 0) {
      swept_ = orders.sweep;
      shared_->bell.ring();
    }
  }
  ended_ = true;
  shared_->bell.ring();
}

Lane::Orders Lane::take_orders() {
  std::unique_lock lock(mutex_);
  const auto ordered = [&] {
    return !orders_.batch.empty() || !orders_.reports.empty() || orders_.sweep != 0 || orders_.drain || orders_.end;
  };
  if (blocked()) {
    wake_.wait_for(lock, kBreakerLook, ordered);
  } else if (idle()) {
    if (timers_.empty()) {
      wake_.wait(lock, ordered);
    } else {
      wake_.wait_until(lock, timers_.top().first, ordered);
    }
  }
  return std::exchange(orders_, Orders());
}

void Lane::obey(Orders& orders) {
  std::move(orders.batch.begin(), orders.batch.end(), std::back_inserter(ready_));
  if (orders.drain) begin_drain();
  for (const auto& report : orders.reports) on_report(report);
  if (orders.sweep != 0) release_closed();
}

void Lane::work_for_a_while() {
  auto now = std::chrono::steady_clock::now();
  for (const auto until = now + kSlice; now < until; now = std::chrono::steady_clock::now()) {
    if (now - handed_over_ >= kLongestHandOverDelay) hand_over(now);
    if (!step(now)) return;
  }
}

bool Lane::step(Instant now) {
  if (!timers_.empty() && timers_.top().first <= now) {
    const auto ticket = timers_.top().second;
    timers_.pop();
    // A timer of a state that is over finds nobody.
    if (const auto held = tickets_.find(ticket); held != tickets_.end()) resume(*held->second);
    return true;
  }
  if (idle()) return false;
  // What is committed already can't be given back: it gets its one attempt.
  const bool last_chance = draining_ && shared_->at_most_once();
  if (draining_ && !last_chance && !shared_->breaker.closed()) {
    give_back_next();
    return true;
  }
  if (!last_chance && !may_try(now)) return false;
  // A probe costs a record an attempt: those that failed before have fewer left.
  const bool fresh = runnable_.empty() || (probing_ && !ready_.empty());
  if (fresh) {
    auto work = std::move(ready_.front());
    ready_.pop_front();
    take_up(std::move(work));
  } else {
    const auto ticket = runnable_.front();
    runnable_.pop_front();
    if (const auto held = tickets_.find(ticket); held != tickets_.end()) resume(*held->second);
  }
  end_probe(now);
  return true;
}

void Lane::take_up(Work work) {
  if (unwanted(work)) return finish(std::move(work), nullptr, false);
  auto* held = find_held(work);
  if (held == nullptr) return try_record(std::move(work), nullptr);
  if (held->phase == Phase::kGivenUp) return finish(std::move(work), nullptr, false);
  held->behind.push_back(std::move(work));
}

void Lane::try_record(Work work, Held* held) {
  const auto record = work.view();
  std::optional<policy::EventKey> event;
  if (shared_->dedup.enabled()) {
    if (const auto name = event_name(*shared_, record); name.known()) event.emplace(name.source, name.id);
  }
  if (event && (shared_->dedup.contains(*event) || shared_->pending.contains(*event))) {
    ++shared_->counters.duplicates;
    shared_->tell(happening(EventKind::kDuplicateSuppressed, *shared_, work));
    return finish(std::move(work), held, true);
  }
  // Stop tokens are counted by all lanes: take a new one only when the assignment is another.
  if (delivery_generation_ != work.assignment->window.generation()) {
    delivery_.stopping = work.assignment->stopping.get_token();
    delivery_generation_ = work.assignment->window.generation();
  }
  delivery_.attempt = work.attempt;
  transaction_.clear();
  running_.store(work.assignment, std::memory_order_relaxed);
  const auto outcome = attempt(*shared_->handler, record, delivery_);
  running_.store(nullptr, std::memory_order_relaxed);
  judge(work, outcome);
  if (event && std::holds_alternative<Outcome::Done>(outcome.value())) {
    shared_->exactly_once() ? shared_->pending.add(*event) : shared_->dedup.remember(*event);
  }
  settle(std::move(work), held, outcome);
}

void Lane::settle(Work work, Held* held, const Outcome& outcome) {
  const auto& options = shared_->options;
  const auto bury_or_hold = [&](std::string_view reason, const std::string& type, const std::string& why) {
    if (!options.dead_letters && shared_->at_most_once()) {
      ++shared_->counters.dropped;
      auto what = happening(EventKind::kDropped, *shared_, work);
      what.reason = reason;
      what.detail = why;
      shared_->tell(what);
      return finish(std::move(work), held, true);
    }
    if (!options.dead_letters) {
      const auto delay = policy::endless_delay(options.retry, options.retry.max_attempts, draw());
      return retry_later(std::move(work), held, delay, why);
    }
    policy::DeadLetterCause cause{std::string(reason), type, why, work.attempt, {}, wall_clock()};
    cause.first_failed_at = work.first_failed_at.value_or(cause.failed_at);
    bury(std::move(work), held, std::move(cause));
  };
  std::visit(Match{[&](const Outcome::Done&) {
                     ++shared_->counters.handled;
                     shared_->tell(happening(EventKind::kHandled, *shared_, work));
                     auto outputs = shared_->exactly_once() ? take_outputs(work.view()) : nullptr;
                     finish(std::move(work), held, true, std::move(outputs));
                   },
                   [&](const Outcome::Drop& drop) {
                     ++shared_->counters.dropped;
                     auto what = happening(EventKind::kDropped, *shared_, work);
                     what.detail = drop.why;
                     shared_->tell(what);
                     finish(std::move(work), held, true);
                   },
                   [&](const Outcome::Reject& reject) {
                     bury_or_hold(to_string(reject.reason), reject.error_type, reject.why);
                   },
                   [&](const Outcome::Retry& retry) {
                     const auto decision = policy::decide_retry(options.retry, work.attempt, retry.after, draw());
                     if (decision.exhausted)
                       return bury_or_hold(to_string(DeadReason::kRetriesExhausted), "retry", retry.why);
                     if (!work.first_failed_at) work.first_failed_at = wall_clock();
                     retry_later(std::move(work), held, decision.delay, retry.why);
                   },
                   [&](const Outcome::Unavailable& down) {
                     if (shared_->at_most_once())
                       return bury_or_hold(to_string(DeadReason::kRetriesExhausted), "unavailable", down.why);
                     wait_for_breaker(std::move(work), held);
                   }},
             outcome.value());
}

void Lane::finish(Work work, Held* held, bool done, std::unique_ptr<Outputs> outputs) {
  if (!done && shared_->at_most_once()) {
    ++shared_->counters.dropped;
    auto what = happening(EventKind::kDropped, *shared_, work);
    what.reason = "given back";
    what.detail = "its offset was committed before, and it was not finished in time: nobody will get it again";
    shared_->tell(what);
  }
  finished_.push_back(Finished{work.assignment, work.offset, work.bytes, done, std::move(outputs)});
  work.record.reset();  // The fetched memory goes now, not when the offset is committed.
  if (held != nullptr) advance(*held);
}

void Lane::hand_over(Instant now) {
  handed_over_ = now;
  if (finished_.empty()) return;
  {
    const std::lock_guard lock(mutex_);
    std::move(finished_.begin(), finished_.end(), std::back_inserter(finished_shared_));
  }
  finished_.clear();
  shared_->bell.ring();
}

}  // namespace mesh::consume
