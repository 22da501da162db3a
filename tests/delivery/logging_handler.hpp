/// An agent over Kafka whose handler logs what it does, for the scenarios of delivery.
#pragma once

#include <functional>
#include <mutex>
#include <string>
#include <vector>

#include <mesh/agent/agent.hpp>

#include "checkers.hpp"

namespace mesh::test {

inline constexpr const char* kOrders = "orders";
inline constexpr const char* kInvoices = "invoices";
inline constexpr const char* kLetters = "orders.billing.dlq";

[[nodiscard]] ReceiveSpec receive_spec();
[[nodiscard]] AgentOptions agent_options();

/// Logs begin and end around `answer`. `write` is called with whole lines, from several threads.
class LoggingHandler final : public RecordHandler {
 public:
  using Answer = std::function<Outcome(const RecordId&, int attempt)>;
  using Write = std::function<void(const HandlerEvent&)>;
  LoggingHandler(int member, Answer answer, Write write)
      : member_(member), answer_(std::move(answer)), write_(std::move(write)) {}

  [[nodiscard]] Outcome handle(const RecordView& record, const Delivery& delivery) override;

 private:
  int member_;
  Answer answer_;
  Write write_;
};

/// A log that several members write to.
class SharedLog {
 public:
  void add(const HandlerEvent& event);
  [[nodiscard]] std::vector<HandlerEvent> all() const;
  /// Records that were done at least once.
  [[nodiscard]] std::size_t done() const;

 private:
  mutable std::mutex mutex_;
  std::vector<HandlerEvent> events_;
};

}  // namespace mesh::test
