#include <thread>

#include <catch2/catch_test_macros.hpp>

#include <mesh/memory/broker.hpp>
#include <mesh/produce/publisher.hpp>

using namespace mesh;
using namespace std::chrono_literals;

namespace {

OutgoingRecord record(std::string key, std::string value) {
  OutgoingRecord out;
  out.key = std::move(key);
  out.value = std::move(value);
  return out;
}

const SendSpec kSpec{.operation = "placeOrder", .topic = "orders"};

}  // namespace

TEST_CASE("a send goes to the topic with the run's prefix and gives the broker's word") {
  memory::Broker broker({.topic_prefix = "run7."});
  broker.add_topic("run7.orders", 4);
  const Publisher publisher(broker, kSpec);
  CHECK(publisher.topic() == "run7.orders");
  auto out = record("k", "v");
  out.headers.push_back({"h", std::nullopt});
  const auto sent = publisher.send(out);
  REQUIRE(sent);
  CHECK(sent->partition == memory::partition_of("k", 4));
  CHECK(sent->offset == 0);
  const auto records = broker.records("run7.orders");
  REQUIRE(records.size() == 1);
  CHECK(records[0].key == "k");
  CHECK(records[0].value == "v");
  CHECK(records[0].headers == out.headers);
}

TEST_CASE("a send waits while the producer's queue is full") {
  memory::Broker broker;
  broker.add_topic("orders");
  broker.refuse_sends("orders", 5, {ErrorKind::kWouldBlock, true, 0, "queue full"});
  const Publisher publisher(broker, kSpec);
  CHECK(publisher.send(record("k", "v")));
  CHECK(broker.records("orders").size() == 1);
}

TEST_CASE("a send does not wait forever for room") {
  memory::Broker broker;
  broker.add_topic("orders");
  broker.refuse_sends("orders", 1'000'000, {ErrorKind::kWouldBlock, true, 0, "queue full"});
  const Publisher publisher(broker, kSpec, 30ms);
  const auto start = std::chrono::steady_clock::now();
  const auto sent = publisher.send(record("k", "v"));
  REQUIRE_FALSE(sent);
  CHECK(sent.error().kind == ErrorKind::kTimeout);
  CHECK(sent.error().retriable);
  CHECK(sent.error().message ==
        "placeOrder: the producer's queue had no room for 30 ms: is the broker reachable? queue full");
  CHECK(std::chrono::steady_clock::now() - start >= 30ms);
}

TEST_CASE("an asynchronous send does not wait for room at all") {
  memory::Broker broker;
  broker.add_topic("orders");
  broker.refuse_sends("orders", 1, {ErrorKind::kWouldBlock, true, 0, "queue full"});
  const Publisher publisher(broker, kSpec);
  const auto refused = publisher.send_async(record("k", "v"));
  REQUIRE_FALSE(refused);
  CHECK(refused.error().kind == ErrorKind::kWouldBlock);
  CHECK(publisher.send_async(record("k", "v")));
}

TEST_CASE("refusals and failed deliveries come back as they are") {
  memory::Broker broker;
  const Publisher publisher(broker, kSpec);
  CHECK(publisher.send(record("k", "v")).error().kind == ErrorKind::kUnknownTopic);
  broker.add_topic("orders");
  broker.fail_sends("orders", 1, {ErrorKind::kTooLarge, false, 10, "too large"});
  const auto failed = publisher.send(record("k", "v"));
  REQUIRE_FALSE(failed);
  CHECK(failed.error().kind == ErrorKind::kTooLarge);
  CHECK(failed.error().broker_code == 10);
  CHECK(broker.records("orders").empty());
}

TEST_CASE("a pending send can be waited for, with and without an end, from several threads") {
  memory::Broker broker;
  broker.add_topic("orders");
  broker.hold_reports(true);
  const Publisher publisher(broker, kSpec);
  auto pending = publisher.send_async(record("k", "v"));
  REQUIRE(pending);
  CHECK_FALSE(pending->ready());
  CHECK(pending->wait_for(5ms).error().kind == ErrorKind::kTimeout);
  bool seen_by_other = false;
  std::thread other([&, copy = *pending] { seen_by_other = copy.wait().has_value(); });
  broker.hold_reports(false);
  CHECK(pending->wait_for(10s));
  other.join();
  CHECK(seen_by_other);
  CHECK(pending->ready());
  CHECK(pending->wait()->offset == 0);
}

TEST_CASE("a pending send that nobody keeps is sent all the same") {
  memory::Broker broker;
  broker.add_topic("orders");
  const Publisher publisher(broker, kSpec);
  CHECK(publisher.send_async(record("k", "v")).has_value());
  REQUIRE(broker.producer().flush(10s));
  CHECK(broker.records("orders").size() == 1);
}
