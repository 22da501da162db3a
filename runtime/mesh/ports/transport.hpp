/// The world as the typed layer sees it: something that takes records and something that gives them.
/// Adapters: mesh/kafka (librdkafka), mesh/memory (tests without a broker). mesh/embedded is a broker, not a transport.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <mesh/base/error.hpp>
#include <mesh/base/record.hpp>
#include <mesh/policy/contract.hpp>
#include <mesh/ports/fetched_record.hpp>
#include <mesh/ports/transactions.hpp>

namespace mesh {

/// The broker's word that a record is in the log. The offset is -1 when the broker only said "a duplicate of one I
/// have".
struct Sent {
  std::int32_t partition = -1;
  std::int64_t offset = -1;
};

/// Told once what became of a send, on the adapter's report thread: return soon, never wait for another send there.
/// Must live until then; the producer does not touch it afterwards.
class SendListener {
 public:
  SendListener() = default;
  SendListener(const SendListener&) = delete;
  SendListener& operator=(const SendListener&) = delete;

  virtual void answered(Result<Sent> result) = 0;

 protected:
  ~SendListener() = default;
};

/// The same as a function.
using SendDone = std::function<void(Result<Sent>)>;

/// Idempotent, acks=all. Every method from any thread.
class Producer {
 public:
  virtual ~Producer() = default;
  /// Never blocks: takes the record (and will tell `listener`), or refuses (kWouldBlock, kTooLarge, kClosed, …) and
  /// will not. A failure's Error::persisted says whether the record is in the log.
  [[nodiscard]] virtual Result<void> send(OutgoingRecord record, SendListener& listener) = 0;
  [[nodiscard]] Result<void> send(OutgoingRecord record, SendDone done);
  /// Waits until all that was taken has its result.
  [[nodiscard]] virtual Result<void> flush(Millis timeout) = 0;
};

struct TopicPartition {
  std::string topic;
  std::int32_t partition = 0;

  friend auto operator<=>(const TopicPartition&, const TopicPartition&) = default;
};

struct CommitEntry {
  TopicPartition where;
  std::int64_t next_offset = 0;  ///< the first offset that is not done
};

/// Told on the thread that calls poll() (or close()), and only there.
class AssignmentListener {
 public:
  virtual ~AssignmentListener() = default;
  /// Empty when the group has more members than partitions.
  virtual void on_assigned(std::span<const TopicPartition> partitions) = 0;
  /// The partitions go after this returns: drain, then commit, within the revoke budget.
  virtual void on_revoked(std::span<const TopicPartition> partitions) = 0;
  /// They are gone already: commits for them will fail.
  virtual void on_lost(std::span<const TopicPartition> partitions) = 0;
};

/// One member of a consumer group. All methods from one thread, the poll thread.
class Consumer {
 public:
  virtual ~Consumer() = default;
  /// Joins the group. `listener` must outlive the consumer.
  [[nodiscard]] virtual Result<void> subscribe(const std::vector<std::string>& topics,
                                               AssignmentListener& listener) = 0;
  /// Serves the group (rebalances, errors) and takes up to `max_records` from those assigned partitions for which
  /// `wants` is true. What is not wanted is not drained: back-pressure without pause(). Returns early when there is
  /// something. An empty batch is no error; a retriable error is news, not an end; an error that is not retriable ends
  /// the subscription.
  [[nodiscard]] virtual Result<FetchedBatch> poll(Millis timeout, std::size_t max_records,
                                                  const std::function<bool(const TopicPartition&)>& wants) = 0;
  /// Waits for the broker's word, at most `wait` (kTimeout then, and the commit may still happen); with 0 it is fire
  /// and forget, and a failure is told by the next poll.
  [[nodiscard]] virtual Result<void> commit(std::span<const CommitEntry> offsets, Millis wait) = 0;
  /// What the group has committed for `partitions`, in their order; nullopt where that is nothing.
  [[nodiscard]] virtual Result<std::vector<std::optional<std::int64_t>>> committed(
      std::span<const TopicPartition> partitions, Millis wait) = 0;
  /// Who this member is now; for each transaction anew.
  [[nodiscard]] virtual Result<std::unique_ptr<const GroupMetadata>> group_metadata() = 0;
  /// Leaves the group (on_revoked is called first). Bounded by `timeout`.
  virtual void close(Millis timeout) = 0;
};

/// What the runtime wants to know about a topic.
struct TopicState {
  std::string name;
  bool exists = false;
  std::int32_t partitions = 0;
};

struct ConsumerOptions {
  std::string group;
  std::string client_id;
  bool read_committed = false;  ///< gets no record of a transaction that is open or was aborted
};

struct ReaderOptions {
  TopicPartition where;  ///< with the run's prefix
  std::string client_id;
  Millis timeout{10'000};  ///< for finding its end
};

/// Owned copy of a TopicSpec, with the run's prefix on its name.
struct NewTopic {
  std::string name;
  std::int32_t partitions = 0;
  std::int16_t replicas = 0;
  std::vector<std::pair<std::string, std::string>> config = {};
};

class Transport {
 public:
  virtual ~Transport() = default;
  /// One producer for the transport's life; thread-safe.
  [[nodiscard]] virtual Producer& producer() = 0;
  [[nodiscard]] virtual Result<std::unique_ptr<Consumer>> make_consumer(const ConsumerOptions& options) = 0;
  /// Reads one partition from where it ends now: the end is known when this returns, so whatever is written later is
  /// read. No group is joined; subscribe() and commit() refuse.
  [[nodiscard]] virtual Result<std::unique_ptr<Consumer>> make_reader(const ReaderOptions& options) = 0;
  /// Not yet initialised. kConfiguration if settings contradict each other.
  [[nodiscard]] virtual Result<std::unique_ptr<TransactionalProducer>> make_transactional_producer(
      const TransactionalOptions& options) = 0;
  [[nodiscard]] virtual Result<std::vector<TopicState>> topic_states(const std::vector<std::string>& names,
                                                                     Millis timeout) = 0;
  /// Creates those that do not exist; existing ones are left as they are.
  [[nodiscard]] virtual Result<void> create_topics(const std::vector<NewTopic>& topics, Millis timeout) = 0;
  /// Deletes what exists of `names` (a demo cleans up behind itself; agents never call this).
  [[nodiscard]] virtual Result<void> delete_topics(const std::vector<std::string>& names, Millis timeout) = 0;
  [[nodiscard]] virtual Result<void> delete_groups(const std::vector<std::string>& names, Millis timeout) = 0;
  /// Put before every topic and every group of this process ("" by default): `topic.prefix`, `group.prefix`.
  [[nodiscard]] virtual const std::string& topic_prefix() const noexcept = 0;
  [[nodiscard]] virtual const std::string& group_prefix() const noexcept = 0;
};

}  // namespace mesh
