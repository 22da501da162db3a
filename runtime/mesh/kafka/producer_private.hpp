/// The idempotent producer.
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <memory>
#include <optional>
#include <shared_mutex>
#include <thread>
#include <vector>

#include <mesh/kafka/producer_client_private.hpp>
#include <mesh/ports/transport.hpp>

namespace mesh::kafka {

/// send() and flush() from any thread. Answers come on one report thread, which lives as long as the producer. A client
/// that fails for good (its state at the broker is lost) is replaced there: what it held is answered with what is
/// known of it, later sends go to the new one.
class KafkaProducer final : public Producer {
 public:
  [[nodiscard]] static Result<std::unique_ptr<KafkaProducer>> make(const Properties& properties, LogSink log,
                                                                   Millis close_timeout);
  /// Flushes for at most the close timeout, answers the rest with kClosed, and stops within a second more.
  ~KafkaProducer() override;
  KafkaProducer(const KafkaProducer&) = delete;
  KafkaProducer& operator=(const KafkaProducer&) = delete;

  [[nodiscard]] Result<void> send(OutgoingRecord record, SendListener& listener) override;
  /// While others go on sending it waits for theirs too. Not from a SendDone: it would wait for itself.
  [[nodiscard]] Result<void> flush(Millis timeout) override;

  /// Why no broker is there, as far as one was heard to say; a refusal of who we are before anything else.
  [[nodiscard]] std::optional<Error> trouble() const { return current()->trouble(); }
  /// For metadata and admin requests.
  [[nodiscard]] SharedClient client() const;

 private:
  using Clock = std::chrono::steady_clock;
  using Client = std::shared_ptr<ProducerClient>;

  KafkaProducer(Properties properties, LogSink log, Millis close_timeout)
      : properties_(std::move(properties)), state_{log}, close_timeout_(close_timeout) {}

  [[nodiscard]] Client current() const;
  [[nodiscard]] bool wait_until_retired(Clock::time_point until);

  // The report thread's.
  void serve_reports();
  void serve_retired();
  void replace_if_failed();

  Properties properties_;
  ClientState state_;
  Millis close_timeout_;

  mutable std::shared_mutex mutex_;
  Client current_;               ///< guarded by mutex_
  std::vector<Client> retired_;  ///< failed, not all answered; guarded by mutex_, changed by the report thread
  std::condition_variable_any retired_changed_;

  Millis pause_{0};  ///< the report thread's, like the next
  Clock::time_point not_before_{};
  std::atomic<bool> closing_{false};
  std::atomic<bool> stop_{false};
  std::thread reports_;
};

}  // namespace mesh::kafka
