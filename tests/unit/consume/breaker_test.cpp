// What the handler depends on is down: nothing is taken, committed or dead-lettered, and all goes on when it is back.
#include <algorithm>

#include <catch2/catch_test_macros.hpp>

#include "harness.hpp"

using namespace harness;
using mesh::EventKind;
using mesh::Outcome;

namespace {

constexpr int kKeys = 10;

std::string key_of(int i) { return "key-" + std::to_string(i % kKeys); }

/// Up again when the test says so.
struct Dependency {
  std::atomic<bool> down = true;
  Recorder handler;
  explicit Dependency(const Outcome& while_down)
      : handler([this, while_down](const auto&, const auto&) { return down ? while_down : Outcome::done(); }) {}
};

struct Scene {
  explicit Scene(int count, std::int32_t partitions = 2) : world(partitions) {
    for (int i = 0; i < count; ++i) world.put(key_of(i), std::to_string(i));
    contract.breaker = {.failures = 5, .open_ms = 10, .max_open_ms = 40};
    with.observer = &listener;
    with.max_in_flight = 50;
  }
  [[nodiscard]] bool opened(std::size_t times) {
    return eventually([&] { return listener.count(EventKind::kBreakerOpened) >= times; });
  }

  World world;
  Listener listener;
  mesh::ReceiveSpec contract = spec();
  mesh::AgentOptions with = options();
};

/// Every record was done once, those of a key in their order.
void check_all_done(const Recorder& handler, int count) {
  std::map<std::string, std::vector<int>> done;
  for (const auto& call : handler.calls()) {
    if (call.outcome == "done") done[call.key].push_back(std::stoi(call.value));
  }
  std::size_t all = 0;
  for (const auto& [key, values] : done) {
    CAPTURE(key);
    CHECK(std::is_sorted(values.begin(), values.end()));
    CHECK(std::adjacent_find(values.begin(), values.end()) == values.end());
    all += values.size();
  }
  CHECK(all == static_cast<std::size_t>(count));
}

}  // namespace

TEST_CASE("while a handler says unavailable one record is tried now and then, and no attempt is used up") {
  constexpr int kCount = 1000;
  Scene scene(kCount);
  Dependency shop(Outcome::unavailable("the shop is closed"));
  const auto agent = scene.world.agent(shop.handler, scene.with, scene.contract);
  REQUIRE(agent->start());
  REQUIRE(scene.opened(10));  // far more than the attempts that a record has
  CHECK(scene.world.broker.lag(kGroup, kTopic) == kCount);
  CHECK(scene.listener.count(EventKind::kDeadLettered) == 0);
  CHECK(scene.listener.count(EventKind::kRetryScheduled) == 0);
  const auto told = scene.listener.all(EventKind::kBreakerOpened);
  CHECK(told[0].delay == 10ms);
  CHECK(told[1].delay == 20ms);
  CHECK(told[3].delay == 40ms);
  CHECK(told[0].detail == "the shop is closed");
  // Each call but those that ran when it opened was a probe, and told so.
  CHECK(shop.handler.count() <= scene.listener.count(EventKind::kBreakerOpened) + 1 + scene.with.lanes);
  CHECK(scene.world.broker.records_held() <= scene.with.max_in_flight);

  shop.down = false;
  REQUIRE(scene.world.drained());
  CHECK(scene.listener.count(EventKind::kBreakerClosed) == 1);
  const auto calls = shop.handler.calls();
  CHECK(std::all_of(calls.begin(), calls.end(), [](const Call& call) { return call.attempt == 1; }));
  check_all_done(shop.handler, kCount);
  CHECK(agent->stop().drained);
}

TEST_CASE("when everything fails it opens too, before records run out of attempts") {
  constexpr int kCount = 200;
  Scene scene(kCount);
  scene.contract.breaker.open_ms = 40;
  scene.contract.retry.max_attempts = 4;
  scene.with.lanes = 1;  // which tries its records in turn
  Dependency shop(Outcome::retry("connection refused"));
  const auto agent = scene.world.agent(shop.handler, scene.with, scene.contract);
  REQUIRE(agent->start());
  REQUIRE(scene.opened(8));
  CHECK(scene.listener.count(EventKind::kDeadLettered) == 0);
  shop.down = false;
  REQUIRE(scene.world.drained());
  CHECK(scene.listener.count(EventKind::kDeadLettered) == 0);
  check_all_done(shop.handler, kCount);
}

TEST_CASE("one record that fails again and again does not open it") {
  Scene scene(0);
  scene.contract.retry.max_attempts = 12;
  scene.contract.retry.initial_delay_ms = 1;
  for (int i = 0; i < 20; ++i) scene.world.put("poison", std::to_string(i));
  Recorder handler([](const mesh::RecordView& record, const auto&) {
    return record.value == "0" ? Outcome::retry("never") : Outcome::done();
  });
  const auto agent = scene.world.agent(handler, scene.with, scene.contract);
  REQUIRE(agent->start());
  REQUIRE(scene.world.drained());
  CHECK(scene.listener.count(EventKind::kBreakerOpened) == 0);
  CHECK(scene.listener.count(EventKind::kDeadLettered) == 1);
}

TEST_CASE("stopping while it is open gives everything back, in time and in order") {
  constexpr int kCount = 100;
  Scene scene(kCount);
  scene.contract.breaker = {.failures = 0, .open_ms = 60'000, .max_open_ms = 60'000};
  Dependency shop(Outcome::unavailable("down"));
  {
    const auto agent = scene.world.agent(shop.handler, scene.with, scene.contract);
    REQUIRE(agent->start());
    REQUIRE(scene.opened(1));
    const auto before = std::chrono::steady_clock::now();
    const auto report = agent->stop();
    CHECK(std::chrono::steady_clock::now() - before < scene.with.drain_timeout);
    CHECK(report.handled == 0);
    CHECK(report.abandoned > 0);
    CHECK_FALSE(report.drained);
  }
  CHECK(scene.world.broker.lag(kGroup, kTopic) == kCount);
  shop.down = false;
  const auto again = scene.world.agent(shop.handler, scene.with, scene.contract);
  REQUIRE(again->start());
  REQUIRE(scene.world.drained());
  check_all_done(shop.handler, kCount);
}

TEST_CASE("partitions that go and come back while it is open are handled when it closes") {
  constexpr int kCount = 100;
  Scene scene(kCount);
  Dependency shop(Outcome::unavailable("down"));
  const auto agent = scene.world.agent(shop.handler, scene.with, scene.contract);
  REQUIRE(agent->start());
  REQUIRE(scene.opened(2));
  scene.world.broker.rebalance(kGroup);
  REQUIRE(eventually([&] { return scene.listener.count(EventKind::kAssigned) >= 4; }));
  // What was held went with the partitions: a record is fetched to be tried.
  const auto so_far = scene.listener.count(EventKind::kBreakerOpened);
  REQUIRE(scene.opened(so_far + 2));
  shop.down = false;
  REQUIRE(scene.world.drained());
  check_all_done(shop.handler, kCount);
}

TEST_CASE("poison is no sign that the dependency is back") {
  Scene scene(0, 1);
  Recorder handler([&, tries = std::make_shared<std::atomic<int>>(0)](const mesh::RecordView& record, const auto&) {
    if (record.value == "poison") {
      return Outcome::poison({mesh::DeadReason::kPoisonSchema, "minimum", "too small"});
    }
    return ++*tries < 4 ? Outcome::unavailable("down") : Outcome::done();
  });
  scene.with.lanes = 1;
  scene.world.put("a", "1");
  scene.world.put("b", "poison");
  scene.world.put("c", "2");
  const auto agent = scene.world.agent(handler, scene.with, scene.contract);
  REQUIRE(agent->start());
  REQUIRE(scene.world.drained());
  CHECK(scene.listener.count(EventKind::kBreakerOpened) == 3);
  CHECK(scene.listener.count(EventKind::kBreakerClosed) == 1);
  CHECK(scene.listener.count(EventKind::kDeadLettered) == 1);
}
