// Who is let in, who is not, and what is told to the one who is not.
#include <chrono>

#include <catch2/catch_test_macros.hpp>

#include <mesh/kafka/transport.hpp>

#include "scene.hpp"
#include "secured.hpp"

namespace mesh::test {
namespace {

constexpr const char* kAlice = "User:alice";

/// What an agent needs: to read its topic, to be in its group, and to write (and describe) what it writes.
void allow_agent(const Scene& scene) {
  scene.admin.allow(kAlice, RD_KAFKA_RESOURCE_TOPIC, scene.orders(), RD_KAFKA_ACL_OPERATION_READ);
  scene.admin.allow(kAlice, RD_KAFKA_RESOURCE_TOPIC, scene.orders(), RD_KAFKA_ACL_OPERATION_WRITE);
  scene.admin.allow(kAlice, RD_KAFKA_RESOURCE_TOPIC, scene.letters(), RD_KAFKA_ACL_OPERATION_DESCRIBE);
  scene.admin.allow(kAlice, RD_KAFKA_RESOURCE_GROUP, scene.prefix + "billing", RD_KAFKA_ACL_OPERATION_READ);
}

/// Until brokers have heard of the ACLs.
void wait_until_seen(Scene& scene, const ConfigPairs& settings) {
  REQUIRE(eventually([&] {
    const auto fresh = scene.connect(settings);
    const auto states = fresh->topic_states({scene.orders(), scene.letters()}, kPatience);
    return states && (*states)[0].exists && (*states)[1].exists;
  }));
}

void works_for(const ConfigPairs& settings) {
  Scene scene(secured().cluster());
  allow_agent(scene);
  const auto transport = scene.connect(settings);
  wait_until_seen(scene, settings);
  SharedLog shared;
  LoggingAgent agent(scene, *transport, shared);
  RunLog log;
  log.confirmed = load(*transport, keys(5), 10);
  CHECK(log.confirmed.size() == 50);
  settle(agent, shared, log, 0);
}

/// The error of connect(), which must come within its timeout.
Error refused(const ConfigPairs& settings) {
  Scene scene(secured().cluster());
  auto config = scene.config;
  REQUIRE(config.set_all(settings));
  REQUIRE(config.set("connect.timeout.ms", "5000"));
  const auto start = std::chrono::steady_clock::now();
  const auto transport = kafka::connect(config, &scene.told);
  CHECK(std::chrono::steady_clock::now() - start < Millis(8000));
  REQUIRE_FALSE(transport);
  UNSCOPED_INFO(transport.error().message);
  return transport.error();
}

bool says(const Error& error, const std::string& words) { return error.message.find(words) != std::string::npos; }

TEST_CASE("SASL PLAIN") { works_for(secured().sasl("PLAIN")); }
TEST_CASE("SASL PLAIN over TLS") { works_for(secured().sasl_over_tls("PLAIN")); }
TEST_CASE("OAUTHBEARER with tokens of our own") { works_for(secured().oauth()); }
TEST_CASE("TLS with a certificate of the client") { works_for(secured().mutual_tls()); }

TEST_CASE("SCRAM") {
  // librdkafka before 2.6.1 doubles the nonce, and Kafka compares strictly from 4.0 on.
  const bool fails = secured().cluster().version() >= "4" && rd_kafka_version() < 0x020601ff;
  for (const std::string mechanism : {"SCRAM-SHA-256", "SCRAM-SHA-512"}) {
    if (fails) {
      const auto error = refused(secured().sasl(mechanism));
      CHECK(says(error, "can't do SCRAM with brokers of Kafka 4.0"));
    } else {
      works_for(secured().sasl(mechanism));
      works_for(secured().sasl_over_tls(mechanism));
    }
  }
}

TEST_CASE("a wrong password is told as one, and is told nowhere") {
  for (const std::string mechanism : {"PLAIN", "SCRAM-SHA-256"}) {
    const auto error = refused(secured().sasl(mechanism, "not-her-secret"));
    CHECK(error.kind == ErrorKind::kAuthentication);
    CHECK(says(error, "password"));
    CHECK_FALSE(says(error, "not-her-secret"));
  }
}

TEST_CASE("a client without a certificate is told what is wanted") {
  const auto error = refused(secured().tls_alone());
  CHECK(says(error, "certificate"));
}

TEST_CASE("a client that does not speak TLS to a TLS listener is told to look at the protocol") {
  auto settings = secured().tls_alone();
  settings[1].second = "plaintext";
  CHECK(says(refused(settings), "security.protocol"));
}

TEST_CASE("without an ACL a topic looks missing, and the agent says which") {
  Scene scene(secured().cluster());
  const auto transport = scene.connect(secured().sasl("PLAIN"));
  struct Never final : RecordHandler {
    Outcome handle(const RecordView& /*record*/, const Delivery& /*delivery*/) override { return Outcome::done(); }
  } handler;
  AgentRunner agent(*transport, "billing", {{receive_spec(), &handler}}, {}, agent_options());
  const auto started = agent.start();
  REQUIRE_FALSE(started);
  INFO(started.error().message);
  CHECK(says(started.error(), scene.orders()));
  CHECK(says(started.error(), "ACL"));
}

TEST_CASE("without an ACL for its group an agent fails, and says so") {
  Scene scene(secured().cluster());
  scene.admin.allow(kAlice, RD_KAFKA_RESOURCE_TOPIC, scene.orders(), RD_KAFKA_ACL_OPERATION_READ);
  scene.admin.allow(kAlice, RD_KAFKA_RESOURCE_TOPIC, scene.letters(), RD_KAFKA_ACL_OPERATION_DESCRIBE);
  const auto settings = secured().sasl("PLAIN");
  const auto transport = scene.connect(settings);
  wait_until_seen(scene, settings);
  SharedLog shared;
  LoggingAgent agent(scene, *transport, shared);
  const auto ready = agent.runner.wait_ready(kPatience);
  REQUIRE_FALSE(ready);
  INFO(ready.error().message);
  CHECK(ready.error().kind == ErrorKind::kAuthorization);
  CHECK(says(ready.error(), "ACL"));
  CHECK(says(ready.error(), scene.prefix + "billing"));
}

TEST_CASE("a send without an ACL fails with the advice, and goes through once there is one") {
  Scene scene(secured().cluster());
  scene.admin.allow(kAlice, RD_KAFKA_RESOURCE_TOPIC, scene.orders(), RD_KAFKA_ACL_OPERATION_DESCRIBE);
  scene.admin.allow(kAlice, RD_KAFKA_RESOURCE_TOPIC, scene.letters(), RD_KAFKA_ACL_OPERATION_WRITE);
  const auto settings = secured().sasl("PLAIN");
  wait_until_seen(scene, settings);
  const auto transport = scene.connect(settings);
  const auto refused_send = send(*transport, record(scene.orders(), "k", "v"));
  REQUIRE_FALSE(refused_send);
  INFO(refused_send.error().message);
  CHECK(refused_send.error().kind == ErrorKind::kAuthorization);
  CHECK(says(refused_send.error(), "ACL"));
  CHECK(says(refused_send.error(), scene.orders()));
  scene.admin.allow(kAlice, RD_KAFKA_RESOURCE_TOPIC, scene.orders(), RD_KAFKA_ACL_OPERATION_WRITE);
  CHECK(eventually([&] { return send(*transport, record(scene.orders(), "k", "v")).has_value(); }));
}

TEST_CASE("who may write no topic at all is told which ACL it takes, and goes on once it is there") {
  Scene scene(secured().cluster());
  scene.admin.allow("User:bob", RD_KAFKA_RESOURCE_TOPIC, scene.orders(), RD_KAFKA_ACL_OPERATION_DESCRIBE);
  const auto transport = scene.connect(secured().oauth("bob"));
  CHECK(eventually([&] {
    const auto sent = send(*transport, record(scene.orders(), "k", "v"));
    return !sent && says(sent.error(), "ACL to write");
  }));
  scene.admin.allow("User:bob", RD_KAFKA_RESOURCE_TOPIC, scene.orders(), RD_KAFKA_ACL_OPERATION_WRITE);
  CHECK(eventually([&] { return send(*transport, record(scene.orders(), "k", "v")).has_value(); }, 3 * kPatience));
}

TEST_CASE("a dead-letter topic without an ACL holds the key, and has its record once there is one") {
  Scene scene(secured().cluster());
  allow_agent(scene);
  const auto settings = secured().sasl("PLAIN");
  const auto transport = scene.connect(settings);
  wait_until_seen(scene, settings);
  SharedLog shared;
  LoggingAgent agent(scene, *transport, shared, 1, [](const RecordId& id, int) {
    return id.key == "key-0" && id.n == 0 ? Outcome::reject("no") : Outcome::done();
  });
  RunLog log;
  log.confirmed = load(*transport, keys(5), 10);
  REQUIRE(eventually([&] { return scene.told.count(EventKind::kDeadLetterFailed, "ACL") > 0; }));
  CHECK(eventually([&] { return shared.done() == 40; }));
  const auto committed = scene.admin.committed(scene.prefix + "billing", scene.orders(), kPartitions);
  log.handled = shared.all();
  // The handler has rejected it, but that is not its end: nothing may be committed past it.
  for (const auto& sent : log.confirmed) {
    if (sent.id != RecordId{"key-0", 0} || !committed.contains(sent.partition)) continue;
    CHECK(committed.at(sent.partition) <= sent.offset);
  }
  scene.admin.allow(kAlice, RD_KAFKA_RESOURCE_TOPIC, scene.letters(), RD_KAFKA_ACL_OPERATION_WRITE);
  REQUIRE(eventually([&] { return scene.told.count(EventKind::kDeadLettered) == 1; }, 3 * kPatience));
  log.dead_letters = dead_letters(scene.config, 1);
  CHECK(log.dead_letters == std::multiset<RecordId>{{"key-0", 0}});
  settle(agent, shared, log, 0);
}

}  // namespace
}  // namespace mesh::test
