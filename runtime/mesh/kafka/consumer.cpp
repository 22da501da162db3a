#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <future>
#include <thread>
#include <utility>

#include <fmt/format.h>

#include <mesh/kafka/consumer_private.hpp>
#include <mesh/kafka/errors_private.hpp>

namespace mesh::kafka {
namespace {

/// The longest sleep: events are only told on an empty queue's first element, so a missed one must not cost much.
constexpr Millis kLongestSleep{100};
/// While a partition is held back, its caller may want it any moment without telling us.
constexpr Millis kHeldBackSleep{5};
constexpr std::size_t kChunk = 256;
constexpr std::size_t kMostNews = 64;
constexpr int kCloseSliceMs = 50;
constexpr Millis kPatienceWithDestroy{500};

std::string_view bytes(const void* data, std::size_t size) { return {static_cast<const char*>(data), size}; }

TimestampType to_type(rd_kafka_timestamp_type_t type) {
  if (type == RD_KAFKA_TIMESTAMP_CREATE_TIME) return TimestampType::kCreateTime;
  return type == RD_KAFKA_TIMESTAMP_LOG_APPEND_TIME ? TimestampType::kLogAppendTime : TimestampType::kNone;
}

/// Keeps the records that were taken at once, and the client that their memory is of: one count a batch, because what
/// all records of a consumer count together, the poll thread and the lanes take from each other all the time.
class TakenRecords final : public FetchedRecord::Keeper {
 public:
  TakenRecords(SharedClient client, std::size_t count) : client_(std::move(client)), left_(count) {}

  RecordView envelope(const void* record) const noexcept override {
    const auto& message = *static_cast<const rd_kafka_message_t*>(record);
    RecordView view;
    view.topic = rd_kafka_topic_name(message.rkt);
    view.partition = message.partition;
    view.offset = message.offset;
    rd_kafka_timestamp_type_t type = RD_KAFKA_TIMESTAMP_NOT_AVAILABLE;
    const auto time = rd_kafka_message_timestamp(&message, &type);
    if (time >= 0) view.timestamp = Timestamp(Millis(time));
    view.timestamp_type = to_type(type);
    if (message.key != nullptr) view.key = bytes(message.key, message.key_len);
    if (message.payload != nullptr) view.value = bytes(message.payload, message.len);
    return view;
  }

  void read_headers(void* record, std::vector<HeaderView>& into) const override {
    rd_kafka_headers_t* headers = nullptr;
    const auto* message = static_cast<const rd_kafka_message_t*>(record);
    if (rd_kafka_message_headers(message, &headers) != RD_KAFKA_RESP_ERR_NO_ERROR) return;  // it has none
    into.reserve(rd_kafka_header_cnt(headers));
    const char* name = nullptr;
    const void* value = nullptr;
    std::size_t size = 0;
    for (std::size_t i = 0; rd_kafka_header_get_all(headers, i, &name, &value, &size) == RD_KAFKA_RESP_ERR_NO_ERROR;
         ++i) {
      into.push_back({name, value == nullptr ? std::nullopt : std::optional(bytes(value, size))});
    }
  }

  void release(void* record) noexcept override {
    rd_kafka_message_destroy(static_cast<rd_kafka_message_t*>(record));
    give_up(1);
  }
  /// So many of `count` were none.
  void give_up(std::size_t count) noexcept {
    if (left_.fetch_sub(count, std::memory_order_acq_rel) == count) delete this;
  }

 private:
  SharedClient client_;
  std::atomic<std::size_t> left_;
};

/// The first partition that was refused, or the call's own code.
rd_kafka_resp_err_t worst(rd_kafka_resp_err_t code, const rd_kafka_topic_partition_list_t* list) {
  for (int i = 0; list != nullptr && i < list->cnt; ++i) {
    if (list->elems[i].err != RD_KAFKA_RESP_ERR_NO_ERROR) return list->elems[i].err;
  }
  return code == RD_KAFKA_RESP_ERR__NO_OFFSET ? RD_KAFKA_RESP_ERR_NO_ERROR : code;
}

/// Destroys the client, whose log speaks to `state`. librdkafka waits for a silent coordinator then, for as long as the
/// session lasts: after a while it does so alone.
void release(rd_kafka_t* client, const std::shared_ptr<ClientState>& state) {
  auto destroyed = std::make_shared<std::promise<void>>();
  const auto is_destroyed = destroyed->get_future();
  std::thread([client, state, destroyed] {
    ReleaseClient{}(client);
    destroyed->set_value();
  }).detach();
  (void)is_destroyed.wait_for(kPatienceWithDestroy);
}

/// What a running consumer recovers from by itself, whatever the code means to a single call.
Error while_consuming(Error error) {
  if (error.kind == ErrorKind::kAuthentication || error.kind == ErrorKind::kUnknownTopic) error.retriable = true;
  return error;
}

}  // namespace

PartitionsOwner to_list(std::span<const CommitEntry> offsets) {
  PartitionsOwner list(rd_kafka_topic_partition_list_new(static_cast<int>(offsets.size())));
  for (const auto& [where, next] : offsets) {
    rd_kafka_topic_partition_list_add(list.get(), where.topic.c_str(), where.partition)->offset = next;
  }
  return list;
}

void Bell::ring() {
  {
    const std::lock_guard lock(mutex_);
    rung_ = true;
  }
  rung_condition_.notify_one();
}

void Bell::wait(Millis timeout) {
  std::unique_lock lock(mutex_);
  // The system's clock, because TSan does not know the call that waits on the steady one; sleeps are 100 ms at most.
  (void)rung_condition_.wait_until(lock, std::chrono::system_clock::now() + timeout, [this] { return rung_; });
  rung_ = false;
}

Result<std::unique_ptr<KafkaConsumer>> KafkaConsumer::make(const Properties& properties, LogSink log,
                                                           Millis close_timeout) {
  auto conf = make_conf(properties);
  if (!conf) return tl::unexpected(std::move(conf).error());
  std::unique_ptr<KafkaConsumer> consumer(new KafkaConsumer(log, close_timeout));
  consumer->group_ = properties.at("group.id").value;
  rd_kafka_conf_set_opaque(conf->get(), static_cast<void*>(consumer->state_.get()));
  rd_kafka_conf_set_log_cb(conf->get(), &log_line);
  rd_kafka_conf_set_rebalance_cb(conf->get(), &on_rebalance);
  rd_kafka_conf_set_offset_commit_cb(conf->get(), &on_commit);
  rd_kafka_conf_set_error_cb(conf->get(), &on_error);

  std::array<char, 512> words{};
  auto* client = rd_kafka_new(RD_KAFKA_CONSUMER, conf->get(), words.data(), words.size());
  if (client == nullptr) return fail(ErrorKind::kConfiguration, fmt::format("make a consumer: {}", words.data()));
  taken(*conf);  // rd_kafka_new took it
  consumer->client_ = SharedClient(client, [state = consumer->state_](rd_kafka_t* last) { release(last, state); });
  if (const auto code = rd_kafka_poll_set_consumer(client)) return tl::unexpected(translate(code, "make a consumer"));
  consumer->group_queue_.reset(rd_kafka_queue_get_consumer(client));
  rd_kafka_queue_cb_event_enable(
      consumer->group_queue_.get(), [](rd_kafka_t*, void* bell) { static_cast<Bell*>(bell)->ring(); },
      &consumer->bell_);
  return consumer;
}

KafkaConsumer::~KafkaConsumer() { close(close_timeout_); }

Result<void> KafkaConsumer::subscribe(const std::vector<std::string>& topics, AssignmentListener& listener) {
  if (is_closed_) return fail(ErrorKind::kClosed, "the consumer is closed");
  if (is_reader_) return fail(ErrorKind::kInvalidArgument, "subscribe: this consumer reads a topic without a group");
  if (topics.empty()) return fail(ErrorKind::kInvalidArgument, "subscribe: no topic was named");
  listener_ = &listener;
  const PartitionsOwner list(rd_kafka_topic_partition_list_new(static_cast<int>(topics.size())));
  for (const auto& topic : topics) rd_kafka_topic_partition_list_add(list.get(), topic.c_str(), RD_KAFKA_PARTITION_UA);
  if (const auto code = rd_kafka_subscribe(client_.get(), list.get()))
    return tl::unexpected(translate(code, "subscribe"));
  return {};
}

Result<void> KafkaConsumer::read(std::span<const CommitEntry> from, Commits commits) {
  is_reader_ = true;
  may_commit_ = commits == Commits::kAllowed;
  for (const auto& entry : from) detach(entry.where);
  const auto list = to_list(from);
  if (const auto code = rd_kafka_assign(client_.get(), list.get())) return tl::unexpected(translate(code, "read"));
  return {};
}

bool KafkaConsumer::at_end(const TopicPartition& where) const {
  const auto found = partitions_.find(where);
  return found != partitions_.end() && found->second.at_end;
}

Result<FetchedBatch> KafkaConsumer::poll(Millis timeout, std::size_t max_records,
                                         const std::function<bool(const TopicPartition&)>& wants) {
  if (is_closed_) return fail(ErrorKind::kClosed, "the consumer is closed");
  const auto deadline = std::chrono::steady_clock::now() + timeout;
  FetchedBatch batch;
  for (;;) {
    serve_group();
    if (!news_.empty()) {
      auto error = std::move(news_.front());
      news_.pop_front();
      return tl::unexpected(std::move(error));
    }
    bool is_holding_back = false;
    take_wanted(batch, max_records, wants, is_holding_back);
    const auto left = std::chrono::duration_cast<Millis>(deadline - std::chrono::steady_clock::now());
    if (!batch.empty() || left <= Millis(0)) return batch;
    bell_.wait(std::min(left, is_holding_back ? kHeldBackSleep : kLongestSleep));
  }
}

void KafkaConsumer::serve_group() {
  // Rebalances, commit answers and errors run their callbacks in here; what comes back is an error or a stray record.
  while (MessageOwner message{rd_kafka_consumer_poll(client_.get(), 0)}) {
    if (message->err == RD_KAFKA_RESP_ERR_NO_ERROR) {
      take_stray(std::move(message));
    } else if (message->err == RD_KAFKA_RESP_ERR__FATAL) {
      note(fatal_error(client_.get(), "consume"));
    } else {
      const auto doing = message->rkt == nullptr ? fmt::format("consume in group '{}'", group_)
                                                 : fmt::format("consume '{}'", rd_kafka_topic_name(message->rkt));
      note(while_consuming(translate(message->err, doing, rd_kafka_message_errstr(message.get()))));
    }
  }
}

void KafkaConsumer::take_stray(MessageOwner message) {
  const auto found = partitions_.find({rd_kafka_topic_name(message->rkt), message->partition});
  if (found != partitions_.end()) found->second.strays.push_back(std::move(message));
}

void KafkaConsumer::take_wanted(FetchedBatch& batch, std::size_t max_records,
                                const std::function<bool(const TopicPartition&)>& wants, bool& is_holding_back) {
  if (partitions_.empty()) return;
  // Each round starts behind the partition that was served last, so that a busy one does not starve the others.
  auto at = last_served_ ? partitions_.upper_bound(*last_served_) : partitions_.begin();
  for (auto n = partitions_.size(); n > 0 && batch.size() < max_records; --n, ++at) {
    if (at == partitions_.end()) at = partitions_.begin();
    if (!wants(at->first)) {
      is_holding_back = true;
      continue;
    }
    if (take(at->second, batch, std::min(kChunk, max_records - batch.size())) > 0) last_served_ = at->first;
  }
}

std::size_t KafkaConsumer::take(Partition& partition, FetchedBatch& batch, std::size_t most) {
  scratch_.clear();
  for (; !partition.strays.empty() && scratch_.size() < most; partition.strays.pop_front()) {
    scratch_.push_back(partition.strays.front().release());
  }
  const auto strays = scratch_.size();
  scratch_.resize(most);
  const auto count =
      strays == most ? 0 : rd_kafka_consume_batch_queue(partition.queue.get(), 0, &scratch_[strays], most - strays);
  if (count < 0) note(while_consuming(translate(rd_kafka_last_error(), "consume")));
  scratch_.resize(strays + static_cast<std::size_t>(std::max<ssize_t>(count, 0)));
  if (scratch_.empty()) return 0;
  auto keeper = std::make_unique<TakenRecords>(client_, scratch_.size() + 1);
  const auto before = batch.size();
  for (auto* message : scratch_) {
    if (message->err == RD_KAFKA_RESP_ERR_NO_ERROR) {
      batch.emplace_back(*keeper, message);
    } else {
      take_news(partition, MessageOwner(message));
    }
  }
  const auto taken = batch.size() - before;
  keeper.release()->give_up(scratch_.size() - taken + 1);
  return taken;
}

void KafkaConsumer::take_news(Partition& partition, const MessageOwner& message) {
  if (message->err == RD_KAFKA_RESP_ERR__PARTITION_EOF) {
    partition.at_end = true;
    return;
  }
  note(while_consuming(translate(message->err, fmt::format("consume '{}'", rd_kafka_topic_name(message->rkt)),
                                 rd_kafka_message_errstr(message.get()))));
}

Result<void> KafkaConsumer::commit(std::span<const CommitEntry> offsets, Millis wait) {
  if (offsets.empty()) return {};
  if (is_closed_) return fail(ErrorKind::kClosed, "the consumer is closed");
  if (!may_commit_) return fail(ErrorKind::kInvalidArgument, "commit: this consumer reads a topic without a group");
  const auto list = to_list(offsets);
  const auto answer = [](rd_kafka_resp_err_t code) -> Result<void> {
    if (code == RD_KAFKA_RESP_ERR_NO_ERROR) return {};
    return tl::unexpected(translate(code, "commit offsets"));
  };
  if (wait <= Millis(0)) return answer(worst(rd_kafka_commit(client_.get(), list.get(), 1), nullptr));
  // With a queue of our own: rd_kafka_commit() itself waits for as long as a silent broker is believed in, a minute.
  const QueueOwner queue(rd_kafka_queue_new(client_.get()));
  const auto asked = rd_kafka_commit_queue(client_.get(), list.get(), queue.get(), nullptr, nullptr);
  if (asked != RD_KAFKA_RESP_ERR_NO_ERROR) return answer(worst(asked, nullptr));
  const EventOwner event(rd_kafka_queue_poll(queue.get(), static_cast<int>(wait.count())));
  if (event) return answer(worst(rd_kafka_event_error(event.get()), rd_kafka_event_topic_partition_list(event.get())));
  return fail(
      ErrorKind::kTimeout,
      fmt::format("commit offsets: no answer within {} ms; what is not committed is delivered again", wait.count()),
      true, RD_KAFKA_RESP_ERR__TIMED_OUT);
}

void KafkaConsumer::leave(Millis timeout) {
  const auto deadline = std::chrono::steady_clock::now() + timeout;
  // A queue of its own: closing forwards the group's queue to it.
  const QueueOwner farewell(rd_kafka_queue_new(client_.get()));
  const ErrorOwner error(rd_kafka_consumer_close_queue(client_.get(), farewell.get()));
  if (error) return;
  // The revocation is served here, with its callback; rd_kafka_consumer_close() would do the same without a limit.
  while (rd_kafka_consumer_closed(client_.get()) == 0 && std::chrono::steady_clock::now() < deadline) {
    const MessageOwner ignored(rd_kafka_consume_queue(farewell.get(), kCloseSliceMs));
  }
}

void KafkaConsumer::close(Millis timeout) {
  if (is_closed_) return;
  leave(timeout);
  is_closed_ = true;
  if (!partitions_.empty() && listener_ != nullptr) {
    // The time ran out before the group took them back: the broker will, when the session ends.
    std::vector<TopicPartition> rest;
    for (const auto& [where, partition] : partitions_) rest.push_back(where);
    listener_->on_lost(rest);
  }
  drop_all();
  rd_kafka_queue_cb_event_enable(group_queue_.get(), nullptr, nullptr);
  group_queue_.reset();
  state_->is_closed = true;
  client_.reset();  // records that are still held keep it
}

void KafkaConsumer::note(Error error) {
  state_->log.tell("consumer", error.message);
  if (news_.size() == kMostNews) news_.pop_front();
  news_.push_back(std::move(error));
}

void KafkaConsumer::on_error(rd_kafka_t* client, int code, const char* reason, void* opaque) {
  auto& self = *static_cast<State*>(opaque)->self;
  const auto what = static_cast<rd_kafka_resp_err_t>(code);
  if (what == RD_KAFKA_RESP_ERR__FATAL) return self.note(fatal_error(client, "consume"));
  auto error = while_consuming(translate(what, "consume", reason));
  // One broker's lost connection is everyday life; that none is left is news.
  if (what == RD_KAFKA_RESP_ERR__TRANSPORT) return self.state_->log.tell("consumer", error.message);
  self.note(std::move(error));
}

void KafkaConsumer::on_commit(rd_kafka_t* /*client*/, rd_kafka_resp_err_t code, rd_kafka_topic_partition_list_t* list,
                              void* opaque) {
  const auto result = worst(code, list);
  if (result == RD_KAFKA_RESP_ERR_NO_ERROR) return;
  static_cast<State*>(opaque)->self->note(while_consuming(translate(result, "commit offsets")));
}

}  // namespace mesh::kafka
