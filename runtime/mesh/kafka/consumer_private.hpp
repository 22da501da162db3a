/// One member of a consumer group, over detached partition queues.
#pragma once

#include <condition_variable>
#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include <mesh/kafka/client_private.hpp>
#include <mesh/kafka/handles_private.hpp>
#include <mesh/kafka/settings_private.hpp>
#include <mesh/ports/transport.hpp>

namespace mesh::kafka {

/// librdkafka's words for partitions and their offsets.
[[nodiscard]] PartitionsOwner to_list(std::span<const CommitEntry> offsets);

/// librdkafka's threads ring it when a queue gets its first element; the poll thread sleeps on it.
class Bell {
 public:
  void ring();
  /// Until it has rung since the last wait, or the time is over.
  void wait(Millis timeout);

 private:
  std::mutex mutex_;
  std::condition_variable rung_condition_;
  bool rung_ = false;
};

class KafkaConsumer final : public Consumer {
 public:
  [[nodiscard]] static Result<std::unique_ptr<KafkaConsumer>> make(const Properties& properties, LogSink log,
                                                                   Millis close_timeout);
  /// Closes if that was not done yet. Records that are still held keep librdkafka's client alive until they go.
  ~KafkaConsumer() override;
  KafkaConsumer(const KafkaConsumer&) = delete;
  KafkaConsumer& operator=(const KafkaConsumer&) = delete;

  [[nodiscard]] Result<void> subscribe(const std::vector<std::string>& topics, AssignmentListener& listener) override;
  [[nodiscard]] Result<FetchedBatch> poll(Millis timeout, std::size_t max_records,
                                          const std::function<bool(const TopicPartition&)>& wants) override;
  [[nodiscard]] Result<void> commit(std::span<const CommitEntry> offsets, Millis wait) override;
  [[nodiscard]] Result<std::vector<std::optional<std::int64_t>>> committed(std::span<const TopicPartition> partitions,
                                                                           Millis wait) override;
  [[nodiscard]] Result<std::unique_ptr<const GroupMetadata>> group_metadata() override;
  void close(Millis timeout) override;

  enum class Commits { kRefused, kAllowed };
  /// Instead of subscribe(): these partitions, from their offsets on (RD_KAFKA_OFFSET_BEGINNING, …). The group is not
  /// joined; where commits are allowed, they move its offsets all the same.
  [[nodiscard]] Result<void> read(std::span<const CommitEntry> from, Commits commits);
  /// All that the partition holds was taken: only told by a consumer with `enable.partition.eof`.
  [[nodiscard]] bool at_end(const TopicPartition& where) const;
  [[nodiscard]] rd_kafka_t* client() const noexcept { return client_.get(); }

 private:
  struct Partition {
    QueueOwner queue;
    std::deque<MessageOwner> strays;  ///< came before the queue was detached; older than what the queue holds
    bool at_end = false;
  };
  using Partitions = std::map<TopicPartition, Partition>;

  KafkaConsumer(LogSink log, Millis close_timeout)
      : state_(std::make_shared<State>(log, this)), close_timeout_(close_timeout) {}

  // What librdkafka calls while the poll thread serves the group; `opaque` is a State.
  static void on_rebalance(rd_kafka_t* client, rd_kafka_resp_err_t code, rd_kafka_topic_partition_list_t* list,
                           void* opaque);
  static void on_commit(rd_kafka_t* client, rd_kafka_resp_err_t code, rd_kafka_topic_partition_list_t* list,
                        void* opaque);
  static void on_error(rd_kafka_t* client, int code, const char* reason, void* opaque);

  void assign(rd_kafka_topic_partition_list_t* list);
  void revoke(rd_kafka_topic_partition_list_t* list);
  [[nodiscard]] bool is_cooperative();
  void detach(const TopicPartition& where);
  void drop(const TopicPartition& where);
  void drop_all();
  void leave(Millis timeout);
  void note(Error error);
  void serve_group();
  void take_stray(MessageOwner message);
  /// Sets `is_holding_back` if a partition was not wanted.
  void take_wanted(FetchedBatch& batch, std::size_t max_records,
                   const std::function<bool(const TopicPartition&)>& wants, bool& is_holding_back);
  std::size_t take(Partition& partition, FetchedBatch& batch, std::size_t most);
  /// What comes in a partition's place of a record: its end, an error.
  void take_news(Partition& partition, const MessageOwner& message);

  struct State : ClientState {
    KafkaConsumer* self = nullptr;
    State(LogSink sink, KafkaConsumer* consumer) : ClientState(sink), self(consumer) {}
  };

  std::shared_ptr<State> state_;  ///< the client has it too, and may outlive us
  Millis close_timeout_;
  // The bell is rung by librdkafka's threads: it goes after the client.
  Bell bell_;
  SharedClient client_;
  QueueOwner group_queue_;
  AssignmentListener* listener_ = nullptr;
  std::string group_;
  Partitions partitions_;
  std::optional<TopicPartition> last_served_;  ///< the next round starts behind it
  std::optional<bool> is_cooperative_;
  std::deque<Error> news_;
  std::vector<rd_kafka_message_t*> scratch_;
  bool is_closed_ = false;
  bool is_reader_ = false;  ///< of a topic: it joins no group
  bool may_commit_ = true;
};

}  // namespace mesh::kafka
