#include <mesh/memory/consumer_private.hpp>
#include <mesh/memory/transactions_private.hpp>

namespace mesh::memory {
namespace {

/// Keeps one record, and goes with it.
class Fetched final : public FetchedRecord::Keeper {
 public:
  Fetched(StoredPointer record, std::atomic<std::size_t>& held, std::shared_ptr<void> owner)
      : record_(std::move(record)), held_(&held), owner_(std::move(owner)) {
    ++*held_;
  }

  RecordView envelope(const void* /*record*/) const noexcept override {
    RecordView view;
    view.topic = record_->topic;
    view.partition = record_->partition;
    view.offset = record_->offset;
    view.timestamp = record_->timestamp;
    view.key = record_->key;
    view.value = record_->value;
    return view;
  }
  void read_headers(void* /*record*/, std::vector<HeaderView>& into) const override {
    for (const auto& header : record_->headers) into.push_back(HeaderView{header.name, header.value});
  }
  void release(void* /*record*/) noexcept override {
    --*held_;
    delete this;
  }

 private:
  StoredPointer record_;
  std::atomic<std::size_t>* held_;
  std::shared_ptr<void> owner_;  ///< of the counter
};

std::vector<TopicPartition> keys_of(const std::map<TopicPartition, std::int64_t>& positions) {
  std::vector<TopicPartition> keys;
  keys.reserve(positions.size());
  for (const auto& [where, position] : positions) keys.push_back(where);
  return keys;
}

}  // namespace

Broker::MemoryConsumer::~MemoryConsumer() { leave(false); }

Result<void> Broker::MemoryConsumer::subscribe(const std::vector<std::string>& topics, AssignmentListener& listener) {
  const std::lock_guard lock(core_->mutex);
  if (member_ != nullptr) return fail(ErrorKind::kInvalidArgument, "this consumer has subscribed already");
  listener_ = &listener;
  member_ = std::make_shared<Member>();
  member_->topics = topics;
  member_->joined = true;
  id_ = core_->next_member++;
  auto& group = core_->group(group_);
  group.members.emplace(id_, member_);
  core_->start_rebalance(group, false);
  return {};
}

Result<void> Broker::MemoryConsumer::read(const TopicPartition& where) {
  const std::lock_guard lock(core_->mutex);
  const auto* topic = core_->find_topic(where.topic);
  if (topic == nullptr) return fail(ErrorKind::kUnknownTopic, "topic '" + where.topic + "' does not exist");
  const auto partition = static_cast<std::size_t>(where.partition);
  if (where.partition < 0 || partition >= topic->partitions.size()) {
    return fail(ErrorKind::kInvalidArgument,
                "topic '" + where.topic + "' has no partition " + std::to_string(where.partition));
  }
  is_reader_ = true;
  member_ = std::make_shared<Member>();
  member_->positions[where] = static_cast<std::int64_t>(topic->partitions[partition].size());
  return {};
}

bool Broker::MemoryConsumer::serve_group(std::unique_lock<std::mutex>& lock) {
  if (is_reader_) return false;
  auto& group = core_->group(group_);
  if (member_->must_rejoin) {
    const auto partitions = keys_of(member_->positions);
    const bool lost = std::exchange(member_->lost, false);
    lock.unlock();
    // Still ours while the listener drains: its commits count.
    if (!partitions.empty()) lost ? listener_->on_lost(partitions) : listener_->on_revoked(partitions);
    lock.lock();
    member_->positions.clear();
    ++member_->generation;
    member_->must_rejoin = false;
    member_->joined = true;
    core_->finish_rebalance(group);
    return true;
  }
  if (!member_->assignment_ready) return false;
  member_->assignment_ready = false;
  for (const auto& where : member_->assignment) {
    const auto committed = group.committed.find(where);
    member_->positions[where] = committed == group.committed.end() ? 0 : committed->second;
  }
  const auto partitions = std::exchange(member_->assignment, {});
  lock.unlock();
  listener_->on_assigned(partitions);
  lock.lock();
  return true;
}

void Broker::MemoryConsumer::fetch(std::size_t max_records, const std::set<TopicPartition>& wanted,
                                   FetchedBatch& batch) {
  for (auto& [where, position] : member_->positions) {
    if (!wanted.contains(where)) continue;
    const auto* topic = core_->find_topic(where.topic);
    if (topic == nullptr) continue;
    const auto& log = topic->partitions[static_cast<std::size_t>(where.partition)];
    while (batch.size() < max_records && position < static_cast<std::int64_t>(log.size())) {
      auto keeper = std::make_unique<Fetched>(log[static_cast<std::size_t>(position)], core_->held, core_);
      batch.emplace_back(*keeper.release(), nullptr);
      ++position;
    }
  }
}

Result<FetchedBatch> Broker::MemoryConsumer::poll(Millis timeout, std::size_t max_records,
                                                  const std::function<bool(const TopicPartition&)>& wants) {
  const auto deadline = std::chrono::steady_clock::now() + timeout;
  std::unique_lock lock(core_->mutex);
  if (member_ == nullptr) return fail(ErrorKind::kClosed, "this consumer has not subscribed or is closed");
  FetchedBatch batch;
  while (true) {
    if (auto error = core_->failing_polls.take()) return tl::unexpected(*std::move(error));
    const bool told = serve_group(lock);
    const auto assigned = keys_of(member_->positions);
    lock.unlock();
    std::set<TopicPartition> wanted;
    for (const auto& where : assigned) {
      if (wants(where)) wanted.insert(where);
    }
    lock.lock();
    if (!member_->must_rejoin) fetch(max_records, wanted, batch);
    if (told || !batch.empty()) return batch;
    if (core_->changed.wait_until(lock, deadline) == std::cv_status::timeout) return batch;
  }
}

Result<void> Broker::MemoryConsumer::commit(std::span<const CommitEntry> offsets, Millis wait) {
  (void)wait;  // The log is at hand: an asynchronous commit is done as soon as it is asked for.
  const std::lock_guard lock(core_->mutex);
  if (member_ == nullptr) return fail(ErrorKind::kClosed, "this consumer has not subscribed or is closed");
  if (is_reader_) return fail(ErrorKind::kInvalidArgument, "commit: this consumer reads a topic without a group");
  if (auto error = core_->failing_commits.take()) return tl::unexpected(*std::move(error));
  auto& group = core_->group(group_);
  for (const auto& entry : offsets) {
    if (member_->lost || !member_->positions.contains(entry.where)) {
      return fail(ErrorKind::kInvalidArgument, "commit for " + entry.where.topic + "[" +
                                                   std::to_string(entry.where.partition) +
                                                   "], which is not assigned to this member");
    }
  }
  for (const auto& entry : offsets) {
    group.committed[entry.where] = entry.next_offset;
    group.history[entry.where].push_back(entry.next_offset);
  }
  core_->changed.notify_all();
  return {};
}

Result<std::vector<std::optional<std::int64_t>>> Broker::MemoryConsumer::committed(
    std::span<const TopicPartition> partitions, Millis wait) {
  (void)wait;
  const std::lock_guard lock(core_->mutex);
  if (auto error = core_->failing_commits.take()) return tl::unexpected(*std::move(error));
  std::vector<std::optional<std::int64_t>> offsets;
  const auto& committed = core_->group(group_).committed;
  for (const auto& where : partitions) {
    const auto found = committed.find(where);
    offsets.push_back(found == committed.end() ? std::nullopt : std::optional(found->second));
  }
  return offsets;
}

Result<std::unique_ptr<const GroupMetadata>> Broker::MemoryConsumer::group_metadata() {
  const std::lock_guard lock(core_->mutex);
  if (member_ == nullptr) return fail(ErrorKind::kClosed, "this consumer has not subscribed or is closed");
  return std::make_unique<const MemoryMember>(group_, member_, member_->generation);
}

void Broker::MemoryConsumer::close(Millis timeout) {
  (void)timeout;
  leave(true);
}

void Broker::MemoryConsumer::leave(bool tell) {
  std::unique_lock lock(core_->mutex);
  if (member_ == nullptr) return;
  if (is_reader_) {
    member_ = nullptr;
    return;
  }
  const auto partitions = keys_of(member_->positions);
  if (tell && !partitions.empty()) {
    const bool lost = member_->lost;
    lock.unlock();
    lost ? listener_->on_lost(partitions) : listener_->on_revoked(partitions);
    lock.lock();
  }
  auto& group = core_->group(group_);
  group.members.erase(id_);
  ++member_->generation;
  member_ = nullptr;
  core_->start_rebalance(group, false);
}

}  // namespace mesh::memory
