#include <array>
#include <vector>

#include <fmt/format.h>
#include <librdkafka/rdkafka.h>
// The mock's header needs the one above.
#include <librdkafka/rdkafka_mock.h>

#include <mesh/embedded/broker.hpp>

namespace mesh::embedded {
namespace {

constexpr int kDefaultPartitions = 4;

struct DestroyClient {
  void operator()(rd_kafka_t* client) const noexcept { rd_kafka_destroy(client); }
};
struct DestroyCluster {
  void operator()(rd_kafka_mock_cluster_t* cluster) const noexcept { rd_kafka_mock_cluster_destroy(cluster); }
};

rd_kafka_resp_err_t to_code(Fault fault) { return static_cast<rd_kafka_resp_err_t>(fault); }

Result<void> checked(rd_kafka_resp_err_t code, const std::string& doing) {
  if (code == RD_KAFKA_RESP_ERR_NO_ERROR) return {};
  return fail(ErrorKind::kInvalidArgument, fmt::format("embedded broker: {}: {}", doing, rd_kafka_err2str(code)), false,
              code);
}

}  // namespace

struct Broker::Impl {
  // The cluster lives on a client that does nothing else, and must go before it.
  std::unique_ptr<rd_kafka_t, DestroyClient> client;
  std::unique_ptr<rd_kafka_mock_cluster_t, DestroyCluster> cluster;
};

ConfigPairs client_defaults() {
  return {
      {"kafka.consumer.session.timeout.ms", "6000"}, {"kafka.consumer.heartbeat.interval.ms", "500"},
      {"kafka.consumer.fetch.wait.max.ms", "10"},    {"kafka.reconnect.backoff.ms", "50"},
      {"kafka.reconnect.backoff.max.ms", "500"},
  };
}

Result<std::unique_ptr<Broker>> Broker::start(const BrokerOptions& options) {
  if (options.brokers < 1) return fail(ErrorKind::kInvalidArgument, "embedded broker: at least one broker is needed");
  std::array<char, 512> words{};
  auto* conf = rd_kafka_conf_new();
  rd_kafka_conf_set_log_cb(conf, nullptr);  // it would only say that this client has no brokers
  auto impl = std::make_unique<Impl>();
  impl->client.reset(rd_kafka_new(RD_KAFKA_PRODUCER, conf, words.data(), words.size()));
  if (!impl->client) {
    rd_kafka_conf_destroy(conf);
    return fail(ErrorKind::kInternal, fmt::format("embedded broker: {}", words.data()));
  }
  impl->cluster.reset(rd_kafka_mock_cluster_new(impl->client.get(), options.brokers));
  if (!impl->cluster) return fail(ErrorKind::kTransport, "embedded broker: no port could be opened on 127.0.0.1", true);
  std::unique_ptr<Broker> broker(new Broker(std::move(impl)));
  for (const auto& topic : options.topics) {
    if (auto ok = broker->create_topic(topic.name, topic.partitions); !ok) return tl::unexpected(std::move(ok).error());
  }
  return broker;
}

Broker::Broker(std::unique_ptr<Impl> impl)
    : impl_(std::move(impl)), bootstrap_(rd_kafka_mock_cluster_bootstraps(impl_->cluster.get())) {}

Broker::~Broker() { impl_->cluster.reset(); }

ConfigPairs Broker::client_settings() const {
  auto settings = client_defaults();
  settings.emplace_back("bootstrap.servers", bootstrap_);
  return settings;
}

Result<void> Broker::create_topic(const std::string& name, std::int32_t partitions) {
  const auto code = rd_kafka_mock_topic_create(impl_->cluster.get(), name.c_str(),
                                               partitions > 0 ? partitions : kDefaultPartitions, 1);
  return checked(code, fmt::format("create topic '{}'", name));
}

void Broker::fail_requests(Api api, Fault fault, std::size_t count) {
  const std::vector<rd_kafka_resp_err_t> codes(count, to_code(fault));
  rd_kafka_mock_push_request_errors_array(impl_->cluster.get(), static_cast<std::int16_t>(api), codes.size(),
                                          codes.data());
}

Result<void> Broker::delay_answers(std::int32_t broker, Api api, Millis delay, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) {
    const auto code =
        rd_kafka_mock_broker_push_request_error_rtts(impl_->cluster.get(), broker, static_cast<std::int16_t>(api), 1,
                                                     RD_KAFKA_RESP_ERR_NO_ERROR, static_cast<int>(delay.count()));
    if (auto ok = checked(code, "delay answers"); !ok) return ok;
  }
  return {};
}

void Broker::clear_faults(Api api) {
  rd_kafka_mock_clear_request_errors(impl_->cluster.get(), static_cast<std::int16_t>(api));
}

Result<void> Broker::set_down(std::int32_t broker) {
  return checked(rd_kafka_mock_broker_set_down(impl_->cluster.get(), broker),
                 fmt::format("take broker {} down", broker));
}

Result<void> Broker::set_up(std::int32_t broker) {
  return checked(rd_kafka_mock_broker_set_up(impl_->cluster.get(), broker), fmt::format("bring broker {} up", broker));
}

Result<void> Broker::set_latency(std::int32_t broker, Millis latency) {
  return checked(rd_kafka_mock_broker_set_rtt(impl_->cluster.get(), broker, static_cast<int>(latency.count())),
                 "set latency");
}

void Broker::set_topic_fault(const std::string& topic, Fault fault) {
  rd_kafka_mock_topic_set_error(impl_->cluster.get(), topic.c_str(), to_code(fault));
}

Result<void> Broker::set_leader(const std::string& topic, std::int32_t partition, std::int32_t broker) {
  return checked(rd_kafka_mock_partition_set_leader(impl_->cluster.get(), topic.c_str(), partition, broker),
                 fmt::format("make broker {} the leader of {}[{}]", broker, topic, partition));
}

}  // namespace mesh::embedded
