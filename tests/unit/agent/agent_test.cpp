#include <array>

#include <mesh/produce/publisher.hpp>

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "harness.hpp"

using namespace harness;
using mesh::AgentRunner;
using mesh::AgentState;
using mesh::ErrorKind;
using mesh::EventKind;

namespace {

std::vector<mesh::Subscription> subscribed(mesh::RecordHandler& handler) { return {{spec(), &handler}}; }
std::vector<mesh::TopicSpec> sending() { return {{.name = "invoices", .partitions = 2}}; }

}  // namespace

TEST_CASE("every missing topic is named in one error, with what it is for and what to do") {
  mesh::memory::Broker broker({.topic_prefix = "run7."});
  broker.add_topic("run7.orders");
  Recorder handler;
  AgentRunner agent(broker, "billing-agent", subscribed(handler), sending(), options());
  const auto started = agent.start();
  REQUIRE_FALSE(started);
  CHECK(started.error().kind == ErrorKind::kUnknownTopic);
  CHECK(started.error().message ==
        "these topics do not exist: 'run7.invoices' (sent to), 'run7.orders.billing.dlq' (dead letters of operation "
        "'onOrder'); create them, or let the agent do it with create_topics (a topic that the principal has no "
        "ACL to describe looks missing too)");
  CHECK(agent.state() == AgentState::kFailed);
  CHECK(broker.records_held() == 0);
}

TEST_CASE("topics are created when the agent is told to; a dead-letter topic gets its source's partitions") {
  const bool source_exists = GENERATE(true, false);
  mesh::memory::Broker broker;
  if (source_exists) broker.add_topic(kTopic, 6);
  Recorder handler;
  auto with = options();
  with.create_topics = true;
  auto contract = spec();
  contract.topic.partitions = 3;
  AgentRunner agent(broker, "billing-agent", {{contract, &handler}}, sending(), with);
  REQUIRE(agent.start());
  const auto states = broker.topic_states({kTopic, kLetters, "invoices"}, 1s);
  REQUIRE(states);
  CHECK((*states)[0].partitions == (source_exists ? 6 : 3));
  CHECK((*states)[1].partitions == (source_exists ? 6 : 3));
  CHECK((*states)[2].partitions == 2);
}

TEST_CASE("without a name in the contract the dead-letter topic is called after topic and group") {
  mesh::memory::Broker broker;
  broker.add_topic(kTopic);
  Recorder handler;
  auto contract = spec();
  contract.dead_letter.topic = {};
  AgentRunner agent(broker, "billing-agent", {{contract, &handler}}, {}, options());
  CHECK(agent.start().error().message.find("'orders.billing.dlq'") != std::string::npos);
}

TEST_CASE("an operation without dead letters needs no topic for them") {
  mesh::memory::Broker broker;
  broker.add_topic(kTopic);
  Recorder handler;
  auto contract = spec();
  contract.dead_letter.enabled = false;
  AgentRunner agent(broker, "billing-agent", {{contract, &handler}}, {}, options());
  CHECK(agent.start());
}

TEST_CASE("an agent goes through its states in order and says so") {
  World world;
  Recorder handler;
  Listener listener;
  auto with = options();
  with.observer = &listener;
  const auto agent = world.agent(handler, with);
  CHECK(agent->state() == AgentState::kConfigured);
  CHECK(agent->wait_ready(1ms).error().kind == ErrorKind::kInvalidArgument);
  REQUIRE(agent->start());
  REQUIRE(agent->wait_ready(kPatience));
  CHECK(agent->state() == AgentState::kReady);
  CHECK_FALSE(agent->start());
  (void)agent->stop();
  CHECK(agent->state() == AgentState::kStopped);
  CHECK(agent->stop().drained);
  CHECK(agent->wait_ready(1ms).error().kind == ErrorKind::kClosed);
  std::vector<std::string> states;
  for (const auto& told : listener.all(EventKind::kStateChanged)) states.push_back(told.reason);
  CHECK(states == std::vector<std::string>{"starting", "ready", "draining", "stopped"});
}

TEST_CASE("an agent that only sends is ready at once") {
  mesh::memory::Broker broker;
  broker.add_topic("invoices");
  AgentRunner agent(broker, "sender", {}, sending(), options());
  REQUIRE(agent.start());
  CHECK(agent.wait_ready(kPatience));
  CHECK(agent.stop().drained);
}

TEST_CASE("run() ends when it is asked to, with a report") {
  World world;
  Recorder handler;
  world.put("a", "1");
  const auto agent = world.agent(handler);
  std::stop_source source;
  std::thread asker([&] {
    (void)eventually([&] { return handler.count() == 1; });
    source.request_stop();
  });
  const auto report = agent->run(source.get_token());
  asker.join();
  REQUIRE(report);
  CHECK(report->handled == 1);
  CHECK(report->drained);
  CHECK(agent->state() == AgentState::kStopped);
}

TEST_CASE("run() ends with the error of a subscription that failed, naming its operation") {
  World world;
  Recorder handler;
  const auto agent = world.agent(handler);
  std::thread breaker([&] {
    (void)eventually([&] { return agent->state() == AgentState::kReady; });
    world.broker.fail_polls(1, {ErrorKind::kAuthorization, false, 30, "not allowed to read the group"});
  });
  const auto report = agent->run({});
  breaker.join();
  REQUIRE_FALSE(report);
  CHECK(report.error().kind == ErrorKind::kAuthorization);
  CHECK(report.error().message == "operation 'onOrder': not allowed to read the group");
  CHECK(agent->state() == AgentState::kFailed);
}

TEST_CASE("settings that contradict themselves are refused at start") {
  World world;
  Recorder handler;
  auto with = options();
  with.max_in_flight = 0;
  CHECK(world.agent(handler, with)->start().error().kind == ErrorKind::kConfiguration);
  auto contract = spec();
  contract.group = "";
  CHECK(world.agent(handler, options(), contract)->start().error().kind == ErrorKind::kConfiguration);
  contract = spec();
  contract.retry.max_attempts = 0;
  CHECK(world.agent(handler, options(), contract)->start().error().kind == ErrorKind::kConfiguration);
}

TEST_CASE("prefixes are put before topics and groups") {
  mesh::memory::Broker broker({.topic_prefix = "t.", .group_prefix = "g."});
  broker.add_topic("t.orders");
  broker.add_topic("t.orders.billing.dlq");
  mesh::OutgoingRecord record;
  record.topic = "t.orders";
  record.value = "x";
  broker.put(record);
  Recorder handler([](const auto&, const auto&) { return mesh::Outcome::reject("no"); });
  AgentRunner agent(broker, "billing-agent", subscribed(handler), {}, options());
  REQUIRE(agent.start());
  REQUIRE(eventually([&] { return broker.committed("g.billing", "t.orders", 0) == 1; }));
  const auto letters = broker.records("t.orders.billing.dlq");
  REQUIRE(letters.size() == 1);
  CHECK(letters[0].header("__dlq.errors.topic") == "t.orders");
  CHECK(letters[0].header("__dlq.errors.group") == "g.billing");
}

TEST_CASE("an address with listed values is every one of its topics") {
  static constexpr std::array<std::string_view, 2> kRegions{"eu", "us"};
  static constexpr std::array kParameters{mesh::TopicParameter{.name = "region", .values = kRegions}};
  mesh::memory::Broker broker({.topic_prefix = "t."});
  Recorder handler;
  auto contract = spec();
  contract.topic = {.name = "orders.{region}", .partitions = 2, .parameters = kParameters};
  auto with = options();
  AgentRunner without(broker, "billing-agent", {{contract, &handler}}, {contract.topic}, with);
  CHECK(without.start().error().message.find("'t.orders.eu' (source of operation 'onOrder'), 't.orders.us' (") !=
        std::string::npos);
  with.create_topics = true;
  AgentRunner agent(broker, "billing-agent", {{contract, &handler}}, {contract.topic}, with);
  REQUIRE(agent.start());
  const mesh::Publisher publisher(broker, {.operation = "sendOrder", .topic = contract.topic.name});
  mesh::OutgoingRecord record;
  record.value = "x";
  CHECK(publisher.send(record).error().kind == ErrorKind::kInvalidArgument);  // which of them?
  for (const auto* topic : {"orders.eu", "orders.us"}) {
    record.topic = topic;
    CHECK(publisher.send(record));
  }
  CHECK(eventually([&] { return handler.count() == 2; }));
}

TEST_CASE("an address with a free parameter is every topic that fits, those that come later too") {
  static constexpr std::array kParameters{mesh::TopicParameter{.name = "tenant"}};
  mesh::memory::Broker broker({.topic_prefix = "t."});
  for (const auto* topic : {"t.orders.a.v1", "t.orders.b.v1", "t.orders.v1.dlq", "x.t.orders.c.v1"})
    broker.add_topic(topic);
  Recorder handler;
  auto contract = spec();
  contract.topic = {.name = "orders.{tenant}.v1", .parameters = kParameters};
  contract.dead_letter.topic = "orders.v1.dlq";
  AgentRunner agent(broker, "billing-agent", {{contract, &handler}}, {}, options());
  REQUIRE(agent.start());
  mesh::OutgoingRecord record;
  record.value = "x";
  for (const auto* topic : {"t.orders.a.v1", "t.orders.b.v1", "x.t.orders.c.v1", "t.orders.later.v1"}) {
    record.topic = topic;
    broker.put(record);
  }
  REQUIRE(eventually([&] { return handler.count() == 3; }));
  REQUIRE(agent.wait_ready(kPatience));
  CHECK(agent.stop().handled == 3);
  CHECK(broker.committed("billing", "t.orders.later.v1", 0) == 1);
  CHECK_FALSE(broker.committed("billing", "x.t.orders.c.v1", 0));
}

TEST_CASE("an agent that is destroyed while it runs stops first") {
  World world;
  Recorder handler;
  for (int i = 0; i < 100; ++i) world.put("key-" + std::to_string(i), "x");
  {
    const auto agent = world.agent(handler);
    REQUIRE(agent->start());
  }
  CHECK(world.broker.records_held() == 0);
}
