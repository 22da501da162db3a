#include <limits>

#include <mesh/consume/attempt_private.hpp>
#include <mesh/consume/lane_private.hpp>
#include <mesh/policy/retry.hpp>

namespace mesh::consume {
namespace {

// A dead letter that can't be written is tried for as long as it takes: giving it up would lose the record.
constexpr RetrySpec kDeadLetterRetry{.max_attempts = std::numeric_limits<int>::max(),
                                     .backoff = BackoffKind::kExponential,
                                     .initial_delay_ms = 200,
                                     .max_delay_ms = 30'000,
                                     .multiplier = 2.0,
                                     .jitter = Jitter::kFull};

// A broker refuses whole batches: the first refusal may have been meant for another record.
constexpr int kRefusalsBeforeShort = 2;

/// Records without a key keep the order of their partition.
std::string name_of(const RecordView& record) {
  std::string name(1, record.key ? 'k' : 'p');
  name += record.key ? *record.key : std::to_string(record.partition);
  return name;
}

}  // namespace

Lane::Held* Lane::find_held(const Work& work) {
  if (held_.empty()) return nullptr;  // The usual case costs nothing.
  const auto found = held_.find(name_of(work.record.envelope()));
  return found == held_.end() ? nullptr : &found->second;
}

Lane::Held& Lane::hold(Work work, Held* held) {
  if (held == nullptr) {
    auto name = name_of(work.record.envelope());
    held = &held_[name];
    held->key = std::move(name);
  }
  held->head = std::move(work);
  return *held;
}

void Lane::enter(Held& held, Phase phase) {
  tickets_.erase(held.ticket);
  held.phase = phase;
  held.ticket = next_ticket_++;
  tickets_.emplace(held.ticket, &held);
}

void Lane::enter(Held& held, Phase phase, Millis delay) {
  enter(held, phase);
  timers_.emplace(std::chrono::steady_clock::now() + delay, held.ticket);
}

void Lane::resume(Held& held) {
  if (unwanted(held.head)) return finish(std::move(held.head), &held, false);
  if (held.phase == Phase::kWriteWaiting) return write_dead_letter(held);
  if (!probing_ && !shared_->breaker.closed()) return make_runnable(held);
  try_record(std::move(held.head), &held);
}

/// The head is finished: the next one of the key is up.
void Lane::advance(Held& held) {
  tickets_.erase(held.ticket);
  if (held.behind.empty()) {
    held_.erase(std::string(held.key));
    return;
  }
  held.head = std::move(held.behind.front());
  held.behind.pop_front();
  held.write_failures = 0;
  held.too_large = 0;
  make_runnable(held);
}

void Lane::make_runnable(Held& held) {
  enter(held, Phase::kRunnable);
  runnable_.push_back(held.ticket);
}

/// The key stays, so that no later record of it is handled before this one is delivered again.
void Lane::give_up(Held& held) {
  finish(std::move(held.head), nullptr, false);
  for (auto& work : held.behind) finish(std::move(work), nullptr, false);
  held.behind.clear();
  enter(held, Phase::kGivenUp);
}

void Lane::retry_later(Work work, Held* held, Millis delay, std::string_view why) {
  auto what = happening(EventKind::kRetryScheduled, *shared_, work);
  what.delay = delay;
  what.detail = why;
  auto& entry = hold(std::move(work), held);
  if (draining_) return give_up(entry);
  shared_->tell(what);
  ++entry.head.attempt;
  enter(entry, Phase::kWaiting, delay);
}

void Lane::bury(Work work, Held* held, policy::DeadLetterCause cause) {
  auto& entry = hold(std::move(work), held);
  entry.cause = std::move(cause);
  entry.write_failures = 0;
  entry.too_large = 0;
  write_dead_letter(entry);
}

OutgoingRecord Lane::dead_letter_of(const Held& held, policy::DeadLetterForm form) const {
  const auto& options = shared_->options;
  return policy::make_dead_letter(
      held.head.view(), held.cause,
      {.group = options.group, .operation = options.operation, .handler = {}, .families = options.dead_letter_families},
      options.dead_letter_topic, options.dead_letter_partitions, form);
}

void Lane::write_dead_letter(Held& held) {
  if (shared_->exactly_once()) return stage_dead_letter(held);
  enter(held, Phase::kWriting);
  const auto form =
      held.too_large < kRefusalsBeforeShort ? policy::DeadLetterForm::kFull : policy::DeadLetterForm::kShort;
  auto letter = dead_letter_of(held, form);
  auto taken =
      shared_->producer->send(std::move(letter), [lane = weak_from_this(), ticket = held.ticket](Result<Sent> result) {
        const auto self = lane.lock();
        if (self == nullptr) return;
        {
          const std::lock_guard lock(self->mutex_);
          self->orders_.reports.push_back(Report{ticket, std::move(result)});
        }
        self->wake_.notify_one();
      });
  if (!taken) dead_letter_failed(held, taken.error());
}

void Lane::dead_letter_failed(Held& held, const Error& error) {
  ++held.write_failures;
  const auto delay = policy::endless_delay(kDeadLetterRetry, held.write_failures, draw());
  auto what = happening(EventKind::kDeadLetterFailed, *shared_, held.head);
  what.delay = delay;
  what.reason = to_string(error.kind);
  std::string remedy;
  if (error.kind == ErrorKind::kTooLarge && ++held.too_large > kRefusalsBeforeShort) {
    remedy = "; not even the shortest dead letter fits: the key waits until 'max.message.bytes' of '" +
             shared_->options.dead_letter_topic + "' is raised above that of the source";
  }
  const auto detail = error.message + remedy;
  what.detail = detail;
  shared_->tell(what);
  if (draining_) return give_up(held);
  enter(held, Phase::kWriteWaiting, delay);
}

void Lane::on_report(const Report& report) {
  const auto found = tickets_.find(report.ticket);
  if (found == tickets_.end()) return;
  auto& held = *found->second;
  if (!report.result) return dead_letter_failed(held, report.result.error());
  ++shared_->counters.dead_lettered;
  auto what = happening(EventKind::kDeadLettered, *shared_, held.head);
  what.reason = held.cause.reason;
  what.detail = held.cause.detail;
  shared_->tell(what);
  finish(std::move(held.head), &held, true);
}

void Lane::release_closed() {
  const auto release = [this](std::deque<Work>& queue) {
    std::deque<Work> kept;
    for (auto& work : queue) {
      if (unwanted(work)) {
        finish(std::move(work), nullptr, false);
      } else {
        kept.push_back(std::move(work));
      }
    }
    queue = std::move(kept);
  };
  release(ready_);
  std::vector<Held*> stuck;  // Apart, because advancing erases from the map.
  for (auto& [key, held] : held_) {
    release(held.behind);
    const bool waits = held.phase != Phase::kWriting && held.phase != Phase::kGivenUp;
    if (waits && unwanted(held.head)) stuck.push_back(&held);
  }
  for (auto* held : stuck) finish(std::move(held->head), held, false);
}

void Lane::release_everything() {
  for (auto& work : ready_) finish(std::move(work), nullptr, false);
  ready_.clear();
  for (auto& [key, held] : held_) {
    if (held.phase != Phase::kGivenUp) give_up(held);
  }
}

void Lane::begin_drain() {
  draining_ = true;
  std::vector<Held*> unwritten;
  for (auto& [key, held] : held_) {
    if (held.phase == Phase::kWaiting) give_up(held);
    if (held.phase == Phase::kWriteWaiting) unwritten.push_back(&held);
  }
  // One last try at once; if that fails too, the record will be delivered again.
  for (auto* held : unwritten) write_dead_letter(*held);
}

}  // namespace mesh::consume
