#include <chrono>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <thread>

#include <catch2/catch_test_macros.hpp>

#include "fixture.hpp"

namespace mesh::test {
namespace {

using Clock = std::chrono::steady_clock;

TEST_CASE("a sent record is answered with its partition and offset") {
  Fixture fixture({{.name = "orders", .partitions = 1}});
  const auto transport = fixture.connect();
  for (std::int64_t i = 0; i < 3; ++i) {
    const auto sent = send(*transport, record("orders", "k", "v"));
    REQUIRE(sent);
    CHECK(sent->partition == 0);
    CHECK(sent->offset == i);
  }
}

TEST_CASE("keys are spread over partitions as Java's producers do") {
  // Hashes of the Java client's own test of murmur2.
  const std::map<std::string, std::int32_t> hashes{
      {"21", -973932308},
      {"foobar", -790332482},
      {"a-little-bit-long-string", -985981536},
      {"a-little-bit-longer-string", -1486304829},
      {"lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8", -58897971},
      {"abc", 479470107},
  };
  constexpr std::int32_t kPartitions = 31;
  Fixture fixture({{.name = "orders", .partitions = kPartitions}});
  const auto transport = fixture.connect();
  for (const auto& [key, hash] : hashes) {
    const auto sent = send(*transport, record("orders", key, "v"));
    REQUIRE(sent);
    CAPTURE(key);
    CHECK(sent->partition == (hash & 0x7fffffff) % kPartitions);
  }
}

TEST_CASE("a partition that is named is used, and one that does not exist is refused") {
  Fixture fixture({{.name = "orders", .partitions = 3}});
  const auto transport = fixture.connect();
  auto named = record("orders", "k", "v");
  named.partition = 2;
  const auto sent = send(*transport, named);
  REQUIRE(sent);
  CHECK(sent->partition == 2);
  named.partition = 7;
  named.headers = {{"a", "b"}};
  const auto refused = send(*transport, named);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().kind == ErrorKind::kInvalidArgument);
}

TEST_CASE("the first record to a topic does not wait for the metadata timer") {
  Fixture fixture({{.name = "orders", .partitions = 4}}, 3);
  const auto transport = fixture.connect();
  REQUIRE(transport->topic_states({"orders"}, kPatience));
  const auto start = Clock::now();
  REQUIRE(send(*transport, record("orders", "k", "v")));
  CHECK(Clock::now() - start < Millis(500));
}

TEST_CASE("a full queue says would-block and takes records again when it has emptied") {
  Fixture fixture({{.name = "orders", .partitions = 1}});
  const auto transport = fixture.connect({{"kafka.producer.queue.buffering.max.messages", "10"}});
  REQUIRE(send(*transport, record("orders", "k", "warm")));
  REQUIRE(transport->producer().flush(kPatience));  // its answer is given, and its room in the queue is free again
  REQUIRE(fixture.broker->set_latency(1, Millis(300)));
  std::atomic<int> answered{0};
  int taken = 0;
  Result<void> last;
  for (; taken < 100; ++taken) {
    last = transport->producer().send(record("orders", "k", "v"),
                                      [&](const Result<Sent>& result) { answered += result ? 1 : 0; });
    if (!last) break;
  }
  CHECK(taken == 10);
  REQUIRE_FALSE(last);
  CHECK(last.error().kind == ErrorKind::kWouldBlock);
  CHECK(last.error().retriable);
  REQUIRE(fixture.broker->set_latency(1, Millis(0)));
  REQUIRE(transport->producer().flush(kPatience));
  CHECK(answered == taken);
  CHECK(send(*transport, record("orders", "k", "again")));
}

TEST_CASE("a record over message.max.bytes is too large, and only that one fails") {
  Fixture fixture({{.name = "orders", .partitions = 1}});
  const auto transport = fixture.connect();
  const auto refused = send(*transport, record("orders", "k", std::string(2'000'000, 'x')));
  REQUIRE_FALSE(refused);
  CHECK(refused.error().kind == ErrorKind::kTooLarge);
  CHECK_FALSE(refused.error().retriable);
  CHECK(refused.error().message.find("2000001 bytes") != std::string::npos);
  CHECK(refused.error().message.find("message.max.bytes") != std::string::npos);
  CHECK(send(*transport, record("orders", "k", "small")));
}

TEST_CASE("a record the broker finds too large is too large") {
  Fixture fixture({{.name = "orders", .partitions = 1}});
  const auto transport = fixture.connect();
  fixture.broker->fail_requests(embedded::Api::kProduce, embedded::Fault::kMessageTooLarge);
  const auto refused = send(*transport, record("orders", "k", "v"));
  REQUIRE_FALSE(refused);
  CHECK(refused.error().kind == ErrorKind::kTooLarge);
}

TEST_CASE("a send ends with a timeout that says what became of the record") {
  Fixture fixture({{.name = "orders", .partitions = 1}});
  const auto transport = fixture.connect({{"kafka.producer.delivery.timeout.ms", "1000"}});
  REQUIRE(fixture.broker->set_down());
  const auto start = Clock::now();
  const auto failed = send(*transport, record("orders", "k", "v"));
  REQUIRE_FALSE(failed);
  CHECK(failed.error().kind == ErrorKind::kTimeout);
  CHECK(failed.error().retriable);
  CHECK(failed.error().message.find("the record is not in the log") != std::string::npos);
  CHECK(Clock::now() - start < Millis(5000));
}

TEST_CASE("a send rides out a broker that is away for a while") {
  Fixture fixture({{.name = "orders", .partitions = 1}});
  const auto transport = fixture.connect();
  REQUIRE(send(*transport, record("orders", "k", "before")));
  REQUIRE(fixture.broker->set_down());
  std::atomic<bool> is_answered{false};
  std::atomic<bool> is_sent{false};
  REQUIRE(transport->producer().send(record("orders", "k", "during"), [&](const Result<Sent>& result) {
    is_sent = result.has_value();
    is_answered = true;
  }));
  CHECK_FALSE(transport->producer().flush(Millis(300)));
  CHECK_FALSE(is_answered);
  REQUIRE(fixture.broker->set_up());
  REQUIRE(transport->producer().flush(kPatience));
  CHECK(is_sent);
}

TEST_CASE("a record that was refused is no success because a later one was taken") {
  Fixture fixture({{.name = "orders", .partitions = 1}});
  const auto transport =
      fixture.connect({{"kafka.producer.linger.ms", "0"}, {"kafka.producer.batch.num.messages", "1"}});
  REQUIRE(transport->topic_states({"orders"}, kPatience));
  // Two batches under way to a leader that knows the producer from neither: the first is refused, the second taken.
  REQUIRE(fixture.broker->set_latency(1, Millis(400)));
  fixture.broker->fail_requests(embedded::Api::kProduce, embedded::Fault::kNotLeader);
  std::optional<Result<Sent>> first;
  REQUIRE(transport->producer().send(record("orders", "k", "first"), [&](const Result<Sent>& sent) { first = sent; }));
  std::optional<Result<Sent>> second;
  REQUIRE(
      transport->producer().send(record("orders", "k", "second"), [&](const Result<Sent>& sent) { second = sent; }));
  REQUIRE(transport->producer().flush(kPatience));
  REQUIRE(first);
  REQUIRE(second);
  CHECK(second->has_value());
  REQUIRE_FALSE(first->has_value());
  CHECK(first->error().retriable);
  CHECK(first->error().persisted == Persistence::kMaybe);
  CHECK(first->error().message.find("possibly in the log") != std::string::npos);
}

/// What became of each record, by its value; answered twice would show in `answers`.
struct Answers {
  std::mutex mutex;
  std::map<std::string, Result<Sent>> by_value;
  int answers = 0;
  bool failed = false;

  bool any_failed() {
    const std::lock_guard lock(mutex);
    return failed;
  }

  SendDone note(const std::string& value) {
    return [this, value](Result<Sent> result) {
      const std::lock_guard lock(mutex);
      ++answers;
      failed = failed || !result;
      by_value.insert_or_assign(value, std::move(result));
    };
  }
};

TEST_CASE("a producer whose sequence was lost is made anew, and says what became of each record") {
  Fixture fixture({{.name = "orders", .partitions = 1}});
  const auto transport = fixture.connect();
  REQUIRE(send(*transport, record("orders", "k", "before")));
  fixture.broker->fail_requests(embedded::Api::kProduce, embedded::Fault::kOutOfOrderSequence);
  Answers answers;
  // On and on, until some have gone to the new one.
  constexpr int kMore = 100;
  int taken = 0;
  for (int after = 0; after < kMore; after += answers.any_failed() ? 1 : 0) {
    const auto value = std::to_string(taken);
    REQUIRE(eventually([&] {
      const auto sent = transport->producer().send(record("orders", "k", value), answers.note(value));
      // While it is made anew it asks to wait.
      if (!sent) CHECK(sent.error().kind == ErrorKind::kWouldBlock);
      return sent.has_value();
    }));
    ++taken;
  }
  INFO(taken << " taken");
  REQUIRE(transport->producer().flush(kPatience));
  CHECK(answers.answers == taken);

  const auto sent = send(*transport, record("orders", "k", "after"));
  REQUIRE(sent);
  std::set<std::string> in_log;
  const Member reader(*transport, "readers", {"orders"});
  const auto has_all = [](const Taken& so_far) {
    return !so_far.records.empty() && so_far.records.back().view().value == "after";
  };
  for (const auto& taken_record : take_until(*reader.consumer, has_all).records)
    in_log.emplace(taken_record.view().value.value_or(""));
  CHECK(in_log.contains("after"));
  int failed = 0;
  for (const auto& [value, result] : answers.by_value) {
    CAPTURE(value);
    if (result) {
      CHECK(in_log.contains(value));
      continue;
    }
    ++failed;
    CHECK(result.error().retriable);
    CHECK(result.error().message.find("the producer is made anew") != std::string::npos);
    if (result.error().persisted == Persistence::kNo) CHECK_FALSE(in_log.contains(value));
  }
  CHECK(failed > 0);
  CHECK(failed < taken);
}

TEST_CASE("producers that can never send are made anew with growing pauses, and stop in time") {
  Fixture fixture({{.name = "orders", .partitions = 1}});
  auto transport = fixture.connect({{"close.timeout.ms", "300"}});
  constexpr std::size_t kForEver = 1000;
  fixture.broker->fail_requests(embedded::Api::kProduce, embedded::Fault::kOutOfOrderSequence, kForEver);
  const auto start = Clock::now();
  int failures = 0;
  while (Clock::now() - start < Millis(2000)) {
    if (const auto sent = send(*transport, record("orders", "k", "v")); !sent) {
      failures += sent.error().kind == ErrorKind::kWouldBlock ? 0 : 1;
    }
  }
  CHECK(failures >= 2);
  CHECK(failures <= 7);  // 0, 100, 200, 400, 800 ms between them
  const auto closing = Clock::now();
  transport.reset();
  CHECK(Clock::now() - closing < Millis(3000));
}

TEST_CASE("destroying the transport answers what is left, within its timeout") {
  Fixture fixture({{.name = "orders", .partitions = 1}});
  auto transport = fixture.connect({{"close.timeout.ms", "300"}});
  REQUIRE(fixture.broker->set_down());
  std::vector<Error> errors;
  for (int i = 0; i < 5; ++i) {
    REQUIRE(transport->producer().send(record("orders", "k", "v"), [&](const Result<Sent>& result) {
      if (!result) errors.push_back(result.error());
    }));
  }
  const auto start = Clock::now();
  transport.reset();
  CHECK(Clock::now() - start < Millis(3000));
  REQUIRE(errors.size() == 5);
  for (const auto& error : errors) CHECK(error.kind == ErrorKind::kClosed);
}

TEST_CASE("destroying the transport sends what is still in its queue") {
  Fixture fixture({{.name = "orders", .partitions = 1}});
  auto transport = fixture.connect({{"kafka.producer.linger.ms", "2000"}});
  std::atomic<bool> is_sent{false};
  REQUIRE(transport->producer().send(record("orders", "k", "v"),
                                     [&](const Result<Sent>& result) { is_sent = result.has_value(); }));
  transport.reset();
  CHECK(is_sent);
}

TEST_CASE("flush from a send's answer is refused instead of waiting for itself") {
  Fixture fixture({{.name = "orders", .partitions = 1}});
  const auto transport = fixture.connect();
  std::atomic<bool> is_refused{false};
  REQUIRE(transport->producer().send(record("orders", "k", "v"), [&](const Result<Sent>&) {
    const auto flushed = transport->producer().flush(Millis(100));
    is_refused = !flushed && flushed.error().kind == ErrorKind::kInvalidArgument;
  }));
  REQUIRE(transport->producer().flush(kPatience));
  CHECK(is_refused);
}

}  // namespace
}  // namespace mesh::test
