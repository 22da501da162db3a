#include <chrono>
#include <cstdint>
#include <map>
#include <set>

#include <catch2/catch_test_macros.hpp>

#include "fixture.hpp"

namespace mesh::test {
namespace {

using Clock = std::chrono::steady_clock;

TEST_CASE("a record comes back byte for byte, with null values and repeated headers") {
  Fixture fixture({{.name = "orders", .partitions = 1}});
  const auto transport = fixture.connect();
  OutgoingRecord out = record("orders", std::string("k\0\xff", 3), std::string("v\0\xfe", 3));
  out.headers = {{"a", "1"}, {"a", "2"}, {"null", std::nullopt}, {"empty", ""}, {"bytes", std::string("\0\x01", 2)}};
  out.timestamp = Timestamp(Millis(1'700'000'000'123));
  REQUIRE(send(*transport, out));
  OutgoingRecord tombstone;
  tombstone.topic = "orders";
  REQUIRE(send(*transport, tombstone));

  Member member(*transport, "billing", {"orders"});
  const auto taken = take(*member.consumer, 2);
  REQUIRE(taken.records.size() == 2);
  const auto view = taken.records[0].view();
  CHECK(view.topic == "orders");
  CHECK(view.partition == 0);
  CHECK(view.offset == 0);
  CHECK(view.key == *out.key);
  CHECK(view.value == *out.value);
  CHECK(view.timestamp == *out.timestamp);
  REQUIRE(view.headers.size() == out.headers.size());
  for (std::size_t i = 0; i < out.headers.size(); ++i) {
    CHECK(view.headers[i].name == out.headers[i].name);
    CHECK(view.headers[i].value.has_value() == out.headers[i].value.has_value());
    CHECK(view.headers[i].value.value_or("") == out.headers[i].value.value_or(""));
  }
  REQUIRE(view.header("a") != nullptr);
  CHECK(view.header("a")->value == "2");
  const auto null = taken.records[1].view();
  CHECK_FALSE(null.key);
  CHECK_FALSE(null.value);
  CHECK(null.headers.empty());
}

TEST_CASE("a record that is held outlives its consumer and its transport") {
  Fixture fixture({{.name = "orders", .partitions = 1}});
  FetchedRecord held;
  {
    const auto transport = fixture.connect();
    REQUIRE(send(*transport, record("orders", "key", "value")));
    Member member(*transport, "billing", {"orders"});
    auto taken = take(*member.consumer, 1);
    REQUIRE(taken.records.size() == 1);
    held = std::move(taken.records[0]);
  }
  CHECK(held.view().value == "value");
  CHECK(held.view().topic == "orders");
  std::thread([&] { held.reset(); }).join();
}

TEST_CASE("a group goes on at its committed offset, and a new group at the first record") {
  Fixture fixture({{.name = "orders", .partitions = 1}});
  const auto transport = fixture.connect();
  fill(*transport, "orders", 0, 10);
  {
    Member member(*transport, "billing", {"orders"});
    REQUIRE(take(*member.consumer, 10).records.size() == 10);
    const CommitEntry done{{"orders", 0}, 4};
    REQUIRE(member.consumer->commit({&done, 1}, kPatience));
  }
  Member again(*transport, "billing", {"orders"});
  const auto rest = take(*again.consumer, 6);
  REQUIRE(rest.records.size() == 6);
  CHECK(rest.records.front().view().offset == 4);
  Member other(*transport, "audit", {"orders"});
  const auto all_records = take(*other.consumer, 10);
  REQUIRE(all_records.records.size() == 10);
  CHECK(all_records.records.front().view().offset == 0);
}

TEST_CASE("what is taken is not committed by itself") {
  Fixture fixture({{.name = "orders", .partitions = 1}});
  const auto transport = fixture.connect();
  fill(*transport, "orders", 0, 5);
  {
    Member member(*transport, "billing", {"orders"});
    REQUIRE(take(*member.consumer, 5).records.size() == 5);
  }
  Member again(*transport, "billing", {"orders"});
  const auto taken = take(*again.consumer, 5);
  REQUIRE(taken.records.size() == 5);
  CHECK(taken.records.front().view().offset == 0);
}

TEST_CASE("a partition that is not wanted is left alone and goes on at once, with nothing lost") {
  Fixture fixture({{.name = "orders", .partitions = 2}});
  const auto transport = fixture.connect();
  fill(*transport, "orders", 0, 500);
  fill(*transport, "orders", 1, 500);
  Member member(*transport, "billing", {"orders"});
  const TopicPartition held{"orders", 0};
  const auto first = take_until(
      *member.consumer, [](const Taken& taken) { return taken.records.size() >= 500; },
      [&](const TopicPartition& where) { return where != held; });
  REQUIRE(first.records.size() == 500);
  for (const auto& fetched : first.records) REQUIRE(fetched.view().partition == 1);
  const auto none = member.consumer->poll(Millis(100), 100, [&](const TopicPartition& where) { return where != held; });
  REQUIRE(none);
  CHECK(none->empty());

  const auto start = Clock::now();
  const auto resumed = member.consumer->poll(Millis(1000), 1, all);
  const auto waited = Clock::now() - start;
  REQUIRE(resumed);
  REQUIRE(resumed->size() == 1);
  CHECK(waited < Millis(20));
  CHECK((*resumed)[0].view().offset == 0);
  const auto rest = take(*member.consumer, 499);
  REQUIRE(rest.records.size() == 499);
  for (std::size_t i = 0; i < rest.records.size(); ++i) {
    REQUIRE(rest.records[i].view().offset == static_cast<std::int64_t>(i) + 1);
  }
}

TEST_CASE("partitions are served in turn") {
  Fixture fixture({{.name = "orders", .partitions = 3}});
  const auto transport = fixture.connect();
  for (std::int32_t partition = 0; partition < 3; ++partition) fill(*transport, "orders", partition, 2000);
  Member member(*transport, "billing", {"orders"});
  REQUIRE(take_until(
              *member.consumer, [&](const Taken&) { return member.assignments.owned().size() == 3; },
              [](const TopicPartition&) { return false; })
              .errors.empty());
  // While a partition has nothing fetched yet the others are served: so each window begins when all of them have
  // something. A partition may still run dry within one; but three windows of nine in turn, one behind the other, are
  // no chance.
  const auto wait_for_all = [&] {
    std::set<std::int32_t> served;
    for (int i = 0; served.size() < 3; ++i) {
      REQUIRE(i < 30);  // half a minute, or one of them is at its end
      const auto batch = member.consumer->poll(
          Millis(1000), 1, [&](const TopicPartition& at) { return !served.contains(at.partition); });
      REQUIRE(batch);
      if (!batch->empty()) served.insert(batch->front().view().partition);
    }
  };
  const std::map<std::int32_t, int> in_turn{{0, 3}, {1, 3}, {2, 3}};
  int in_a_row = 0;
  for (int window = 0; window < 120 && in_a_row < 3; ++window) {
    wait_for_all();
    std::map<std::int32_t, int> rounds;
    for (int i = 0; i < 9; ++i) {
      const auto batch = member.consumer->poll(Millis(1000), 5, all);
      REQUIRE(batch);
      REQUIRE_FALSE(batch->empty());
      ++rounds[batch->front().view().partition];
    }
    in_a_row = rounds == in_turn ? in_a_row + 1 : 0;
  }
  CHECK(in_a_row == 3);
}

TEST_CASE("a record that arrives while the consumer waits is there within a few milliseconds") {
  Fixture fixture({{.name = "orders", .partitions = 1}});
  const auto transport = fixture.connect({{"kafka.producer.linger.ms", "0"}});
  REQUIRE(send(*transport, record("orders", "k", "first")));
  Member member(*transport, "billing", {"orders"});
  REQUIRE(take(*member.consumer, 1).records.size() == 1);
  auto best = Millis(1000);
  for (int i = 0; i < 5; ++i) {
    Clock::time_point sent_at;
    std::thread sender([&] {
      std::this_thread::sleep_for(Millis(100));
      sent_at = Clock::now();
      CHECK(send(*transport, record("orders", "k", "next")));
    });
    const auto taken = take_until(*member.consumer, [](const Taken& t) { return !t.records.empty(); });
    const auto arrived = Clock::now();
    sender.join();
    REQUIRE(taken.records.size() == 1);
    best = std::min(best, std::chrono::duration_cast<Millis>(arrived - sent_at));
  }
  // fetch.wait.max.ms is 10; sanitizers and a busy machine take their share.
  CHECK(best < Millis(60));
}

TEST_CASE("close is quick, idempotent, and tells the listener first") {
  Fixture fixture({{.name = "orders", .partitions = 2}});
  const auto transport = fixture.connect();
  fill(*transport, "orders", 0, 3);
  Member member(*transport, "billing", {"orders"});
  REQUIRE(take(*member.consumer, 3).records.size() == 3);
  bool could_commit = false;
  member.assignments.when_revoked = [&](std::span<const TopicPartition> partitions) {
    CHECK(partitions.size() == 2);
    const CommitEntry done{{"orders", 0}, 3};
    could_commit = member.consumer->commit({&done, 1}, kPatience).has_value();
  };
  const auto start = Clock::now();
  member.consumer->close(Millis(5000));
  CHECK(Clock::now() - start < Millis(2000));
  CHECK(member.assignments.revocations == 1);
  CHECK(could_commit);
  member.consumer->close(Millis(5000));
  CHECK(member.assignments.revocations == 1);
  const auto polled = member.consumer->poll(Millis(10), 1, all);
  REQUIRE_FALSE(polled);
  CHECK(polled.error().kind == ErrorKind::kClosed);
}

TEST_CASE("close before the group has formed, and without a subscription, is quick") {
  Fixture fixture({{.name = "orders", .partitions = 1}});
  const auto transport = fixture.connect();
  auto consumer = transport->make_consumer({.group = "idle", .client_id = {}});
  REQUIRE(consumer);
  Member joining(*transport, "billing", {"orders"});
  (void)joining.consumer->poll(Millis(100), 1, all);
  const auto start = Clock::now();
  (*consumer)->close(Millis(3000));
  joining.consumer->close(Millis(3000));
  CHECK(Clock::now() - start < Millis(4000));
}

TEST_CASE("a topic is read without a group from its beginning or its end") {
  Fixture fixture({{.name = "orders", .partitions = 2}});
  const auto transport = fixture.connect();
  fill(*transport, "orders", 0, 3);
  fill(*transport, "orders", 1, 3);
  auto reader = kafka::read_topic(fixture.config, "orders", kafka::ReadFrom::kBeginning);
  REQUIRE(reader);
  CHECK(take(**reader, 6).records.size() == 6);
  CHECK_FALSE((*reader)->commit(std::vector<CommitEntry>{{{"orders", 0}, 1}}, kPatience));
  auto late = kafka::read_topic(fixture.config, "orders", kafka::ReadFrom::kEnd);
  REQUIRE(late);
  CHECK((*late)->poll(Millis(300), 10, all)->empty());
  const auto missing = kafka::read_topic(fixture.config, "none", kafka::ReadFrom::kEnd);
  REQUIRE_FALSE(missing);
  CHECK(missing.error().kind == ErrorKind::kUnknownTopic);
}

}  // namespace
}  // namespace mesh::test
