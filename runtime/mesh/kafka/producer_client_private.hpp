/// One librdkafka producer, from its making to its last report. KafkaProducer puts another in its place when it fails.
#pragma once

#include <atomic>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>

#include <mesh/kafka/client_private.hpp>
#include <mesh/kafka/handles_private.hpp>
#include <mesh/kafka/settings_private.hpp>
#include <mesh/ports/transport.hpp>

namespace mesh::kafka {

class ProducerClient {
 public:
  /// `state` outlives it.
  [[nodiscard]] static Result<std::shared_ptr<ProducerClient>> make(const Properties& properties, ClientState& state);

  [[nodiscard]] rd_kafka_t* handle() const noexcept { return client_.get(); }

  // The topics it has been used for. Finding is for many threads at once, making for one alone.
  /// nullptr: make it first.
  [[nodiscard]] rd_kafka_topic_t* find_topic(const std::string& name) const;
  [[nodiscard]] Result<rd_kafka_topic_t*> make_topic(const std::string& name);

  /// From any thread, never blocks. Once it has failed: kWouldBlock, as another client is on its way.
  [[nodiscard]] Result<void> send(rd_kafka_topic_t* topic, OutgoingRecord& record, SendListener& listener);

  /// Why no broker is there, as far as one was heard to say; a refusal of who we are before anything else.
  [[nodiscard]] std::optional<Error> trouble() const;

  // The report thread's.
  /// Answers one event's records, waiting for it at most so long; false if there was none.
  bool serve(int timeout_ms);
  /// Ends a serve() that waits.
  void wake() { rd_kafka_queue_yield(events_.get()); }
  /// It will send nothing any more.
  [[nodiscard]] bool failed() const {
    return rd_kafka_fatal_error(client_.get(), nullptr, 0) != RD_KAFKA_RESP_ERR_NO_ERROR;
  }
  [[nodiscard]] bool has_sent() const noexcept { return has_sent_; }
  /// Every record that is left gets its report, and at once.
  void give_up();
  [[nodiscard]] bool all_answered() const noexcept { return unanswered_ == 0; }

 private:
  explicit ProducerClient(ClientState& state) : state_(&state) {}

  void report(const rd_kafka_message_t& message);
  void note(const Error& error);
  [[nodiscard]] Error error_of(const rd_kafka_message_t& message) const;

  ClientState* state_;
  ClientOwner client_;
  QueueOwner events_;
  std::unordered_map<std::string, TopicOwner> topics_;
  std::atomic<std::size_t> unanswered_{0};
  bool has_sent_ = false;
  mutable std::mutex trouble_mutex_;
  std::optional<Error> trouble_;
};

}  // namespace mesh::kafka
