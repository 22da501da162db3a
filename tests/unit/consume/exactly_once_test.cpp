// Consume, transform and produce in one transaction: whatever fails, the output is the input, once each.
#include <algorithm>

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include <mesh/produce/transaction.hpp>

#include "harness.hpp"

using namespace harness;
using mesh::EventKind;
using mesh::Outcome;
using mesh::TransactionFault;
using mesh::TransactionStep;
using Effect = mesh::memory::Broker::Effect;

namespace {

constexpr const char* kOut = "invoices";

mesh::ReceiveSpec exactly_once() {
  auto made = spec();
  made.delivery = mesh::DeliveryGuarantee::kExactlyOnce;
  return made;
}

mesh::AgentOptions quick() {
  auto made = options();
  made.transaction_interval = 2ms;
  made.instance_id = "one";
  return made;
}

Outcome transform(const mesh::RecordView& record, const mesh::Delivery& delivery) {
  mesh::OutgoingRecord out;
  out.topic = kOut;
  out.key = std::string(record.key.value_or(""));
  out.value = std::string(record.value.value_or(""));
  return delivery.transaction->stage(std::move(out)) ? Outcome::done() : Outcome::retry("not staged");
}

std::vector<std::string> values(const mesh::memory::Broker& broker, const char* topic) {
  std::vector<std::string> all;
  for (const auto& record : broker.records(topic)) all.push_back(record.value.value_or(""));
  std::sort(all.begin(), all.end());
  return all;
}

std::vector<std::string> numbers(int count, int from = 0) {
  std::vector<std::string> all;
  for (int i = from; i < from + count; ++i) all.push_back(std::to_string(i));
  std::sort(all.begin(), all.end());
  return all;
}

struct Shop : World {
  explicit Shop(std::int32_t partitions = 1) : World(partitions) { broker.add_topic(kOut, partitions); }
  void fill(int count, int from = 0) {
    for (int i = from; i < from + count; ++i) put("key-" + std::to_string(i % 7), std::to_string(i));
  }
  [[nodiscard]] std::unique_ptr<mesh::AgentRunner> transformer(mesh::RecordHandler& handler,
                                                               const mesh::AgentOptions& with = quick()) {
    return agent(handler, with, exactly_once());
  }
};

}  // namespace

TEST_CASE("what is consumed is produced once, and offsets and outputs become visible together") {
  Shop shop(3);
  shop.fill(500);
  Recorder handler(transform);
  const auto agent = shop.transformer(handler);
  REQUIRE(agent->start());
  REQUIRE(shop.drained());
  CHECK(values(shop.broker, kOut) == numbers(500));
  CHECK(handler.count() == 500);
  const auto report = agent->stop();
  CHECK(report.drained);
  CHECK(report.handled == 500);
  CHECK(shop.broker.transaction_calls(TransactionStep::kInit) == 1);
}

TEST_CASE("records of one key keep their order on the way through") {
  Shop shop;
  shop.fill(300);
  Recorder handler(transform);
  const auto agent = shop.transformer(handler);
  REQUIRE(agent->start());
  REQUIRE(shop.drained());
  std::map<std::string, int> last;
  for (const auto& record : shop.broker.records(kOut)) {
    const auto number = std::stoi(*record.value);
    const auto [found, fresh] = last.try_emplace(*record.key, number);
    CHECK((fresh || found->second < number));
    found->second = number;
  }
}

TEST_CASE("nothing is visible while a transaction is open, and a stop commits the last round") {
  Shop shop;
  shop.fill(10);
  shop.broker.hold_transactions(TransactionStep::kCommit, true);
  Recorder handler(transform);
  const auto agent = shop.transformer(handler);
  REQUIRE(agent->start());
  REQUIRE(eventually([&] { return shop.broker.transaction_calls(TransactionStep::kCommit) == 1; }));
  REQUIRE(eventually([&] { return handler.count() == 10; }));
  CHECK(shop.broker.records(kOut).empty());
  CHECK_FALSE(shop.broker.committed(kGroup, kTopic, 0));
  std::thread opener([&] {
    (void)eventually([&] { return agent->state() == mesh::AgentState::kDraining; });
    shop.broker.hold_transactions(TransactionStep::kCommit, false);
  });
  CHECK(agent->stop().drained);
  opener.join();
  CHECK(values(shop.broker, kOut) == numbers(10));
  CHECK(shop.broker.committed(kGroup, kTopic, 0) == 10);
}

TEST_CASE("an error of each kind in each phase leaves the output the input, once each") {
  const auto step =
      GENERATE(TransactionStep::kBegin, TransactionStep::kProduce, TransactionStep::kOffsets, TransactionStep::kCommit);
  const auto fault = GENERATE(TransactionFault::kRetriable, TransactionFault::kAbortable, TransactionFault::kFatal);
  const auto effect = GENERATE(Effect::kNone, Effect::kDone);
  // With a retriable or abortable error nothing has happened: that is what they mean.
  if (effect == Effect::kDone && fault != TransactionFault::kFatal) return;
  INFO("step " << static_cast<int>(step) << ", fault " << static_cast<int>(fault));
  Shop shop(2);
  shop.fill(100);
  Recorder handler(transform);
  const auto agent = shop.transformer(handler);
  shop.broker.fail_transactions(step, 2, fault, effect);
  REQUIRE(agent->start());
  REQUIRE(shop.drained());
  shop.fill(50, 100);
  REQUIRE(shop.drained());
  CHECK(values(shop.broker, kOut) == numbers(150));
  CHECK(handler.count() == 150);  // from memory: no handler ran twice
  CHECK(agent->stop().drained);
  CHECK(values(shop.broker, kOut) == numbers(150));
  const auto made = shop.broker.transaction_calls(TransactionStep::kInit);
  const auto aborted = shop.broker.transaction_calls(TransactionStep::kAbort);
  // Before the beginning there is nothing to abort.
  const bool replaces =
      fault == TransactionFault::kFatal || (fault == TransactionFault::kAbortable && step == TransactionStep::kBegin);
  CHECK(made == (replaces ? 3 : 1));
  CHECK(aborted == (fault == TransactionFault::kAbortable && !replaces ? 2 : 0));
}

TEST_CASE("an abort that fails is followed by a new producer") {
  const auto fault = GENERATE(TransactionFault::kRetriable, TransactionFault::kAbortable, TransactionFault::kFatal);
  Shop shop;
  shop.fill(40);
  Recorder handler(transform);
  const auto agent = shop.transformer(handler);
  shop.broker.fail_transactions(TransactionStep::kOffsets, 1, TransactionFault::kAbortable);
  shop.broker.fail_transactions(TransactionStep::kAbort, 1, fault);
  REQUIRE(agent->start());
  REQUIRE(shop.drained());
  CHECK(values(shop.broker, kOut) == numbers(40));
  CHECK(handler.count() == 40);
  CHECK(shop.broker.transaction_calls(TransactionStep::kInit) == (fault == TransactionFault::kRetriable ? 1 : 2));
}

TEST_CASE("a producer that is not ready at once is tried again, at the start and after a fatal error") {
  Shop shop;
  shop.fill(20);
  Recorder handler(transform);
  const auto agent = shop.transformer(handler);
  const auto fault = GENERATE(TransactionFault::kRetriable, TransactionFault::kFatal);
  shop.broker.fail_transactions(TransactionStep::kInit, 2, fault);
  REQUIRE(agent->start());
  REQUIRE(shop.drained());
  shop.broker.fail_transactions(TransactionStep::kInit, 3, fault);
  shop.broker.fail_transactions(TransactionStep::kCommit, 1, TransactionFault::kFatal, Effect::kDone);
  shop.fill(20, 20);
  REQUIRE(eventually([&] { return shop.broker.transaction_calls(TransactionStep::kInit) >= 7; }));
  shop.fill(20, 40);
  REQUIRE(shop.drained());
  CHECK(values(shop.broker, kOut) == numbers(60));
  CHECK(handler.count() == 60);
}

TEST_CASE("what was committed is asked again when the answer does not come") {
  Shop shop;
  shop.fill(20);
  Recorder handler(transform);
  Listener listener;
  auto with = quick();
  with.observer = &listener;
  const auto agent = shop.transformer(handler, with);
  shop.broker.fail_commits(2, mesh::Error{mesh::ErrorKind::kTimeout, true, 0, "no answer"});
  shop.broker.fail_transactions(TransactionStep::kCommit, 1, TransactionFault::kFatal, Effect::kDone);
  REQUIRE(agent->start());
  REQUIRE(eventually([&] { return listener.count(EventKind::kCommitted) == 1; }));
  CHECK(listener.count(EventKind::kCommitFailed) == 3);
  CHECK(values(shop.broker, kOut) == numbers(20));
}

TEST_CASE("what a handler staged and did not finish with done is thrown away") {
  Shop shop;
  shop.put("a", "retry");
  shop.put("b", "reject");
  shop.put("c", "drop");
  shop.put("d", "throw");
  Recorder handler([](const mesh::RecordView& record, const mesh::Delivery& delivery) {
    auto outcome = transform(record, delivery);
    if (record.value == "retry" && delivery.attempt == 1) return Outcome::retry("later");
    if (record.value == "reject") return Outcome::reject("no");
    if (record.value == "drop") return Outcome::drop("no");
    if (record.value == "throw" && delivery.attempt == 1) throw std::runtime_error("oh");
    return outcome;
  });
  const auto agent = shop.transformer(handler);
  REQUIRE(agent->start());
  REQUIRE(shop.drained());
  CHECK(values(shop.broker, kOut) == std::vector<std::string>{"retry", "throw"});
  CHECK(values(shop.broker, kLetters) == std::vector<std::string>{"reject"});
}

TEST_CASE("outputs of records beyond a held one wait for it, and go with the offset that covers them") {
  Shop shop;
  std::atomic<bool> held = true;
  shop.put("held", "0");
  for (int i = 1; i < 30; ++i) shop.put("key-" + std::to_string(i), std::to_string(i));
  Recorder handler([&](const mesh::RecordView& record, const mesh::Delivery& delivery) {
    if (record.value == "0" && held) return Outcome::retry("not yet", 5ms);
    return transform(record, delivery);
  });
  auto endless = exactly_once();
  endless.dead_letter.enabled = false;
  endless.retry.max_delay_ms = 5;
  const auto agent = shop.agent(handler, quick(), endless);
  REQUIRE(agent->start());
  REQUIRE(eventually([&] { return handler.count() >= 40; }));
  CHECK(shop.broker.records(kOut).empty());
  CHECK(shop.broker.lag(kGroup, kTopic) == 30);
  held = false;
  REQUIRE(shop.drained());
  CHECK(values(shop.broker, kOut) == numbers(30));
}

TEST_CASE("outputs that wait are bounded by what may be in flight") {
  Shop shop;
  std::atomic<bool> held = true;
  shop.put("held", "0");
  for (int i = 1; i < 200; ++i) shop.put("key-" + std::to_string(i), std::to_string(i));
  Recorder handler([&](const mesh::RecordView& record, const mesh::Delivery& delivery) {
    if (record.value == "0" && held) return Outcome::retry("not yet", 5ms);
    return transform(record, delivery);
  });
  auto endless = exactly_once();
  endless.dead_letter.enabled = false;
  endless.retry.max_delay_ms = 5;
  auto with = quick();
  with.max_in_flight = 20;
  const auto agent = shop.agent(handler, with, endless);
  REQUIRE(agent->start());
  REQUIRE(eventually([&] { return handler.calls_of("held").size() > 20; }));
  CHECK(handler.count() - handler.calls_of("held").size() <= 20);
  held = false;
  REQUIRE(shop.drained());
  CHECK(values(shop.broker, kOut) == numbers(200));
}

TEST_CASE("a dead letter is in the transaction that passes its record") {
  Shop shop;
  shop.broker.hold_transactions(TransactionStep::kCommit, true);
  shop.put("a", "bad");
  shop.put("b", "good");
  Recorder handler([](const mesh::RecordView& record, const mesh::Delivery& delivery) {
    return record.value == "bad" ? Outcome::retry("no", 1ms) : transform(record, delivery);
  });
  const auto agent = shop.transformer(handler);
  REQUIRE(agent->start());
  REQUIRE(eventually([&] { return handler.count() == 4; }));
  REQUIRE(eventually([&] { return shop.broker.transaction_calls(TransactionStep::kCommit) == 1; }));
  CHECK(shop.broker.records(kLetters).empty());
  // Aborted in between: the letter comes once all the same.
  shop.broker.fail_transactions(TransactionStep::kCommit, 1, TransactionFault::kAbortable);
  shop.broker.hold_transactions(TransactionStep::kCommit, false);
  REQUIRE(shop.drained());
  CHECK(values(shop.broker, kLetters) == std::vector<std::string>{"bad"});
  CHECK(values(shop.broker, kOut) == std::vector<std::string>{"good"});
  CHECK(agent->stop().dead_lettered == 1);
}

TEST_CASE("a revoke finishes the round before the partitions go") {
  Shop shop(4);
  auto with = quick();
  with.transaction_interval = 60'000ms;  // no round but the one of the revoke, and the first
  Recorder handler(transform);
  const auto agent = shop.transformer(handler, with);
  REQUIRE(agent->start());
  REQUIRE(agent->wait_ready(kPatience));
  shop.fill(1);
  REQUIRE(shop.drained());
  shop.fill(99, 1);
  REQUIRE(eventually([&] { return handler.count() == 100; }));
  CHECK(shop.broker.lag(kGroup, kTopic) == 99);
  shop.broker.rebalance(kGroup);
  REQUIRE(shop.drained());
  CHECK(values(shop.broker, kOut) == numbers(100));
  CHECK(handler.count() == 100);
}

TEST_CASE("rebalances, losses and errors in the middle of everything keep the output exact") {
  Shop shop(4);
  shop.fill(400);
  Recorder one(transform);
  Recorder two(transform);
  const auto first = shop.transformer(one);
  auto with = quick();
  with.instance_id = "two";
  const auto second = shop.transformer(two, with);
  REQUIRE(first->start());
  REQUIRE(second->start());
  for (int i = 1; i <= 12; ++i) {
    shop.fill(100, 300 + i * 100);
    switch (i % 4) {
      case 0:
        shop.broker.lose_partitions(kGroup);
        break;
      case 1:
        shop.broker.fail_transactions(TransactionStep::kCommit, 1, TransactionFault::kFatal,
                                      i % 8 == 1 ? Effect::kDone : Effect::kNone);
        break;
      case 2:
        shop.broker.rebalance(kGroup);
        break;
      default:
        shop.broker.fail_transactions(TransactionStep::kOffsets, 1, TransactionFault::kAbortable);
        break;
    }
    const auto goal = 100U * static_cast<std::size_t>(i);
    REQUIRE(shop.broker.wait_for_records(kOut, goal, kPatience));
  }
  REQUIRE(shop.drained());
  CHECK(first->stop().drained);
  CHECK(second->stop().drained);
  CHECK(values(shop.broker, kOut) == numbers(1600));
}

TEST_CASE("outputs of a lost partition are thrown away and its records are handled again") {
  Shop shop;
  shop.fill(20);
  shop.broker.hold_transactions(TransactionStep::kOffsets, true);
  Recorder handler(transform);
  const auto agent = shop.transformer(handler);
  REQUIRE(agent->start());
  REQUIRE(eventually([&] { return handler.count() == 20; }));
  REQUIRE(eventually([&] { return shop.broker.transaction_calls(TransactionStep::kOffsets) == 1; }));
  shop.broker.lose_partitions(kGroup);
  shop.broker.hold_transactions(TransactionStep::kOffsets, false);
  REQUIRE(shop.drained());
  CHECK(handler.count() == 40);
  CHECK(values(shop.broker, kOut) == numbers(20));
}

TEST_CASE("an instance whose transactional id was taken over ends with a clear error") {
  Shop shop;
  Recorder handler(transform);
  const auto agent = shop.transformer(handler);
  REQUIRE(agent->start());
  REQUIRE(agent->wait_ready(kPatience));
  shop.fill(5);
  REQUIRE(shop.drained());
  auto usurper = shop.broker.make_transactional_producer({"billing.onOrder.one", "x"});
  REQUIRE(usurper);
  REQUIRE((*usurper)->init(1000ms));
  shop.fill(5, 5);
  REQUIRE(eventually([&] { return agent->state() == mesh::AgentState::kFailed; }));
  const auto ended = agent->run({});
  REQUIRE_FALSE(ended);
  CHECK(ended.error().kind == mesh::ErrorKind::kFatal);
  CHECK(ended.error().message.find("operation 'onOrder'") != std::string::npos);
  CHECK(ended.error().message.find("'billing.onOrder.one'") != std::string::npos);
  CHECK(ended.error().message.find("instance.id") != std::string::npos);
  CHECK(values(shop.broker, kOut) == numbers(5));
}

TEST_CASE("an event that was done and is not committed yet is known as a duplicate") {
  Shop shop;
  shop.broker.hold_transactions(TransactionStep::kCommit, true);
  shop.put("a", "1", event_headers("id-1"));
  shop.put("a", "1", event_headers("id-1"));
  Recorder handler(transform);
  const auto agent = shop.transformer(handler);
  REQUIRE(agent->start());
  REQUIRE(eventually([&] { return shop.broker.transaction_calls(TransactionStep::kCommit) == 1; }));
  shop.broker.hold_transactions(TransactionStep::kCommit, false);
  REQUIRE(shop.drained());
  CHECK(handler.count() == 1);
  CHECK(shop.broker.records(kOut).size() == 1);
  shop.put("a", "1", event_headers("id-1"));
  REQUIRE(shop.drained());
  CHECK(agent->stop().duplicates == 2);
  CHECK(shop.broker.records(kOut).size() == 1);
}

TEST_CASE("an event whose partition was lost before its commit is handled again, and is no duplicate") {
  Shop shop;
  shop.broker.hold_transactions(TransactionStep::kOffsets, true);
  shop.put("a", "1", event_headers("id-1"));
  Recorder handler(transform);
  const auto agent = shop.transformer(handler);
  REQUIRE(agent->start());
  REQUIRE(eventually([&] { return shop.broker.transaction_calls(TransactionStep::kOffsets) == 1; }));
  shop.broker.lose_partitions(kGroup);
  shop.broker.hold_transactions(TransactionStep::kOffsets, false);
  REQUIRE(shop.drained());
  CHECK(agent->stop().duplicates == 0);
  CHECK(shop.broker.records(kOut).size() == 1);
}

TEST_CASE("a stop is bounded while the coordinator is silent, and the records come again") {
  Shop shop;
  shop.fill(5);
  shop.broker.hold_transactions(TransactionStep::kCommit, true);
  auto with = quick();
  with.drain_timeout = 300ms;
  Recorder handler(transform);
  {
    const auto agent = shop.transformer(handler, with);
    REQUIRE(agent->start());
    REQUIRE(eventually([&] { return shop.broker.transaction_calls(TransactionStep::kCommit) == 1; }));
    const auto start = std::chrono::steady_clock::now();
    (void)agent->stop();
    CHECK(std::chrono::steady_clock::now() - start < kPatience);
  }
  shop.broker.hold_transactions(TransactionStep::kCommit, false);
  const auto again = shop.transformer(handler);
  REQUIRE(again->start());
  REQUIRE(shop.drained());
  CHECK(values(shop.broker, kOut) == numbers(5));
}

TEST_CASE("a record over the producer's limit is refused while it is staged") {
  mesh::Transaction transaction(100);
  mesh::OutgoingRecord record;
  record.topic = kOut;
  record.value = std::string(200, 'x');
  const auto refused = transaction.stage(record);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().kind == mesh::ErrorKind::kTooLarge);
  CHECK(transaction.records().empty());
}

TEST_CASE("a dead letter that would be too large has the fewest headers") {
  Shop shop;
  shop.put("a", std::string(999'000, 'x'));
  Recorder handler([](const auto&, const auto&) { return Outcome::reject(std::string(1000, 'y')); });
  const auto agent = shop.transformer(handler);
  REQUIRE(agent->start());
  REQUIRE(shop.drained());
  CHECK(shop.broker.records(kLetters).size() == 1);
}

TEST_CASE("a repeated delivery is produced once") {
  Shop shop;
  shop.fill(10);
  Recorder handler(transform);
  Listener listener;
  auto with = quick();
  with.observer = &listener;
  const auto agent = shop.transformer(handler, with);
  REQUIRE(agent->start());
  REQUIRE(shop.drained());
  shop.broker.rewind(kGroup, {kTopic, 0}, 4);
  REQUIRE(eventually([&] { return listener.count(EventKind::kDropped) == 6; }));
  shop.fill(5, 10);
  REQUIRE(shop.drained());
  CHECK(values(shop.broker, kOut) == numbers(15));
}

TEST_CASE("operations that are not exactly-once make no transactional producer") {
  World world;
  world.put("a", "1");
  std::atomic<bool> had_one = false;
  Recorder handler([&](const auto&, const mesh::Delivery& delivery) {
    had_one = delivery.transaction != nullptr;
    return Outcome::done();
  });
  const auto agent = world.agent(handler);
  REQUIRE(agent->start());
  REQUIRE(world.drained());
  CHECK_FALSE(had_one);
  CHECK(world.broker.transaction_calls(TransactionStep::kInit) == 0);
}
