#include "logging_handler.hpp"

#include <set>

namespace mesh::test {

ReceiveSpec receive_spec() {
  ReceiveSpec spec;
  spec.operation = "onOrder";
  spec.topic.name = kOrders;
  spec.group = "billing";
  spec.client_id = "billing";
  spec.cloud_events = false;  // no duplicate is suppressed: the checkers want to see them
  spec.retry = {.max_attempts = 3, .backoff = BackoffKind::kFixed, .initial_delay_ms = 20, .jitter = Jitter::kNone};
  spec.dead_letter.topic = kLetters;
  return spec;
}

AgentOptions agent_options() {
  AgentOptions options;
  options.lanes = 4;
  options.max_in_flight = 100;
  options.commit_interval = Millis(50);
  return options;
}

Outcome LoggingHandler::handle(const RecordView& record, const Delivery& delivery) {
  using Kind = HandlerEvent::Kind;
  HandlerEvent event{Kind::kBegin,
                     member_,
                     {std::string(record.key.value_or("")), std::stoi(std::string(record.value.value_or("-1")))},
                     record.partition,
                     record.offset,
                     delivery.attempt};
  write_(event);
  auto outcome = answer_(event.id, delivery.attempt);
  if (std::holds_alternative<Outcome::Done>(outcome.value())) event.kind = Kind::kDone;
  if (std::holds_alternative<Outcome::Retry>(outcome.value())) event.kind = Kind::kRetry;
  if (std::holds_alternative<Outcome::Reject>(outcome.value())) event.kind = Kind::kReject;
  if (std::holds_alternative<Outcome::Unavailable>(outcome.value())) event.kind = Kind::kUnavailable;
  write_(event);
  return outcome;
}

void SharedLog::add(const HandlerEvent& event) {
  const std::lock_guard lock(mutex_);
  events_.push_back(event);
}

std::vector<HandlerEvent> SharedLog::all() const {
  const std::lock_guard lock(mutex_);
  return events_;
}

std::size_t SharedLog::done() const {
  std::set<RecordId> ids;
  for (const auto& event : all()) {
    if (event.kind == HandlerEvent::Kind::kDone) ids.insert(event.id);
  }
  return ids.size();
}

}  // namespace mesh::test
