// What tests ask the broker and do to it.
#include <algorithm>

#include <mesh/memory/core_private.hpp>

namespace mesh::memory {

void Broker::add_topic(std::string_view name, std::int32_t partitions) {
  const std::lock_guard lock(core_->mutex);
  core_->add_topic(name, partitions);
}

Sent Broker::put(OutgoingRecord record) {
  const std::lock_guard lock(core_->mutex);
  auto& topic = core_->add_topic(record.topic, 0);
  return core_->append(topic, std::move(record));
}

std::vector<StoredRecord> Broker::records(std::string_view topic) const {
  const std::lock_guard lock(core_->mutex);
  std::vector<StoredRecord> copies;
  if (const auto* found = core_->find_topic(topic); found != nullptr) {
    for (const auto& record : found->arrivals) copies.push_back(*record);
  }
  return copies;
}

bool Broker::wait_for_records(std::string_view topic, std::size_t count, Millis timeout) const {
  std::unique_lock lock(core_->mutex);
  return core_->changed.wait_for(lock, timeout, [&] {
    const auto* found = core_->find_topic(topic);
    return found != nullptr && found->arrivals.size() >= count;
  });
}

std::optional<std::int64_t> Broker::committed(std::string_view group, std::string_view topic,
                                              std::int32_t partition) const {
  const auto all = commits(group, topic, partition);
  return all.empty() ? std::nullopt : std::optional(all.back());
}

std::vector<std::int64_t> Broker::commits(std::string_view group, std::string_view topic,
                                          std::int32_t partition) const {
  const std::lock_guard lock(core_->mutex);
  const auto found = core_->groups.find(group);
  if (found == core_->groups.end()) return {};
  const auto history = found->second.history.find(TopicPartition{std::string(topic), partition});
  return history == found->second.history.end() ? std::vector<std::int64_t>() : history->second;
}

std::int64_t Broker::lag(std::string_view group, std::string_view topic) const {
  const std::lock_guard lock(core_->mutex);
  const auto* found = core_->find_topic(topic);
  if (found == nullptr) return 0;
  std::int64_t lag = 0;
  const auto& committed = core_->group(group).committed;
  for (std::size_t i = 0; i < found->partitions.size(); ++i) {
    const auto done = committed.find(TopicPartition{std::string(topic), static_cast<std::int32_t>(i)});
    lag += static_cast<std::int64_t>(found->partitions[i].size()) - (done == committed.end() ? 0 : done->second);
  }
  return lag;
}

std::size_t Broker::records_held() const noexcept { return core_->held; }

void Broker::fail_sends(std::string_view topic, std::size_t count, Error error) {
  const std::lock_guard lock(core_->mutex);
  core_->add_topic(topic, 0).failing = Fault{count, std::move(error)};
}

void Broker::refuse_sends(std::string_view topic, std::size_t count, Error error) {
  const std::lock_guard lock(core_->mutex);
  core_->add_topic(topic, 0).refusing = Fault{count, std::move(error)};
}

void Broker::fail_commits(std::size_t count, Error error) {
  const std::lock_guard lock(core_->mutex);
  core_->failing_commits = Fault{count, std::move(error)};
}

void Broker::fail_polls(std::size_t count, Error error) {
  const std::lock_guard lock(core_->mutex);
  core_->failing_polls = Fault{count, std::move(error)};
  core_->changed.notify_all();
}

void Broker::hold_reports(bool hold) { core_->reporter.hold(hold); }

void Broker::rebalance(std::string_view group) {
  const std::lock_guard lock(core_->mutex);
  core_->start_rebalance(core_->group(group), false);
}

void Broker::lose_partitions(std::string_view group) {
  const std::lock_guard lock(core_->mutex);
  core_->start_rebalance(core_->group(group), true);
}

void Broker::fail_transactions(TransactionStep step, std::size_t count, TransactionFault fault, Effect effect) {
  const std::lock_guard lock(core_->mutex);
  auto& faults = core_->transaction_steps[step];
  faults.count = count;
  faults.fault = fault;
  faults.takes_effect = effect == Effect::kDone;
}

void Broker::hold_transactions(TransactionStep step, bool hold) {
  const std::lock_guard lock(core_->mutex);
  core_->transaction_steps[step].held = hold;
  core_->changed.notify_all();
}

std::size_t Broker::transaction_calls(TransactionStep step) const {
  const std::lock_guard lock(core_->mutex);
  return core_->transaction_steps[step].calls;
}

void Broker::rewind(std::string_view group, const TopicPartition& where, std::int64_t offset) {
  const std::lock_guard lock(core_->mutex);
  for (auto& [id, member] : core_->group(group).members) {
    const auto position = member->positions.find(where);
    if (position != member->positions.end()) position->second = offset;
  }
  core_->changed.notify_all();
}

}  // namespace mesh::memory
