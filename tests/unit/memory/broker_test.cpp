#include <set>

#include <catch2/catch_test_macros.hpp>

#include <mesh/memory/broker.hpp>

using namespace mesh;
using namespace std::chrono_literals;

namespace {

const auto kAll = [](const TopicPartition&) { return true; };

class Listener final : public AssignmentListener {
 public:
  void on_assigned(std::span<const TopicPartition> partitions) override {
    ++assigned;
    for (const auto& where : partitions) mine.insert(where.partition);
  }
  void on_revoked(std::span<const TopicPartition> partitions) override {
    ++revoked;
    for (const auto& where : partitions) mine.erase(where.partition);
  }
  void on_lost(std::span<const TopicPartition> partitions) override {
    ++lost;
    for (const auto& where : partitions) mine.erase(where.partition);
  }
  int assigned = 0;
  int revoked = 0;
  int lost = 0;
  std::set<std::int32_t> mine;
};

OutgoingRecord record(std::optional<std::string> key, std::string value) {
  OutgoingRecord out;
  out.topic = "t";
  out.key = std::move(key);
  out.value = std::move(value);
  return out;
}

std::unique_ptr<Consumer> join(memory::Broker& broker, Listener& listener) {
  auto consumer = broker.make_consumer({.group = "g", .client_id = "c"});
  REQUIRE(consumer);
  REQUIRE((*consumer)->subscribe({"t"}, listener));
  return *std::move(consumer);
}

/// Everything that comes within a few polls.
std::vector<std::string> values(Consumer& consumer) {
  std::vector<std::string> all;
  for (int i = 0; i < 3; ++i) {
    const auto batch = consumer.poll(1ms, 100, kAll);
    REQUIRE(batch);
    for (const auto& item : *batch) all.emplace_back(item.view().value.value_or("null"));
  }
  return all;
}

}  // namespace

TEST_CASE("keys are spread as Kafka's Java producer spreads them") {
  // From the tests of Apache Kafka's clients (Utils.murmur2), made positive.
  CHECK(memory::partition_of("21", 1'000'000'007) == (-973932308 & 0x7fffffff) % 1'000'000'007);
  CHECK(memory::partition_of("foobar", 1'000'000'007) == (-790332482 & 0x7fffffff) % 1'000'000'007);
  CHECK(memory::partition_of("a-little-bit-long-string", 1'000'000'007) == (-985981536 & 0x7fffffff) % 1'000'000'007);
  CHECK(memory::partition_of("abc", 1'000'000'007) == 479470107);
}

TEST_CASE("what is committed is where the next member starts") {
  memory::Broker broker;
  broker.add_topic("t");
  for (const auto* value : {"0", "1", "2"}) broker.put(record("k", value));
  {
    Listener listener;
    const auto consumer = join(broker, listener);
    CHECK(values(*consumer) == std::vector<std::string>{"0", "1", "2"});
    const std::vector<CommitEntry> entries{{{"t", 0}, 2}};
    REQUIRE(consumer->commit(entries, Millis(1000)));
    consumer->close(1s);
    CHECK(listener.revoked == 1);
  }
  CHECK(broker.committed("g", "t", 0) == 2);
  CHECK(broker.lag("g", "t") == 1);
  Listener listener;
  const auto consumer = join(broker, listener);
  CHECK(values(*consumer) == std::vector<std::string>{"2"});
}

TEST_CASE("members share the partitions; one that joins waits until the others have given theirs back") {
  memory::Broker broker;
  broker.add_topic("t", 4);
  Listener first;
  const auto one = join(broker, first);
  REQUIRE(one->poll(1ms, 1, kAll));
  CHECK(first.mine.size() == 4);
  Listener second;
  const auto two = join(broker, second);
  REQUIRE(two->poll(1ms, 1, kAll));
  CHECK(second.assigned == 0);
  REQUIRE(one->poll(1ms, 1, kAll));
  REQUIRE(one->poll(1ms, 1, kAll));
  REQUIRE(two->poll(1ms, 1, kAll));
  CHECK(first.revoked == 1);
  CHECK(first.mine.size() == 2);
  CHECK(second.mine.size() == 2);
  two->close(1s);
  REQUIRE(one->poll(1ms, 1, kAll));
  REQUIRE(one->poll(1ms, 1, kAll));
  CHECK(first.mine.size() == 4);
}

TEST_CASE("a member without partitions is told so") {
  memory::Broker broker;
  broker.add_topic("t", 1);
  Listener first;
  Listener second;
  const auto one = join(broker, first);
  const auto two = join(broker, second);
  for (int i = 0; i < 3; ++i) {
    REQUIRE(one->poll(1ms, 1, kAll));
    REQUIRE(two->poll(1ms, 1, kAll));
  }
  CHECK(second.assigned >= 1);
  CHECK(first.mine.size() + second.mine.size() == 1);
}

TEST_CASE("what is not wanted stays where it is") {
  memory::Broker broker;
  broker.add_topic("t");
  broker.put(record("k", "0"));
  Listener listener;
  const auto consumer = join(broker, listener);
  for (int i = 0; i < 2; ++i) {
    const auto batch = consumer->poll(1ms, 10, [](const TopicPartition&) { return false; });
    REQUIRE(batch);
    CHECK(batch->empty());
  }
  CHECK(values(*consumer) == std::vector<std::string>{"0"});
}

TEST_CASE("a poll takes no more than it is asked for and ends when a record comes") {
  memory::Broker broker;
  broker.add_topic("t");
  Listener listener;
  const auto consumer = join(broker, listener);
  REQUIRE(consumer->poll(1ms, 10, kAll));
  for (int i = 0; i < 5; ++i) broker.put(record("k", "x"));
  const auto batch = consumer->poll(60s, 2, kAll);
  REQUIRE(batch);
  CHECK(batch->size() == 2);
  CHECK(broker.records_held() == 2);
}

TEST_CASE("lost partitions can't be committed any more") {
  memory::Broker broker;
  broker.add_topic("t");
  broker.put(record("k", "0"));
  Listener listener;
  const auto consumer = join(broker, listener);
  CHECK(values(*consumer).size() == 1);
  broker.lose_partitions("g");
  const std::vector<CommitEntry> entries{{{"t", 0}, 1}};
  CHECK_FALSE(consumer->commit(entries, Millis(1000)));
  REQUIRE(consumer->poll(1ms, 1, kAll));
  CHECK(listener.lost == 1);
  CHECK(listener.revoked == 0);
}

TEST_CASE("topics are created once, looked up, and deleted; groups in use are not deleted") {
  memory::Broker broker;
  REQUIRE(broker.create_topics({{"t", 3, 1, {}}}, 1s));
  REQUIRE(broker.create_topics({{"t", 5, 1, {}}}, 1s));
  auto states = broker.topic_states({"t", "u"}, 1s);
  REQUIRE(states);
  CHECK((*states)[0].partitions == 3);
  CHECK_FALSE((*states)[1].exists);
  {
    Listener listener;
    const auto consumer = join(broker, listener);
    CHECK_FALSE(broker.delete_groups({"g"}, 1s));
  }
  CHECK(broker.delete_groups({"g"}, 1s));
  REQUIRE(broker.delete_topics({"t"}, 1s));
  CHECK_FALSE((*broker.topic_states({"t"}, 1s))[0].exists);
}

TEST_CASE("a consumer without a group, or polled before it has subscribed, is an error") {
  memory::Broker broker;
  CHECK_FALSE(broker.make_consumer({}));
  const auto consumer = *broker.make_consumer({.group = "g", .client_id = ""});
  CHECK_FALSE(consumer->poll(1ms, 1, kAll));
}
