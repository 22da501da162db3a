#pragma once

#include <mesh/memory/core_private.hpp>

namespace mesh::memory {

/// A member of a group, or a reader of one partition. The mutex is not held while the listener is told.
class Broker::MemoryConsumer final : public Consumer {
 public:
  MemoryConsumer(std::shared_ptr<Core> core, std::string group) : core_(std::move(core)), group_(std::move(group)) {}
  ~MemoryConsumer() override;
  MemoryConsumer(const MemoryConsumer&) = delete;
  MemoryConsumer& operator=(const MemoryConsumer&) = delete;

  /// Instead of subscribe(): one partition from its end on, without a group.
  [[nodiscard]] Result<void> read(const TopicPartition& where);
  [[nodiscard]] Result<void> subscribe(const std::vector<std::string>& topics, AssignmentListener& listener) override;
  [[nodiscard]] Result<FetchedBatch> poll(Millis timeout, std::size_t max_records,
                                          const std::function<bool(const TopicPartition&)>& wants) override;
  [[nodiscard]] Result<void> commit(std::span<const CommitEntry> offsets, Millis wait) override;
  [[nodiscard]] Result<std::vector<std::optional<std::int64_t>>> committed(std::span<const TopicPartition> partitions,
                                                                           Millis wait) override;
  [[nodiscard]] Result<std::unique_ptr<const GroupMetadata>> group_metadata() override;
  void close(Millis timeout) override;

 private:
  /// Gives partitions back or takes new ones, if the group says so; true if it told the listener something.
  bool serve_group(std::unique_lock<std::mutex>& lock);
  void fetch(std::size_t max_records, const std::set<TopicPartition>& wanted, FetchedBatch& batch);
  void leave(bool tell);

  std::shared_ptr<Core> core_;
  std::string group_;
  std::uint64_t id_ = 0;
  std::shared_ptr<Member> member_;
  AssignmentListener* listener_ = nullptr;
  bool is_reader_ = false;
};

}  // namespace mesh::memory
