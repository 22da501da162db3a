/// The broker's state behind one mutex, shared by its producer and consumers.
#pragma once

#include <atomic>
#include <condition_variable>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <utility>

#include <mesh/memory/broker.hpp>
#include <mesh/memory/reporter_private.hpp>

namespace mesh::memory {

/// A fault that is used up `count` times.
struct Fault {
  std::size_t count = 0;
  Error error;

  [[nodiscard]] std::optional<Error> take() {
    if (count == 0) return std::nullopt;
    --count;
    return error;
  }
};

using StoredPointer = std::shared_ptr<const StoredRecord>;

struct Topic {
  std::vector<std::vector<StoredPointer>> partitions;
  std::vector<StoredPointer> arrivals;  ///< all partitions, in the order of arrival
  std::uint32_t next_partition = 0;     ///< for records without a key
  Fault failing;
  Fault refusing;
};

/// A group member as the group sees it.
struct Member {
  std::vector<std::string> topics;
  std::map<TopicPartition, std::int64_t> positions;  ///< what it is assigned, and the next offset of each
  std::vector<TopicPartition> assignment;            ///< decided, not yet told
  bool must_rejoin = false;                          ///< gives everything back in its next poll
  bool lost = false;                                 ///< ... and is told that it was lost
  bool joined = false;                               ///< has nothing and waits for an assignment
  bool assignment_ready = false;
  std::uint64_t generation = 0;  ///< another one once its partitions are not its own any more
};

struct Group {
  std::map<std::uint64_t, std::shared_ptr<Member>> members;  ///< in the order of joining
  std::map<TopicPartition, std::int64_t> committed;
  std::map<TopicPartition, std::vector<std::int64_t>> history;
};

/// Faults of one step of transactions.
struct StepFault {
  std::size_t count = 0;
  TransactionFault fault = TransactionFault::kFatal;
  bool takes_effect = false;
  bool held = false;
  std::size_t calls = 0;
};

class Broker::Core {
 public:
  explicit Core(BrokerOptions broker_options) : options(std::move(broker_options)) {}

  // All of these want `mutex` held.
  Topic* find_topic(std::string_view name);
  Group& group(std::string_view name);
  Topic& add_topic(std::string_view name, std::int32_t partitions);
  Sent append(Topic& topic, OutgoingRecord record);
  /// Everyone gives back what they have and gets a new share.
  void start_rebalance(Group& group, bool lost);
  /// Hands partitions out once every member waits for them.
  void finish_rebalance(Group& group);

  const BrokerOptions options;
  mutable std::mutex mutex;
  mutable std::condition_variable changed;
  std::map<std::string, Topic, std::less<>> topics;
  std::map<std::string, Group, std::less<>> groups;
  std::uint64_t next_member = 1;
  Fault failing_commits;
  Fault failing_polls;
  std::map<std::string, std::uint64_t, std::less<>> producer_epochs;  ///< by transactional id: the newest producer's
  std::map<TransactionStep, StepFault> transaction_steps;
  std::atomic<std::size_t> held{0};
  Reporter reporter;
};

}  // namespace mesh::memory
