#include <algorithm>
#include <array>
#include <limits>
#include <utility>

#include <fmt/format.h>

#include <mesh/kafka/errors_private.hpp>
#include <mesh/kafka/producer_private.hpp>

namespace mesh::kafka {
namespace {

constexpr int kServeSliceMs = 100;
constexpr Millis kPurgeTimeout{1000};

int as_int(Millis time) {
  return static_cast<int>(std::clamp<std::int64_t>(time.count(), 0, std::numeric_limits<int>::max()));
}

Result<HeadersOwner> make_headers(const std::vector<Header>& headers) {
  HeadersOwner made(rd_kafka_headers_new(headers.size()));
  for (const auto& [name, value] : headers) {
    const auto code =
        rd_kafka_header_add(made.get(), name.data(), static_cast<ssize_t>(name.size()), value ? value->data() : nullptr,
                            value ? static_cast<ssize_t>(value->size()) : ssize_t{0});
    if (code != RD_KAFKA_RESP_ERR_NO_ERROR)
      return tl::unexpected(translate(code, fmt::format("add header '{}'", name)));
  }
  return made;
}

std::string_view status_words(rd_kafka_msg_status_t status) {
  switch (status) {
    case RD_KAFKA_MSG_STATUS_NOT_PERSISTED:
      return "the record is not in the log";
    case RD_KAFKA_MSG_STATUS_POSSIBLY_PERSISTED:
      return "the record is possibly in the log: sending it again may write it twice";
    case RD_KAFKA_MSG_STATUS_PERSISTED:
      return "the record is in the log";
  }
  return "the record's fate is unknown";
}

std::int64_t epoch_ms(const OutgoingRecord& record) {
  if (!record.timestamp) return 0;  // librdkafka's "now"
  return std::chrono::duration_cast<Millis>(record.timestamp->time_since_epoch()).count();
}

// librdkafka's macros cast the C way.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wold-style-cast"
/// librdkafka copies key and value; a null pointer is Kafka's null. On success it owns `headers`, and `opaque` comes
/// back with the report.
rd_kafka_resp_err_t hand_over(rd_kafka_t* client, rd_kafka_topic_t* topic, OutgoingRecord& record,
                              rd_kafka_headers_t* headers, void* opaque) {
  void* value = record.value ? record.value->data() : nullptr;
  const void* key = record.key ? record.key->data() : nullptr;
  const auto value_size = record.value ? record.value->size() : 0;
  const auto key_size = record.key ? record.key->size() : 0;
  const auto partition = record.partition.value_or(RD_KAFKA_PARTITION_UA);
  return rd_kafka_producev(client, RD_KAFKA_V_RKT(topic), RD_KAFKA_V_PARTITION(partition),
                           RD_KAFKA_V_MSGFLAGS(RD_KAFKA_MSG_F_COPY), RD_KAFKA_V_VALUE(value, value_size),
                           RD_KAFKA_V_KEY(key, key_size), RD_KAFKA_V_TIMESTAMP(epoch_ms(record)),
                           RD_KAFKA_V_HEADERS(headers), RD_KAFKA_V_OPAQUE(opaque), RD_KAFKA_V_END);
}
#pragma GCC diagnostic pop

}  // namespace

Result<std::unique_ptr<KafkaProducer>> KafkaProducer::make(const Properties& properties, LogSink log,
                                                           Millis close_timeout) {
  auto conf = make_conf(properties);
  if (!conf) return tl::unexpected(std::move(conf).error());
  std::unique_ptr<KafkaProducer> producer(new KafkaProducer(log, close_timeout));
  rd_kafka_conf_set_opaque(conf->get(), &producer->state_);
  rd_kafka_conf_set_log_cb(conf->get(), &log_line);
  // Events, not callbacks: flush() then only waits, and every answer comes from the one report thread.
  rd_kafka_conf_set_events(conf->get(), RD_KAFKA_EVENT_DR | RD_KAFKA_EVENT_ERROR);

  std::array<char, 512> words{};
  producer->client_.reset(rd_kafka_new(RD_KAFKA_PRODUCER, conf->get(), words.data(), words.size()));
  if (!producer->client_) return fail(ErrorKind::kConfiguration, fmt::format("make a producer: {}", words.data()));
  (void)conf->release();  // rd_kafka_new took it
  producer->events_.reset(rd_kafka_queue_get_main(producer->client_.get()));
  producer->reports_ = std::thread([self = producer.get()] { self->serve_reports(); });
  return producer;
}

KafkaProducer::~KafkaProducer() {
  closing_ = true;
  if (reports_.joinable()) {
    if (rd_kafka_flush(client_.get(), as_int(close_timeout_)) != RD_KAFKA_RESP_ERR_NO_ERROR) {
      // Whoever waits for an answer gets one: purging reports every record that is left.
      const auto code = rd_kafka_purge(client_.get(), RD_KAFKA_PURGE_F_QUEUE | RD_KAFKA_PURGE_F_INFLIGHT);
      if (code == RD_KAFKA_RESP_ERR_NO_ERROR) (void)rd_kafka_flush(client_.get(), as_int(kPurgeTimeout));
    }
    stop_ = true;
    rd_kafka_queue_yield(events_.get());
    reports_.join();
  }
  topics_.clear();
  events_.reset();
}

rd_kafka_topic_t* KafkaProducer::topic_handle(const std::string& topic) {
  {
    const std::shared_lock lock(topics_mutex_);
    if (const auto found = topics_.find(topic); found != topics_.end()) return found->second.get();
  }
  const std::unique_lock lock(topics_mutex_);
  auto& handle = topics_[topic];
  if (!handle) handle.reset(rd_kafka_topic_new(client_.get(), topic.c_str(), nullptr));
  return handle.get();
}

Result<void> KafkaProducer::send(OutgoingRecord record, SendDone done) {
  if (closing_) return fail(ErrorKind::kClosed, "the producer is closed");
  if (record.topic.empty()) return fail(ErrorKind::kInvalidArgument, "the record has no topic");
  auto* topic = topic_handle(record.topic);
  if (topic == nullptr)
    return tl::unexpected(translate(rd_kafka_last_error(), fmt::format("use topic '{}'", record.topic)));
  auto headers = make_headers(record.headers);
  if (!headers) return tl::unexpected(std::move(headers).error());

  auto waiting = std::make_unique<SendDone>(std::move(done));
  const auto code = hand_over(client_.get(), topic, record, headers->get(), waiting.get());
  if (code == RD_KAFKA_RESP_ERR_NO_ERROR) {
    (void)waiting.release();   // comes back with the report
    (void)headers->release();  // the message owns them now
    return {};
  }
  if (code == RD_KAFKA_RESP_ERR__FATAL) return tl::unexpected(fatal_error(client_.get(), "send"));
  auto doing = fmt::format("send to '{}'", record.topic);
  if (code == RD_KAFKA_RESP_ERR_MSG_SIZE_TOO_LARGE)
    doing += fmt::format(" a record of {} bytes", record.key.value_or("").size() + record.value.value_or("").size());
  return tl::unexpected(translate(code, doing));
}

Result<void> KafkaProducer::flush(Millis timeout) {
  if (std::this_thread::get_id() == reports_.get_id()) {
    return fail(ErrorKind::kInvalidArgument, "flush() was called from a send's answer, where it would wait for itself");
  }
  const auto code = rd_kafka_flush(client_.get(), as_int(timeout));
  if (code == RD_KAFKA_RESP_ERR_NO_ERROR) return {};
  if (code == RD_KAFKA_RESP_ERR__TIMED_OUT) {
    return fail(
        ErrorKind::kTimeout,
        fmt::format("flush: {} records have no answer after {} ms", rd_kafka_outq_len(client_.get()), timeout.count()),
        true, code);
  }
  return tl::unexpected(translate(code, "flush"));
}

void KafkaProducer::serve_reports() {
  while (!stop_) {
    const EventOwner event(rd_kafka_queue_poll(events_.get(), kServeSliceMs));
    if (event) serve(event.get());
  }
}

void KafkaProducer::serve(rd_kafka_event_t* event) {
  switch (rd_kafka_event_type(event)) {
    case RD_KAFKA_EVENT_DR:
      while (const auto* message = rd_kafka_event_message_next(event)) report(*message);
      break;
    case RD_KAFKA_EVENT_ERROR: {
      const auto code = rd_kafka_event_error(event);
      const auto error = code == RD_KAFKA_RESP_ERR__FATAL
                             ? fatal_error(client_.get(), "producer")
                             : translate(code, "producer", rd_kafka_event_error_string(event));
      state_.log.tell("producer", error.message);
      break;
    }
    default:
      break;
  }
}

void KafkaProducer::report(const rd_kafka_message_t& message) {
  const std::unique_ptr<SendDone> done(static_cast<SendDone*>(message._private));
  if (!done || !*done) return;
  if (message.err == RD_KAFKA_RESP_ERR_NO_ERROR) {
    // A duplicate that the broker already had is a success without an offset.
    (*done)(Sent{message.partition, message.offset >= 0 ? message.offset : -1});
    return;
  }
  auto error = message.err == RD_KAFKA_RESP_ERR__FATAL
                   ? fatal_error(client_.get(), "send")
                   : translate(message.err, fmt::format("send to '{}'", rd_kafka_topic_name(message.rkt)));
  error.message += fmt::format("; {}", status_words(rd_kafka_message_status(&message)));
  (*done)(tl::unexpected(std::move(error)));
}

}  // namespace mesh::kafka
