#include <mesh/consume/subscription_loop_private.hpp>

#include <algorithm>

namespace mesh::consume {
namespace {

constexpr Millis kPollWait{50};
// With a partition that is not wanted at the moment: look soon whether it is wanted again.
constexpr Millis kPollWaitWhenHeldBack{5};
constexpr Millis kWaitForLanes{20};
constexpr Millis kPauseAfterError{100};
// For lanes to end that only have to give records back.
constexpr Millis kLaneGrace{300};
constexpr Millis kCloseTimeout{500};
// So long after a probe was due, what the lanes hold waits for something else.
constexpr Millis kProbeOverdue{1000};
constexpr std::size_t kLargestBatch = 1000;
constexpr std::size_t kSmallestBatch = 64;
// What a record costs beside its bytes, roughly; small records must not make the byte bound meaningless.
constexpr std::size_t kRecordOverhead = 128;

std::size_t bytes_of(const RecordView& record) {
  return kRecordOverhead + record.key.value_or("").size() + record.value.value_or("").size();
}

}  // namespace

SubscriptionLoop::SubscriptionLoop(Transport& transport, LoopOptions options, RecordHandler& handler,
                                   std::function<void()> changed)
    : transport_(&transport),
      shared_(std::make_shared<Shared>(std::move(options), handler, transport.producer())),
      changed_(std::move(changed)) {}

SubscriptionLoop::~SubscriptionLoop() {
  request_stop();
  (void)join();
}

Result<void> SubscriptionLoop::start() {
  const auto& loop_options = shared_->options;
  auto consumer = transport_->make_consumer(
      {.group = loop_options.group, .client_id = loop_options.client_id, .read_committed = shared_->exactly_once()});
  if (!consumer) return tl::unexpected(std::move(consumer).error());
  if (shared_->exactly_once()) {
    // Before the group is joined: what an earlier process left open is resolved when offsets are asked for.
    rounds_ = std::make_unique<Rounds>(*transport_, shared_);
    if (auto ok = rounds_->start(loop_options.start_timeout); !ok) {
      rounds_->leave(kLaneGrace);
      rounds_.reset();
      return ok;
    }
  }
  consumer_ = *std::move(consumer);
  if (auto ok = consumer_->subscribe(loop_options.topics, *this); !ok) {
    consumer_.reset();
    if (rounds_) rounds_->leave(kLaneGrace);
    return ok;
  }
  const auto count = std::max<std::size_t>(loop_options.lanes, 1);
  for (std::size_t i = 0; i < count; ++i) lanes_.push_back(std::make_shared<Lane>(shared_));
  staged_.resize(count);
  sweeps_.resize(count);
  for (const auto& lane : lanes_) lane->start();
  next_commit_ = std::chrono::steady_clock::now() + loop_options.commit_interval;
  thread_ = std::thread([this] { run(); });
  return {};
}

std::optional<Error> SubscriptionLoop::failure() const {
  const std::lock_guard lock(failure_mutex_);
  return failure_;
}

void SubscriptionLoop::request_stop() noexcept {
  if (stop_requested_) return;
  const auto deadline = std::chrono::steady_clock::now() + shared_->options.drain_timeout;
  stop_deadline_ = deadline.time_since_epoch().count();
  stop_requested_ = true;
  shared_->bell.ring();
}

LoopReport SubscriptionLoop::join() {
  if (thread_.joinable()) thread_.join();
  return report_;
}

Instant SubscriptionLoop::drain_deadline() const noexcept { return Instant(Instant::duration(stop_deadline_.load())); }

void SubscriptionLoop::run() {
  while (!stop_requested_ && !failure()) poll_once();
  drain();
  end_lanes();
  commit_at_last(all_assigned());
  if (rounds_) {
    // What is not certain by now is delivered again; leaving the group does not wait for it a second time.
    for (auto* assignment : all_assigned()) rounds_->forget(*assignment);
  }
  consumer_->close(kCloseTimeout);
  const auto& counters = shared_->counters;
  report_.handled = counters.handled;
  report_.dead_lettered = counters.dead_lettered;
  report_.duplicates = counters.duplicates;
  report_.dropped = counters.dropped;
  if (in_flight_ > 0) {
    // A handler hangs: its record needs the consumer's memory and its assignment. Whoever leaves last clears up.
    for (auto& [where, assignment] : assignments_) retired_.push_back(std::move(assignment));
    shared_->left_assignments = std::move(retired_);
    shared_->left_consumer = std::move(consumer_);
  }
  if (rounds_) rounds_->leave(kLaneGrace);
  early_.clear();
  assignments_.clear();
  retired_.clear();
  consumer_.reset();
  for (const auto& lane : lanes_) lane->leave();
  lanes_.clear();
}

void SubscriptionLoop::poll_once() {
  collect();
  forget_retired();
  commit_if_due(std::chrono::steady_clock::now());
  if (rounds_ && rounds_->failure()) return fail_with(*rounds_->failure());
  commit_early();
  const bool was_full = full();
  const bool held_back = std::any_of(assignments_.begin(), assignments_.end(),
                                     [this](const auto& entry) { return !wants(entry.second->where); });
  const bool round_waits = rounds_ && rounds_->busy();
  const auto timeout = was_full ? Millis(0) : held_back || round_waits ? kPollWaitWhenHeldBack : kPollWait;
  auto batch = consumer_->poll(timeout, batch_size(), [this](const TopicPartition& where) { return wants(where); });
  if (!batch) return poll_failed(batch.error());
  dispatch(*std::move(batch));
  // Polling on would spin: only lanes can make room.
  if (was_full) shared_->bell.wait_for(kWaitForLanes);
}

void SubscriptionLoop::poll_failed(const Error& error) {
  tell_error(EventKind::kBrokerError, error);
  if (!error.retriable) return fail_with(error);
  if (rounds_ || shared_->at_most_once()) return shared_->bell.wait_for(kPauseAfterError);
  // It may have been about an asynchronous commit: commit again what we took for committed.
  for (auto& [where, assignment] : assignments_) assignment->committed.reset();
  shared_->bell.wait_for(kPauseAfterError);
}

void SubscriptionLoop::fail_with(const Error& error) {
  {
    const std::lock_guard lock(failure_mutex_);
    failure_ = error;
  }
  request_stop();
  changed_();
}

std::size_t SubscriptionLoop::taken() const noexcept { return in_flight_ + (rounds_ ? rounds_->count() : 0); }

bool SubscriptionLoop::full() const noexcept {
  return taken() >= shared_->options.max_in_flight ||
         in_flight_bytes_ + (rounds_ ? rounds_->bytes() : 0) >= shared_->options.max_in_flight_bytes;
}

/// A partition whose keys are held must not take the room of the others.
std::size_t SubscriptionLoop::share_of_a_partition() const noexcept {
  return std::max<std::size_t>(shared_->options.max_in_flight / std::max<std::size_t>(assignments_.size(), 1), 1);
}

/// Half a share, because a whole batch may come from one partition that had less than half. With very many partitions
/// that would be too small to be worth a poll.
std::size_t SubscriptionLoop::batch_size() const noexcept {
  if (!shared_->breaker.closed()) return 1;
  const auto most = shared_->options.max_in_flight;
  const auto worthwhile = std::min(kSmallestBatch, most / 8);
  const auto size = std::min(std::max(share_of_a_partition() / 2, worthwhile), kLargestBatch);
  return std::clamp<std::size_t>(size, 1, std::max<std::size_t>(most - std::min(taken(), most), 1));
}

/// While the breaker is open nothing is drained, but for one record to try when the lanes have none.
bool SubscriptionLoop::breaker_lets_in() const {
  if (shared_->breaker.closed()) return true;
  const auto now = std::chrono::steady_clock::now();
  return shared_->breaker.probe_due(in_flight_ == 0 ? now : now - kProbeOverdue);
}

bool SubscriptionLoop::wants(const TopicPartition& where) const {
  if (stopping_ || full() || !early_.empty() || !breaker_lets_in()) return false;
  const auto found = assignments_.find(where);
  return found != assignments_.end() &&
         found->second->in_flight + found->second->retained < std::max<std::size_t>(share_of_a_partition() / 2, 1);
}

std::size_t SubscriptionLoop::lane_of(const RecordView& record) const noexcept {
  const auto hash =
      record.key ? std::hash<std::string_view>()(*record.key) : static_cast<std::size_t>(record.partition);
  return hash % lanes_.size();
}

Assignment* SubscriptionLoop::assignment_of(const RecordView& record, Assignment* last) const {
  if (last != nullptr && last->where.partition == record.partition && last->where.topic == record.topic) return last;
  const auto found = assignments_.find(TopicPartition{std::string(record.topic), record.partition});
  return found == assignments_.end() ? nullptr : found->second.get();
}

/// Headers are read on the lanes, where they are used; what they weigh is learnt from samples, the heavy ones at once.
void SubscriptionLoop::note_headers(const FetchedRecord& record) {
  if (++records_since_sample_ < kHeaderSample) return;
  records_since_sample_ = 0;
  std::size_t bytes = 0;
  for (const auto& header : record.view().headers) bytes += header.name.size() + header.value.value_or("").size();
  header_bytes_ = std::max(bytes, header_bytes_ - header_bytes_ / 8);
}

void SubscriptionLoop::dispatch(FetchedBatch batch) {
  if (stopping_) return;
  if (!shared_->at_most_once()) return hand_out(std::move(batch));
  take_early(std::move(batch));
  commit_early();
}

void SubscriptionLoop::hand_out(FetchedBatch batch) {
  Assignment* assignment = nullptr;
  for (auto& record : batch) {
    note_headers(record);
    const auto view = record.envelope();
    assignment = assignment_of(view, assignment);
    // Taken before a rebalance that the same poll served: whoever has the partition now gets it again.
    if (assignment == nullptr || (rounds_ && drop_repeated(view, assignment->window.base()))) continue;
    if (!assignment->window.add(view.offset)) continue;
    if (rounds_ && !assignment->first_offset) assignment->first_offset = view.offset;
    const auto bytes = bytes_of(view) + header_bytes_;
    ++assignment->in_flight;
    ++in_flight_;
    in_flight_bytes_ += bytes;
    const auto lane = lane_of(view);
    staged_[lane].push_back(Work{std::move(record), assignment, view.offset, bytes});
  }
  for (std::size_t i = 0; i < lanes_.size(); ++i) {
    if (!staged_[i].empty()) lanes_[i]->submit(std::exchange(staged_[i], {}));
  }
}

void SubscriptionLoop::collect() {
  for (const auto& lane : lanes_) lane->collect(finished_);
  for (auto& item : finished_) {
    auto& assignment = *item.assignment;
    --assignment.in_flight;
    --in_flight_;
    in_flight_bytes_ -= item.bytes;
    // Too late if the partition has gone: nobody commits that window any more.
    if (item.done) assignment.window.finish(assignment.window.generation(), item.offset);
    if (item.outputs) rounds_->retain(assignment, item.offset, std::move(item.outputs));
    // What was committed before it was begun is not delivered again: its lane told that it was dropped.
    if (!item.done && stopping_ && !shared_->at_most_once()) ++report_.abandoned;
  }
  finished_.clear();
}

void SubscriptionLoop::drain() {
  stopping_ = true;
  commit_early();  // the last chance: it may have been committed without an answer
  report_.abandoned += early_.size();
  early_.clear();
  for (auto* assignment : all_assigned()) assignment->stopping.request_stop();
  for (const auto& lane : lanes_) lane->drain();
  const auto nothing = [](const TopicPartition&) { return false; };
  for (collect(); in_flight_ > 0 && std::chrono::steady_clock::now() < drain_deadline(); collect()) {
    commit_if_due(std::chrono::steady_clock::now());
    // The group must be served while handlers finish, or the broker takes the partitions away.
    if (const auto served = consumer_->poll(Millis(0), 1, nothing); !served) {
      tell_error(EventKind::kBrokerError, served.error());
      if (!served.error().retriable) break;
    }
    shared_->bell.wait_for(kWaitForLanes);
  }
}

void SubscriptionLoop::end_lanes() {
  for (auto* assignment : all_assigned()) assignment->closed = true;
  for (const auto& lane : lanes_) lane->end();
  const auto all_ended = [this] {
    return std::all_of(lanes_.begin(), lanes_.end(), [](const auto& lane) { return lane->ended(); });
  };
  const auto until = std::chrono::steady_clock::now() + kLaneGrace;
  while (!all_ended() && std::chrono::steady_clock::now() < until) shared_->bell.wait_for(kWaitForLanes);
  collect();
  report_.abandoned += in_flight_;
  if (!all_ended()) shared_->abandoned = true;
}

}  // namespace mesh::consume
