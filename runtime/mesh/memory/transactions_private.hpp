/// Transactions of the broker in memory.
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <mesh/memory/core_private.hpp>

namespace mesh::memory {

struct MemoryMember final : GroupMetadata {
  MemoryMember(std::string of_group, std::weak_ptr<Member> who, std::uint64_t at)
      : group(std::move(of_group)), member(std::move(who)), generation(at) {}

  const std::string group;
  const std::weak_ptr<Member> member;
  const std::uint64_t generation;
};

/// Keeps what it is sent until the commit, which puts everything into the logs and moves the offsets under one lock.
class Broker::MemoryTransactions final : public TransactionalProducer {
 public:
  MemoryTransactions(std::shared_ptr<Core> core, std::string id) : core_(std::move(core)), id_(std::move(id)) {}

  [[nodiscard]] TransactionResult init(Millis timeout) override;
  [[nodiscard]] TransactionResult begin() override;
  [[nodiscard]] TransactionResult send(const OutgoingRecord& record) override;
  [[nodiscard]] TransactionResult send_offsets(std::span<const CommitEntry> offsets,
                                               const GroupMetadata& member) override;
  [[nodiscard]] TransactionResult commit() override;
  [[nodiscard]] TransactionResult abort() override;
  [[nodiscard]] std::size_t largest_record() const noexcept override { return 1'000'000; }

 private:
  /// Whether the step may go on, and whether it is told as failed when it has.
  struct Verdict {
    TransactionResult go_on;
    TransactionResult answer;
  };
  [[nodiscard]] Verdict enter(TransactionStep step, std::unique_lock<std::mutex>& lock);
  void forget();
  /// The offsets are those of a member that still has its partitions.
  [[nodiscard]] bool offsets_are_valid() const;

  std::shared_ptr<Core> core_;
  std::string id_;
  std::uint64_t epoch_ = 0;  ///< 0: not initialised
  bool open_ = false;
  bool must_abort_ = false;
  std::vector<OutgoingRecord> records_;
  std::string group_;
  std::weak_ptr<Member> member_;
  std::uint64_t generation_ = 0;  ///< of the member
  std::vector<CommitEntry> offsets_;
};

}  // namespace mesh::memory
