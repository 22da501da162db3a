#include <mesh/kafka/transport.hpp>

#include <fmt/format.h>

#include <mesh/kafka/admin_private.hpp>
#include <mesh/kafka/consumer_private.hpp>
#include <mesh/kafka/errors_private.hpp>
#include <mesh/kafka/producer_private.hpp>
#include <mesh/kafka/settings_private.hpp>
#include <mesh/kafka/transactions_private.hpp>

namespace mesh::kafka {
namespace {

class KafkaTransport final : public Transport {
 public:
  KafkaTransport(const Config& config, Properties producers, Properties consumers, LogSink log,
                 std::unique_ptr<KafkaProducer> producer)
      : producers_(std::move(producers)),
        consumers_(std::move(consumers)),
        log_(log),
        topic_prefix_(config.text("topic.prefix")),
        group_prefix_(config.text("group.prefix")),
        close_timeout_(config.millis("close.timeout.ms")),
        producer_(std::move(producer)) {}

  [[nodiscard]] Producer& producer() override { return *producer_; }

  [[nodiscard]] Result<std::unique_ptr<Consumer>> make_consumer(const ConsumerOptions& options) override {
    if (options.group.empty()) return fail(ErrorKind::kInvalidArgument, "a consumer needs a group");
    auto properties = consumers_;
    properties["group.id"] = {options.group, ConfigLayer::kCode, "code"};
    if (!options.client_id.empty()) properties["client.id"] = {options.client_id, ConfigLayer::kCode, "code"};
    if (options.read_committed) properties["isolation.level"] = {"read_committed", ConfigLayer::kCode, "code"};
    return KafkaConsumer::make(properties, log_, close_timeout_);
  }

  [[nodiscard]] Result<std::unique_ptr<Consumer>> make_reader(const ReaderOptions& options) override {
    auto properties = consumers_;
    // librdkafka wants a name even where no group is joined.
    properties["group.id"] = {"meshgen-reader", ConfigLayer::kCode, "code"};
    if (!options.client_id.empty()) properties["client.id"] = {options.client_id, ConfigLayer::kCode, "code"};
    auto consumer = KafkaConsumer::make(properties, log_, close_timeout_);
    if (!consumer) return tl::unexpected(std::move(consumer).error());
    const auto end = end_of((*consumer)->client(), options.where, options.timeout);
    if (!end) return tl::unexpected(end.error());
    const CommitEntry from{options.where, *end};
    if (auto ok = (*consumer)->read({&from, 1}, KafkaConsumer::Commits::kRefused); !ok)
      return tl::unexpected(std::move(ok).error());
    return std::unique_ptr<Consumer>(*std::move(consumer));
  }

  [[nodiscard]] Result<std::unique_ptr<TransactionalProducer>> make_transactional_producer(
      const TransactionalOptions& options) override {
    const auto properties = transactional_properties(producers_, options);
    if (!properties) return tl::unexpected(properties.error());
    return KafkaTransactionalProducer::make(*properties, log_);
  }

  [[nodiscard]] Result<std::vector<TopicState>> topic_states(const std::vector<std::string>& names,
                                                             Millis timeout) override {
    return kafka::topic_states(producer_->client().get(), names, timeout);
  }
  [[nodiscard]] Result<void> create_topics(const std::vector<NewTopic>& topics, Millis timeout) override {
    return kafka::create_topics(producer_->client().get(), topics, timeout);
  }
  [[nodiscard]] Result<void> delete_topics(const std::vector<std::string>& names, Millis timeout) override {
    return kafka::delete_topics(producer_->client().get(), names, timeout);
  }
  [[nodiscard]] Result<void> delete_groups(const std::vector<std::string>& names, Millis timeout) override {
    return kafka::delete_groups(producer_->client().get(), names, timeout);
  }
  [[nodiscard]] const std::string& topic_prefix() const noexcept override { return topic_prefix_; }
  [[nodiscard]] const std::string& group_prefix() const noexcept override { return group_prefix_; }

 private:
  Properties producers_;
  Properties consumers_;
  LogSink log_;
  std::string topic_prefix_;
  std::string group_prefix_;
  Millis close_timeout_;
  std::unique_ptr<KafkaProducer> producer_;
};

/// A client that reads without joining a group.
Result<std::unique_ptr<KafkaConsumer>> make_reader(const Config& config, Observer* observer) {
  auto properties = properties_for(config, Role::kConsumer);
  if (!properties) return tl::unexpected(std::move(properties).error());
  // librdkafka wants a name even where no group is joined.
  (*properties)["group.id"] = {"meshctl", ConfigLayer::kCode, "code"};
  return KafkaConsumer::make(*properties, LogSink{observer, syslog_level(config)}, config.millis("close.timeout.ms"));
}

}  // namespace

Result<std::unique_ptr<Transport>> connect(const Config& config, Observer* observer) {
  auto producers = properties_for(config, Role::kProducer);
  auto consumers = properties_for(config, Role::kConsumer);
  if (!producers && !consumers && producers.error().message != consumers.error().message) {
    producers.error().message += "\n" + consumers.error().message;
  }
  if (!producers) return tl::unexpected(std::move(producers).error());
  if (!consumers) return tl::unexpected(std::move(consumers).error());
  // Values are checked now: a consumer is made much later.
  if (auto conf = make_conf(*consumers); !conf) return tl::unexpected(std::move(conf).error());

  const LogSink log{observer, syslog_level(config)};
  auto producer = KafkaProducer::make(*producers, log, config.millis("close.timeout.ms"));
  if (!producer) return tl::unexpected(std::move(producer).error());
  const auto timeout = config.millis("connect.timeout.ms");
  if (auto ok = topic_states((*producer)->client().get(), {}, timeout); !ok) {
    auto error = (*producer)->trouble().value_or(ok.error());
    error.message =
        fmt::format("connect to {} within {} ms: {}", config.text("bootstrap.servers"), timeout.count(), error.message);
    return tl::unexpected(std::move(error));
  }
  return std::make_unique<KafkaTransport>(config, *std::move(producers), *std::move(consumers), log,
                                          *std::move(producer));
}

Result<std::vector<TopicState>> list_topics(const Config& config, Observer* observer) {
  auto reader = make_reader(config, observer);
  if (!reader) return tl::unexpected(std::move(reader).error());
  return kafka::list_topics((*reader)->client(), config.millis("connect.timeout.ms"));
}

Result<std::unique_ptr<Consumer>> read_topic(const Config& config, const std::string& topic, ReadFrom from,
                                             Observer* observer) {
  auto consumer = make_reader(config, observer);
  if (!consumer) return tl::unexpected(std::move(consumer).error());
  const auto states = topic_states((*consumer)->client(), {topic}, config.millis("connect.timeout.ms"));
  if (!states) return tl::unexpected(states.error());
  if (!states->front().exists) {
    return fail(ErrorKind::kUnknownTopic,
                fmt::format("there is no topic '{}' that this principal may describe", topic));
  }
  const auto offset = from == ReadFrom::kBeginning ? RD_KAFKA_OFFSET_BEGINNING : RD_KAFKA_OFFSET_END;
  std::vector<CommitEntry> starts;
  for (std::int32_t i = 0; i < states->front().partitions; ++i) starts.push_back({{topic, i}, offset});
  if (auto ok = (*consumer)->read(starts, KafkaConsumer::Commits::kRefused); !ok)
    return tl::unexpected(std::move(ok).error());
  return std::unique_ptr<Consumer>(*std::move(consumer));
}

}  // namespace mesh::kafka
