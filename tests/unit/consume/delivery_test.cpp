// What becomes of a record: handled, tried again, dropped; and when its offset is committed.
#include <stdexcept>

#include <catch2/catch_test_macros.hpp>

#include "harness.hpp"

using namespace harness;
using mesh::EventKind;
using mesh::Outcome;

TEST_CASE("every record is handled once and committed, and its memory is given back") {
  World world(3);
  for (int i = 0; i < 1000; ++i) world.put("key-" + std::to_string(i % 50), std::to_string(i));
  Recorder handler;
  const auto agent = world.agent(handler);
  REQUIRE(agent->start());
  REQUIRE(agent->wait_ready(kPatience));
  CHECK(world.drained());
  const auto report = agent->stop();
  CHECK(report.drained);
  CHECK(report.handled == 1000);
  CHECK(report.abandoned == 0);
  CHECK(handler.count() == 1000);
  CHECK(world.broker.records_held() == 0);
}

TEST_CASE("a record that fails is tried again after its delay, not before") {
  World world;
  world.put("a", "1");
  Recorder handler([](const auto&, const mesh::Delivery& delivery) {
    return delivery.attempt < 4 ? Outcome::retry("not yet") : Outcome::done();
  });
  auto contract = spec();
  contract.retry = {.max_attempts = 5,
                    .backoff = mesh::BackoffKind::kExponential,
                    .initial_delay_ms = 20,
                    .max_delay_ms = 1000,
                    .multiplier = 2.0,
                    .jitter = mesh::Jitter::kNone};
  Listener listener;
  auto with = options();
  with.observer = &listener;
  const auto agent = world.agent(handler, with, contract);
  REQUIRE(agent->start());
  REQUIRE(world.drained());
  const auto calls = handler.calls();
  REQUIRE(calls.size() == 4);
  for (std::size_t i = 1; i < calls.size(); ++i) {
    CHECK(calls[i].attempt == static_cast<int>(i) + 1);
    CHECK(calls[i].start - calls[i - 1].end >= mesh::Millis(20 << (i - 1)));
  }
  const auto told = listener.all(EventKind::kRetryScheduled);
  REQUIRE(told.size() == 3);
  CHECK(told[0].delay == 20ms);
  CHECK(told[1].delay == 40ms);
  CHECK(told[2].delay == 80ms);
  CHECK(told[2].attempt == 3);
  CHECK(told[2].detail == "not yet");
  CHECK(agent->stop().handled == 1);
  CHECK(world.broker.records(kLetters).empty());
}

TEST_CASE("a handler's own delay replaces the policy's") {
  World world;
  world.put("a", "1");
  Recorder handler([](const auto&, const mesh::Delivery& delivery) {
    return delivery.attempt == 1 ? Outcome::retry("later", 60ms) : Outcome::done();
  });
  auto contract = spec();
  contract.retry.initial_delay_ms = 60'000;
  const auto agent = world.agent(handler, options(), contract);
  REQUIRE(agent->start());
  REQUIRE(world.drained());
  const auto calls = handler.calls();
  REQUIRE(calls.size() == 2);
  CHECK(calls[1].start - calls[0].end >= 60ms);
}

TEST_CASE("an exception is a retry with its text") {
  World world;
  world.put("a", "1");
  Recorder handler([](const auto&, const mesh::Delivery& delivery) -> Outcome {
    if (delivery.attempt == 1) throw std::runtime_error("database is away");
    return Outcome::done();
  });
  Listener listener;
  auto with = options();
  with.observer = &listener;
  const auto agent = world.agent(handler, with);
  REQUIRE(agent->start());
  REQUIRE(world.drained());
  CHECK(handler.count() == 2);
  REQUIRE(listener.count(EventKind::kRetryScheduled) == 1);
  CHECK(listener.all(EventKind::kRetryScheduled)[0].detail == "database is away");
}

TEST_CASE("a dropped record is counted, told and committed") {
  World world;
  world.put("a", "1");
  Recorder handler([](const auto&, const auto&) { return Outcome::drop("outdated"); });
  Listener listener;
  auto with = options();
  with.observer = &listener;
  const auto agent = world.agent(handler, with);
  REQUIRE(agent->start());
  REQUIRE(world.drained());
  const auto report = agent->stop();
  CHECK(report.dropped == 1);
  CHECK(report.handled == 0);
  REQUIRE(listener.count(EventKind::kDropped) == 1);
  CHECK(listener.all(EventKind::kDropped)[0].detail == "outdated");
}

TEST_CASE("no commit passes over a record that is not finished") {
  World world;
  Gate gate;
  gate.close();
  world.put("slow", "0");
  for (int i = 1; i < 100; ++i) world.put("quick-" + std::to_string(i), std::to_string(i));
  Recorder handler([&](const mesh::RecordView& record, const auto&) {
    if (record.key == "slow") gate.pass();
    return Outcome::done();
  });
  auto with = options();
  with.lanes = 8;
  const auto agent = world.agent(handler, with);
  REQUIRE(agent->start());
  // Those that share the slow record's lane wait; all others finish.
  REQUIRE(eventually([&] { return handler.count() >= 50; }));
  std::this_thread::sleep_for(50ms);  // Ten commit intervals in which a wrong commit could show.
  for (const auto offset : world.broker.commits(kGroup, kTopic, 0)) CHECK(offset == 0);
  gate.open();
  CHECK(world.drained());
  CHECK(world.broker.committed(kGroup, kTopic, 0) == 100);
}

TEST_CASE("a commit that fails is made again") {
  World world;
  world.broker.fail_commits(3, {mesh::ErrorKind::kTransport, true, 0, "coordinator moved"});
  Recorder handler;
  Listener listener;
  auto with = options();
  with.observer = &listener;
  const auto agent = world.agent(handler, with);
  REQUIRE(agent->start());
  world.put("a", "1");
  REQUIRE(world.drained());
  CHECK(listener.count(EventKind::kCommitFailed) == 3);
  CHECK(handler.count() == 1);
}

TEST_CASE("a poll error that may pass is told and survived; one that may not ends the run with that error") {
  World world;
  Recorder handler;
  Listener listener;
  auto with = options();
  with.observer = &listener;
  const auto agent = world.agent(handler, with);
  REQUIRE(agent->start());
  REQUIRE(agent->wait_ready(kPatience));
  world.broker.fail_polls(2, {mesh::ErrorKind::kTransport, true, 0, "all brokers down"});
  world.put("a", "1");
  REQUIRE(world.drained());
  CHECK(listener.count(EventKind::kBrokerError) == 2);
  CHECK(agent->state() == mesh::AgentState::kReady);
  world.broker.fail_polls(1, {mesh::ErrorKind::kFatal, false, 0, "fenced by a newer member"});
  REQUIRE(eventually([&] { return agent->state() == mesh::AgentState::kFailed; }));
}

TEST_CASE("the same offset delivered twice in one assignment is handled once while it is unfinished") {
  World world;
  Gate gate;
  gate.close();
  Recorder handler([&](const auto&, const auto&) {
    gate.pass();
    return Outcome::done();
  });
  world.put("a", "0");
  world.put("a", "1");
  const auto agent = world.agent(handler);
  REQUIRE(agent->start());
  REQUIRE(eventually([&] { return gate.waiting() == 1; }));
  world.broker.rewind(kGroup, {kTopic, 0}, 0);
  world.put("c", "2");  // Comes after the repeats, to another lane: when it is seen, they were.
  REQUIRE(eventually([&] { return gate.waiting() == 2; }));
  gate.open();
  REQUIRE(world.drained());
  CHECK(handler.values_of("a") == std::vector<std::string>{"0", "1"});
}

TEST_CASE("a null key, a null value and an empty key reach the handler as they are") {
  World world;
  mesh::OutgoingRecord tombstone;
  tombstone.topic = kTopic;
  tombstone.key = "gone";
  world.broker.put(tombstone);
  world.put(std::nullopt, "no key");
  world.put("", "empty key");
  std::atomic<int> right = 0;
  Recorder handler([&](const mesh::RecordView& record, const auto&) {
    if (record.offset == 0 && record.key == "gone" && !record.value) ++right;
    if (record.offset == 1 && !record.key && record.value == "no key") ++right;
    if (record.offset == 2 && record.key == "" && record.value == "empty key") ++right;
    return Outcome::done();
  });
  const auto agent = world.agent(handler);
  REQUIRE(agent->start());
  REQUIRE(world.drained());
  CHECK(right == 3);
}
