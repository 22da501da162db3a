/// What an ask is made of while it is pending, and the requester's own threads and tables.
#pragma once

#include <atomic>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

#include <mesh/policy/pending_table.hpp>
#include <mesh/request/requester.hpp>

namespace mesh::request {

using Instant = std::chrono::steady_clock::time_point;

/// Completed once, by whoever took it out of the table; read by whoever waits.
class Ask final : public SendListener {
 public:
  Ask(std::shared_ptr<Core> core, policy::CorrelationId id, Millis timeout);

  [[nodiscard]] const policy::CorrelationId& id() const noexcept { return id_; }
  [[nodiscard]] const std::string& text() const noexcept { return text_; }
  [[nodiscard]] Core& core() const noexcept { return *core_; }
  [[nodiscard]] Instant deadline() const noexcept { return deadline_; }
  [[nodiscard]] Millis timeout() const noexcept { return timeout_; }

  void complete(Result<ReplyRecord> result);
  [[nodiscard]] bool ready() const;
  /// False if it is not completed by then.
  [[nodiscard]] bool wait_until(Instant until);
  /// When it is ready.
  [[nodiscard]] const Result<ReplyRecord>& result() const noexcept { return result_; }

  /// The producer has it from now on, until it answers or refuses.
  void lend(std::shared_ptr<Ask> self) noexcept { self_ = std::move(self); }
  void not_taken() noexcept { self_.reset(); }
  void answered(Result<Sent> result) override;

 private:
  const std::shared_ptr<Core> core_;
  const policy::CorrelationId id_;
  const std::string text_;
  const Millis timeout_;
  const Instant deadline_;
  std::shared_ptr<Ask> self_;

  mutable std::mutex mutex_;
  std::condition_variable changed_;
  bool done_ = false;
  Result<ReplyRecord> result_;
};

/// One mutex for the table; nobody is told anything while it is held.
class Core final : public std::enable_shared_from_this<Core> {
 public:
  Core(Transport& transport, const SendSpec& spec, const ExchangeSpec& exchange, std::string reply_topic,
       RequesterOptions options);

  [[nodiscard]] Result<Ticket> open(Millis timeout);
  [[nodiscard]] Result<PendingRecord> send(Ticket ticket, OutgoingRecord record, bool waits);
  void give_back(const Ask& ask);
  /// The broker refused the request.
  void not_sent(const Ask& ask, Error error);
  /// Completes all whose time is over.
  void expire(Instant now);

  [[nodiscard]] Result<void> start(Requester::Start start);
  void stop();

  [[nodiscard]] RequesterCounts counts() const;
  [[nodiscard]] std::optional<Error> failure() const;
  [[nodiscard]] TopicSpec reply_topic() const;
  [[nodiscard]] std::string_view operation() const { return spec_.operation; }
  [[nodiscard]] const std::string& full_reply_topic() const noexcept { return full_reply_topic_; }

 private:
  using Shared = std::shared_ptr<Ask>;
  enum class Phase { kNew, kRunning, kStopped };

  [[nodiscard]] Result<void> hand_over(const Shared& ask, OutgoingRecord record);
  [[nodiscard]] Result<void> insist(const Shared& ask, const OutgoingRecord& record);
  void read();
  void take(FetchedRecord record);
  void end(const Error& why);
  void tell(EventKind kind, const RecordView* record, std::string_view id, std::string_view detail) const;
  void tell_trouble(const Error& error) const;

  Transport* const transport_;
  const Publisher publisher_;
  const SendSpec spec_;
  const ExchangeSpec exchange_spec_;
  const policy::Exchange exchange_;
  const std::string reply_topic_;
  const std::string full_reply_topic_;
  const RequesterOptions options_;

  mutable std::mutex mutex_;
  Phase phase_ = Phase::kNew;
  policy::CorrelationIds ids_ = policy::CorrelationIds::random();
  policy::PendingTable<Shared> pending_;
  RequesterCounts counts_;
  std::optional<Error> failure_;

  std::mutex lifecycle_;  ///< of start() and stop()
  std::int32_t partition_ = 0;
  Requester::Start start_;
  std::unique_ptr<Consumer> consumer_;
  std::atomic<bool> stopping_ = false;
  std::thread reader_;
};

}  // namespace mesh::request
