// A run that is as it should be has no breach; every planted one is found by the checker that is there for it.
#include <algorithm>
#include <functional>

#include <catch2/catch_test_macros.hpp>

#include "judge.hpp"
#include "rules.hpp"

namespace mesh::test {
namespace {

using Kind = HandlerEvent::Kind;

/// One key, handled by member 1 as the rules say, all of it committed at the end.
Evidence sound() {
  Evidence evidence;
  std::size_t done = 0;
  for (int n = 0; n < 600; ++n) {
    const RecordId id{"a1", n};
    evidence.confirmed.push_back({id, 2, n});
    evidence.orders.push_back({id, 2, n});
    for (int attempt = 1; attempt <= (is_poison(id) ? 1 : failures_of(id) + 1); ++attempt) {
      HandlerEvent event{Kind::kBegin, 1, id, 2, n, attempt};
      evidence.handled.push_back(event);
      event.kind = is_poison(id) ? Kind::kReject : attempt <= failures_of(id) ? Kind::kRetry : Kind::kDone;
      evidence.handled.push_back(event);
      done += event.kind == Kind::kDone ? 1 : 0;
    }
    if (is_poison(id)) evidence.letters.push_back({id, 2, 2, n});
    if (is_refused_by_transformer(id)) evidence.letters_of_transformers.push_back({id, 2, 2, n});
    if (!is_refused_by_transformer(id)) evidence.transformed.insert(id);
    if (n % 100 == 99) evidence.samples.push_back({evidence.handled.size(), Millis(n * 100), {{2, n + 1}}});
  }
  evidence.exits.push_back({.member = 1, .is_last = true, .handled = done, .dead_lettered = evidence.letters.size()});
  return evidence;
}

/// One breach at least is of that kind.
void finds(const std::string& letter, const std::function<void(Evidence&)>& plant) {
  auto evidence = sound();
  plant(evidence);
  const auto breaches = judge(evidence);
  REQUIRE_FALSE(breaches.empty());
  const auto is_of_kind = [&](const std::string& breach) { return breach.starts_with(letter + ": "); };
  INFO(breaches.front());
  CHECK(std::any_of(breaches.begin(), breaches.end(), is_of_kind));
}

std::vector<HandlerEvent>::iterator end_of(Evidence& evidence, int n) {
  return std::find_if(evidence.handled.begin(), evidence.handled.end(), [&](const HandlerEvent& event) {
    return event.id.n == n && (event.kind == Kind::kDone || event.kind == Kind::kReject);
  });
}

TEST_CASE("a sound run has no breach") {
  const auto evidence = sound();
  CHECK_FALSE(evidence.letters.empty());
  CHECK(judge(evidence) == Breaches{});
  CHECK(count(evidence).retried > 0);
  CHECK(count(evidence).duplicates == 0);
}

TEST_CASE("L: an acknowledged record that nobody handled") { finds("L", plant_a_loss); }

TEST_CASE("L: a record that the producer was not sure of counts too") {
  finds("L", [](Evidence& evidence) { evidence.orders.push_back({{"a1", 600}, 2, 600}); });
}

TEST_CASE("T: a record that is in the log twice, is missing, lies elsewhere, or has other bytes") {
  finds("T", [](Evidence& evidence) { evidence.orders.push_back({{"a1", 599}, 2, 600}); });
  finds("T", [](Evidence& evidence) { evidence.orders.erase(evidence.orders.begin() + 5); });
  finds("T", [](Evidence& evidence) { evidence.confirmed[5].offset = 7; });
  finds("T", [](Evidence& evidence) { evidence.orders[5].is_as_sent = false; });
}

TEST_CASE("O: a record that was begun before the one in front of it") {
  finds("O", [](Evidence& evidence) { std::swap(evidence.handled[0], evidence.handled[2]); });
}

TEST_CASE("D: more repeated records than may be") {
  finds("D", [](Evidence& evidence) {
    auto again = *end_of(evidence, 100);
    again.member = 2;
    evidence.handled.push_back(again);
  });
}

TEST_CASE("D: a committed record that is handled again, but by one who was frozen") {
  const auto again = [](Evidence& evidence) {
    auto event = *end_of(evidence, 100);
    event.kind = Kind::kBegin;
    evidence.handled.push_back(event);
  };
  finds("D", again);
  auto evidence = sound();
  again(evidence);
  evidence.frozen = {1};
  CHECK(judge(evidence) == Breaches{});
}

TEST_CASE("C: a commit that ran ahead for a moment") {
  finds("C", [](Evidence& evidence) { evidence.samples[2].events -= 1; });
}

TEST_CASE("P: poison without a letter, a letter with other bytes, in another partition, or of a good record") {
  finds("P", [](Evidence& evidence) { evidence.letters.pop_back(); });
  finds("P", [](Evidence& evidence) { evidence.letters.front().is_as_sent = false; });
  finds("P", [](Evidence& evidence) { evidence.letters.front().partition = 1; });
  finds("P", [](Evidence& evidence) { evidence.letters.push_back({{"a1", 0}, 2, 2, 0}); });
  finds("P", [](Evidence& evidence) { evidence.letters_of_transformers.pop_back(); });
}

TEST_CASE("R: a record that was done without the failures it must have") {
  finds("R", [](Evidence& evidence) {
    const auto retried = std::find_if(evidence.handled.begin(), evidence.handled.end(),
                                      [](const HandlerEvent& event) { return event.kind == Kind::kRetry; });
    retried->kind = Kind::kDone;
  });
}

TEST_CASE("E: a process that ended otherwise, left something behind, or counts otherwise than its log") {
  finds("E", [](Evidence& evidence) { evidence.exits.front().code = 3; });
  finds("E", [](Evidence& evidence) { evidence.exits.front().drained = false; });
  finds("E", [](Evidence& evidence) { evidence.exits.front().dropped = 1; });
  finds("E", [](Evidence& evidence) { ++evidence.exits.front().handled; });
}

TEST_CASE("X: what came out twice, or not at all") {
  finds("X", [](Evidence& evidence) { evidence.transformed.insert({"a1", 1}); });
  finds("X", [](Evidence& evidence) { evidence.transformed.erase({"a1", 1}); });
}

}  // namespace
}  // namespace mesh::test
