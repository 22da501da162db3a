#include <mesh/request/replier.hpp>

#include <fmt/format.h>

#include <mesh/produce/publisher.hpp>

namespace mesh {
namespace {

/// Requests name their reply topics: a stranger could name very many.
constexpr std::size_t kMostKnownTopics = 1'000;
constexpr Millis kLookUpTimeout{5'000};
constexpr Millis kLongestWait{30'000};

}  // namespace

Replier::Replier(Transport& transport, const ExchangeSpec& exchange, const ReceiveSpec& spec)
    : transport_(&transport),
      exchange_(exchange),
      operation_(spec.operation),
      max_attempts_(spec.retry.max_attempts),
      dead_letters_(spec.dead_letter.enabled) {}

/// librdkafka lets the first record of a topic that it does not know wait for up to a second.
Result<void> Replier::look_up(const std::string& topic) {
  {
    const std::lock_guard lock(mutex_);
    if (known_topics_.contains(topic)) return {};
  }
  const auto states = transport_->topic_states({topic}, kLookUpTimeout);
  if (!states) return tl::unexpected(states.error());
  if (!states->front().exists)
    return fail(ErrorKind::kUnknownTopic,
                fmt::format("there is no topic '{}' that this principal may describe", topic));
  const std::lock_guard lock(mutex_);
  if (known_topics_.size() < kMostKnownTopics) known_topics_.insert(topic);
  return {};
}

Result<Sent> Replier::send(OutgoingRecord record, const RecordView& request) {
  if (auto ok = look_up(record.topic); !ok) return tl::unexpected(std::move(ok).error());
  if (!record.key && request.key) record.key = std::string(*request.key);
  return send_and_wait(transport_->producer(), operation_, record, kLongestWait);
}

Outcome Replier::reply(const policy::Asked& asked, const RecordView& request, OutgoingRecord record) {
  exchange_.address_reply(record, asked);
  const auto sent = send(std::move(record), request);
  if (sent) return Outcome::done();
  const auto& error = sent.error();
  if (error.kind == ErrorKind::kTooLarge) return refuse(asked, request, {"too.large", "", error.message});
  auto why = fmt::format("the reply could not be sent to '{}': {}", asked.topic, error.message);
  // The broker is away: that is no fault of this request.
  const bool is_away = error.kind == ErrorKind::kTransport || error.kind == ErrorKind::kTimeout;
  return is_away ? Outcome::unavailable(std::move(why)) : Outcome::retry(std::move(why));
}

Outcome Replier::refuse(const policy::Asked& asked, const RecordView& request, const Refusal& refusal) {
  const auto sent = send(exchange_.make_refusal(asked, refusal), request);
  if (sent) return Outcome::done();
  return Outcome::retry(fmt::format("the refusal could not be sent to '{}': {}", asked.topic, sent.error().message));
}

Outcome Replier::settle(const policy::Asked& asked, const RecordView& request, const Delivery& delivery,
                        Outcome outcome) {
  if (std::holds_alternative<Outcome::Done>(outcome.value()))
    outcome = Outcome::reject("the handler answered neither with a reply nor with a refusal");
  Refusal refusal;
  if (const auto* reject = std::get_if<Outcome::Reject>(&outcome.value())) {
    refusal = {std::string(to_string(reject->reason)), reject->error_type, reject->why};
  } else if (const auto* retry = std::get_if<Outcome::Retry>(&outcome.value());
             retry != nullptr && dead_letters_ && delivery.attempt >= max_attempts_) {
    refusal = {std::string(to_string(DeadReason::kRetriesExhausted)), "", retry->why};
  } else {
    return outcome;
  }
  // The request is dead whether or not its sender hears of it: the dead letter does not wait for that.
  (void)send(exchange_.make_refusal(asked, refusal), request);
  return outcome;
}

}  // namespace mesh
