#include <algorithm>
#include <atomic>

#include <catch2/catch_test_macros.hpp>

#include <mesh/policy/dead_letter.hpp>

#include "ctl/redrive_batch.hpp"
#include "fixture.hpp"
#include "logging_handler.hpp"
#include "meshctl.hpp"

namespace mesh::test {
namespace {

using namespace std::chrono_literals;
using namespace std::string_literals;

const Timestamp kFailed(1'767'807'000s);

struct Mesh : Fixture {
  Mesh()
      : Fixture({{.name = kOrders, .partitions = 2},
                 {.name = kLetters, .partitions = 2},
                 {.name = "other", .partitions = 1}}) {
    transport = connect();
    at = " --bootstrap " + broker->bootstrap();
  }

  /// Runs `meshctl dlq …`.
  [[nodiscard]] Finished dlq(const std::string& arguments, const std::string& environment = {}) const {
    return shell(environment + MESHCTL + " dlq " + arguments + at);
  }

  /// A letter of orders[1]@`offset`, in partition 1 of the letters.
  void bury(std::int64_t offset, const std::string& reason = "rejected", const std::string& topic = kOrders) {
    const std::string id = "e-" + std::to_string(offset);
    const std::string value = "{\"n\":1.10,\"list\":[],\"t\":\"a,b\"}";
    const std::vector<HeaderView> headers{{"ce_id", id}, {"raw", "\xfe"}, {"null", std::nullopt}};
    RecordView original;
    original.topic = topic;
    original.partition = 1;
    original.offset = offset;
    original.key = "k";
    original.value = value;
    original.headers = headers;
    const policy::DeadLetterCause cause{.reason = reason,
                                        .error_type = "retry",
                                        .detail = "no stock",
                                        .attempts = 3,
                                        .first_failed_at = kFailed,
                                        .failed_at = kFailed + std::chrono::hours(offset)};
    const auto letter = policy::make_dead_letter(
        original, cause, {.group = "billing", .operation = "onOrder", .handler = {}}, kLetters, 2);
    REQUIRE(send(*transport, letter));
  }

  /// The first `count` records of a topic.
  [[nodiscard]] Taken read(const std::string& topic, std::size_t count) {
    auto reader = kafka::read_topic(config, topic, kafka::ReadFrom::kBeginning);
    REQUIRE(reader);
    return take(**reader, count);
  }
  /// Records of a topic: a line each, and one for the sum.
  [[nodiscard]] std::ptrdiff_t size(const std::string& topic) const {
    const auto text = dlq("list " + topic).text;
    return std::count(text.begin(), text.end(), '\n') - 1;
  }

  std::unique_ptr<Transport> transport;
  std::string at;
};

bool has(const Finished& finished, const std::string& text) { return finished.text.find(text) != std::string::npos; }

TEST_CASE("dlq list has a line a letter, whoever wrote it, and counts reasons") {
  Mesh mesh;
  mesh.bury(5);
  mesh.bury(6, "poison.schema");
  auto spring = record(kLetters, "key-s", "v");
  spring.partition = 0;
  spring.headers = {{"kafka_dlt-original-topic", "orders"},
                    {"kafka_dlt-original-partition", "\x00\x00\x00\x01"s},
                    {"kafka_dlt-original-offset", "\x00\x00\x00\x00\x00\x00\x00\x07"s},
                    {"kafka_dlt-exception-fqcn", "a.B"}};
  REQUIRE(send(*mesh.transport, spring));
  auto stray = record(kLetters, "k", "v");
  stray.partition = 0;
  REQUIRE(send(*mesh.transport, stray));

  const auto list = mesh.dlq("list orders.billing.dlq");
  INFO(list.text);
  CHECK(list.code == 0);
  CHECK(has(list, "1@0\t2026-01-07T22:30:00Z\trejected\torders[1]@5\t3\te-5\n"));
  CHECK(has(list, "1@1\t2026-01-07T23:30:00Z\tpoison.schema\torders[1]@6\t3\te-6\n"));
  CHECK(has(list, "Z\ta.B\torders[1]@7\t-\tkey-s\n"));
  CHECK(has(list, "Z\tno dead letter: it has neither"));
  CHECK(list.text.ends_with("3 dead letters: a.B 1, poison.schema 1, rejected 1; 1 record is no dead letter\n"));

  const auto count = [&](const std::string& filter) {
    const auto text = mesh.dlq("list orders.billing.dlq " + filter).text;
    return text.substr(text.find_last_of('\n', text.size() - 2) + 1);
  };
  const std::string rest = " left out by the filter, 1 record is no dead letter\n";
  CHECK(count("--reason rejected") == "1 dead letter: rejected 1; 2" + rest);
  CHECK(count("--operation onOrder") == "2 dead letters: poison.schema 1, rejected 1; 1" + rest);
  CHECK(count("--origin elsewhere") == "0 dead letters; 3" + rest);
  CHECK(count("--key key-s") == "1 dead letter: a.B 1; 2" + rest);
  CHECK(count("--operation onOrder --since 2026-01-07T23:30:00Z") == "1 dead letter: poison.schema 1; 2" + rest);
  CHECK(count("--operation onOrder --until 2026-01-07T23:30:00Z") == "1 dead letter: rejected 1; 2" + rest);
  CHECK(count("--since 1h") == "1 dead letter: a.B 1; 2" + rest);
  CHECK(count("--max 1").starts_with("1 dead letter: "));
  CHECK(has(mesh.dlq("list orders.billing.dlq --reason rejectd"),
            "meshctl: no letter has the reason 'rejectd'; there are: a.B, poison.schema, rejected; did you mean "
            "'rejected'?\n"));

  const auto json = mesh.dlq("list orders.billing.dlq --operation onOrder --max 1 --format json");
  CHECK(has(json, R"({"partition":1,"offset":0,"family":"mesh","failedAt":"2026-01-07T22:30:00Z","reason":"rejected",)"
                  R"("errorType":"retry","detail":"no stock","origin":{"topic":"orders","partition":1,"offset":5},)"
                  R"("attempts":3,"group":"billing","operation":"onOrder","id":"e-5","key":"k"})"));
  CHECK(has(json, R"({"letters":1,"reasons":{"rejected":1},)"));
}

TEST_CASE("dlq show tells all of one letter") {
  Mesh mesh;
  mesh.bury(5);
  const auto shown = mesh.dlq("show orders.billing.dlq 1@0");
  INFO(shown.text);
  CHECK(shown.code == 0);
  CHECK(shown.text.starts_with("orders.billing.dlq[1]@0, dead letter of the family 'mesh', 20"));
  CHECK(has(shown, "\n  reason:            rejected\n"));
  CHECK(has(shown, "\n  failed:            2026-01-07T22:30:00Z\n"));
  CHECK(has(shown, "\n  from:              orders[1]@5\n"));
  CHECK(has(shown,
            "\nkey: k\nheaders:\n  ce_id: e-5\n  raw: \\xfe\n  null: (null)\nvalue, 30 bytes, JSON:\n  {\n    "
            "\"n\": 1.10,\n    \"list\": [],\n    \"t\": \"a,b\"\n  }\n"));
  auto stray = record(kLetters, "k", "\x01z");
  stray.partition = 0;
  REQUIRE(send(*mesh.transport, stray));
  stray.headers = {{"dead-letter-topic", "orders"}, {"dead-letter-partition", "1"}, {"dead-letter-offset", "5"}};
  REQUIRE(send(*mesh.transport, stray));
  const auto refused = mesh.dlq("show orders.billing.dlq 0@0");
  CHECK(refused.code == 3);
  CHECK(refused.text.starts_with("meshctl: orders.billing.dlq[0]@0: no dead letter: "));
  CHECK(has(mesh.dlq("show orders.billing.dlq 0@1"),
            "value, 2 bytes:\n  00000000  01 7a                                            |.z|\n"));
  const auto missing = mesh.dlq("show orders.billing.dlq 1@7");
  CHECK(missing.code == 3);
  CHECK(missing.text == "meshctl: there is no record 1@7 in 'orders.billing.dlq': the partition holds 0 to 0\n");
  CHECK(has(mesh.dlq("show orders.billing.dlq 9@0"), "has no partition 9: it has 2, from 0 on"));
}

TEST_CASE("a redrive sends the original back, once, and goes on from there the next time") {
  Mesh mesh;
  mesh.bury(5);
  mesh.bury(6);
  const auto dry = mesh.dlq("redrive orders.billing.dlq --dry-run");
  CHECK(dry.code == 0);
  CHECK(dry.text == "1@0 -> orders\n1@1 -> orders\n2 would be redriven\n");

  const auto first = mesh.dlq("redrive orders.billing.dlq --max 1");
  INFO(first.text);
  CHECK(first.code == 0);
  CHECK(first.text == "1@0 -> orders[1]@0\n1 redriven\n");
  CHECK(mesh.dlq("redrive orders.billing.dlq").text == "1@1 -> orders[1]@1\n1 redriven\n");
  const auto nothing = mesh.dlq("redrive orders.billing.dlq");
  CHECK(nothing.code == 0);
  CHECK(nothing.text == "nothing new in 'orders.billing.dlq' since it was redriven (--again begins anew)\n");
  mesh.bury(7);
  CHECK(mesh.dlq("redrive orders.billing.dlq").text == "1@2 -> orders[1]@2\n1 redriven\n");
  CHECK(mesh.dlq("redrive orders.billing.dlq --again --to other").text.ends_with("\n3 redriven\n"));
  CHECK(mesh.dlq("redrive other").text.starts_with("0@0 left alone: no dead letter: "));

  const auto taken = mesh.read(kOrders, 3).records;
  REQUIRE(taken.size() == 3);
  const auto back = taken[0].view();
  CHECK(back.partition == 1);
  CHECK(back.key == "k");
  CHECK(back.value == "{\"n\":1.10,\"list\":[],\"t\":\"a,b\"}");
  REQUIRE(back.headers.size() == 4);
  CHECK(back.header("ce_id")->value == "e-5");
  CHECK(back.header("raw")->value == "\xfe");
  CHECK_FALSE(back.header("null")->value);
  CHECK(back.header("mesh-redrive-of")->value == "orders.billing.dlq/1@0");
  CHECK(mesh.size(kOrders) == 3);
}

TEST_CASE("a redrive tells what its filter left out, and keeps to its rate") {
  Mesh mesh;
  for (int i = 0; i < 4; ++i) mesh.bury(i, i % 2 == 0 ? "rejected" : "poison.schema");
  const auto begun = std::chrono::steady_clock::now();
  const auto redriven = mesh.dlq("redrive orders.billing.dlq --reason rejected --rate 4/s");
  CHECK(std::chrono::steady_clock::now() - begun >= 250ms);
  CHECK(redriven.text.ends_with("\n2 redriven; 2 left out by the filter (--again looks at them again)\n"));
  CHECK(mesh.dlq("redrive orders.billing.dlq").text.starts_with("nothing new in "));
  CHECK(mesh.dlq("redrive orders.billing.dlq --again --reason poison.schema").text.starts_with("1@1 -> "));
}

TEST_CASE("a redrive does not begin when it could not end well") {
  Mesh mesh;
  CHECK(mesh.dlq("list none").code == 3);
  CHECK(has(mesh.dlq("redrive none"), "there is no topic 'none'"));
  const auto empty = mesh.dlq("redrive orders.billing.dlq");
  CHECK(empty.code == 0);
  CHECK(empty.text == "'orders.billing.dlq' is empty\n");
  const auto itself = mesh.dlq("redrive orders.billing.dlq --to orders.billing.dlq");
  CHECK(itself.code == 5);
  CHECK(has(itself, "--to orders.billing.dlq is the topic of the dead letters itself"));
  for (const std::string wrong :
       {"list orders.billing.dlq --since yesterday", "redrive orders.billing.dlq --rate 0",
        "redrive orders.billing.dlq --max 0", "show orders.billing.dlq 1-7", "list orders.billing.dlq --format yaml"})
    CHECK(mesh.dlq(wrong).code == 5);
  CHECK(has(mesh.dlq("list orders.billing.dlq --since yesterday"), "not 'yesterday'"));
  CHECK(has(mesh.dlq("redrive orders.billing.dlq --dryrun"), "did you mean '--dry-run'?"));
  CHECK(has(mesh.dlq("redrvie orders.billing.dlq"), "did you mean 'redrive'?"));

  mesh.bury(5);
  mesh.bury(6, "rejected", "gone");
  mesh.bury(7, "rejected", kLetters);
  mesh.bury(8);
  const auto gone = mesh.dlq("redrive orders.billing.dlq");
  CHECK(gone.code == 3);
  CHECK(has(gone, "1@0 -> orders[1]@0\n"));
  CHECK(has(gone, "1 redriven\n"));
  CHECK(has(gone, "meshctl: orders.billing.dlq[1]@1 can't go to 'gone': there is no such topic"));
  // It goes on where it stopped.
  CHECK(has(mesh.dlq("redrive orders.billing.dlq --origin orders.billing.dlq"), "the topic that it is in"));
  CHECK(mesh.dlq("redrive orders.billing.dlq --to other").text.ends_with("\n2 redriven\n"));
}

TEST_CASE("a redrive stops at the first letter that the broker does not take, and counts none that it has not") {
  Mesh mesh;
  for (int i = 0; i < 3; ++i) mesh.bury(i);
  mesh.broker->fail_requests(embedded::Api::kProduce, embedded::Fault::kTopicAuthorizationFailed);
  const auto refused = mesh.dlq("redrive orders.billing.dlq --rate 1/s");
  INFO(refused.text);
  CHECK(refused.code == 3);
  CHECK(has(refused, "0 redriven\n"));
  CHECK(has(refused, "meshctl: orders.billing.dlq[1]@0 was not sent back to 'orders': "));
  CHECK(mesh.size(kOrders) == 0);
  mesh.broker->clear_faults(embedded::Api::kProduce);
  CHECK(mesh.dlq("redrive orders.billing.dlq").text.ends_with("\n3 redriven\n"));
}

TEST_CASE("what was sent and could not be noted is said, and sent again") {
  Mesh mesh;
  mesh.bury(5);
  mesh.broker->fail_requests(embedded::Api::kOffsetCommit, embedded::Fault::kGroupAuthorizationFailed, 1);
  const auto refused = mesh.dlq("redrive orders.billing.dlq");
  INFO(refused.text);
  CHECK(refused.code == 3);
  CHECK(has(refused, "1 redriven\n"));
  CHECK(has(refused, "could not be noted, and the next call sends the last 1 letter again: "));
  CHECK(mesh.dlq("redrive orders.billing.dlq").text == "1@0 -> orders[1]@1\n1 redriven\n");
}

/// Answers at once, by the record's value.
class Answering final : public Producer {
 public:
  using Producer::send;
  [[nodiscard]] Result<void> send(OutgoingRecord record, SendListener& listener) override {
    if (record.value == "full" && refusals++ < 2) return fail(ErrorKind::kWouldBlock, "full", true);
    if (record.value == "closed") return fail(ErrorKind::kClosed, "closed");
    if (record.value == "lost") {
      listener.answered(fail(ErrorKind::kTimeout, "lost"));
    } else {
      listener.answered(Sent{0, 9});
    }
    return {};
  }
  [[nodiscard]] Result<void> flush(Millis /*timeout*/) override { return {}; }
  int refusals = 0;
};

TEST_CASE("a partition is noted up to its first letter that failed, others on") {
  Answering producer;
  ctl::RedriveBatch batch;
  const auto add = [&](std::int32_t partition, std::int64_t offset, const std::string& value) {
    RecordView where;
    where.topic = "dlq";
    where.partition = partition;
    where.offset = offset;
    if (value.empty()) return batch.pass(where);
    REQUIRE(batch.send(producer, where, record("orders", "k", value)));
  };
  add(0, 4, "full");  // taken when there is room
  add(0, 5, "");
  CHECK_FALSE(batch.has_failed());
  add(0, 6, "lost");
  CHECK(batch.has_failed());
  add(0, 7, "v");
  add(1, 2, "v");
  add(0, 8, "");
  add(2, 3, "closed");
  const auto outcome = batch.settle();
  CHECK(producer.refusals == 3);
  CHECK(outcome.confirmed ==
        std::vector<std::string>{"0@4 -> orders[0]@9\n",
                                 "0@7 -> orders[0]@9 (and again by the next call: one before it failed)\n",
                                 "1@2 -> orders[0]@9\n"});
  REQUIRE(outcome.commits.size() == 2);
  CHECK(outcome.commits[0].where == TopicPartition{"dlq", 0});
  CHECK(outcome.commits[0].next_offset == 6);
  CHECK(outcome.commits[1].next_offset == 3);
  REQUIRE(outcome.failure);
  CHECK(outcome.failure->kind == ErrorKind::kTimeout);
  CHECK(outcome.failure->message == "dlq[0]@6 was not sent back to 'orders': lost");
  CHECK_FALSE(batch.has_failed());
  CHECK(batch.settle().commits.empty());
}

/// Rejects an event `times` times, then takes it. Writes down headers of what it is given.
class Wary final : public RecordHandler {
 public:
  explicit Wary(int times) : times_(times) {}
  [[nodiscard]] Outcome handle(const RecordView& record, const Delivery& /*delivery*/) override {
    redriven = record.header("mesh-redrive-of") != nullptr;
    if (calls++ < times_) return Outcome::reject("not yet");
    ++done;
    return Outcome::done();
  }
  std::atomic<int> calls{0};
  std::atomic<int> done{0};
  std::atomic<bool> redriven{false};

 private:
  int times_;
};

/// An event that is known by its id.
OutgoingRecord event() {
  auto made = record(kOrders, "k", "1");
  made.headers = {{"ce_specversion", "1.0"}, {"ce_id", "e-1"}, {"ce_source", "/shop"}, {"ce_type", "placed"}};
  return made;
}

struct Agent {
  Agent(Transport& transport, RecordHandler& handler, DeadLetterFamilies families = {})
      : runner(transport, "billing", {{spec_of(families), &handler}}, {}, agent_options()) {
    REQUIRE(runner.start());
    REQUIRE(runner.wait_ready(kPatience));
  }
  static ReceiveSpec spec_of(DeadLetterFamilies families) {
    auto spec = receive_spec();
    spec.cloud_events = true;
    spec.dead_letter.families = families;
    return spec;
  }
  AgentRunner runner;
};

TEST_CASE("a redriven event is handled: only what was done is a duplicate") {
  Mesh mesh;
  Wary handler(1);
  Agent agent(*mesh.transport, handler);
  REQUIRE(send(*mesh.transport, event()));
  REQUIRE(mesh.read(kLetters, 1).records.size() == 1);
  CHECK(handler.done == 0);

  CHECK(mesh.dlq("redrive orders.billing.dlq").text.ends_with("\n1 redriven\n"));
  CHECK(eventually([&] { return handler.done == 1; }));
  CHECK(handler.redriven);
  // Now it was done, and the same letter again is a duplicate.
  CHECK(mesh.dlq("redrive orders.billing.dlq --again").code == 0);
  CHECK(eventually([&] { return mesh.size(kOrders) == 3; }));
  const auto report = agent.runner.stop();
  CHECK(report.duplicates == 1);
  CHECK(handler.calls == 2);
}

TEST_CASE("a redrive does not chase its own tail, and a letter of a redriven record replaces the old one's headers") {
  Mesh mesh;
  Wary handler(1000);
  const Agent agent(*mesh.transport, handler, {.spring = true});
  REQUIRE(send(*mesh.transport, event()));
  REQUIRE(mesh.read(kLetters, 1).records.size() == 1);
  // Slow enough for the handler to reject again before the reading ends, were it to read on.
  CHECK(mesh.dlq("redrive orders.billing.dlq --rate 1/s").text.ends_with("\n1 redriven\n"));
  const auto letters = mesh.read(kLetters, 2).records;
  REQUIRE(letters.size() == 2);
  CHECK(mesh.size(kLetters) == 2);
  const auto again = letters[1].view();
  const auto& headers = again.headers;
  for (const auto& header : headers) {
    INFO(header.name);
    CHECK(std::count_if(headers.begin(), headers.end(), [&](const auto& other) { return other.name == header.name; }) ==
          1);
  }
  const auto letter = policy::read_dead_letter(again);
  REQUIRE(letter);
  CHECK(letter->offset == 1);
  CHECK(again.header("kafka_dlt-original-offset")->value == "\x00\x00\x00\x00\x00\x00\x00\x01"s);
  CHECK(again.header("mesh-redrive-of")->value->starts_with("orders.billing.dlq/"));
  CHECK(letter->id == "e-1");
}

}  // namespace
}  // namespace mesh::test
