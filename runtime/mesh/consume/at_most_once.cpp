// At most once: offsets are committed before their records are handed to the lanes.
#include <algorithm>

#include <mesh/consume/subscription_loop_private.hpp>

namespace mesh::consume {
namespace {

constexpr Millis kWaitForLanes{20};
constexpr Millis kCommitPause{50};
// The poll thread waits for it, and the group is served in between.
constexpr Millis kCommitWait{1000};

}  // namespace

/// Where no record may be handled twice: what is below `done` was handed out once. A client repeats it, or the log
/// starts over; nobody can tell that it was not handled.
bool SubscriptionLoop::drop_repeated(const RecordView& record, std::optional<std::int64_t> done) const {
  if (!done || record.offset >= *done) return false;
  ++shared_->counters.dropped;
  Happening what;
  what.kind = EventKind::kDropped;
  what.topic = record.topic;
  what.partition = record.partition;
  what.offset = record.offset;
  what.reason = "repeated";
  what.detail =
      "its offset was passed before: it was delivered twice, or the topic was truncated or made anew (restart then)";
  shared_->tell(what);
  return true;
}

void SubscriptionLoop::take_early(FetchedBatch batch) {
  Assignment* assignment = nullptr;
  for (auto& record : batch) {
    const auto view = record.envelope();
    assignment = assignment_of(view, assignment);
    if (assignment == nullptr || drop_repeated(view, assignment->committed)) continue;
    early_.push_back(std::move(record));
  }
}

void SubscriptionLoop::commit_early() {
  if (early_.empty()) return;
  std::map<Assignment*, std::int64_t> next;
  Assignment* assignment = nullptr;
  for (const auto& record : early_) {
    const auto view = record.envelope();
    assignment = assignment_of(view, assignment);
    if (assignment == nullptr) continue;  // gone: nothing of it is committed, the next owner gets it
    auto& offset = next[assignment];
    offset = std::max(offset, view.offset + 1);
  }
  std::vector<CommitEntry> entries;
  entries.reserve(next.size());
  for (const auto& [of, offset] : next) entries.push_back(CommitEntry{of->where, offset});
  if (!entries.empty()) {
    // Without the broker's word nothing is handled; a commit that happened all the same is repeated.
    if (const auto done = consumer_->commit(entries, kCommitWait); !done) {
      tell_error(EventKind::kCommitFailed, done.error());
      shared_->bell.wait_for(kCommitPause);
      return;
    }
  }
  for (const auto& [of, offset] : next) {
    of->committed = offset;
    tell(EventKind::kCommitted, of->where, offset);
  }
  hand_out(std::exchange(early_, {}));
}

/// What is queued is committed: it is handled before its partition goes, as far as the time allows.
void SubscriptionLoop::wait_for_queued(std::span<Assignment* const> leaving) {
  const auto until = std::min(std::chrono::steady_clock::now() + shared_->options.drain_timeout, drain_deadline());
  const auto out = [&] {
    return std::any_of(leaving.begin(), leaving.end(), [](const auto* item) { return item->in_flight > 0; });
  };
  for (collect(); out() && std::chrono::steady_clock::now() < until; collect()) shared_->bell.wait_for(kWaitForLanes);
}

}  // namespace mesh::consume
