// What becomes of a record: handled, retried, dead-lettered, dropped, suppressed.
#include <catch2/catch_test_macros.hpp>

#include "harness.hpp"

using namespace harness;
using mesh::EventKind;
using mesh::Outcome;

TEST_CASE("every record is handled once and committed") {
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
