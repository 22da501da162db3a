#include <mesh/kafka/topic_reader.hpp>

#include <algorithm>
#include <chrono>
#include <map>
#include <vector>

#include <fmt/format.h>

#include <mesh/kafka/admin_private.hpp>
#include <mesh/kafka/consumer_private.hpp>
#include <mesh/kafka/errors_private.hpp>
#include <mesh/kafka/settings_private.hpp>

namespace mesh::kafka {
namespace {

using Clock = std::chrono::steady_clock;

class KafkaTopicReader final : public TopicReader {
 public:
  KafkaTopicReader(std::unique_ptr<KafkaConsumer> consumer, std::string topic, bool has_group, Millis patience)
      : consumer_(std::move(consumer)), topic_(std::move(topic)), has_group_(has_group), patience_(patience) {}

  ~KafkaTopicReader() override { drain(); }
  KafkaTopicReader(const KafkaTopicReader&) = delete;
  KafkaTopicReader& operator=(const KafkaTopicReader&) = delete;

  /// Looks where the partitions begin and end, and starts there.
  [[nodiscard]] Result<void> open(std::int32_t partitions, const ReadOptions& options);

  [[nodiscard]] std::span<const PartitionRange> ranges() const noexcept override { return ranges_; }
  [[nodiscard]] bool done() const noexcept override {
    return std::all_of(ranges_.begin(), ranges_.end(), [this](const auto& range) { return is_done(range); });
  }
  [[nodiscard]] Result<FetchedBatch> poll(Millis timeout, std::size_t max_records) override;
  [[nodiscard]] Result<void> commit(std::span<const CommitEntry> offsets) override;

 private:
  void drain() noexcept;
  [[nodiscard]] Result<void> look(PartitionRange& range) const;
  [[nodiscard]] Result<void> go_on_from_commits();
  /// By its last offset, or by the consumer's word: at the end there may be offsets without a record (markers of
  /// transactions, records that compaction took).
  [[nodiscard]] bool is_done(const PartitionRange& range) const {
    return next_.at(range.partition) >= range.end || consumer_->at_end({topic_, range.partition});
  }
  [[nodiscard]] std::size_t done_count() const {
    return static_cast<std::size_t>(
        std::count_if(ranges_.begin(), ranges_.end(), [this](const auto& range) { return is_done(range); }));
  }
  [[nodiscard]] int patience_ms() const { return static_cast<int>(patience_.count()); }

  std::unique_ptr<KafkaConsumer> consumer_;
  std::string topic_;
  bool has_group_;
  Millis patience_;
  std::vector<PartitionRange> ranges_;
  std::map<std::int32_t, std::int64_t> next_;  ///< by partition
  Clock::time_point progress_ = Clock::now();
};

/// What is left in a partition's own queue, an end of partition above all, would keep the partition and so the client
/// for good: librdkafka 2.0.2 waits for it when it is destroyed.
void KafkaTopicReader::drain() noexcept {
  constexpr std::size_t kMost = 100'000;
  (void)rd_kafka_assign(consumer_->client(), nullptr);
  for (;;) {
    const auto rest = consumer_->poll(Millis(0), kMost, [](const TopicPartition&) { return true; });
    if (!rest || rest->empty()) return;
  }
}

Result<void> KafkaTopicReader::look(PartitionRange& range) const {
  const auto code = rd_kafka_query_watermark_offsets(consumer_->client(), topic_.c_str(), range.partition, &range.first,
                                                     &range.end, patience_ms());
  if (code == RD_KAFKA_RESP_ERR_NO_ERROR) return {};
  return tl::unexpected(translate(code, fmt::format("ask where {}[{}] ends", topic_, range.partition)));
}

Result<void> KafkaTopicReader::go_on_from_commits() {
  std::vector<TopicPartition> partitions;
  for (const auto& range : ranges_) partitions.push_back({topic_, range.partition});
  const auto committed = consumer_->committed(partitions, patience_);
  if (!committed) return tl::unexpected(committed.error());
  for (std::size_t i = 0; i < ranges_.size(); ++i) {
    auto& range = ranges_[i];
    const auto offset = committed->at(i).value_or(range.first);
    // One beyond the end was committed before the topic was made anew.
    if (offset > range.first && offset <= range.end) range.begin = offset;
  }
  return {};
}

Result<void> KafkaTopicReader::open(std::int32_t partitions, const ReadOptions& options) {
  for (std::int32_t i = 0; i < partitions; ++i) {
    if (options.partition && *options.partition != i) continue;
    auto& range = ranges_.emplace_back();
    range.partition = i;
    if (auto ok = look(range); !ok) return ok;
    range.begin = std::max(range.first, options.begin.value_or(range.first));
  }
  if (ranges_.empty()) {
    return fail(ErrorKind::kInvalidArgument, fmt::format("topic '{}' has no partition {}: it has {}, from 0 on", topic_,
                                                         options.partition.value_or(0), partitions));
  }
  if (has_group_ && !options.again && !options.begin) {
    if (auto ok = go_on_from_commits(); !ok) return ok;
  }
  std::vector<CommitEntry> starts;
  for (const auto& range : ranges_) {
    next_[range.partition] = range.begin;
    if (range.begin < range.end) starts.push_back({{topic_, range.partition}, range.begin});
  }
  progress_ = Clock::now();
  return starts.empty() ? Result<void>()
                        : consumer_->read(
                              starts, has_group_ ? KafkaConsumer::Commits::kAllowed : KafkaConsumer::Commits::kRefused);
}

Result<FetchedBatch> KafkaTopicReader::poll(Millis timeout, std::size_t max_records) {
  const auto ended_before = done_count();
  std::map<std::int32_t, const PartitionRange*> by_partition;
  for (const auto& range : ranges_) by_partition[range.partition] = &range;
  auto batch = consumer_->poll(
      timeout, max_records, [&](const TopicPartition& where) { return !is_done(*by_partition.at(where.partition)); });
  // News of brokers that are away for a while is no end: what counts is that nothing comes.
  if (!batch && !batch.error().retriable) return batch;
  FetchedBatch records;
  if (batch) {
    for (auto& record : *batch) {
      const auto view = record.envelope();
      auto& next = next_.at(view.partition);
      const bool is_wanted = view.offset < by_partition.at(view.partition)->end;
      next = std::max(next, view.offset + 1);
      if (is_wanted) records.push_back(std::move(record));
    }
  }
  const auto now = Clock::now();
  if (!records.empty() || done_count() != ended_before) {
    progress_ = now;
  } else if (!done() && now - progress_ > patience_) {
    auto message =
        fmt::format("nothing came from '{}' for {} ms, and its end is not reached", topic_, patience_.count());
    if (!batch) message += ": " + batch.error().message;
    return fail(ErrorKind::kTimeout, std::move(message), true);
  }
  return records;
}

Result<void> KafkaTopicReader::commit(std::span<const CommitEntry> offsets) {
  if (!has_group_) return fail(ErrorKind::kInvalidArgument, "commit: this reader has no group");
  return consumer_->commit(offsets, patience_);
}

}  // namespace

Result<std::unique_ptr<TopicReader>> open_topic(const Config& config, const std::string& topic,
                                                const ReadOptions& options) {
  auto properties = properties_for(config, Role::kConsumer);
  if (!properties) return tl::unexpected(std::move(properties).error());
  // librdkafka wants a name even where no offset is committed.
  (*properties)["group.id"] = {options.group.empty() ? "meshctl" : options.group, ConfigLayer::kCode, "code"};
  (*properties)["enable.partition.eof"] = {"true", ConfigLayer::kCode, "code"};
  auto consumer =
      KafkaConsumer::make(*properties, LogSink{nullptr, syslog_level(config)}, config.millis("close.timeout.ms"));
  if (!consumer) return tl::unexpected(std::move(consumer).error());
  const auto patience = config.millis("connect.timeout.ms");
  const auto states = topic_states((*consumer)->client(), {topic}, patience);
  if (!states) return tl::unexpected(states.error());
  if (!states->front().exists) {
    return fail(ErrorKind::kUnknownTopic,
                fmt::format("there is no topic '{}' that this principal may describe", topic));
  }
  auto reader = std::make_unique<KafkaTopicReader>(*std::move(consumer), topic, !options.group.empty(), patience);
  if (auto ok = reader->open(states->front().partitions, options); !ok) return tl::unexpected(std::move(ok).error());
  return reader;
}

}  // namespace mesh::kafka
