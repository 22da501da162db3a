// Partitions come and go while handlers run.
#include <catch2/catch_test_macros.hpp>

#include "harness.hpp"

using namespace harness;
using mesh::EventKind;
using mesh::Outcome;

TEST_CASE("a revoke waits for handlers that run, commits what they did, and hands nothing else out") {
  World world;
  Gate gate;
  gate.close();
  for (int i = 0; i < 5; ++i) world.put("a", std::to_string(i));
  std::atomic<bool> asked = false;
  Recorder handler([&](const auto&, const mesh::Delivery& delivery) {
    gate.pass();
    asked = asked || delivery.stopping.stop_requested();
    return Outcome::done();
  });
  Listener listener;
  auto with = options();
  with.observer = &listener;
  const auto agent = world.agent(handler, with);
  REQUIRE(agent->start());
  REQUIRE(eventually([&] { return gate.waiting() == 1; }));
  world.broker.rebalance(kGroup);
  std::this_thread::sleep_for(150ms);  // Longer than a lane that is busy with other partitions is waited for.
  CHECK(listener.count(EventKind::kRevoked) == 0);
  gate.open();
  REQUIRE(eventually([&] { return listener.count(EventKind::kRevoked) == 1; }));
  CHECK(asked);
  REQUIRE(world.drained());
  CHECK(handler.values_of("a") == std::vector<std::string>{"0", "1", "2", "3", "4"});
  const auto report = agent->stop();
  CHECK(report.drained);
  CHECK(report.handled == 5);
}

TEST_CASE("a revoke does not wait for parked records; they are delivered again to the next owner") {
  World world;
  world.put("a", "0");
  std::atomic<bool> mended = false;
  Recorder handler(
      [&](const auto&, const auto&) { return mended ? Outcome::done() : Outcome::retry("later", 60'000ms); });
  Listener listener;
  auto with = options();
  with.observer = &listener;
  const auto agent = world.agent(handler, with);
  REQUIRE(agent->start());
  REQUIRE(eventually([&] { return listener.count(EventKind::kRetryScheduled) == 1; }));
  mended = true;
  world.broker.rebalance(kGroup);
  REQUIRE(world.drained());
  const auto calls = handler.calls();
  REQUIRE(calls.size() == 2);
  CHECK(calls[1].attempt == 1);
}

TEST_CASE("a revoke with a handler that does not return ends after the drain timeout; its late answer is ignored") {
  World world;
  Gate gate;
  gate.close();
  world.put("a", "0");
  Recorder handler([&](const auto&, const mesh::Delivery&) {
    gate.pass();
    return Outcome::done();
  });
  Listener listener;
  auto with = options();
  with.observer = &listener;
  with.drain_timeout = 100ms;
  const auto agent = world.agent(handler, with);
  REQUIRE(agent->start());
  REQUIRE(eventually([&] { return gate.waiting() == 1; }));
  world.broker.rebalance(kGroup);
  REQUIRE(eventually([&] { return listener.count(EventKind::kAssigned) == 2; }));
  CHECK(world.broker.committed(kGroup, kTopic, 0).value_or(0) == 0);
  gate.open();
  // Handled twice: once for the old assignment, too late to count, once for the new one.
  REQUIRE(world.drained());
  CHECK(handler.count() == 2);
}

TEST_CASE("a lost partition asks its handlers to stop, and their late answers are not committed") {
  World world;
  Gate gate;
  gate.close();
  world.put("a", "0");
  world.put("a", "1");
  std::atomic<int> asked = 0;
  Recorder handler([&](const mesh::RecordView&, const mesh::Delivery& delivery) {
    gate.pass();
    if (delivery.stopping.stop_requested()) ++asked;
    return Outcome::done();
  });
  Listener listener;
  auto with = options();
  with.observer = &listener;
  const auto agent = world.agent(handler, with);
  REQUIRE(agent->start());
  REQUIRE(eventually([&] { return gate.waiting() == 1; }));
  world.broker.lose_partitions(kGroup);
  // Without waiting for the handler.
  REQUIRE(
      eventually([&] { return listener.count(EventKind::kLost) == 1 && listener.count(EventKind::kAssigned) == 2; }));
  // Where it began may be committed again, nothing beyond.
  CHECK(world.broker.committed(kGroup, kTopic, 0).value_or(0) == 0);
  gate.open();
  REQUIRE(world.drained());
  CHECK(asked == 1);
  CHECK(handler.values_of("a") == std::vector<std::string>{"0", "0", "1"});
}

TEST_CASE("members of a group share the partitions, and what one leaves the other takes up") {
  World world(4);
  Recorder first_handler;
  Recorder second_handler;
  const auto first = world.agent(first_handler);
  const auto second = world.agent(second_handler);
  REQUIRE(first->start());
  REQUIRE(second->start());
  REQUIRE(first->wait_ready(kPatience));
  REQUIRE(second->wait_ready(kPatience));
  int sent = 0;
  REQUIRE(eventually([&] {
    for (int i = 0; i < 20; ++i, ++sent) world.put("key-" + std::to_string(i), std::to_string(sent));
    return first_handler.count() > 0 && second_handler.count() > 0;
  }));
  REQUIRE(world.drained());
  CHECK(first->stop().drained);
  for (int i = 0; i < 20; ++i, ++sent) world.put("key-" + std::to_string(i), std::to_string(sent));
  REQUIRE(world.drained());
  std::set<std::string> seen;
  for (const auto* handler : {&first_handler, &second_handler}) {
    for (const auto& call : handler->calls()) seen.insert(call.value);
  }
  CHECK(seen.size() == static_cast<std::size_t>(sent));
}

TEST_CASE("through many rebalances every record is done, in order per key, and no commit is ahead of the work") {
  constexpr int kKeys = 10;
  constexpr int kEach = 100;
  World world(3);
  Recorder handler([](const mesh::RecordView& record, const mesh::Delivery& delivery) {
    return record.offset % 17 == 0 && delivery.attempt == 1 ? Outcome::retry("again", 1ms) : Outcome::done();
  });
  const auto agent = world.agent(handler);
  REQUIRE(agent->start());
  for (int i = 0; i < kEach; ++i) {
    for (int key = 0; key < kKeys; ++key) world.put("key-" + std::to_string(key), std::to_string(i));
    if (i % 5 == 0) i % 10 == 0 ? world.broker.rebalance(kGroup) : world.broker.lose_partitions(kGroup);
    std::this_thread::sleep_for(1ms);
  }
  REQUIRE(world.drained());
  CHECK(agent->stop().drained);
  for (int key = 0; key < kKeys; ++key) {
    // Handled again is allowed after a rebalance, skipped or overtaken is not: the first "done" of each value is in
    // order.
    std::vector<std::string> firsts;
    std::set<std::string> seen;
    for (const auto& call : handler.calls_of("key-" + std::to_string(key))) {
      if (call.outcome == "done" && seen.insert(call.value).second) firsts.push_back(call.value);
    }
    REQUIRE(firsts.size() == kEach);
    for (int i = 0; i < kEach; ++i) REQUIRE(firsts[static_cast<std::size_t>(i)] == std::to_string(i));
  }
}
