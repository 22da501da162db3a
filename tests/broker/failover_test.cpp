// Three nodes: who leads dies, and another takes over. With fewer nodes there is nobody to take over.
#include <functional>

#include <catch2/catch_test_macros.hpp>

#include "scene.hpp"

namespace mesh::test {
namespace {

/// Load and an agent, while `deed` is done to the cluster. Nothing may be lost, nor fail, nor come out of order.
void ride_out(const std::function<void(Scene&)>& deed) {
  if (ClusterOptions::from_environment().nodes < 3) SKIP("needs KAFKA_NODES=3");
  Scene scene;
  const auto transport = scene.connect();
  SharedLog shared;
  LoggingAgent agent(scene, *transport, shared);
  Stream stream(*transport, keys(20));
  REQUIRE(eventually([&] { return shared.done() > 300; }));
  const auto done_before = shared.done();
  deed(scene);
  REQUIRE(eventually([&] { return shared.done() > done_before + 500; }, 3 * kPatience));
  scene.brokers.heal();
  RunLog log;
  log.confirmed = stream.finish();
  for (const auto& failure : stream.failures()) UNSCOPED_INFO(failure.message);
  CHECK(stream.failures().empty());
  // What was done well before does not come again.
  const auto since_then = log.confirmed.size() - done_before;
  settle(agent, shared, log, since_then + agent_options().max_in_flight, SameMember::kAfterRebalance);
  check_clean(check_commits(log, scene.admin.committed(scene.prefix + "billing", scene.orders(), kPartitions), {1}));
}

TEST_CASE("the leader of a partition is killed: a follower takes over") {
  ride_out([](Scene& scene) { scene.brokers.kill(scene.leader()); });
}

TEST_CASE("the leader of a partition freezes: a follower takes over, and the frozen one comes back as one") {
  ride_out([](Scene& scene) {
    const auto frozen = scene.leader();
    scene.brokers.freeze(frozen);
    REQUIRE(eventually([&] {
      const auto now = scene.admin.leader(scene.orders(), 0);
      return now > 0 && now != frozen;
    }));
    scene.brokers.thaw(frozen);
  });
}

TEST_CASE("the group's coordinator is killed: another one goes on with what was committed") {
  ride_out([](Scene& scene) { scene.brokers.kill(scene.admin.coordinator(scene.prefix + "billing")); });
}

TEST_CASE("every node is restarted, one after the other") {
  ride_out([](Scene& scene) {
    for (int node = 1; node <= scene.brokers.nodes(); ++node) {
      scene.brokers.stop(node);
      scene.brokers.heal();
    }
  });
}

}  // namespace
}  // namespace mesh::test
