#include <mesh/kafka/settings_private.hpp>

#include <catch2/catch_test_macros.hpp>

#include <mesh/kafka/properties_private.hpp>
#include <mesh/kafka/transport.hpp>

namespace mesh::kafka {
namespace {

Config base(const ConfigPairs& more = {}) {
  Config config;
  REQUIRE(config.set("bootstrap.servers", "localhost:9092"));
  REQUIRE(config.set_all(more));
  return config;
}

std::string value(const Config& config, Role role, const std::string& name) {
  const auto properties = properties_for(config, role);
  REQUIRE(properties);
  const auto found = properties->find(find_property(name)->canonical);
  return found == properties->end() ? "(none)" : found->second.value;
}

std::string fault(const ConfigPairs& more, Role role = Role::kProducer) {
  const auto properties = properties_for(base(more), role);
  if (properties) return {};
  CHECK(properties.error().kind == ErrorKind::kConfiguration);
  return properties.error().message;
}

TEST_CASE("the producer is idempotent, the consumer commits nothing by itself, and topics are not made silently") {
  const auto config = base();
  CHECK(value(config, Role::kProducer, "enable.idempotence") == "true");
  CHECK(value(config, Role::kProducer, "acks") == "all");
  CHECK(value(config, Role::kProducer, "partitioner") == "murmur2_random");
  CHECK(value(config, Role::kProducer, "linger.ms") == "5");
  CHECK(value(config, Role::kProducer, "compression.type") == "lz4");
  CHECK(value(config, Role::kProducer, "allow.auto.create.topics") == "false");
  CHECK(value(config, Role::kConsumer, "enable.auto.commit") == "false");
  CHECK(value(config, Role::kConsumer, "enable.auto.offset.store") == "false");
  CHECK(value(config, Role::kConsumer, "auto.offset.reset") == "earliest");
  CHECK(value(config, Role::kConsumer, "partition.assignment.strategy") == "range,roundrobin");
  for (const auto role : {Role::kProducer, Role::kConsumer}) CHECK(make_conf(*properties_for(config, role)));
}

TEST_CASE("an alias and its real name are one setting") {
  CHECK(value(base({{"kafka.producer.delivery.timeout.ms", "1234"}}), Role::kProducer, "message.timeout.ms") == "1234");
  CHECK(value(base({{"kafka.compression.type", "zstd"}}), Role::kProducer, "compression.codec") == "zstd");
  CHECK(value(base({{"kafka.sasl.mechanism", "PLAIN"}}), Role::kConsumer, "sasl.mechanisms") == "PLAIN");
}

TEST_CASE("a scope reaches its client alone, and a narrower name wins") {
  const auto config = base({{"kafka.socket.keepalive.enable", "true"},
                            {"kafka.producer.socket.keepalive.enable", "false"},
                            {"kafka.linger.ms", "7"},
                            {"kafka.consumer.session.timeout.ms", "6000"}});
  CHECK(value(config, Role::kProducer, "socket.keepalive.enable") == "false");
  CHECK(value(config, Role::kConsumer, "socket.keepalive.enable") == "true");
  CHECK(value(config, Role::kProducer, "linger.ms") == "7");
  CHECK(value(config, Role::kConsumer, "linger.ms") == "(none)");
  CHECK(value(config, Role::kProducer, "session.timeout.ms") == "(none)");
  CHECK(value(config, Role::kConsumer, "session.timeout.ms") == "6000");
}

TEST_CASE("an unknown property is refused with the nearest name") {
  CHECK(fault({{"kafka.producer.linger.sm", "5"}})
            .find("knows no property 'linger.sm' ('kafka.producer.linger.sm'); did you "
                  "mean 'linger.ms'?") != std::string::npos);
  CHECK(fault({{"kafka.consumer.linger.ms", "5"}}, Role::kConsumer) ==
        "code: 'kafka.consumer.linger.ms' is no property of a consumer");
}

TEST_CASE("what contradicts the runtime's promises is refused with the reason") {
  for (const auto& [key, wrong] : ConfigPairs{{"kafka.producer.enable.idempotence", "false"},
                                              {"kafka.acks", "1"},
                                              {"kafka.producer.request.required.acks", "0"},
                                              {"kafka.enable.auto.commit", "true"},
                                              {"kafka.bootstrap.servers", "a:1"},
                                              {"kafka.group.id", "g"},
                                              {"kafka.transactional.id", "t"},
                                              {"kafka.allow.auto.create.topics", "true"},
                                              {"kafka.queued.min.messages", "100"}}) {
    CAPTURE(key);
    const auto message = fault({{key, wrong}});
    CHECK(message.find("'" + key + "' can't be '" + wrong + "': ") != std::string::npos);
  }
  CHECK(fault({{"kafka.producer.acks", "all"}}).empty());
  CHECK(fault({{"kafka.producer.acks", "-1"}}).empty());
  CHECK(fault({{"kafka.producer.enable.idempotence", "true"}}).empty());
  CHECK(fault({{"kafka.queued.min.messages", "10000"}}, Role::kConsumer).empty());
}

TEST_CASE("all faults are told at once") {
  const auto message = fault({{"kafka.acks", "1"}, {"kafka.linger.sm", "5"}});
  CHECK(message.find("kafka.acks") != std::string::npos);
  CHECK(message.find('\n') != std::string::npos);
  CHECK(message.find("linger.sm") != std::string::npos);
}

TEST_CASE("a value that librdkafka refuses is told with its place, and a secret's value is not") {
  const auto wrong = make_conf(*properties_for(base({{"kafka.linger.ms", "soon"}}), Role::kProducer));
  REQUIRE_FALSE(wrong);
  CHECK(wrong.error().message.find("code: 'kafka.queue.buffering.max.ms'") == 0);
}

TEST_CASE("connect without a broker's address says where to write it") {
  const auto transport = connect(Config());
  REQUIRE_FALSE(transport);
  CHECK(transport.error().kind == ErrorKind::kConfiguration);
  CHECK(transport.error().message ==
        "'bootstrap.servers' is not set: write it to the settings file or set MESH_BOOTSTRAP_SERVERS to host:port");
}

TEST_CASE("a librdkafka that refuses a combination is a configuration error") {
  // Idempotence allows five requests under way.
  const auto transport = connect(base({{"kafka.producer.max.in.flight", "6"}}));
  REQUIRE_FALSE(transport);
  CHECK(transport.error().kind == ErrorKind::kConfiguration);
}

TEST_CASE("the table of properties is read whole") {
  CHECK(properties().size() > 120);
  CHECK(find_property("linger.ms")->scope == 'P');
  CHECK(find_property("session.timeout.ms")->scope == 'C');
  CHECK(find_property("bootstrap.servers")->scope == '*');
  CHECK(find_property("log_cb") == nullptr);
}

}  // namespace
}  // namespace mesh::kafka
