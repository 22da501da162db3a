#include <mesh/kafka/transactions_private.hpp>

#include <array>
#include <charconv>

#include <fmt/format.h>

#include <mesh/kafka/consumer_private.hpp>
#include <mesh/kafka/errors_private.hpp>
#include <mesh/kafka/outgoing_private.hpp>

namespace mesh::kafka {
namespace {

constexpr std::int64_t kTransactionTimeout = 60'000;  // librdkafka's default
constexpr std::int64_t kMessageMaxBytes = 1'000'000;  // likewise
// What a record takes beside key, value and headers, at most (rd_kafka's RD_KAFKAP_MESSAGE_V2_MAX_OVERHEAD, and room).
constexpr std::size_t kRecordOverhead = 100;

std::int64_t number_of(const Properties& properties, const std::string& name, std::int64_t otherwise) {
  const auto found = properties.find(name);
  if (found == properties.end()) return otherwise;
  const auto& text = found->second.value;
  std::int64_t number = 0;
  return std::from_chars(text.data(), text.data() + text.size(), number).ec == std::errc() ? number : otherwise;
}

/// As long as the transaction may take; librdkafka bounds it by `transaction.timeout.ms`. Shorter waits would leave its
/// state and ours apart.
constexpr int kAsLongAsItTakes = -1;

}  // namespace

Result<Properties> transactional_properties(Properties producers, const TransactionalOptions& options) {
  const auto longest = number_of(producers, "transaction.timeout.ms", kTransactionTimeout);
  auto& message = producers["message.timeout.ms"];
  if (number_of(producers, "message.timeout.ms", kTransactionTimeout) > longest) {
    if (message.layer != ConfigLayer::kDefault) {
      return fail(ErrorKind::kConfiguration,
                  fmt::format("{}: 'kafka.producer.message.timeout.ms' (alias 'delivery.timeout.ms') is {} and "
                              "'kafka.producer.transaction.timeout.ms' is {}: a record must not outlive its "
                              "transaction: lower the first or raise the second (the broker's "
                              "'transaction.max.timeout.ms' bounds it)",
                              message.origin, message.value, longest));
    }
    message.value = std::to_string(longest);
  }
  producers["transactional.id"] = {options.transactional_id, ConfigLayer::kCode, "code"};
  if (!options.client_id.empty()) producers["client.id"] = {options.client_id, ConfigLayer::kCode, "code"};
  return producers;
}

Result<std::unique_ptr<KafkaTransactionalProducer>> KafkaTransactionalProducer::make(const Properties& properties,
                                                                                     LogSink log) {
  auto conf = make_conf(properties);
  if (!conf) return tl::unexpected(std::move(conf).error());
  std::unique_ptr<KafkaTransactionalProducer> made(new KafkaTransactionalProducer(log));
  made->largest_record_ =
      static_cast<std::size_t>(number_of(properties, "message.max.bytes", kMessageMaxBytes)) - kRecordOverhead;
  rd_kafka_conf_set_opaque(conf->get(), made->state_.get());
  rd_kafka_conf_set_log_cb(conf->get(), &log_line);
  // No delivery reports: commit tells of every record that can't be written.
  std::array<char, 512> words{};
  made->client_.reset(rd_kafka_new(RD_KAFKA_PRODUCER, conf->get(), words.data(), words.size()));
  if (!made->client_)
    return fail(ErrorKind::kConfiguration, fmt::format("make a transactional producer: {}", words.data()));
  taken(*conf);  // rd_kafka_new took it
  return made;
}

KafkaTransactionalProducer::~KafkaTransactionalProducer() {
  state_->is_closed = true;
  if (!client_) return;
  (void)rd_kafka_purge(client_.get(), RD_KAFKA_PURGE_F_QUEUE | RD_KAFKA_PURGE_F_INFLIGHT);
  topics_.clear();
}

TransactionError KafkaTransactionalProducer::fault_of(rd_kafka_resp_err_t code, std::string_view doing) const {
  if (rd_kafka_fatal_error(client_.get(), nullptr, 0) == RD_KAFKA_RESP_ERR_NO_ERROR)
    return {TransactionFault::kFatal, translate(code, doing)};
  auto error = fatal_error(client_.get(), doing);
  // What no new producer can do better is told as what it is.
  const auto cause = translate(static_cast<rd_kafka_resp_err_t>(error.broker_code), doing);
  if (cause.kind == ErrorKind::kAuthorization) return {TransactionFault::kFatal, cause};
  const bool fenced = error.broker_code == RD_KAFKA_RESP_ERR__FENCED ||
                      error.broker_code == RD_KAFKA_RESP_ERR_PRODUCER_FENCED ||
                      error.broker_code == RD_KAFKA_RESP_ERR_INVALID_PRODUCER_EPOCH;
  return {fenced ? TransactionFault::kFenced : TransactionFault::kFatal, std::move(error)};
}

TransactionResult KafkaTransactionalProducer::answer(ErrorOwner error, std::string_view doing) const {
  if (!error) return {};
  const auto code = rd_kafka_error_code(error.get());
  auto told = translate(code, doing, rd_kafka_error_string(error.get()));
  if (code == RD_KAFKA_RESP_ERR__FENCED) return tl::unexpected(TransactionError{TransactionFault::kFenced, told});
  if (rd_kafka_error_is_fatal(error.get()) != 0) return tl::unexpected(fault_of(code, doing));
  if (rd_kafka_error_txn_requires_abort(error.get()) != 0)
    return tl::unexpected(TransactionError{TransactionFault::kAbortable, std::move(told)});
  if (rd_kafka_error_is_retriable(error.get()) != 0)
    return tl::unexpected(TransactionError{TransactionFault::kRetriable, std::move(told)});
  return tl::unexpected(fault_of(code, doing));  // unflagged: as if fatal
}

TransactionResult KafkaTransactionalProducer::init(Millis timeout) {
  return answer(ErrorOwner(rd_kafka_init_transactions(client_.get(), static_cast<int>(timeout.count()))),
                "initialise the transactional producer");
}

TransactionResult KafkaTransactionalProducer::begin() {
  (void)rd_kafka_poll(client_.get(), 0);  // errors that were told meanwhile; calls tell them again
  return answer(ErrorOwner(rd_kafka_begin_transaction(client_.get())), "begin a transaction");
}

rd_kafka_topic_t* KafkaTransactionalProducer::topic_of(const std::string& name) {
  auto& topic = topics_[name];
  if (!topic) topic.reset(rd_kafka_topic_new(client_.get(), name.c_str(), nullptr));
  return topic.get();
}

TransactionResult KafkaTransactionalProducer::send(const OutgoingRecord& record) {
  const auto doing = [&] { return fmt::format("send to '{}' in a transaction", record.topic); };
  auto* topic = topic_of(record.topic);
  auto headers = make_headers(record.headers);
  // Whatever keeps a single record from being queued is found again by a replay: the transaction can only be aborted.
  if (topic == nullptr)
    return tl::unexpected(TransactionError{TransactionFault::kAbortable, translate(rd_kafka_last_error(), doing())});
  if (!headers) return tl::unexpected(TransactionError{TransactionFault::kAbortable, std::move(headers).error()});
  const auto code = hand_over(client_.get(), topic, record, headers->get(), nullptr);
  if (code == RD_KAFKA_RESP_ERR_NO_ERROR) {
    taken(*headers);  // the message owns them now
    return {};
  }
  if (code == RD_KAFKA_RESP_ERR__QUEUE_FULL)
    return tl::unexpected(TransactionError{TransactionFault::kRetriable, translate(code, doing())});
  if (code == RD_KAFKA_RESP_ERR__FATAL || code == RD_KAFKA_RESP_ERR__FENCED)
    return tl::unexpected(fault_of(code, doing()));
  return tl::unexpected(TransactionError{TransactionFault::kAbortable, translate(code, doing())});
}

TransactionResult KafkaTransactionalProducer::send_offsets(std::span<const CommitEntry> offsets,
                                                           const GroupMetadata& member) {
  const auto* known = dynamic_cast<const KafkaMember*>(&member);
  if (known == nullptr) {
    return tl::unexpected(
        TransactionError{TransactionFault::kFatal,
                         Error{ErrorKind::kInternal, false, 0, "send offsets: the metadata is of another transport"}});
  }
  const auto list = to_list(offsets);
  return answer(
      ErrorOwner(rd_kafka_send_offsets_to_transaction(client_.get(), list.get(), known->get(), kAsLongAsItTakes)),
      "send the offsets of a transaction");
}

TransactionResult KafkaTransactionalProducer::commit() {
  return answer(ErrorOwner(rd_kafka_commit_transaction(client_.get(), kAsLongAsItTakes)), "commit a transaction");
}

TransactionResult KafkaTransactionalProducer::abort() {
  return answer(ErrorOwner(rd_kafka_abort_transaction(client_.get(), kAsLongAsItTakes)), "abort a transaction");
}

Result<std::vector<std::optional<std::int64_t>>> KafkaConsumer::committed(std::span<const TopicPartition> partitions,
                                                                          Millis wait) {
  if (is_closed_) return fail(ErrorKind::kClosed, "the consumer is closed");
  const PartitionsOwner list(rd_kafka_topic_partition_list_new(static_cast<int>(partitions.size())));
  for (const auto& where : partitions)
    rd_kafka_topic_partition_list_add(list.get(), where.topic.c_str(), where.partition);
  if (const auto code = rd_kafka_committed(client_.get(), list.get(), static_cast<int>(wait.count())))
    return tl::unexpected(translate(code, "ask what is committed"));
  std::vector<std::optional<std::int64_t>> offsets;
  for (int i = 0; i < list->cnt; ++i) {
    const auto& each = list->elems[i];
    if (each.err != RD_KAFKA_RESP_ERR_NO_ERROR) return tl::unexpected(translate(each.err, "ask what is committed"));
    offsets.push_back(each.offset >= 0 ? std::optional(each.offset) : std::nullopt);
  }
  return offsets;
}

Result<std::unique_ptr<const GroupMetadata>> KafkaConsumer::group_metadata() {
  if (is_closed_) return fail(ErrorKind::kClosed, "the consumer is closed");
  GroupMetadataOwner metadata(rd_kafka_consumer_group_metadata(client_.get()));
  if (!metadata) return fail(ErrorKind::kInternal, "the consumer has no group");
  return std::make_unique<const KafkaMember>(std::move(metadata));
}

}  // namespace mesh::kafka
