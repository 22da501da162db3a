/// A broker in memory: tests handlers, agents and policies without Kafka, and makes its faults on demand.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <mesh/ports/transport.hpp>

namespace mesh::memory {

/// A record in a topic's log.
struct StoredRecord {
  std::string topic;
  std::int32_t partition = 0;
  std::int64_t offset = 0;
  Timestamp timestamp{};
  std::optional<std::string> key;
  std::optional<std::string> value;
  std::vector<Header> headers;

  /// The last header of that name; nullopt if there is none or its value is null.
  [[nodiscard]] std::optional<std::string> header(std::string_view name) const;
};

struct BrokerOptions {
  std::string topic_prefix = {};
  std::string group_prefix = {};
  std::int32_t default_partitions = 1;  ///< of topics that are created without saying how many
};

/// Topics with partitions (keys are spread like Java's producers do), groups with committed offsets; the members of a
/// group share the partitions, eagerly: every change of membership takes all partitions away and hands them out again,
/// and waits until every member has polled. New groups start at the first record. Thread-safe; must outlive its
/// consumers.
///
/// Transactions are real: their records are in the log, and their offsets committed, when they are committed and not
/// before; a newer producer of a transactional id fences the older one. Readers of uncommitted records see no more than
/// others.
///
/// Delivery reports come on a thread of its own, in the order of the sends.
class Broker final : public Transport {
 public:
  explicit Broker(BrokerOptions options = {});
  /// Reports what is still under way first.
  ~Broker() override;
  Broker(const Broker&) = delete;
  Broker& operator=(const Broker&) = delete;

  [[nodiscard]] Producer& producer() override;
  [[nodiscard]] Result<std::unique_ptr<Consumer>> make_consumer(const ConsumerOptions& options) override;
  [[nodiscard]] Result<std::unique_ptr<Consumer>> make_reader(const ReaderOptions& options) override;
  [[nodiscard]] Result<std::unique_ptr<TransactionalProducer>> make_transactional_producer(
      const TransactionalOptions& options) override;
  [[nodiscard]] Result<std::vector<TopicState>> topic_states(const std::vector<std::string>& names,
                                                             Millis timeout) override;
  [[nodiscard]] Result<void> create_topics(const std::vector<NewTopic>& topics, Millis timeout) override;
  [[nodiscard]] Result<void> delete_topics(const std::vector<std::string>& names, Millis timeout) override;
  [[nodiscard]] Result<void> delete_groups(const std::vector<std::string>& names, Millis timeout) override;
  [[nodiscard]] const std::string& topic_prefix() const noexcept override;
  [[nodiscard]] const std::string& group_prefix() const noexcept override;

  // For tests. Topic and group names are full names, with the prefix.

  void add_topic(std::string_view name, std::int32_t partitions = 1);
  /// Puts a record into the log at once, past the producer and its faults. Adds the topic if it does not exist.
  Sent put(OutgoingRecord record);
  /// Everything in the topic, in the order of arrival.
  [[nodiscard]] std::vector<StoredRecord> records(std::string_view topic) const;
  /// Until the topic holds that many; false if it does not by then.
  [[nodiscard]] bool wait_for_records(std::string_view topic, std::size_t count, Millis timeout) const;
  /// The committed offset; nullopt if there is none.
  [[nodiscard]] std::optional<std::int64_t> committed(std::string_view group, std::string_view topic,
                                                      std::int32_t partition) const;
  /// Every offset that was committed, in order.
  [[nodiscard]] std::vector<std::int64_t> commits(std::string_view group, std::string_view topic,
                                                  std::int32_t partition) const;
  /// Records that are not committed yet in all partitions of the topic.
  [[nodiscard]] std::int64_t lag(std::string_view group, std::string_view topic) const;
  /// Fetched records that somebody still holds.
  [[nodiscard]] std::size_t records_held() const noexcept;

  /// What became of a call that is told as failed.
  enum class Effect { kNone, kDone };

  // Faults. Each `count` is used up one by one; a later call replaces an earlier one.

  /// The next sends to the topic are taken, then reported as failed.
  void fail_sends(std::string_view topic, std::size_t count, Error error);
  /// The next sends to the topic are refused at once.
  void refuse_sends(std::string_view topic, std::size_t count, Error error);
  /// The next commits (of any group) fail.
  void fail_commits(std::size_t count, Error error);
  /// The next polls (of any consumer) fail.
  void fail_polls(std::size_t count, Error error);
  /// While held, sends are in the log but nobody is told.
  void hold_reports(bool hold);
  /// Takes all partitions of the group away in the next polls and hands them out again.
  void rebalance(std::string_view group);
  /// The same, but the members are told that they had lost them already; commits for them fail until then.
  void lose_partitions(std::string_view group);
  /// The next calls of that step, of any transactional producer, are told as failed with `fault`: without effect, or
  /// with all of it, so that the caller can't know.
  void fail_transactions(TransactionStep step, std::size_t count, TransactionFault fault,
                         Effect effect = Effect::kNone);
  /// While held, the calls of that step wait before they do anything.
  void hold_transactions(TransactionStep step, bool hold);
  /// Calls of that step so far, failed ones too.
  [[nodiscard]] std::size_t transaction_calls(TransactionStep step) const;
  /// Delivers again from that offset on, inside the same assignment, as clients are seen to do.
  void rewind(std::string_view group, const TopicPartition& where, std::int64_t offset);

 private:
  class Core;
  class MemoryProducer;
  class MemoryConsumer;
  class MemoryTransactions;
  std::shared_ptr<Core> core_;
  std::unique_ptr<MemoryProducer> producer_;
};

/// The partition that Kafka's Java producer gives a key.
[[nodiscard]] std::int32_t partition_of(std::string_view key, std::int32_t partitions) noexcept;

}  // namespace mesh::memory
