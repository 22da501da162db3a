// What a subscription does when partitions come and go, and how it commits.
#include <algorithm>

#include <mesh/consume/subscription_loop_private.hpp>

namespace mesh::consume {
namespace {

constexpr Millis kWaitForLanes{20};
constexpr Millis kSweepGrace{100};
constexpr int kCommitAttempts = 3;
constexpr Millis kCommitPause{50};
constexpr Millis kLongestCommit{5000};
constexpr Millis kShortestCommit{300};

}  // namespace

void SubscriptionLoop::on_assigned(std::span<const TopicPartition> partitions) {
  // An adapter should have said that they were gone; what is still under way belongs to the older assignment.
  retire(partitions, EventKind::kLost);
  for (const auto& where : partitions) {
    assignments_[where] = std::make_unique<Assignment>(where, next_generation_++);
    tell(EventKind::kAssigned, where);
  }
  if (!was_assigned_.exchange(true)) changed_();
}

void SubscriptionLoop::on_revoked(std::span<const TopicPartition> partitions) {
  if (shared_->at_most_once()) wait_for_queued(named(partitions));
  const auto leaving = close(partitions);
  wait_for_handlers(leaving);
  // While the partitions are still ours: the next owner starts where we stopped.
  commit_at_last(leaving);
  retire(partitions, EventKind::kRevoked);
}

void SubscriptionLoop::wait_for_handlers(std::span<Assignment* const> leaving) {
  const auto start = std::chrono::steady_clock::now();
  const auto until = std::min(start + shared_->options.drain_timeout, drain_deadline());
  const auto out = [&] {
    return std::any_of(leaving.begin(), leaving.end(), [](const auto* item) { return item->in_flight > 0; });
  };
  // A lane whose handler has a record of a partition that stays can't give ours back before it returns; they were not
  // begun.
  const auto only_others_run = [&] {
    bool unswept = false;
    for (std::size_t i = 0; i < lanes_.size(); ++i) {
      if (lanes_[i]->swept() >= sweeps_[i]) continue;
      unswept = true;
      const auto* running = lanes_[i]->running();
      if (std::find(leaving.begin(), leaving.end(), running) != leaving.end()) return false;
    }
    return unswept;
  };
  for (collect(); out(); collect()) {
    const auto now = std::chrono::steady_clock::now();
    if (now >= until || (now - start > kSweepGrace && only_others_run())) return;
    shared_->bell.wait_for(kWaitForLanes);
  }
}

void SubscriptionLoop::on_lost(std::span<const TopicPartition> partitions) {
  (void)close(partitions);
  retire(partitions, EventKind::kLost);
}

/// Lanes hand out no more of these partitions' records; handlers that run are asked to finish soon.
std::vector<Assignment*> SubscriptionLoop::close(std::span<const TopicPartition> partitions) {
  auto closed = named(partitions);
  for (auto* assignment : closed) {
    assignment->closed = true;
    assignment->stopping.request_stop();
  }
  if (!closed.empty()) {
    for (std::size_t i = 0; i < lanes_.size(); ++i) sweeps_[i] = lanes_[i]->sweep();
  }
  return closed;
}

void SubscriptionLoop::retire(std::span<const TopicPartition> partitions, EventKind kind) {
  for (const auto& where : partitions) {
    const auto found = assignments_.find(where);
    if (found == assignments_.end()) continue;
    found->second->closed = true;
    found->second->stopping.request_stop();
    tell(kind, where);
    if (rounds_) rounds_->forget(*found->second);
    std::erase_if(early_, [&](const auto& record) {
      const auto view = record.envelope();
      return view.partition == where.partition && view.topic == where.topic;
    });
    retired_.push_back(std::move(found->second));
    assignments_.erase(found);
  }
}

void SubscriptionLoop::forget_retired() {
  retired_.remove_if([](const auto& assignment) { return assignment->in_flight == 0; });
}

std::vector<Assignment*> SubscriptionLoop::named(std::span<const TopicPartition> partitions) const {
  std::vector<Assignment*> some;
  for (const auto& where : partitions) {
    if (const auto found = assignments_.find(where); found != assignments_.end()) some.push_back(found->second.get());
  }
  return some;
}

std::vector<Assignment*> SubscriptionLoop::all_assigned() const {
  std::vector<Assignment*> all;
  all.reserve(assignments_.size());
  for (const auto& [where, assignment] : assignments_) all.push_back(assignment.get());
  return all;
}

void SubscriptionLoop::commit_if_due(Instant now) {
  if (rounds_) return rounds_->step(now, *consumer_, all_assigned());
  if (now < next_commit_ || shared_->at_most_once()) return;
  next_commit_ = now + shared_->options.commit_interval;
  commit(all_assigned(), Millis(0));
}

void SubscriptionLoop::commit_at_last(std::span<Assignment* const> assignments) {
  if (shared_->at_most_once()) return;  // What a window's base says is behind what was committed.
  if (!rounds_) return commit(assignments, commit_patience());
  rounds_->finish(*consumer_, all_assigned(), assignments, std::chrono::steady_clock::now() + commit_patience());
}

Millis SubscriptionLoop::commit_patience() const {
  const auto left = std::chrono::duration_cast<Millis>(drain_deadline() - std::chrono::steady_clock::now());
  return std::clamp(left, kShortestCommit, kLongestCommit);
}

void SubscriptionLoop::commit(std::span<Assignment* const> assignments, Millis wait) {
  const bool must_be_sure = wait > Millis(0);
  std::vector<CommitEntry> entries;
  std::vector<Assignment*> covered;
  for (auto* assignment : assignments) {
    const auto base = assignment->window.base();
    // The last commit of an assignment repeats what an earlier, unanswered one may have failed to do.
    if (!base || (!must_be_sure && assignment->committed == base)) continue;
    entries.push_back(CommitEntry{assignment->where, *base});
    covered.push_back(assignment);
  }
  if (entries.empty()) return;
  const auto give_up = std::chrono::steady_clock::now() + wait;
  auto done = consumer_->commit(entries, wait);
  for (int i = 1; must_be_sure && !done && done.error().retriable && i < kCommitAttempts; ++i) {
    shared_->bell.wait_for(kCommitPause);
    // What is not committed is delivered again.
    const auto left = std::chrono::duration_cast<Millis>(give_up - std::chrono::steady_clock::now());
    if (left <= Millis(0)) break;
    done = consumer_->commit(entries, left);
  }
  if (!done) return tell_error(EventKind::kCommitFailed, done.error());
  for (std::size_t i = 0; i < covered.size(); ++i) {
    covered[i]->committed = entries[i].next_offset;
    tell(EventKind::kCommitted, entries[i].where, entries[i].next_offset);
  }
}

void SubscriptionLoop::tell(EventKind kind, const TopicPartition& where, std::int64_t offset) const {
  Happening what;
  what.kind = kind;
  what.topic = where.topic;
  what.partition = where.partition;
  what.offset = offset;
  shared_->tell(what);
}

void SubscriptionLoop::tell_error(EventKind kind, const Error& error) const {
  Happening what;
  what.kind = kind;
  what.topic = shared_->options.topic;
  what.reason = to_string(error.kind);
  what.detail = error.message;
  shared_->tell(what);
}

}  // namespace mesh::consume
