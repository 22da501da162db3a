/// What generated requesters stand on: asks, and waits for the reply.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include <mesh/policy/exchange.hpp>
#include <mesh/ports/observer.hpp>
#include <mesh/ports/transport.hpp>
#include <mesh/produce/publisher.hpp>
#include <mesh/request/pending_reply.hpp>

namespace mesh {

struct RequesterOptions {
  std::size_t max_pending = 10'000;  ///< asks without a reply; one more is refused with kWouldBlock
  /// Which partition of the reply topic is read; nullopt: one by lot. Requesters that share one pass over each other's
  /// replies.
  std::optional<std::int32_t> reply_partition = std::nullopt;
};

/// Since the requester was made.
struct RequesterCounts {
  std::size_t asked = 0;
  std::size_t replied = 0;
  std::size_t refused = 0;
  std::size_t timed_out = 0;
  std::size_t failed = 0;     ///< the request could not be sent
  std::size_t cancelled = 0;  ///< by the agent's stop
  std::size_t late = 0;       ///< replies to asks that were over
  std::size_t unknown = 0;    ///< records of the reply topic that answer no ask of this requester
};

namespace request {
class Core;

/// A place among what is pending, with what the request must say. Given back unless it is sent.
class Ticket {
 public:
  explicit Ticket(std::shared_ptr<Ask> ask) noexcept : ask_(std::move(ask)) {}
  ~Ticket();
  Ticket(Ticket&&) noexcept = default;
  Ticket& operator=(Ticket&&) = delete;
  Ticket(const Ticket&) = delete;
  Ticket& operator=(const Ticket&) = delete;

  /// The correlation id as text.
  [[nodiscard]] const std::string& id() const noexcept;
  /// With the run's prefix.
  [[nodiscard]] const std::string& reply_topic() const noexcept;

 private:
  friend class Core;
  std::shared_ptr<Ask> ask_;
};
}  // namespace request

/// One send operation with a reply. It asks while the agent that it was given to runs; every method from any thread.
/// An ask from a handler holds its lane until the reply comes, so let its timeout be short; it cannot deadlock, as
/// replies are read by a thread of the requester's own. Transport and observer must outlive it, and it its agent.
class Requester {
 public:
  /// `reply_topic` is for a contract that leaves it to its requests; without the run's prefix.
  Requester(Transport& transport, const SendSpec& spec, const ExchangeSpec& exchange, std::string reply_topic = {},
            RequesterOptions options = {});
  /// Cancels what is pending, within a second.
  ~Requester();
  Requester(const Requester&) = delete;
  Requester& operator=(const Requester&) = delete;

  /// First step of an ask. kWouldBlock: too many are pending. kClosed: its agent has not started or has stopped.
  [[nodiscard]] Result<request::Ticket> open(Millis timeout) const;
  /// Sends and waits for the reply, until the ticket's timeout; also while the producer's queue is full.
  template <class R>
  [[nodiscard]] Result<R> ask(request::Ticket ticket, OutgoingRecord record, Result<R> (*read)(ReplyRecord)) const {
    auto pending = send(std::move(ticket), std::move(record), true);
    if (!pending) return tl::unexpected(std::move(pending).error());
    return PendingReply<R>(*std::move(pending), read).wait();
  }
  /// Hands over and returns at once; kWouldBlock when the producer's queue is full.
  template <class R>
  [[nodiscard]] Result<PendingReply<R>> ask_async(request::Ticket ticket, OutgoingRecord record,
                                                  Result<R> (*read)(ReplyRecord)) const {
    auto pending = send(std::move(ticket), std::move(record), false);
    if (!pending) return tl::unexpected(std::move(pending).error());
    return PendingReply<R>(*std::move(pending), read);
  }

  [[nodiscard]] RequesterCounts counts() const;

  // The agent's.

  /// The reply topic without the run's prefix; a view into this object.
  [[nodiscard]] TopicSpec reply_topic() const;
  [[nodiscard]] std::string_view operation() const;

  struct Start {
    std::string client_id;
    std::int32_t partitions = 0;  ///< of the reply topic
    Millis timeout{30'000};
    Observer* observer = nullptr;
    std::function<void()> failed = [] {};  ///< from the reading thread, once: see failure()
  };
  /// From then on it reads replies. Once.
  [[nodiscard]] Result<void> start(Start start);
  /// Cancels all that is pending (kClosed) and reads no more. Idempotent, within a second.
  void stop();
  /// Why it reads no more; nullopt while it does.
  [[nodiscard]] std::optional<Error> failure() const;

 private:
  [[nodiscard]] Result<request::PendingRecord> send(request::Ticket ticket, OutgoingRecord record, bool waits) const;

  std::shared_ptr<request::Core> core_;
};

}  // namespace mesh
