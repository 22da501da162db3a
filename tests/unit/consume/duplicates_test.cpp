// Events that were done are not handled again.
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "harness.hpp"

using namespace harness;
using mesh::EventKind;
using mesh::Outcome;

TEST_CASE("an event that was done is suppressed, counted and committed when it comes again, whatever its key") {
  World world;
  Recorder handler;
  Listener listener;
  auto with = options();
  with.observer = &listener;
  const auto agent = world.agent(handler, with);
  REQUIRE(agent->start());
  world.put("a", "1", event_headers("e-1"));
  REQUIRE(world.drained());
  world.put("a", "1", event_headers("e-1"));
  world.put("b", "1", event_headers("e-1"));
  world.put("a", "1", event_headers("e-1", "/another"));
  world.put("a", "1", event_headers("e-2"));
  REQUIRE(world.drained());
  CHECK(handler.count() == 3);
  CHECK(listener.count(EventKind::kDuplicateSuppressed) == 2);
  CHECK(agent->stop().duplicates == 2);
}

TEST_CASE("a failed attempt does not make its retry a duplicate") {
  World world;
  world.put("a", "1", event_headers("e-1"));
  Recorder handler([](const auto&, const mesh::Delivery& delivery) {
    return delivery.attempt < 3 ? Outcome::retry("again") : Outcome::done();
  });
  const auto agent = world.agent(handler);
  REQUIRE(agent->start());
  REQUIRE(world.drained());
  CHECK(handler.count() == 3);
  const auto report = agent->stop();
  CHECK(report.duplicates == 0);
  CHECK(report.handled == 1);
}

TEST_CASE("only as many events are remembered as the window holds; the oldest is forgotten first") {
  World world;
  Recorder handler;
  auto with = options();
  with.dedup_window = 2;
  const auto agent = world.agent(handler, with);
  REQUIRE(agent->start());
  for (const auto* id : {"e-1", "e-2", "e-3", "e-3", "e-2", "e-1"}) {
    world.put("a", id, event_headers(id));
    REQUIRE(world.drained());
  }
  CHECK(handler.values_of("a") == std::vector<std::string>{"e-1", "e-2", "e-3", "e-1"});
}

TEST_CASE("nothing is suppressed for plain messages, without the attributes, or with a window of 0") {
  const int variant = GENERATE(0, 1, 2);
  CAPTURE(variant);
  World world;
  Recorder handler;
  auto contract = spec();
  auto with = options();
  if (variant == 0) contract.cloud_events = false;
  if (variant == 1) with.dedup_window = 0;
  const auto agent = world.agent(handler, with, contract);
  REQUIRE(agent->start());
  for (int i = 0; i < 2; ++i) {
    auto headers = event_headers("e-1");
    if (variant == 2) headers.erase(headers.begin() + 1);
    world.put("a", "1", headers);
    REQUIRE(world.drained());
  }
  CHECK(handler.count() == 2);
}
