#include <chrono>

#include <catch2/catch_test_macros.hpp>

#include "fixture.hpp"

namespace mesh::test {
namespace {

using Clock = std::chrono::steady_clock;

TEST_CASE("an unreachable broker is told within the timeout, with the address and what to check") {
  Config config;
  REQUIRE(config.set("bootstrap.servers", "127.0.0.1:1"));
  REQUIRE(config.set("connect.timeout.ms", "800"));
  REQUIRE(config.set("log.level", "off"));
  const auto start = Clock::now();
  const auto transport = kafka::connect(config);
  CHECK(Clock::now() - start < Millis(4000));
  REQUIRE_FALSE(transport);
  CHECK(transport.error().retriable);
  CHECK((transport.error().kind == ErrorKind::kTransport || transport.error().kind == ErrorKind::kTimeout));
  CHECK(transport.error().message.find("127.0.0.1:1") != std::string::npos);
  CHECK(transport.error().message.find("bootstrap.servers") != std::string::npos);
}

TEST_CASE("a broker that goes away is news for the consumer, which goes on when it is back") {
  Fixture fixture({{.name = "orders", .partitions = 1}});
  const auto transport = fixture.connect();
  fill(*transport, "orders", 0, 5);
  Member member(*transport, "billing", {"orders"});
  REQUIRE(take(*member.consumer, 5).records.size() == 5);
  REQUIRE(fixture.broker->set_down());
  const auto down = take_until(*member.consumer, [](const Taken& taken) { return !taken.errors.empty(); });
  REQUIRE_FALSE(down.errors.empty());
  CHECK(down.errors.front().kind == ErrorKind::kTransport);
  CHECK(down.errors.front().retriable);
  REQUIRE(fixture.broker->set_up());
  auto next = record("orders", "k", "after");
  REQUIRE(send(*transport, next));
  const auto after = take_until(*member.consumer, [](const Taken& taken) { return !taken.records.empty(); });
  REQUIRE_FALSE(after.records.empty());
  CHECK(after.records.back().view().value == "after");
}

TEST_CASE("close is bounded while no broker is there") {
  Fixture fixture({{.name = "orders", .partitions = 1}});
  auto transport = fixture.connect({{"close.timeout.ms", "500"}});
  fill(*transport, "orders", 0, 5);
  {
    Member member(*transport, "billing", {"orders"});
    REQUIRE(take(*member.consumer, 5).records.size() == 5);
    REQUIRE(fixture.broker->set_down());
    const auto start = Clock::now();
    member.consumer->close(Millis(1000));
    member.consumer.reset();
    CHECK(Clock::now() - start < Millis(3000));
    CHECK(member.assignments.revocations + member.assignments.losses == 1);
  }
  const auto start = Clock::now();
  transport.reset();
  CHECK(Clock::now() - start < Millis(3000));
}

TEST_CASE("topics are reported with their partitions, and asking for a missing one does not create it") {
  Fixture fixture({{.name = "orders", .partitions = 3}});
  const auto transport = fixture.connect();
  for (int i = 0; i < 2; ++i) {
    const auto states = transport->topic_states({"none", "orders"}, kPatience);
    REQUIRE(states);
    REQUIRE(states->size() == 2);
    CHECK((*states)[0].name == "none");
    CHECK_FALSE((*states)[0].exists);
    CHECK((*states)[1].exists);
    CHECK((*states)[1].partitions == 3);
  }
  REQUIRE(fixture.broker->create_topic("late", 2));
  CHECK(transport->topic_states({"late"}, kPatience)->front().partitions == 2);
}

TEST_CASE("creating topics that all exist needs no admin API; a missing one is told with advice") {
  Fixture fixture({{.name = "orders", .partitions = 3}});
  const auto transport = fixture.connect();
  CHECK(transport->create_topics({{.name = "orders", .partitions = 1}}, kPatience));
  const auto refused = transport->create_topics({{.name = "orders"}, {.name = "none", .partitions = 1}}, Millis(500));
  REQUIRE_FALSE(refused);
  CHECK(refused.error().message.find("'none'") != std::string::npos);
  CHECK(refused.error().message.find("'orders'") == std::string::npos);
  CHECK(refused.error().message.find("embedded broker has no admin API") != std::string::npos);
}

TEST_CASE("prefixes are carried for the typed layer") {
  Fixture fixture({});
  const auto transport = fixture.connect({{"topic.prefix", "t1."}, {"group.prefix", "g1."}});
  CHECK(transport->topic_prefix() == "t1.");
  CHECK(transport->group_prefix() == "g1.");
}

TEST_CASE("an embedded topic can't be created twice") {
  Fixture fixture({{.name = "orders", .partitions = 1}});
  const auto again = fixture.broker->create_topic("orders", 1);
  REQUIRE_FALSE(again);
  CHECK(again.error().kind == ErrorKind::kInvalidArgument);
}

}  // namespace
}  // namespace mesh::test
