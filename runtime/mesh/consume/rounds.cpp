#include <mesh/consume/rounds_private.hpp>

#include <algorithm>
#include <iterator>

namespace mesh::consume {
namespace {

constexpr Millis kWaitForWorker{20};
constexpr Millis kFirstPause{20};
constexpr Millis kLongestPause{5000};
// The poll thread waits for it: an answer that takes longer is asked for again.
constexpr Millis kAskFor{1000};
// With partitions that somebody waits for.
constexpr int kPatientFailures = 5;
// A round is begun early when that part of the room is taken.
constexpr std::size_t kRoomShare = 4;

}  // namespace

Rounds::Rounds(Transport& transport, std::shared_ptr<Shared> shared)
    : shared_(std::move(shared)),
      worker_(std::make_shared<RoundWorker>(transport,
                                            TransactionalOptions{.transactional_id = shared_->options.transactional_id,
                                                                 .client_id = shared_->options.client_id},
                                            shared_)) {}

Result<void> Rounds::start(Millis timeout) {
  worker_->start();
  worker_->make_producer();
  const auto until = std::chrono::steady_clock::now() + timeout;
  Error last{ErrorKind::kTimeout, true, 0,
             "the transactional producer '" + shared_->options.transactional_id + "' was not ready within " +
                 std::to_string(timeout.count()) + " ms: is the transaction coordinator reachable?"};
  while (std::chrono::steady_clock::now() < until) {
    if (const auto result = worker_->result()) {
      if (result->end == RoundEnd::kReady) {
        shared_->largest_record = worker_->largest_record();
        return {};
      }
      last = result->error;
      if (result->end != RoundEnd::kUnready) break;
      worker_->make_producer();
    }
    shared_->bell.wait_for(kWaitForWorker);
  }
  return tl::unexpected(last);
}

void Rounds::leave(Millis patience) { worker_->leave(patience); }

void Rounds::retain(Assignment& assignment, std::int64_t offset, std::unique_ptr<Outputs> outputs) {
  ++assignment.retained;
  ++count_;
  bytes_ += outputs->bytes;
  if (assignment.gone) return release(*outputs, assignment, false);
  retained_[&assignment].push_back(Retained{offset, std::move(outputs)});
}

void Rounds::release(const Outputs& outputs, Assignment& assignment, bool committed) {
  --assignment.retained;
  --count_;
  bytes_ -= outputs.bytes;
  if (outputs.event_id.empty()) return;
  const policy::EventKey event(outputs.event_source, outputs.event_id);
  if (committed) shared_->dedup.remember(event);
  shared_->pending.remove(event);
}

void Rounds::forget(Assignment& assignment) {
  assignment.gone = true;
  if (const auto found = retained_.find(&assignment); found != retained_.end()) {
    for (const auto& each : found->second) release(*each.outputs, assignment, false);
    retained_.erase(found);
  }
  for (const auto& part : round_) {
    if (part->assignment != &assignment) continue;
    for (const auto& outputs : part->outputs) release(*outputs, assignment, false);
    part->assignment = nullptr;  // The worker may still have its outputs.
  }
}

void Rounds::settle(RoundPart& part) {
  if (part.assignment == nullptr) return;
  for (const auto& outputs : part.outputs) release(*outputs, *part.assignment, true);
  part.assignment->committed = part.next;
  Happening what;
  what.kind = EventKind::kCommitted;
  what.topic = part.assignment->where.topic;
  what.partition = part.assignment->where.partition;
  what.offset = part.next;
  shared_->tell(what);
  part.assignment = nullptr;
}

void Rounds::tell_failure(const Error& error) const {
  Happening what;
  what.kind = EventKind::kCommitFailed;
  what.topic = shared_->options.topic;
  what.reason = to_string(error.kind);
  what.detail = error.message;
  shared_->tell(what);
}

bool Rounds::has_progress(const Assignment& assignment) {
  const auto base = assignment.window.base();
  if (!base || assignment.gone) return false;
  return *base != (assignment.committed ? assignment.committed : assignment.first_offset);
}

void Rounds::drop_orphans() {
  std::erase_if(round_, [](const auto& part) { return part->assignment == nullptr; });
}

void Rounds::step(Instant now, Consumer& consumer, std::span<Assignment* const> assigned) {
  if (auto result = worker_->result()) take(*std::move(result));
  if (!failure_) go_on(now, consumer, assigned, false);
}

/// What the worker has to say.
void Rounds::take(RoundResult result) {
  switch (result.end) {
    case RoundEnd::kCommitted:
      for (const auto& part : round_) settle(*part);
      round_.clear();
      failures_ = 0;
      state_ = State::kIdle;
      return;
    case RoundEnd::kAborted:
      return wait_then(State::kRunning, result.error);
    case RoundEnd::kReplaced:
    case RoundEnd::kUnready:
      return wait_then(State::kMaking, result.error);
    case RoundEnd::kReady:
      state_ = State::kAsking;
      return;
    case RoundEnd::kRefused:
      tell_failure(result.error);
      failure_ = std::move(result.error);
      return;
    case RoundEnd::kFenced:
      failure_ = Error{ErrorKind::kFatal, false, result.error.broker_code,
                       "another instance has taken over the transactional id '" + shared_->options.transactional_id +
                           "' (" + result.error.message + "): give each running instance its own 'instance.id'"};
      tell_failure(*failure_);
      return;
  }
}

void Rounds::wait_then(State next, const Error& error) {
  tell_failure(error);
  ++failures_;
  const auto pause = kFirstPause * (1 << std::min(failures_ - 1, 10));
  not_before_ = std::chrono::steady_clock::now() + std::min(pause, kLongestPause);
  state_ = State::kWaiting;
  next_ = next;
}

void Rounds::go_on(Instant now, Consumer& consumer, std::span<Assignment* const> assigned, bool at_once) {
  if (state_ == State::kWaiting && now >= not_before_) {
    if (next_ == State::kMaking) return make_producer();
    state_ = next_;
    if (next_ == State::kRunning) return submit(consumer);
  }
  if (state_ == State::kAsking) ask(consumer);
  if (state_ != State::kIdle) return;
  const bool crowded = count_ >= std::max<std::size_t>(shared_->options.max_in_flight / kRoomShare, 1) ||
                       bytes_ >= shared_->options.max_in_flight_bytes / kRoomShare;
  if (!at_once && !crowded && now < next_round_) return;
  compose(assigned);
  if (round_.empty()) return;
  next_round_ = now + shared_->options.commit_interval;
  submit(consumer);
}

void Rounds::make_producer() {
  state_ = State::kMaking;
  worker_->make_producer();
}

/// Of each partition what its window's base has passed, in the order of offsets.
void Rounds::compose(std::span<Assignment* const> assigned) {
  for (auto* assignment : assigned) {
    if (!has_progress(*assignment)) continue;
    auto part = std::make_shared<RoundPart>();
    part->assignment = assignment;
    part->before = assignment->committed;
    part->next = *assignment->window.base();
    if (const auto found = retained_.find(assignment); found != retained_.end()) {
      auto& all = found->second;
      const auto covered =
          std::partition(all.begin(), all.end(), [&](const Retained& each) { return each.offset >= part->next; });
      std::sort(covered, all.end(), [](const auto& a, const auto& b) { return a.offset < b.offset; });
      for (auto each = covered; each != all.end(); ++each) part->outputs.push_back(std::move(each->outputs));
      all.erase(covered, all.end());
    }
    round_.push_back(std::move(part));
  }
}

void Rounds::submit(Consumer& consumer) {
  drop_orphans();
  state_ = State::kIdle;
  if (round_.empty()) return;
  auto member = consumer.group_metadata();
  if (!member) return wait_then(State::kRunning, member.error());
  RoundJob job;
  job.member = *std::move(member);
  for (const auto& part : round_) {
    job.offsets.push_back(CommitEntry{part->assignment->where, part->next});
    job.parts.push_back(part);
  }
  state_ = State::kRunning;
  worker_->run(std::move(job));
}

/// After a transaction whose end is not known, and with a new producer: nothing of the old one is pending any more.
void Rounds::ask(Consumer& consumer) {
  drop_orphans();
  if (!round_.empty()) {
    std::vector<TopicPartition> partitions;
    for (const auto& part : round_) partitions.push_back(part->assignment->where);
    const auto committed = consumer.committed(partitions, kAskFor);
    if (!committed) return wait_then(State::kAsking, committed.error());
    for (std::size_t i = 0; i < round_.size(); ++i) {
      if (policy::was_committed(round_[i]->before, committed->at(i), round_[i]->next)) settle(*round_[i]);
    }
  }
  submit(consumer);
}

bool Rounds::covers(std::span<Assignment* const> these) const {
  const auto open = [&](Assignment* assignment) {
    return has_progress(*assignment) ||
           std::any_of(round_.begin(), round_.end(), [&](const auto& part) { return part->assignment == assignment; });
  };
  return std::none_of(these.begin(), these.end(), open);
}

void Rounds::finish(Consumer& consumer, std::span<Assignment* const> assigned, std::span<Assignment* const> these,
                    Instant until) {
  const auto patience = failures_ + kPatientFailures;
  while (!failure_) {
    if (auto result = worker_->result()) take(*std::move(result));
    const auto now = std::chrono::steady_clock::now();
    if (failure_ || covers(these) || now >= until || failures_ >= patience) return;
    go_on(now, consumer, assigned, true);
    shared_->bell.wait_for(kWaitForWorker);
  }
}

}  // namespace mesh::consume
