#include <mesh/kafka/producer_client_private.hpp>

#include <array>
#include <utility>

#include <fmt/format.h>

#include <mesh/kafka/errors_private.hpp>
#include <mesh/kafka/outgoing_private.hpp>

namespace mesh::kafka {
namespace {

Persistence persistence(rd_kafka_msg_status_t status) {
  switch (status) {
    case RD_KAFKA_MSG_STATUS_NOT_PERSISTED:
      return Persistence::kNo;
    case RD_KAFKA_MSG_STATUS_PERSISTED:
      return Persistence::kYes;
    case RD_KAFKA_MSG_STATUS_POSSIBLY_PERSISTED:
      break;
  }
  return Persistence::kMaybe;
}

std::string_view in_words(Persistence persisted) {
  switch (persisted) {
    case Persistence::kNo:
      return "the record is not in the log";
    case Persistence::kYes:
      return "the record is in the log";
    case Persistence::kMaybe:
      break;
  }
  return "the record is possibly in the log: sending it again may write it twice";
}

/// What made the client useless. Another one takes its place, so that trying again can help.
Error failure_of(rd_kafka_t* client, std::string_view doing) {
  std::array<char, 512> words{};
  const auto code = rd_kafka_fatal_error(client, words.data(), words.size());
  const std::string_view advice =
      code == RD_KAFKA_RESP_ERR_CLUSTER_AUTHORIZATION_FAILED
          ? "; a producer needs the ACL to write one topic at least (or IDEMPOTENT_WRITE on the cluster)"
          : "";
  return {
      ErrorKind::kTransport, true, code,
      fmt::format("{}: {} ({}); the producer is made anew{}", doing, words.data(), rd_kafka_err2name(code), advice)};
}

/// A success that no broker has told: librdkafka concludes it from a later batch's. But a leader that knows nothing of
/// this producer yet takes any batch for its first, also when it has refused the one before.
Error never_answered(const rd_kafka_message_t& message) {
  Error error{ErrorKind::kTransport, true, 0,
              fmt::format("send to '{}': the broker took a later record and never answered for this one; {}",
                          rd_kafka_topic_name(message.rkt), in_words(Persistence::kMaybe))};
  error.persisted = Persistence::kMaybe;
  return error;
}

}  // namespace

Result<std::shared_ptr<ProducerClient>> ProducerClient::make(const Properties& properties, ClientState& state) {
  auto conf = make_conf(properties);
  if (!conf) return tl::unexpected(std::move(conf).error());
  std::shared_ptr<ProducerClient> made(new ProducerClient(state));
  rd_kafka_conf_set_opaque(conf->get(), &state);
  rd_kafka_conf_set_log_cb(conf->get(), &log_line);
  // Events, not callbacks: flush() then only waits, and every answer comes from the one report thread.
  rd_kafka_conf_set_events(conf->get(), RD_KAFKA_EVENT_DR | RD_KAFKA_EVENT_ERROR);

  std::array<char, 512> words{};
  made->client_.reset(rd_kafka_new(RD_KAFKA_PRODUCER, conf->get(), words.data(), words.size()));
  if (!made->client_) return fail(ErrorKind::kConfiguration, fmt::format("make a producer: {}", words.data()));
  taken(*conf);  // rd_kafka_new took it
  made->events_.reset(rd_kafka_queue_get_main(made->client_.get()));
  return made;
}

rd_kafka_topic_t* ProducerClient::find_topic(const std::string& name) const {
  const auto found = topics_.find(name);
  return found == topics_.end() ? nullptr : found->second.get();
}

Result<rd_kafka_topic_t*> ProducerClient::make_topic(const std::string& name) {
  auto& topic = topics_[name];
  if (!topic) topic.reset(rd_kafka_topic_new(client_.get(), name.c_str(), nullptr));
  if (!topic) return tl::unexpected(translate(rd_kafka_last_error(), fmt::format("use topic '{}'", name)));
  return topic.get();
}

Result<void> ProducerClient::send(rd_kafka_topic_t* topic, OutgoingRecord& record, SendListener& listener) {
  auto headers = make_headers(record.headers);
  if (!headers) return tl::unexpected(std::move(headers).error());
  ++unanswered_;  // before the report can come
  const auto code = hand_over(client_.get(), topic, record, headers->get(), &listener);
  if (code == RD_KAFKA_RESP_ERR_NO_ERROR) {
    taken(*headers);  // the message owns them now
    return {};
  }
  --unanswered_;
  auto doing = fmt::format("send to '{}'", record.topic);
  if (code == RD_KAFKA_RESP_ERR__FATAL) {
    auto error = failure_of(client_.get(), doing);
    error.kind = ErrorKind::kWouldBlock;
    return tl::unexpected(std::move(error));
  }
  if (code == RD_KAFKA_RESP_ERR_MSG_SIZE_TOO_LARGE)
    doing += fmt::format(" a record of {} bytes", record.key.value_or("").size() + record.value.value_or("").size());
  return tl::unexpected(translate(code, doing));
}

bool ProducerClient::serve(int timeout_ms) {
  const EventOwner event(rd_kafka_queue_poll(events_.get(), timeout_ms));
  if (!event) return false;
  switch (rd_kafka_event_type(event.get())) {
    case RD_KAFKA_EVENT_DR:
      while (const auto* message = rd_kafka_event_message_next(event.get())) report(*message);
      break;
    case RD_KAFKA_EVENT_ERROR: {
      const auto code = rd_kafka_event_error(event.get());
      const auto error = code == RD_KAFKA_RESP_ERR__FATAL
                             ? failure_of(client_.get(), "producer")
                             : translate(code, "producer", rd_kafka_event_error_string(event.get()));
      note(error);
      state_->log.tell("producer", error.message);
      break;
    }
    default:
      break;
  }
  return true;
}

void ProducerClient::note(const Error& error) {
  if (error.broker_code == RD_KAFKA_RESP_ERR__ALL_BROKERS_DOWN) return;  // that is what needs an explanation
  const auto weight = [](const Error& one) {
    if (one.kind == ErrorKind::kAuthentication) return 2;
    return one.broker_code == RD_KAFKA_RESP_ERR__SSL ? 1 : 0;
  };
  const std::lock_guard lock(trouble_mutex_);
  if (!trouble_ || weight(error) >= weight(*trouble_)) trouble_ = error;
}

std::optional<Error> ProducerClient::trouble() const {
  const std::lock_guard lock(trouble_mutex_);
  return trouble_;
}

void ProducerClient::report(const rd_kafka_message_t& message) {
  auto* listener = static_cast<SendListener*>(message._private);
  if (message.err == RD_KAFKA_RESP_ERR_NO_ERROR && message.offset == RD_KAFKA_OFFSET_INVALID) {
    listener->answered(tl::unexpected(never_answered(message)));
  } else if (message.err == RD_KAFKA_RESP_ERR_NO_ERROR) {
    has_sent_ = true;
    // A duplicate that the broker already had is a success without an offset.
    listener->answered(Sent{message.partition, message.offset >= 0 ? message.offset : -1});
  } else {
    listener->answered(tl::unexpected(error_of(message)));
  }
  --unanswered_;
}

Error ProducerClient::error_of(const rd_kafka_message_t& message) const {
  const auto doing = fmt::format("send to '{}'", rd_kafka_topic_name(message.rkt));
  auto error = failed() ? failure_of(client_.get(), doing) : translate(message.err, doing);
  error.persisted = persistence(rd_kafka_message_status(&message));
  error.message += fmt::format("; {}", in_words(error.persisted));
  return error;
}

void ProducerClient::give_up() {
  (void)rd_kafka_purge(client_.get(), RD_KAFKA_PURGE_F_QUEUE | RD_KAFKA_PURGE_F_INFLIGHT);
}

}  // namespace mesh::kafka
