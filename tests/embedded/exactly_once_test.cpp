// The transactional producer of librdkafka and what the subscription does with its errors. The embedded broker answers
// transactions without carrying them out (offsets are thrown away, nothing is isolated or fenced): that the output is
// exact is tested in memory and on Apache Kafka.
#include <atomic>
#include <functional>
#include <map>
#include <mutex>
#include <set>

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include <mesh/kafka/transport.hpp>
#include <mesh/produce/transaction.hpp>

#include "fixture.hpp"
#include "logging_handler.hpp"

namespace mesh::test {
namespace {

using embedded::Api;
using embedded::Fault;

class Told final : public Observer {
 public:
  void on(const Happening& what) override {
    if (what.kind == EventKind::kCommitted) {
      const std::lock_guard lock(mutex_);
      committed_[what.partition] = what.offset;
    }
    if (what.kind == EventKind::kCommitFailed) {
      const std::lock_guard lock(mutex_);
      failures_.emplace_back(what.detail);
    }
  }
  [[nodiscard]] std::int64_t committed() const {
    const std::lock_guard lock(mutex_);
    std::int64_t sum = 0;
    for (const auto& [partition, offset] : committed_) sum += offset;
    return sum;
  }
  [[nodiscard]] std::size_t failures() const {
    const std::lock_guard lock(mutex_);
    return failures_.size();
  }
  [[nodiscard]] std::string failure() const {
    const std::lock_guard lock(mutex_);
    return failures_.empty() ? std::string() : failures_.back();
  }

 private:
  mutable std::mutex mutex_;
  std::map<std::int32_t, std::int64_t> committed_;
  std::vector<std::string> failures_;
};

class Copier final : public RecordHandler {
 public:
  [[nodiscard]] Outcome handle(const RecordView& record, const Delivery& delivery) override {
    if (handled++ == 0 && at_first) at_first();
    auto out = test::record(kInvoices, std::string(record.key.value_or("")), std::string(record.value.value_or("")));
    out.headers.push_back({"from", std::string(record.topic)});
    const auto ok = delivery.transaction->stage(std::move(out));
    return ok ? Outcome::done() : Outcome::retry(ok.error().message);
  }
  std::atomic<int> handled = 0;
  std::function<void()> at_first;
};

struct World {
  explicit World(const ConfigPairs& more = {})
      : fixture({{.name = kOrders, .partitions = 2},
                 {.name = kInvoices, .partitions = 2},
                 {.name = kLetters, .partitions = 1}}),
        transport(fixture.connect(more)) {}

  [[nodiscard]] Result<void> start() {
    auto spec = receive_spec();
    spec.delivery = DeliveryGuarantee::kExactlyOnce;
    auto options = agent_options();
    options.max_in_flight = 1000;
    options.transaction_interval = Millis(20);
    options.instance_id = "one";
    options.observer = &told;
    agent = std::make_unique<AgentRunner>(*transport, "billing", std::vector{Subscription{spec, &handler}},
                                          std::vector<TopicSpec>{}, options);
    return agent->start();
  }
  void fill(int count) {
    test::fill(*transport, kOrders, 0, count);
    test::fill(*transport, kOrders, 1, count);
    expected += 2LL * count;
  }
  [[nodiscard]] bool is_committed() const {
    return eventually([&] { return told.committed() == expected; }, 2 * kPatience);
  }

  Fixture fixture;
  std::unique_ptr<Transport> transport;
  Told told;
  Copier handler;
  std::unique_ptr<AgentRunner> agent;
  std::int64_t expected = 0;
};

TEST_CASE("a round is begun, produced, given its offsets and committed") {
  World world;
  world.fill(100);
  REQUIRE(world.start());
  REQUIRE(world.is_committed());
  CHECK(world.told.failures() == 0);
  CHECK(world.handler.handled == 200);
  Member reader(*world.transport, "reader", {kInvoices});
  const auto taken = take(*reader.consumer, 200);
  std::multiset<std::string> values;
  for (const auto& record : taken.records) {
    values.insert(std::string(record.view().value.value_or("")));
    CHECK(record.view().header("from") != nullptr);
  }
  CHECK(values.size() == 200);
  CHECK(values.count("42") == 2);
  CHECK(world.agent->stop().drained);
}

TEST_CASE("errors of every step are answered as they mean, and no handler runs twice for them") {
  struct Row {
    Api api;
    Fault fault;
    bool is_told;  ///< the round fails and is made again; else librdkafka tries again by itself
  };
  const auto row = GENERATE(
      Row{Api::kInitProducerId, Fault::kCoordinatorNotAvailable, false},
      Row{Api::kAddPartitionsToTxn, Fault::kConcurrentTransactions, false},
      Row{Api::kAddPartitionsToTxn, Fault::kTopicAuthorizationFailed, true},
      Row{Api::kAddOffsetsToTxn, Fault::kGroupAuthorizationFailed, true},
      Row{Api::kTxnOffsetCommit, Fault::kCoordinatorLoading, false},
      Row{Api::kTxnOffsetCommit, Fault::kIllegalGeneration, true},
      Row{Api::kTxnOffsetCommit, Fault::kRebalanceInProgress, true}, Row{Api::kEndTxn, Fault::kNotCoordinator, false},
      Row{Api::kEndTxn, Fault::kInvalidTxnState, true}, Row{Api::kProduce, Fault::kOutOfOrderSequence, true});
  INFO("request " << static_cast<int>(row.api) << ", fault " << static_cast<int>(row.fault));
  World world;
  world.fill(50);
  // The orders are there by now: the next records that are produced are invoices.
  const auto fail = [&] { world.fixture.broker->fail_requests(row.api, row.fault); };
  row.api == Api::kInitProducerId ? fail() : void(world.handler.at_first = fail);
  REQUIRE(world.start());
  REQUIRE(world.is_committed());
  INFO(world.told.failure());
  CHECK((world.told.failures() > 0) == row.is_told);
  CHECK(world.handler.handled == 100);
  CHECK(world.agent->stop().drained);
}

TEST_CASE("a fenced producer ends the subscription and says what to do") {
  const auto api = GENERATE(Api::kAddPartitionsToTxn, Api::kEndTxn);
  const auto fault = GENERATE(Fault::kProducerFenced, Fault::kInvalidProducerEpoch);
  World world;
  REQUIRE(world.start());
  REQUIRE(world.agent->wait_ready(kPatience));
  world.fixture.broker->fail_requests(api, fault);
  world.fill(5);
  REQUIRE(eventually([&] { return world.agent->state() == AgentState::kFailed; }));
  const auto ended = world.agent->run({});
  REQUIRE_FALSE(ended);
  CHECK(ended.error().kind == ErrorKind::kFatal);
  CHECK(ended.error().message.find("'billing.onOrder.one'") != std::string::npos);
  CHECK(ended.error().message.find("instance.id") != std::string::npos);
}

TEST_CASE("a principal that may not use the transactional id is told at the start") {
  World world;
  world.fixture.broker->fail_requests(Api::kInitProducerId, Fault::kTransactionalIdAuthorizationFailed, 3);
  const auto started = world.start();
  REQUIRE_FALSE(started);
  CHECK(started.error().message.find("TRANSACTIONAL_ID_AUTHORIZATION_FAILED") != std::string::npos);
}

TEST_CASE("times that contradict each other are told at the start, with both names") {
  World world(
      ConfigPairs{{"kafka.producer.delivery.timeout.ms", "90000"}, {"kafka.producer.transaction.timeout.ms", "30000"}});
  const auto started = world.start();
  REQUIRE_FALSE(started);
  CHECK(started.error().kind == ErrorKind::kConfiguration);
  CHECK(started.error().message.find("message.timeout.ms") != std::string::npos);
  CHECK(started.error().message.find("transaction.timeout.ms") != std::string::npos);
  CHECK(started.error().message.find("90000") != std::string::npos);
}

TEST_CASE("a stop is bounded while the broker that ends the transaction is away") {
  World world(ConfigPairs{{"close.timeout.ms", "500"}});
  REQUIRE(world.start());
  REQUIRE(world.agent->wait_ready(kPatience));
  world.fill(20);
  REQUIRE(world.is_committed());
  world.fill(20);
  REQUIRE(eventually([&] { return world.handler.handled > 40; }));
  REQUIRE(world.fixture.broker->set_down());
  const auto start = std::chrono::steady_clock::now();
  (void)world.agent->stop();
  // drain_timeout is 20 s, and what was taken is handled: only the last round and the group's end wait.
  CHECK(std::chrono::steady_clock::now() - start < Millis(9000));
}

}  // namespace
}  // namespace mesh::test
