// Order per key, whatever else goes on.
#include <catch2/catch_test_macros.hpp>

#include "harness.hpp"

using namespace harness;
using mesh::Outcome;

namespace {

/// Handled in full before the next one starts, and each value in its place (retries of one value side by side).
void check_order(const std::vector<Call>& calls, std::size_t values) {
  REQUIRE(!calls.empty());
  std::size_t next = 0;
  for (std::size_t i = 0; i < calls.size(); ++i) {
    if (i > 0) REQUIRE(calls[i - 1].end <= calls[i].start);
    REQUIRE(calls[i].value == std::to_string(next));
    if (calls[i].outcome == "done") ++next;
  }
  CHECK(next == values);
}

}  // namespace

TEST_CASE("records of one key are handled one after the other, in their order, while lanes work in parallel") {
  constexpr int kKeys = 40;
  constexpr int kEach = 50;
  World world(4);
  for (int i = 0; i < kKeys * kEach; ++i) world.put("key-" + std::to_string(i % kKeys), std::to_string(i / kKeys));
  Recorder handler;
  const auto agent = world.agent(handler);
  REQUIRE(agent->start());
  REQUIRE(world.drained());
  for (int key = 0; key < kKeys; ++key) check_order(handler.calls_of("key-" + std::to_string(key)), kEach);
}

TEST_CASE("order per key survives retries: later records of a key wait for the one that failed") {
  constexpr int kKeys = 12;
  constexpr int kEach = 10;
  World world(2);
  for (int i = 0; i < kKeys * kEach; ++i) world.put("key-" + std::to_string(i % kKeys), std::to_string(i / kKeys));
  Recorder handler([](const mesh::RecordView& record, const mesh::Delivery& delivery) {
    return record.offset % 3 == 0 && delivery.attempt < 3 ? Outcome::retry("again") : Outcome::done();
  });
  auto contract = spec();
  contract.retry.initial_delay_ms = 3;
  const auto agent = world.agent(handler, options(), contract);
  REQUIRE(agent->start());
  REQUIRE(world.drained());
  for (int key = 0; key < kKeys; ++key) check_order(handler.calls_of("key-" + std::to_string(key)), kEach);
  CHECK(world.broker.records(kLetters).empty());
}

TEST_CASE("a key that waits for its retry does not hold up other keys of the same lane") {
  World world;
  world.put("bad", "0");
  world.put("bad", "1");
  for (int i = 0; i < 50; ++i) world.put("good-" + std::to_string(i), "0");
  std::atomic<bool> mended = false;
  Recorder handler([&](const mesh::RecordView& record, const auto&) {
    return record.key == "bad" && !mended ? Outcome::retry("broken", 100ms) : Outcome::done();
  });
  auto with = options();
  with.lanes = 1;
  auto contract = spec();
  contract.retry.max_attempts = 1000;
  const auto agent = world.agent(handler, with, contract);
  REQUIRE(agent->start());
  REQUIRE(eventually([&] { return handler.count() >= 51; }));
  CHECK(handler.values_of("bad") == std::vector<std::string>(handler.calls_of("bad").size(), "0"));
  CHECK(world.broker.committed(kGroup, kTopic, 0).value_or(0) == 0);
  mended = true;
  REQUIRE(world.drained());
  CHECK(handler.calls_of("bad").back().value == "1");
}

TEST_CASE("records without a key keep the order of their partition, also behind a retry") {
  World world;
  for (int i = 0; i < 5; ++i) world.put(std::nullopt, std::to_string(i));
  Recorder handler([](const mesh::RecordView& record, const mesh::Delivery& delivery) {
    return record.offset == 1 && delivery.attempt == 1 ? Outcome::retry("again") : Outcome::done();
  });
  const auto agent = world.agent(handler);
  REQUIRE(agent->start());
  REQUIRE(world.drained());
  CHECK(handler.values_of("") == std::vector<std::string>{"0", "1", "1", "2", "3", "4"});
}
