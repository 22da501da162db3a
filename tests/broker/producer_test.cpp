// What becomes of records when the brokers that should take them freeze, die, go away, or will not have them.
#include <catch2/catch_test_macros.hpp>

#include <mesh/kafka/transport.hpp>

#include "scene.hpp"

namespace mesh::test {
namespace {

/// Requests to a broker that does not answer are given up soon.
const ConfigPairs kImpatient{{"kafka.producer.socket.timeout.ms", "1500"}};

/// Every record of the topic.
FetchedBatch whole_topic(const Scene& scene, std::size_t expected) {
  auto reader = kafka::read_topic(scene.config, scene.orders(), kafka::ReadFrom::kBeginning);
  REQUIRE(reader);
  auto taken = take(**reader, expected);
  auto more = take(**reader, 1, Millis(500));
  for (auto& fetched : more.records) taken.records.push_back(std::move(fetched));
  return std::move(taken.records);
}

/// How many records may come twice: until the group has formed anew nothing can be committed, but what was done well
/// before the fault does not come again.
std::size_t repeatable(const RunLog& log, std::size_t done_before) {
  return log.confirmed.size() - done_before + agent_options().max_in_flight;
}

TEST_CASE("a leader that freezes past the request timeout: nothing is lost, and nothing is in the log twice") {
  Scene scene;
  const auto transport = scene.connect(kImpatient);
  SharedLog shared;
  LoggingAgent agent(scene, *transport, shared);
  Stream stream(*transport, keys(20));
  REQUIRE(eventually([&] { return shared.done() > 100; }));
  const auto done_before = shared.done();
  const auto frozen = scene.leader();
  scene.brokers.freeze(frozen);
  // The answer of a request that the broker may have carried out is given up, and the request is made again.
  REQUIRE(eventually([&] { return scene.told.count(EventKind::kBrokerError, "REQTMOUT") > 0; }));
  scene.brokers.thaw(frozen);
  const auto before = stream.confirmed();
  REQUIRE(eventually([&] { return stream.confirmed() > before + 1000; }));
  RunLog log;
  log.confirmed = stream.finish();
  CHECK(stream.failures().empty());
  CHECK(whole_topic(scene, log.confirmed.size()).size() == log.confirmed.size());
  settle(agent, shared, log, repeatable(log, done_before), SameMember::kAfterRebalance);
}

TEST_CASE("a broker killed under load loses nothing and puts nothing out of order") {
  Scene scene;
  const auto transport = scene.connect();
  SharedLog shared;
  LoggingAgent agent(scene, *transport, shared);
  Stream stream(*transport, keys(20));
  REQUIRE(eventually([&] { return shared.done() > 200; }));
  const auto done_before = shared.done();
  scene.brokers.kill(scene.leader());
  REQUIRE(eventually([&] { return stream.waiting() > 50 || scene.brokers.nodes() > 1; }));
  scene.brokers.heal();
  REQUIRE(eventually([&] { return shared.done() > done_before + 400; }));
  RunLog log;
  log.confirmed = stream.finish();
  CHECK(stream.failures().empty());
  settle(agent, shared, log, repeatable(log, done_before), SameMember::kAfterRebalance);
}

TEST_CASE("all brokers go and come back: what was sent meanwhile waits, and the agent goes on") {
  Scene scene;
  const auto transport = scene.connect();
  SharedLog shared;
  LoggingAgent agent(scene, *transport, shared);
  Stream stream(*transport, keys(20));
  REQUIRE(eventually([&] { return shared.done() > 100; }));
  const auto done_before = shared.done();
  scene.brokers.stop_all();
  REQUIRE(eventually([&] { return scene.told.count(EventKind::kBrokerError, "brokers are down") > 0; }));
  REQUIRE(eventually([&] { return stream.waiting() > 500; }));
  CHECK(agent.runner.state() == AgentState::kReady);
  scene.brokers.heal();
  RunLog log;
  log.confirmed = stream.finish();
  CHECK(stream.failures().empty());
  settle(agent, shared, log, repeatable(log, done_before), SameMember::kAfterRebalance);
}

TEST_CASE("a send whose time is over says what became of the record, and later sends succeed") {
  Scene scene;
  auto settings = kImpatient;
  settings.emplace_back("kafka.producer.delivery.timeout.ms", "3000");
  const auto transport = scene.connect(settings);
  REQUIRE(send(*transport, record(scene.orders(), "k", "before")));
  scene.brokers.freeze_all();
  std::mutex mutex;
  std::map<std::string, Error> failed;
  for (int i = 0; i < 20; ++i) {
    const auto value = std::to_string(i);
    REQUIRE(transport->producer().send(record(scene.orders(), "k", value), [&, value](const Result<Sent>& sent) {
      const std::lock_guard lock(mutex);
      if (!sent) failed.emplace(value, sent.error());
    }));
    std::this_thread::sleep_for(Millis(20));
  }
  REQUIRE(eventually([&] {
    const std::lock_guard lock(mutex);
    return failed.size() == 20;
  }));
  scene.brokers.thaw_all();
  const auto after = send(*transport, record(scene.orders(), "k", "after"));
  if (!after) FAIL(after.error().message);
  std::set<std::string> in_log;
  for (const auto& fetched : whole_topic(scene, 2)) in_log.emplace(fetched.view().value.value_or(""));
  CHECK(in_log.contains("before"));
  CHECK(in_log.contains("after"));
  for (const auto& [value, error] : failed) {
    INFO(error.message);
    CHECK(error.kind == ErrorKind::kTimeout);
    const bool maybe = error.message.find("possibly in the log") != std::string::npos;
    const bool not_there = error.message.find("is not in the log") != std::string::npos;
    CHECK(maybe != not_there);
    if (not_there) CHECK_FALSE(in_log.contains(value));
  }
}

/// Ten records at once, so that they travel in one batch; the sixth is over the topic's limit.
std::map<int, Result<Sent>> send_one_too_large(Scene& scene, const ConfigPairs& settings) {
  scene.admin.set_topic(scene.orders(), "max.message.bytes", "20000");
  auto more = settings;
  more.emplace_back("kafka.producer.compression.codec", "none");
  const auto transport = scene.connect(more);
  // The limit takes a moment until it holds.
  REQUIRE(eventually([&] { return !send(*transport, record(scene.orders(), "k", std::string(30'000, 'x'))); }));
  std::mutex mutex;
  std::map<int, Result<Sent>> answers;
  for (int i = 0; i < 10; ++i) {
    const std::string value(i == 5 ? 30'000 : 10, 'x');
    REQUIRE(transport->producer().send(record(scene.orders(), "k", value), [&, i](const Result<Sent>& sent) {
      const std::lock_guard lock(mutex);
      answers.emplace(i, sent);
    }));
  }
  REQUIRE(transport->producer().flush(kPatience));
  REQUIRE_FALSE(answers.at(5));
  CHECK(answers.at(5).error().kind == ErrorKind::kTooLarge);
  CHECK(answers.at(5).error().message.find("max.message.bytes") != std::string::npos);
  return answers;
}

TEST_CASE("with batches of the topic's limit a record over it fails alone") {
  Scene scene;
  const auto answers = send_one_too_large(scene, {{"kafka.producer.batch.size", "20000"}});
  for (const auto& [i, sent] : answers) {
    INFO(i << ": " << (sent ? "sent" : sent.error().message));
    CHECK(sent.has_value() == (i != 5));
  }
}

TEST_CASE("a batch that the broker finds too large fails as a whole: each record's error names the remedy") {
  Scene scene;
  for (const auto& [i, sent] : send_one_too_large(scene, {})) {
    if (sent) continue;  // it may have travelled alone
    CHECK(sent.error().message.find("'kafka.producer.batch.size'") != std::string::npos);
    CHECK(sent.error().message.find("is not in the log") != std::string::npos);
  }
}

}  // namespace
}  // namespace mesh::test
