// Bounds on what a subscription holds at a time.
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "harness.hpp"

using namespace harness;
using mesh::Outcome;

TEST_CASE("no more records are taken than the bound allows while handlers are busy") {
  World world;
  Gate gate;
  gate.close();
  for (int i = 0; i < 500; ++i) world.put("key-" + std::to_string(i), "x");
  Recorder handler([&](const auto&, const auto&) {
    gate.pass();
    return Outcome::done();
  });
  auto with = options();
  with.max_in_flight = 20;
  const auto agent = world.agent(handler, with);
  REQUIRE(agent->start());
  REQUIRE(eventually([&] { return gate.waiting() >= 2; }));
  std::size_t most = 0;
  for (int i = 0; i < 50; ++i) {
    most = std::max(most, world.broker.records_held());
    std::this_thread::sleep_for(1ms);
  }
  CHECK(most > 0);
  CHECK(most <= 20);
  gate.open();
  CHECK(world.drained());
  CHECK(agent->stop().handled == 500);
}

TEST_CASE("bytes are bounded too, to within one batch, those of headers by samples") {
  World world;
  Gate gate;
  gate.close();
  const std::string large(100'000, 'x');
  const bool in_headers = GENERATE(false, true);
  const auto put = [&](const std::string& key) {
    in_headers ? world.put(key, "x", {{"large", large}}) : world.put(key, large);
  };
  for (int i = 0; i < 20; ++i) put("key-" + std::to_string(i));
  Recorder handler([&](const auto&, const auto&) {
    gate.pass();
    return Outcome::done();
  });
  auto with = options();
  with.max_in_flight_bytes = 250'000;
  const auto agent = world.agent(handler, with);
  REQUIRE(agent->start());
  REQUIRE(eventually([&] { return gate.waiting() >= 1; }));
  // The first batch may be larger than the bound; after it nothing more is taken.
  const auto held = world.broker.records_held();
  for (int i = 0; i < 20; ++i) put("more-" + std::to_string(i));
  std::this_thread::sleep_for(50ms);
  CHECK(world.broker.records_held() <= std::max<std::size_t>(held, 20));
  gate.open();
  CHECK(world.drained());
}

TEST_CASE("a partition whose key is held leaves room for the others") {
  World world(2);
  // Find a key for each partition.
  std::string stuck;
  std::string free;
  for (int i = 0; stuck.empty() || free.empty(); ++i) {
    const auto key = "key-" + std::to_string(i);
    (mesh::memory::partition_of(key, 2) == 0 ? stuck : free) = key;
  }
  for (int i = 0; i < 200; ++i) world.put(stuck, std::to_string(i));
  for (int i = 0; i < 200; ++i) world.put(free, std::to_string(i));
  std::atomic<bool> mended = false;
  Recorder handler([&](const mesh::RecordView& record, const auto&) {
    return record.key == stuck && !mended ? Outcome::retry("broken", 20ms) : Outcome::done();
  });
  auto with = options();
  with.max_in_flight = 20;
  with.lanes = 1;
  auto contract = spec();
  contract.retry.max_attempts = 1'000'000;
  const auto agent = world.agent(handler, with, contract);
  REQUIRE(agent->start());
  REQUIRE(eventually([&] { return handler.calls_of(free).size() == 200; }));
  mended = true;
  CHECK(world.drained());
}
