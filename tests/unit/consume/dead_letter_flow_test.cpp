// Records that are given up: where they go, what is written, and that nothing is committed before it is there.
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include <mesh/policy/dead_letter.hpp>

#include "harness.hpp"

using namespace harness;
using mesh::EventKind;
using mesh::Outcome;

namespace {

mesh::Error refused() { return {mesh::ErrorKind::kAuthorization, false, 29, "not allowed to write"}; }

mesh::policy::DeadLetter read(const mesh::memory::StoredRecord& record) {
  std::vector<mesh::HeaderView> headers;
  for (const auto& header : record.headers) headers.push_back({header.name, header.value});
  mesh::RecordView view;
  view.topic = record.topic;
  view.partition = record.partition;
  view.key = record.key;
  view.value = record.value;
  view.headers = headers;
  auto letter = mesh::policy::read_dead_letter(view);
  REQUIRE(letter);
  return *letter;
}

}  // namespace

TEST_CASE("a record whose attempts are used up goes to the dead-letter topic, byte for byte, with its story") {
  World world(4, 3);
  const std::string value("\x00\xFF{not json", 11);
  const std::vector<mesh::Header> original{{"trace", "t-1"}, {"null", std::nullopt}, {"trace", "t-2"}};
  const auto sent = world.put("a", value, original);
  Recorder handler([](const auto&, const auto&) { return Outcome::retry("no stock service"); });
  const auto agent = world.agent(handler);
  REQUIRE(agent->start());
  REQUIRE(world.drained());
  CHECK(handler.count() == 3);
  CHECK(agent->stop().dead_lettered == 1);

  const auto letters = world.broker.records(kLetters);
  REQUIRE(letters.size() == 1);
  CHECK(letters[0].key == "a");
  CHECK(letters[0].value == value);
  CHECK(letters[0].partition == sent.partition % 3);
  const auto letter = read(letters[0]);
  CHECK(letter.headers == original);
  CHECK(letter.topic == kTopic);
  CHECK(letter.partition == sent.partition);
  CHECK(letter.offset == sent.offset);
  CHECK(letter.group == kGroup);
  CHECK(letter.operation == "onOrder");
  CHECK(letter.cause.reason == "retries.exhausted");
  CHECK(letter.cause.detail == "no stock service");
  CHECK(letter.cause.attempts == 3);
  CHECK(letter.cause.failed_at - letter.cause.first_failed_at >= 40ms);
}

TEST_CASE("a rejected or undecodable record goes there without another attempt") {
  World world;
  world.put("a", "rejected");
  world.put("b", "poison");
  world.put("c", "thrown");
  Recorder handler([](const mesh::RecordView& record, const auto&) -> Outcome {
    if (record.value == "rejected") return Outcome::reject("no such customer");
    if (record.value == "poison") {
      return Outcome::poison({mesh::DeadReason::kPoisonSchema, "minimum", "/total: is 0, must be at least 1"});
    }
    throw 42;
  });
  const auto agent = world.agent(handler);
  REQUIRE(agent->start());
  REQUIRE(world.drained());
  CHECK(handler.count() == 3);
  std::map<std::string, mesh::policy::DeadLetterCause> causes;
  for (const auto& record : world.broker.records(kLetters)) causes[record.value.value_or("")] = read(record).cause;
  REQUIRE(causes.size() == 3);
  CHECK(causes["rejected"].reason == "rejected");
  CHECK(causes["rejected"].detail == "no such customer");
  CHECK(causes["poison"].reason == "poison.schema");
  CHECK(causes["poison"].error_type == "minimum");
  CHECK(causes["thrown"].reason == "poison.handler");
  for (const auto& [value, cause] : causes) CHECK(cause.attempts == 1);
}

TEST_CASE("nothing is committed before the dead letter's report is there, and the key waits for it") {
  World world;
  world.broker.hold_reports(true);
  world.put("a", "bad");
  world.put("a", "good");
  world.put("b", "good");
  Recorder handler([](const mesh::RecordView& record, const auto&) {
    return record.value == "bad" ? Outcome::reject("no") : Outcome::done();
  });
  const auto agent = world.agent(handler);
  REQUIRE(agent->start());
  REQUIRE(world.broker.wait_for_records(kLetters, 1, kPatience));
  REQUIRE(eventually([&] { return handler.calls_of("b").size() == 1; }));
  std::this_thread::sleep_for(50ms);  // Ten commit intervals.
  CHECK(world.broker.committed(kGroup, kTopic, 0).value_or(0) == 0);
  CHECK(handler.values_of("a") == std::vector<std::string>{"bad"});
  world.broker.hold_reports(false);
  REQUIRE(world.drained());
  CHECK(handler.values_of("a") == std::vector<std::string>{"bad", "good"});
  CHECK(world.broker.records(kLetters).size() == 1);
}

TEST_CASE("a dead-letter topic that can't be written holds the key and is tried again with pauses until it can") {
  const bool reported = GENERATE(true, false);
  CAPTURE(reported);
  World world;
  if (reported) {
    world.broker.fail_sends(kLetters, 3, refused());
  } else {
    world.broker.refuse_sends(kLetters, 3, {mesh::ErrorKind::kWouldBlock, true, 0, "queue full"});
  }
  world.put("a", "bad");
  world.put("a", "good");
  Recorder handler([](const mesh::RecordView& record, const auto&) {
    return record.value == "bad" ? Outcome::reject("no") : Outcome::done();
  });
  Listener listener;
  auto with = options();
  with.observer = &listener;
  const auto agent = world.agent(handler, with);
  REQUIRE(agent->start());
  REQUIRE(eventually([&] { return listener.count(EventKind::kDeadLetterFailed) == 1; }));
  CHECK(world.broker.committed(kGroup, kTopic, 0).value_or(0) == 0);
  REQUIRE(world.drained());
  const auto failures = listener.all(EventKind::kDeadLetterFailed);
  REQUIRE(failures.size() == 3);
  for (std::size_t i = 1; i < failures.size(); ++i) {
    CHECK(failures[i - 1].delay >= 10ms);
    CHECK(failures[i].at - failures[i - 1].at >= failures[i - 1].delay);
  }
  CHECK(handler.values_of("a") == std::vector<std::string>{"bad", "good"});
  CHECK(world.broker.records(kLetters).size() == 1);
  CHECK(agent->stop().dead_lettered == 1);
}

TEST_CASE("a dead letter that is too large is written once more as it is, then with the fewest headers") {
  const bool reported = GENERATE(true, false);
  CAPTURE(reported);
  const int refusals = GENERATE(1, 2, 4);
  CAPTURE(refusals);
  const mesh::Error too_large{mesh::ErrorKind::kTooLarge, false, 10, "too large"};
  World world;
  if (reported) {
    world.broker.fail_sends(kLetters, static_cast<std::size_t>(refusals), too_large);
  } else {
    world.broker.refuse_sends(kLetters, static_cast<std::size_t>(refusals), too_large);
  }
  world.put("a", "bad");
  world.put("a", "good");
  world.put("b", "other");
  Recorder handler([](const mesh::RecordView& record, const auto&) {
    return record.value == "bad" ? Outcome::reject("no") : Outcome::done();
  });
  Listener listener;
  auto with = options();
  with.observer = &listener;
  const auto agent = world.agent(handler, with);
  REQUIRE(agent->start());
  REQUIRE(world.drained());
  CHECK(handler.values_of("a") == std::vector<std::string>{"bad", "good"});
  const auto letters = world.broker.records(kLetters);
  REQUIRE(letters.size() == 1);
  CHECK(letters.front().value == "bad");
  CHECK(read(letters.front()).cause.detail == (refusals < 2 ? "no" : ""));
  const auto failures = listener.all(EventKind::kDeadLetterFailed);
  REQUIRE(failures.size() == static_cast<std::size_t>(refusals));
  for (std::size_t i = 0; i < failures.size(); ++i) {
    CHECK((failures[i].detail.find("max.message.bytes") != std::string::npos) == (i >= 2));
  }
  CHECK(agent->stop().dead_lettered == 1);
}

TEST_CASE("without a dead-letter topic an exhausted record holds its key until the handler takes it") {
  World world;
  world.put("a", "0");
  world.put("a", "1");
  world.put("b", "0");
  std::atomic<bool> mended = false;
  Recorder handler([&](const mesh::RecordView& record, const auto&) -> Outcome {
    if (record.key != "a" || mended) return Outcome::done();
    return record.offset == 0 ? Outcome::retry("broken") : Outcome::reject("also broken");
  });
  auto contract = spec();
  contract.dead_letter.enabled = false;
  contract.retry.max_delay_ms = 30;
  const auto agent = world.agent(handler, options(), contract);
  REQUIRE(agent->start());
  REQUIRE(eventually([&] { return handler.calls_of("a").size() >= 6 && handler.calls_of("b").size() == 1; }));
  const auto calls = handler.calls_of("a");
  for (std::size_t i = 4; i < 6; ++i) CHECK(calls[i].start - calls[i - 1].end >= 30ms);
  CHECK(handler.values_of("a") == std::vector<std::string>(handler.calls_of("a").size(), "0"));
  mended = true;
  REQUIRE(world.drained());
  CHECK(world.broker.records(kLetters).empty());
}

TEST_CASE("a dead-lettered event is handled when it comes again") {
  World world;
  world.put("a", "1", event_headers("e-1"));
  std::atomic<bool> mended = false;
  Recorder handler([&](const auto&, const auto&) { return mended ? Outcome::done() : Outcome::reject("no"); });
  const auto agent = world.agent(handler);
  REQUIRE(agent->start());
  REQUIRE(world.drained());
  mended = true;
  world.put("a", "1", event_headers("e-1"));
  REQUIRE(world.drained());
  CHECK(handler.count() == 2);
  CHECK(agent->stop().duplicates == 0);
}
