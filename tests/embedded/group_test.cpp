#include <chrono>

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "fixture.hpp"

namespace mesh::test {
namespace {

const std::vector<std::string> kTopics{"orders"};

TEST_CASE("a pattern is every topic that fits it, and no other") {
  Fixture fixture({{.name = "orders.eu.v1", .partitions = 2},
                   {.name = "orders.us.v1", .partitions = 1},
                   {.name = "orders.eu.v1.billing.dlq", .partitions = 1},
                   {.name = "reorders.eu.v1", .partitions = 1}});
  const auto transport = fixture.connect();
  for (const auto* topic : {"orders.eu.v1", "orders.us.v1", "orders.eu.v1.billing.dlq", "reorders.eu.v1"})
    fill(*transport, topic, 0, 5);
  Member member(*transport, "billing", {"^orders\\.[A-Za-z0-9_-]+\\.v1$"});
  const auto taken = take(*member.consumer, 10);
  std::map<std::string, int> records;
  for (const auto& fetched : taken.records) ++records[std::string(fetched.view().topic)];
  CHECK(records == std::map<std::string, int>{{"orders.eu.v1", 5}, {"orders.us.v1", 5}});
  CHECK(member.assignments.owned().size() == 3);
}

TEST_CASE("two members share the partitions, are told on their poll thread, and one takes over when the other leaves") {
  const auto* const strategy = GENERATE("range,roundrobin", "cooperative-sticky");
  CAPTURE(strategy);
  Fixture fixture({{.name = "orders", .partitions = 4}});
  const auto transport = fixture.connect({{"kafka.consumer.partition.assignment.strategy", strategy}});
  for (std::int32_t partition = 0; partition < 4; ++partition) fill(*transport, "orders", partition, 20);

  std::atomic<bool> stop_second{false};
  std::atomic<std::size_t> second_owns{0};
  std::atomic<std::size_t> second_took{0};
  std::atomic<bool> second_in_order{true};
  std::map<TopicPartition, std::int64_t> next;
  Member first(*transport, "billing", kTopics);
  REQUIRE(
      take_until(*first.consumer, [&](const Taken&) { return first.assignments.owned().size() == 4; }).errors.empty());
  // The embedded broker refuses commits while the group rebalances, so the first commits as it goes.
  const auto remember = [&](const Taken& taken) {
    for (const auto& fetched : taken.records) {
      const auto view = fetched.view();
      auto& expected = next[{std::string(view.topic), view.partition}];
      CHECK(view.offset == expected);
      expected = view.offset + 1;
    }
    std::vector<CommitEntry> entries;
    for (const auto& [where, offset] : next) entries.push_back({where, offset});
    const auto committed = first.consumer->commit(entries, kPatience);
    CHECK(committed);
  };
  std::size_t first_took = 0;
  const auto before = take(*first.consumer, 80);
  remember(before);
  first_took += before.records.size();
  REQUIRE(first_took == 80);

  std::thread second_thread([&] {
    Member second(*transport, "billing", kTopics);
    while (!stop_second) {
      (void)take_until(
          *second.consumer,
          [&](const Taken& taken) {
            second_owns = second.assignments.owned().size();
            second_took += taken.records.size();
            return stop_second.load() || !taken.records.empty();
          },
          all, Millis(200));
    }
    second.consumer->close(Millis(5000));
    second_in_order = !second.assignments.wrong_thread;
  });
  const auto shared = take_until(
      *first.consumer, [&](const Taken&) { return first.assignments.owned().size() == 2 && second_owns == 2; });
  CHECK(shared.records.empty());
  CHECK(first.assignments.owned().size() == 2);
  CHECK(second_owns == 2);
  CHECK(first.assignments.revocations >= 1);

  for (std::int32_t partition = 0; partition < 4; ++partition) fill(*transport, "orders", partition, 20);
  const auto mine = take(*first.consumer, 40);
  remember(mine);
  CHECK(mine.records.size() == 40);
  CHECK(eventually([&] { return second_took >= 40; }));
  CHECK(second_took == 40);

  stop_second = true;
  const auto whole = take_until(*first.consumer, [&](const Taken&) { return first.assignments.owned().size() == 4; });
  second_thread.join();
  CHECK(first.assignments.owned().size() == 4);
  CHECK_FALSE(first.assignments.wrong_thread);
  CHECK(second_in_order);
}

TEST_CASE("a commit that the group refuses is told: at once when waited for, else by the next poll") {
  Fixture fixture({{.name = "orders", .partitions = 1}});
  const auto transport = fixture.connect();
  fill(*transport, "orders", 0, 3);
  Member member(*transport, "billing", kTopics);
  REQUIRE(take(*member.consumer, 3).records.size() == 3);
  const CommitEntry done{{"orders", 0}, 3};
  fixture.broker->fail_requests(embedded::Api::kOffsetCommit, embedded::Fault::kIllegalGeneration);
  const auto refused = member.consumer->commit({&done, 1}, kPatience);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().retriable);
  CHECK(refused.error().broker_code == 22);

  // The refusal made the member join anew, where nothing was committed.
  REQUIRE(take(*member.consumer, 3).records.size() == 3);
  CHECK(member.assignments.losses + member.assignments.revocations > 0);
  fixture.broker->fail_requests(embedded::Api::kOffsetCommit, embedded::Fault::kGroupAuthorizationFailed);
  REQUIRE(member.consumer->commit({&done, 1}, Millis(0)));
  const auto told = take_until(*member.consumer, [](const Taken& taken) { return !taken.errors.empty(); });
  REQUIRE_FALSE(told.errors.empty());
  CHECK(told.errors.front().kind == ErrorKind::kAuthorization);
}

TEST_CASE("partitions that are lost are told as lost, and come again") {
  Fixture fixture({{.name = "orders", .partitions = 2}});
  const auto transport = fixture.connect();
  fill(*transport, "orders", 0, 3);
  Member member(*transport, "billing", kTopics);
  REQUIRE(take(*member.consumer, 3).records.size() == 3);
  fixture.broker->fail_requests(embedded::Api::kHeartbeat, embedded::Fault::kUnknownMember);
  (void)take_until(*member.consumer, [&](const Taken&) { return member.assignments.losses > 0; });
  CHECK(member.assignments.losses == 1);
  CHECK(member.assignments.revocations == 0);
  const auto again = take(*member.consumer, 3);
  CHECK(again.records.size() == 3);
  CHECK(member.assignments.owned().size() == 2);
}

}  // namespace
}  // namespace mesh::test
