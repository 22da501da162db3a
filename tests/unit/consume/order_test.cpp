// Order per key, whatever else goes on.
#include <catch2/catch_test_macros.hpp>

#include "harness.hpp"

using namespace harness;
using mesh::Outcome;

TEST_CASE("records of one key are handled one after the other, in their order, while lanes work in parallel") {
  constexpr int kKeys = 40;
  constexpr int kEach = 50;
  World world(4);
  for (int i = 0; i < kKeys * kEach; ++i) world.put("key-" + std::to_string(i % kKeys), std::to_string(i / kKeys));
  Recorder handler;
  const auto agent = world.agent(handler);
  REQUIRE(agent->start());
  REQUIRE(world.drained());
  for (int key = 0; key < kKeys; ++key) {
    const auto calls = handler.calls_of("key-" + std::to_string(key));
    REQUIRE(calls.size() == kEach);
    for (std::size_t i = 1; i < calls.size(); ++i) {
      REQUIRE(calls[i].value == std::to_string(i));
      REQUIRE(calls[i - 1].end <= calls[i].start);
    }
  }
}
