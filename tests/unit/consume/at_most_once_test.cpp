// At most once: committed before it is handled, and never handled twice.
#include <catch2/catch_test_macros.hpp>

#include "harness.hpp"

using namespace harness;
using mesh::EventKind;
using mesh::Outcome;

namespace {

mesh::ReceiveSpec at_most_once(bool dead_letters = true) {
  auto made = spec();
  made.delivery = mesh::DeliveryGuarantee::kAtMostOnce;
  made.dead_letter.enabled = dead_letters;
  return made;
}

}  // namespace

TEST_CASE("a record's offset is committed before its handler begins, once for a batch") {
  World world;
  for (int i = 0; i < 50; ++i) world.put("k", std::to_string(i));
  std::atomic<bool> early = true;
  Recorder handler([&](const mesh::RecordView& record, const auto&) {
    if (world.broker.committed(kGroup, kTopic, 0).value_or(0) <= record.offset) early = false;
    return Outcome::done();
  });
  const auto agent = world.agent(handler, options(), at_most_once());
  REQUIRE(agent->start());
  REQUIRE(eventually([&] { return handler.count() == 50; }));
  CHECK(early);
  CHECK(world.broker.commits(kGroup, kTopic, 0) == std::vector<std::int64_t>{50});
  CHECK(agent->stop().handled == 50);
  CHECK(world.broker.commits(kGroup, kTopic, 0) == std::vector<std::int64_t>{50});
}

TEST_CASE("without the broker's word for the commit nothing is handled; then all of it, once") {
  World world;
  for (int i = 0; i < 5; ++i) world.put("k", std::to_string(i));
  Listener listener;
  auto with = options();
  with.observer = &listener;
  Recorder handler;
  world.broker.fail_commits(3, mesh::Error{mesh::ErrorKind::kTimeout, true, 0, "no answer"});
  const auto agent = world.agent(handler, with, at_most_once());
  REQUIRE(agent->start());
  REQUIRE(eventually([&] { return listener.count(EventKind::kCommitFailed) == 2; }));
  CHECK(handler.count() == 0);
  REQUIRE(eventually([&] { return handler.count() == 5; }));
  CHECK(listener.count(EventKind::kCommitFailed) == 3);
}

TEST_CASE("what fails is dead-lettered after its one attempt, whatever the answer") {
  World world;
  for (const auto* value : {"retry", "unavailable", "reject", "throw"}) world.put(value, value);
  Recorder handler([](const mesh::RecordView& record, const auto&) {
    if (record.value == "retry") return Outcome::retry("no", 1ms);
    if (record.value == "unavailable") return Outcome::unavailable("down", 1ms);
    if (record.value == "throw") throw std::runtime_error("oh");
    return Outcome::reject("no");
  });
  const auto agent = world.agent(handler, options(), at_most_once());
  REQUIRE(agent->start());
  REQUIRE(world.broker.wait_for_records(kLetters, 4, kPatience));
  CHECK(handler.count() == 4);
  CHECK(agent->stop().dead_lettered == 4);
}

TEST_CASE("what fails without dead letters is dropped, counted and told") {
  World world;
  world.put("a", "1");
  world.put("a", "2");
  Listener listener;
  auto with = options();
  with.observer = &listener;
  Recorder handler([](const mesh::RecordView& record, const auto&) {
    return record.value == "1" ? Outcome::retry("no luck") : Outcome::done();
  });
  const auto agent = world.agent(handler, with, at_most_once(false));
  REQUIRE(agent->start());
  REQUIRE(eventually([&] { return handler.count() == 2; }));
  const auto report = agent->stop();
  CHECK(report.dropped == 1);
  CHECK(report.handled == 1);
  const auto dropped = listener.all(EventKind::kDropped);
  REQUIRE(dropped.size() == 1);
  CHECK(dropped[0].offset == 0);
  CHECK(dropped[0].detail == "no luck");
}

TEST_CASE("a rebalance and a stop let what is committed be handled first") {
  World world(2);
  Gate gate;
  gate.close();
  for (int i = 0; i < 40; ++i) world.put("key-" + std::to_string(i), std::to_string(i));
  Recorder handler([&](const auto&, const auto&) {
    gate.pass();
    return Outcome::done();
  });
  const auto agent = world.agent(handler, options(), at_most_once());
  REQUIRE(agent->start());
  REQUIRE(eventually([&] { return gate.waiting() >= 1 && world.broker.lag(kGroup, kTopic) == 0; }));
  world.broker.rebalance(kGroup);
  gate.open();
  REQUIRE(eventually([&] { return handler.count() == 40; }));
  gate.close();
  for (int i = 40; i < 80; ++i) world.put("key-" + std::to_string(i), std::to_string(i));
  REQUIRE(eventually([&] { return gate.waiting() >= 1 && world.broker.lag(kGroup, kTopic) == 0; }));
  std::thread opener([&] {
    (void)eventually([&] { return agent->state() == mesh::AgentState::kDraining; });
    gate.open();
  });
  const auto report = agent->stop();
  opener.join();
  CHECK(report.handled == 80);
  CHECK(report.dropped == 0);
  CHECK(handler.count() == 80);
}

namespace {

struct Stopped {
  mesh::ExitReport report;
  std::size_t told = 0;
};

/// Three records of one key, and a stop whose drain is over before the first one's handler returns.
Stopped stop_behind_time() {
  World world;
  Gate gate;
  gate.close();
  for (int i = 0; i < 3; ++i) world.put("k", std::to_string(i));
  Listener listener;
  auto with = options();
  with.observer = &listener;
  with.drain_timeout = 50ms;
  Recorder handler([&](const auto&, const auto&) {
    gate.pass();
    return Outcome::done();
  });
  const auto agent = world.agent(handler, with, at_most_once());
  REQUIRE(agent->start());
  REQUIRE(eventually([&] { return gate.waiting() == 1; }));
  std::thread opener([&] {
    (void)eventually([&] { return agent->state() == mesh::AgentState::kDraining; });
    std::this_thread::sleep_for(100ms);  // longer than the drain
    gate.open();
  });
  const auto report = agent->stop();
  opener.join();
  return {report, listener.count(EventKind::kDropped)};
}

}  // namespace

TEST_CASE("what a stop has no time for is told as dropped") {
  auto stopped = stop_behind_time();
  // A stop waits a second for a handler that is late. Where nothing runs for so long, the record is given up: once
  // more.
  for (int i = 0; i < 20 && stopped.report.abandoned > 0; ++i) stopped = stop_behind_time();
  CHECK(stopped.report.handled == 1);
  CHECK(stopped.report.dropped == 2);
  CHECK(stopped.told == 2);
}

TEST_CASE("a repeated delivery is not handled, but told") {
  World world;
  for (int i = 0; i < 3; ++i) world.put("k", std::to_string(i));
  Listener listener;
  auto with = options();
  with.observer = &listener;
  Recorder handler;
  const auto agent = world.agent(handler, with, at_most_once());
  REQUIRE(agent->start());
  REQUIRE(eventually([&] { return handler.count() == 3; }));
  world.broker.rewind(kGroup, {kTopic, 0}, 1);
  REQUIRE(eventually([&] { return listener.count(EventKind::kDropped) == 2; }));
  world.put("k", "3");
  REQUIRE(eventually([&] { return handler.count() == 4; }));
  CHECK(handler.values_of("k") == std::vector<std::string>{"0", "1", "2", "3"});
}
