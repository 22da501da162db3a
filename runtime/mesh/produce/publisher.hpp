/// What generated publishers stand on: waits for the broker's word, or gives a handle to wait with later.
#pragma once

#include <memory>
#include <string>

#include <mesh/ports/transport.hpp>
#include <mesh/produce/transaction.hpp>

namespace mesh {

/// A send that is under way. Movable; dropping it does not cancel the send.
class PendingSend {
 public:
  class State;
  explicit PendingSend(std::shared_ptr<State> state) noexcept : state_(std::move(state)) {}

  [[nodiscard]] bool ready() const;
  /// The broker's word; waits for it (it comes at the latest after `delivery.timeout.ms`).
  [[nodiscard]] Result<Sent> wait() const;
  /// The same, but kTimeout when there is none by then; the send goes on.
  [[nodiscard]] Result<Sent> wait_for(Millis timeout) const;

 private:
  std::shared_ptr<State> state_;
};

/// One send operation. Every method from any thread; `transport` must outlive it. A record goes to the operation's
/// topic, whatever it names; where the address has parameters it names its topic itself, without the run's prefix.
class Publisher {
 public:
  /// `longest_wait` bounds how long send() waits for room in the producer's queue. One that stays full for a minute is
  /// no burst: the broker is gone, and what is queued will time out first.
  Publisher(Transport& transport, const SendSpec& spec, Millis longest_wait = Millis(60'000));

  /// Sends and waits for the broker's acknowledgement. While the producer's queue is full it waits too; kTimeout when
  /// it stays full for `longest_wait`.
  [[nodiscard]] Result<Sent> send(const OutgoingRecord& record) const;
  /// Hands over and returns at once; kWouldBlock when the producer's queue is full.
  [[nodiscard]] Result<PendingSend> send_async(OutgoingRecord record) const;
  /// Stages the record: it is sent when the transaction is, and not if that is thrown away.
  [[nodiscard]] Result<void> send(Transaction& transaction, OutgoingRecord record) const;
  /// Puts the operation's topic on, as send() does: for who sends in a way of their own.
  [[nodiscard]] Result<void> address(OutgoingRecord& record) const;

  /// The operation's topic, or the address of its topics, with the run's prefix.
  [[nodiscard]] const std::string& topic() const noexcept { return topic_; }

 private:
  Transport* transport_;
  std::string operation_;
  std::string topic_;
  bool by_address_;  ///< the topic has parameters: records say which
  Millis longest_wait_;
};

/// Sends a record that names its topic, prefix included, and waits for the broker's word; as Publisher::send().
[[nodiscard]] Result<Sent> send_and_wait(Producer& producer, std::string_view operation, const OutgoingRecord& record,
                                         Millis longest_wait = Millis(60'000));

}  // namespace mesh
