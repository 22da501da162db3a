#include <mesh/kafka/producer_private.hpp>

#include <algorithm>
#include <iterator>
#include <limits>
#include <mutex>
#include <utility>

#include <fmt/format.h>

#include <mesh/kafka/errors_private.hpp>

namespace mesh::kafka {
namespace {

constexpr int kServeSliceMs = 100;
/// While a client that failed still owes answers.
constexpr int kShortSliceMs = 5;
constexpr Millis kPurgeTimeout{1000};
/// Between clients of which none sent anything.
constexpr Millis kFirstPause{100};
constexpr Millis kLongestPause{30'000};

int as_int(Millis time) {
  return static_cast<int>(std::clamp<std::int64_t>(time.count(), 0, std::numeric_limits<int>::max()));
}

}  // namespace

Result<std::unique_ptr<KafkaProducer>> KafkaProducer::make(const Properties& properties, LogSink log,
                                                           Millis close_timeout) {
  std::unique_ptr<KafkaProducer> producer(new KafkaProducer(properties, log, close_timeout));
  auto client = ProducerClient::make(properties, producer->state_);
  if (!client) return tl::unexpected(std::move(client).error());
  producer->current_ = *std::move(client);
  producer->reports_ = std::thread([self = producer.get()] { self->serve_reports(); });
  return producer;
}

KafkaProducer::~KafkaProducer() {
  closing_ = true;
  if (!reports_.joinable()) return;
  if (!flush(close_timeout_)) {
    // Whoever waits for an answer gets one: giving up reports every record that is left.
    current()->give_up();
    (void)flush(kPurgeTimeout);
  }
  stop_ = true;
  current()->wake();
  reports_.join();
}

KafkaProducer::Client KafkaProducer::current() const {
  const std::shared_lock lock(mutex_);
  return current_;
}

SharedClient KafkaProducer::client() const {
  auto client = current();
  return {client, client->handle()};
}

Result<void> KafkaProducer::send(OutgoingRecord record, SendListener& listener) {
  if (closing_) return fail(ErrorKind::kClosed, "the producer is closed");
  if (record.topic.empty()) return fail(ErrorKind::kInvalidArgument, "the record has no topic");
  {
    const std::shared_lock lock(mutex_);
    if (auto* topic = current_->find_topic(record.topic)) return current_->send(topic, record, listener);
  }
  const std::unique_lock lock(mutex_);
  auto topic = current_->make_topic(record.topic);
  if (!topic) return tl::unexpected(std::move(topic).error());
  return current_->send(*topic, record, listener);
}

bool KafkaProducer::wait_until_retired(Clock::time_point until) {
  std::shared_lock lock(mutex_);
  return retired_changed_.wait_until(lock, until, [&] { return retired_.empty(); });
}

Result<void> KafkaProducer::flush(Millis timeout) {
  if (std::this_thread::get_id() == reports_.get_id()) {
    return fail(ErrorKind::kInvalidArgument, "flush() was called from a send's answer, where it would wait for itself");
  }
  const auto until = Clock::now() + timeout;
  for (;;) {
    const auto client = current();
    const auto left = std::chrono::duration_cast<Millis>(until - Clock::now());
    const auto code = rd_kafka_flush(client->handle(), as_int(left));
    if (code != RD_KAFKA_RESP_ERR_NO_ERROR && code != RD_KAFKA_RESP_ERR__TIMED_OUT)
      return tl::unexpected(translate(code, "flush"));
    const bool answered = code == RD_KAFKA_RESP_ERR_NO_ERROR && wait_until_retired(until);
    if (!answered) {
      return fail(ErrorKind::kTimeout,
                  fmt::format("flush: {} records have no answer after {} ms", rd_kafka_outq_len(client->handle()),
                              timeout.count()),
                  true, RD_KAFKA_RESP_ERR__TIMED_OUT);
    }
    // What others sent in the meantime may have gone to a client that is newer.
    if (client == current()) return {};
  }
}

void KafkaProducer::serve_reports() {
  auto give_up_at = Clock::time_point::max();
  while (Clock::now() < give_up_at) {
    if (stop_ && retired_.empty()) return;
    if (stop_ && give_up_at == Clock::time_point::max()) give_up_at = Clock::now() + kPurgeTimeout;
    (void)current_->serve(retired_.empty() ? kServeSliceMs : kShortSliceMs);
    serve_retired();
    if (!stop_) replace_if_failed();
  }
}

void KafkaProducer::serve_retired() {
  if (retired_.empty()) return;
  for (const auto& client : retired_) {
    while (client->serve(0)) {
    }
  }
  const auto is_over = [](const Client& client) { return client->all_answered(); };
  std::vector<Client> over;  // destroyed without the lock: librdkafka waits for its threads
  std::copy_if(retired_.begin(), retired_.end(), std::back_inserter(over), is_over);
  if (over.empty()) return;
  {
    const std::unique_lock lock(mutex_);
    std::erase_if(retired_, is_over);
  }
  retired_changed_.notify_all();
}

/// One client after the other that sends nothing (the principal may not write idempotently, say) would be a storm.
void KafkaProducer::replace_if_failed() {
  if (!current_->failed()) return;
  if (current_->has_sent()) pause_ = Millis(0);
  if (not_before_ == Clock::time_point{}) {
    current_->give_up();  // answers come now, not after the pause
    not_before_ = Clock::now() + pause_;
  }
  if (Clock::now() < not_before_) return;
  auto made = ProducerClient::make(properties_, state_);
  pause_ = std::clamp(pause_ * 2, kFirstPause, kLongestPause);
  not_before_ = {};
  if (!made) {
    state_.log.tell("producer", made.error().message);
    not_before_ = Clock::now() + pause_;
    return;
  }
  {
    const std::unique_lock lock(mutex_);
    retired_.push_back(std::exchange(current_, *std::move(made)));
  }
  // Once more: a send may have slipped in before it saw that the client had failed. From now on none can.
  retired_.back()->give_up();
}

}  // namespace mesh::kafka
