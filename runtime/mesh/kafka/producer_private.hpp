/// The idempotent producer.
#pragma once

#include <atomic>
#include <memory>
#include <mutex>
#include <shared_mutex>
#include <string>
#include <thread>
#include <unordered_map>

#include <mesh/kafka/client_private.hpp>
#include <mesh/kafka/handles_private.hpp>
#include <mesh/kafka/settings_private.hpp>
#include <mesh/ports/transport.hpp>

namespace mesh::kafka {

/// send() and flush() from any thread. Answers come on one report thread, which lives as long as the producer.
class KafkaProducer final : public Producer {
 public:
  [[nodiscard]] static Result<std::unique_ptr<KafkaProducer>> make(const Properties& properties, LogSink log,
                                                                   Millis close_timeout);
  /// Flushes for at most the close timeout, answers the rest with kClosed, and stops within a second more.
  ~KafkaProducer() override;
  KafkaProducer(const KafkaProducer&) = delete;
  KafkaProducer& operator=(const KafkaProducer&) = delete;

  [[nodiscard]] Result<void> send(OutgoingRecord record, SendDone done) override;
  /// While others go on sending it waits for theirs too. Not from a SendDone: it would wait for itself.
  [[nodiscard]] Result<void> flush(Millis timeout) override;

  /// For metadata and admin requests.
  [[nodiscard]] rd_kafka_t* client() const noexcept { return client_.get(); }

 private:
  KafkaProducer(LogSink log, Millis close_timeout) : state_{log}, close_timeout_(close_timeout) {}

  [[nodiscard]] rd_kafka_topic_t* topic_handle(const std::string& topic);
  void serve_reports();
  void serve(rd_kafka_event_t* event);
  void report(const rd_kafka_message_t& message);

  ClientState state_;
  Millis close_timeout_;
  ClientOwner client_;
  QueueOwner events_;
  std::shared_mutex topics_mutex_;
  std::unordered_map<std::string, TopicOwner> topics_;
  std::atomic<bool> closing_{false};
  std::atomic<bool> stop_{false};
  std::thread reports_;
};

}  // namespace mesh::kafka
