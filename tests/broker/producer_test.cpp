// What becomes of records when the brokers that should take them freeze, die, or will not have them.
#include <catch2/catch_test_macros.hpp>

#include "scene.hpp"

namespace mesh::test {
namespace {

TEST_CASE("a broker killed under load loses nothing and puts nothing out of order") {
  Scene scene;
  const auto transport = scene.connect();
  SharedLog shared;
  LoggingAgent agent(scene, *transport, shared);
  Stream stream(*transport, keys(20));
  REQUIRE(eventually([&] { return shared.done() > 200; }));
  const auto victim = scene.leader();
  scene.brokers.kill(victim);
  REQUIRE(eventually([&] { return stream.waiting() > 50; }));
  scene.brokers.heal();
  const auto before = shared.done();
  REQUIRE(eventually([&] { return shared.done() > before + 200; }));
  RunLog log;
  log.confirmed = stream.finish();
  CHECK(stream.failures().empty());
  // What was done and not committed when the broker died may come again.
  settle(agent, shared, log, 200, SameMember::kAfterRebalance);
}

}  // namespace
}  // namespace mesh::test
