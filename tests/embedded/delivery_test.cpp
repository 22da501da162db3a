#include <algorithm>
#include <thread>

#include <catch2/catch_test_macros.hpp>

#ifdef DELIVERY_CHILD
#include "child.hpp"
#endif
#include "fixture.hpp"
#include "load.hpp"
#include "logging_handler.hpp"

namespace mesh::test {
namespace {

const std::vector<NewTopic> kTopics{{.name = kOrders, .partitions = 4}, {.name = kLetters, .partitions = 4}};

TEST_CASE("under load with retries and rejections nothing is lost, doubled or out of order") {
  Fixture fixture(kTopics);
  const auto transport = fixture.connect();
  SharedLog shared;
  LoggingHandler handler(
      1,
      [](const RecordId& id, int attempt) {
        if (id.n % 10 == 3 && attempt == 1) return Outcome::retry("first time");
        if (id.key == "key-5" && id.n % 7 == 0) return Outcome::reject("never");
        if (id.key == "key-6" && id.n == 11) return Outcome::retry("always");
        return Outcome::done();
      },
      [&](const HandlerEvent& event) { shared.add(event); });
  RunLog log;
  log.max_attempts = 3;
  log.confirmed = load(*transport, keys(40), 25);
  REQUIRE(log.confirmed.size() == 1000);
  constexpr std::size_t kDead = 4 + 1;  // key-5: 0, 7, 14, 21; key-6: 11
  AgentRunner agent(*transport, "billing", {{receive_spec(), &handler}}, {}, agent_options());
  REQUIRE(agent.start());
  CHECK(eventually([&] { return shared.done() == 1000 - kDead; }));
  log.dead_letters = dead_letters(fixture.config, kDead);
  const auto report = agent.stop();
  CHECK(report.drained);
  CHECK(report.handled == 1000 - kDead);
  CHECK(report.dead_lettered == kDead);
  CHECK(report.abandoned == 0);
  log.handled = shared.all();
  CHECK(log.dead_letters.size() == kDead);
  check_clean(check_nothing_lost(log));
  check_clean(check_order(log));
  check_clean(check_duplicates(log, 0));
}

TEST_CASE("lanes keep the order of a key while a second member comes and goes") {
  Fixture fixture(kTopics);
  const auto transport = fixture.connect({{"kafka.consumer.heartbeat.interval.ms", "100"}});
  SharedLog shared;
  const auto busy = [](const RecordId&, int) {
    std::this_thread::sleep_for(Millis(5));
    return Outcome::done();
  };
  LoggingHandler first_handler(1, busy, [&](const HandlerEvent& event) { shared.add(event); });
  LoggingHandler second_handler(2, busy, [&](const HandlerEvent& event) { shared.add(event); });
  RunLog log;
  const auto names = keys(20);
  AgentRunner first(*transport, "billing", {{receive_spec(), &first_handler}}, {}, agent_options());
  REQUIRE(first.start());
  log.confirmed = load(*transport, names, 25);
  REQUIRE(eventually([&] { return shared.done() > 100; }));
  int next = 25;
  const auto more = [&](int count) {
    const auto confirmed = load(*transport, names, count, next);
    log.confirmed.insert(log.confirmed.end(), confirmed.begin(), confirmed.end());
    next += count;
  };
  {
    AgentRunner second(*transport, "billing", {{receive_spec(), &second_handler}}, {}, agent_options());
    REQUIRE(second.start());
    // Work goes on while the group rebalances, until the second has its share.
    REQUIRE(eventually([&] {
      more(1);
      std::this_thread::sleep_for(Millis(50));
      const auto all_events = shared.all();
      return std::any_of(all_events.begin(), all_events.end(),
                         [](const HandlerEvent& event) { return event.member == 2; });
    }));
    more(20);
    CHECK(second.stop().drained);
  }
  more(5);
  CHECK(eventually([&] { return shared.done() == log.confirmed.size(); }));
  CHECK(first.stop().drained);
  log.handled = shared.all();
  check_clean(check_nothing_lost(log));
  check_clean(check_order(log));
  // The embedded broker refuses commits from the second's join until the first has heard of it (a heartbeat) and
  // drained: what was done in between comes again. Two rebalances, each with at most what was in flight and a
  // heartbeat's work.
  check_clean(check_duplicates(log, 4 * agent_options().max_in_flight, SameMember::kAfterRebalance));
}

#ifdef DELIVERY_CHILD
TEST_CASE("a consumer killed mid batch loses nothing: its successor takes over at what was committed") {
  Fixture fixture(kTopics);
  const auto transport = fixture.connect();
  kill_a_consumer(fixture.config, load(*transport, keys(40), 20));
}
#endif

}  // namespace
}  // namespace mesh::test
