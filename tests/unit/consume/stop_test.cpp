// The end of a subscription: drained, bounded, and honest about what is left.
#include <catch2/catch_test_macros.hpp>

#include "harness.hpp"

using namespace harness;
using mesh::EventKind;
using mesh::Outcome;

TEST_CASE("a stop lets what was taken finish and commits it") {
  World world;
  Gate gate;
  gate.close();
  for (int i = 0; i < 10; ++i) world.put("key-" + std::to_string(i), "x");
  Recorder handler([&](const auto&, const auto&) {
    gate.pass();
    return Outcome::done();
  });
  const auto agent = world.agent(handler);
  REQUIRE(agent->start());
  REQUIRE(eventually([&] { return gate.waiting() >= 1; }));
  std::thread opener([&] {
    (void)eventually([&] { return agent->state() == mesh::AgentState::kDraining; });
    gate.open();
  });
  const auto report = agent->stop();
  opener.join();
  CHECK(report.drained);
  CHECK(report.handled == 10);
  CHECK(world.broker.committed(kGroup, kTopic, 0) == 10);
  CHECK(agent->state() == mesh::AgentState::kStopped);
}

TEST_CASE(
    "a stop does not wait for parked records: they stay uncommitted, counted as abandoned, and so does what follows") {
  World world;
  world.put("a", "0");
  world.put("a", "1");
  world.put("b", "0");
  Recorder handler([](const mesh::RecordView& record, const auto&) {
    return record.value == "0" && record.key == "a" ? Outcome::retry("later", 60'000ms) : Outcome::done();
  });
  const auto agent = world.agent(handler);
  REQUIRE(agent->start());
  REQUIRE(eventually([&] { return handler.count() == 2; }));
  const auto start = std::chrono::steady_clock::now();
  const auto report = agent->stop();
  CHECK(std::chrono::steady_clock::now() - start < 5s);
  CHECK_FALSE(report.drained);
  CHECK(report.abandoned == 2);
  CHECK(report.handled == 1);
  CHECK(world.broker.committed(kGroup, kTopic, 0).value_or(0) == 0);
  CHECK(handler.values_of("a") == std::vector<std::string>{"0"});
  CHECK(world.broker.records_held() == 0);
}

TEST_CASE("a record that fails while the agent drains is given back with all that follows of its key") {
  World world;
  Gate gate;
  gate.close();
  world.put("a", "0");
  world.put("a", "1");
  Recorder handler([&](const mesh::RecordView& record, const auto&) {
    gate.pass();
    return record.value == "0" ? Outcome::retry("broken") : Outcome::done();
  });
  const auto agent = world.agent(handler);
  REQUIRE(agent->start());
  REQUIRE(eventually([&] { return gate.waiting() == 1; }));
  std::thread opener([&] {
    (void)eventually([&] { return agent->state() == mesh::AgentState::kDraining; });
    std::this_thread::sleep_for(100ms);  // So that the lane is draining, not only the agent.
    gate.open();
  });
  const auto start = std::chrono::steady_clock::now();
  const auto report = agent->stop();
  opener.join();
  CHECK(std::chrono::steady_clock::now() - start < 5s);  // Nothing is left that the drain would wait for.
  CHECK(report.abandoned == 2);
  CHECK(handler.values_of("a") == std::vector<std::string>{"0"});
  CHECK(world.broker.committed(kGroup, kTopic, 0).value_or(0) == 0);
}

TEST_CASE("a stop with a handler that hangs is bounded and reported; the handler may still return later") {
  auto gate = std::make_shared<Gate>();
  gate->close();
  Recorder handler([gate](const mesh::RecordView& record, const auto&) {
    if (record.key == "hang") gate->pass();
    return Outcome::done();
  });
  World world;
  world.put("ok", "0");
  world.put("hang", "0");
  world.put("hang", "1");
  auto with = options();
  with.drain_timeout = 200ms;
  {
    const auto agent = world.agent(handler, with);
    REQUIRE(agent->start());
    REQUIRE(eventually([&] { return gate->waiting() == 1 && handler.count() == 1; }));
    const auto start = std::chrono::steady_clock::now();
    const auto report = agent->stop();
    CHECK(std::chrono::steady_clock::now() - start < kPatience);  // not for ever; 1.2 s where nothing else runs
    CHECK_FALSE(report.drained);
    CHECK(report.abandoned == 2);
    CHECK(report.handled == 1);
    CHECK(world.broker.committed(kGroup, kTopic, 0) == 1);
  }
  gate->open();
  // The thread that was left behind gives everything back when its handler returns.
  CHECK(eventually([&] { return world.broker.records_held() == 0; }));
  CHECK(eventually([&] { return handler.count() == 2; }));
}

TEST_CASE("a stop writes dead letters that are under way and waits for their report") {
  World world;
  world.broker.hold_reports(true);
  world.put("a", "0");
  Recorder handler([](const auto&, const auto&) { return Outcome::reject("no"); });
  const auto agent = world.agent(handler);
  REQUIRE(agent->start());
  REQUIRE(world.broker.wait_for_records(kLetters, 1, kPatience));
  std::thread releaser([&] {
    (void)eventually([&] { return agent->state() == mesh::AgentState::kDraining; });
    world.broker.hold_reports(false);
  });
  const auto report = agent->stop();
  releaser.join();
  CHECK(report.drained);
  CHECK(report.dead_lettered == 1);
  CHECK(world.broker.committed(kGroup, kTopic, 0) == 1);
}

TEST_CASE("a stop with a dead-letter topic that can't be written gives the record back instead of waiting") {
  World world;
  world.broker.fail_sends(kLetters, 1'000'000, {mesh::ErrorKind::kAuthorization, false, 29, "not allowed"});
  world.put("a", "0");
  Recorder handler([](const auto&, const auto&) { return Outcome::reject("no"); });
  Listener listener;
  auto with = options();
  with.observer = &listener;
  const auto agent = world.agent(handler, with);
  REQUIRE(agent->start());
  REQUIRE(eventually([&] { return listener.count(EventKind::kDeadLetterFailed) >= 1; }));
  const auto start = std::chrono::steady_clock::now();
  const auto report = agent->stop();
  CHECK(std::chrono::steady_clock::now() - start < 5s);
  CHECK(report.abandoned == 1);
  CHECK(report.dead_lettered == 0);
  CHECK(world.broker.committed(kGroup, kTopic, 0).value_or(0) == 0);
}

TEST_CASE("a dead letter whose report never comes does not keep the stop from ending") {
  World world;
  world.broker.hold_reports(true);
  world.put("a", "0");
  Recorder handler([](const auto&, const auto&) { return Outcome::reject("no"); });
  auto with = options();
  with.drain_timeout = 100ms;
  const auto agent = world.agent(handler, with);
  REQUIRE(agent->start());
  REQUIRE(world.broker.wait_for_records(kLetters, 1, kPatience));
  const auto report = agent->stop();
  CHECK(report.abandoned == 1);
  CHECK(world.broker.committed(kGroup, kTopic, 0).value_or(0) == 0);
  CHECK(world.broker.records_held() == 0);
}
