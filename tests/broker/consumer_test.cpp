// What a group does when its members die, come and go, when brokers freeze, and when the log is cut under it.
#include <algorithm>
#include <chrono>
#include <future>
#include <set>

#include <catch2/catch_test_macros.hpp>

#include "child.hpp"
#include "scene.hpp"

namespace mesh::test {
namespace {

using Clock = std::chrono::steady_clock;

TEST_CASE("a consumer killed mid batch loses nothing: its successor takes over at what was committed") {
  Scene scene;
  const auto transport = scene.connect();
  kill_a_consumer(scene.config, load(*transport, keys(40), 20));
}

TEST_CASE("members that come and go lose nothing, keep the order, and commit nothing that is not done") {
  Scene scene;
  const auto transport = scene.connect();
  SharedLog shared;
  const auto busy = [](const RecordId&, int) {
    std::this_thread::sleep_for(Millis(2));
    return Outcome::done();
  };
  LoggingAgent first(scene, *transport, shared, 1, busy);
  Stream stream(*transport, keys(30));
  REQUIRE(eventually([&] { return shared.done() > 100; }));
  int member = 2;
  const auto has_worked = [&](int who) {
    const auto events = shared.all();
    return std::any_of(events.begin(), events.end(), [&](const HandlerEvent& event) { return event.member == who; });
  };
  for (int round = 0; round < 4; ++round) {
    LoggingAgent second(scene, *transport, shared, member, busy);
    LoggingAgent third(scene, *transport, shared, member + 1, busy);
    REQUIRE(eventually([&] { return has_worked(member) && has_worked(member + 1); }));
    // While one stops, the group may form anew because of the other: what it had not begun is then somebody else's.
    CHECK(second.runner.stop().abandoned <= agent_options().max_in_flight);
    CHECK(third.runner.stop().abandoned <= agent_options().max_in_flight);
    member += 2;
  }
  RunLog log;
  log.confirmed = stream.finish();
  // Three rebalances a round or more, and at each at most what was in flight.
  settle(first, shared, log, 12 * agent_options().max_in_flight, SameMember::kAfterRebalance);
  std::set<int> members;
  for (int i = 1; i < member; ++i) members.insert(i);
  check_clean(
      check_commits(log, scene.admin.committed(scene.prefix + "billing", scene.orders(), kPartitions), members));
}

TEST_CASE("a log that is cut under its consumer: the rest is handled, and the gap is told") {
  Scene scene;
  const auto transport = scene.connect({{"kafka.producer.batch.num.messages", "10"},
                                        {"kafka.consumer.fetch.message.max.bytes", "2000"},
                                        {"kafka.consumer.queued.max.messages.kbytes", "2"}});
  std::atomic<bool> is_held{true};
  SharedLog shared;
  auto options = agent_options();
  options.max_in_flight = 8;
  fill(*transport, scene.orders(), 0, 3000);
  LoggingAgent agent(
      scene, *transport, shared, 1,
      [&](const RecordId&, int) {
        while (is_held) std::this_thread::sleep_for(Millis(5));
        return Outcome::done();
      },
      options);
  REQUIRE(eventually([&] { return !shared.all().empty(); }));
  scene.admin.truncate(scene.orders(), 0, 2900);
  is_held = false;
  const auto last_is_done = [&] {
    const auto events = shared.all();
    return !events.empty() && events.back().id.n == 2999 && events.back().kind == HandlerEvent::Kind::kDone;
  };
  CHECK(eventually(last_is_done));
  CHECK(agent.runner.stop().drained);
  std::set<int> done;
  for (const auto& event : shared.all()) {
    if (event.kind == HandlerEvent::Kind::kDone) done.insert(event.id.n);
  }
  for (int n = 2900; n < 3000; ++n) CHECK(done.contains(n));
  CHECK(done.size() < 3000);
  CHECK(scene.told.count(EventKind::kBrokerError, "out of range") > 0);
}

TEST_CASE("a stop is bounded while every broker is frozen") {
  Scene scene;
  auto transport = scene.connect({{"close.timeout.ms", "1000"}});
  SharedLog shared;
  auto options = agent_options();
  options.drain_timeout = Millis(2000);
  auto agent = std::make_unique<LoggingAgent>(scene, *transport, shared, 1, LoggingHandler::Answer{}, options);
  Stream stream(*transport, keys(10));
  REQUIRE(eventually([&] { return shared.done() > 50; }));
  scene.brokers.freeze_all();
  REQUIRE(eventually([&] { return stream.waiting() > 20; }));
  const auto start = Clock::now();
  (void)agent->runner.stop();
  const auto stopped = Clock::now();
  CHECK(stopped - start < Millis(2000 + 2000));
  agent.reset();
  (void)std::async(std::launch::async, [&] { transport.reset(); }).wait_for(kPatience);
  CHECK(Clock::now() - stopped < Millis(1000 + 2000));
}

TEST_CASE("a commit and a close are bounded while every broker is frozen") {
  Scene scene;
  const auto transport = scene.connect();
  fill(*transport, scene.orders(), 0, 5);
  Member member(*transport, scene.prefix + "audit", {scene.orders()});
  REQUIRE(take(*member.consumer, 5).records.size() == 5);
  scene.brokers.freeze_all();
  const CommitEntry entry{{scene.orders(), 0}, 3};
  const auto start = Clock::now();
  const auto committed = member.consumer->commit({&entry, 1}, Millis(700));
  const auto answered = Clock::now();
  CHECK(answered - start < Millis(1500));
  REQUIRE_FALSE(committed);
  CHECK(committed.error().retriable);
  CHECK(committed.error().kind == ErrorKind::kTimeout);
  member.consumer->close(Millis(700));
  member.consumer.reset();
  CHECK(Clock::now() - answered < Millis(2500));
}

}  // namespace
}  // namespace mesh::test
