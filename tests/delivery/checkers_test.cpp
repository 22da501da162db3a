#include "checkers.hpp"

#include <catch2/catch_test_macros.hpp>

namespace mesh::test {
namespace {

using Kind = HandlerEvent::Kind;

HandlerEvent event(Kind kind, int n, int member = 1, int attempt = 1) {
  return {kind, member, {"k", n}, 0, n, attempt};
}

/// Three records of one key, each done in turn; the second on its second attempt.
RunLog good() {
  RunLog log;
  for (int n = 0; n < 3; ++n) log.confirmed.push_back({{"k", n}, 0, n});
  log.handled = {event(Kind::kBegin, 0), event(Kind::kDone, 0),        event(Kind::kBegin, 1),
                 event(Kind::kRetry, 1), event(Kind::kBegin, 1, 1, 2), event(Kind::kDone, 1, 1, 2),
                 event(Kind::kBegin, 2), event(Kind::kDone, 2)};
  return log;
}

TEST_CASE("a sound run has no breach") {
  const auto log = good();
  CHECK(check_nothing_lost(log).empty());
  CHECK(check_order(log).empty());
  CHECK(check_duplicates(log, 0).empty());
  CHECK(check_commits(log, {{0, 3}}, {1}).empty());
}

TEST_CASE("L catches a record that nobody finished, and takes a dead letter for an end") {
  auto log = good();
  log.handled.pop_back();
  CHECK(check_nothing_lost(log) == Breaches{"L: k#2 was confirmed, but is neither done nor dead-lettered"});
  log.dead_letters.insert({"k", 2});
  CHECK(check_nothing_lost(log).empty());
}

TEST_CASE("O catches a record that overtakes a retry") {
  auto log = good();
  log.handled = {event(Kind::kBegin, 0), event(Kind::kRetry, 0), event(Kind::kBegin, 1)};
  CHECK(check_order(log) == Breaches{"O: k#1 began before k#0 was finished"});
}

TEST_CASE("O catches two handlers of one key at once, and a skipped record") {
  auto log = good();
  log.handled = {event(Kind::kBegin, 0), event(Kind::kBegin, 0), event(Kind::kDone, 0), event(Kind::kBegin, 2)};
  CHECK(check_order(log) == Breaches{"O: k#0 began while k#0 was running", "O: k#2 began before k#1 was finished"});
}

TEST_CASE("O lets another member begin what a dead one had begun") {
  auto log = good();
  log.handled = {event(Kind::kBegin, 0), event(Kind::kBegin, 0, 2), event(Kind::kDone, 0, 2)};
  CHECK(check_order(log).empty());
}

TEST_CASE("D catches too many duplicates, and one that no crash explains") {
  auto log = good();
  log.handled.push_back(event(Kind::kDone, 2, 2));
  CHECK(check_duplicates(log, 1).empty());
  CHECK(check_duplicates(log, 0) == Breaches{"D: 1 records came twice, 0 may"});
  log.handled.push_back(event(Kind::kDone, 2, 2));
  CHECK(check_duplicates(log, 1) == Breaches{"D: k#2 was finished twice by member 2"});
  CHECK(check_duplicates(log, 1, SameMember::kAfterRebalance).empty());
}

TEST_CASE("C catches a commit that is ahead of the work") {
  auto log = good();
  log.handled.pop_back();
  CHECK(check_commits(log, {{0, 2}}, {1}).empty());
  CHECK(check_commits(log, {{0, 3}}, {1}) ==
        Breaches{"C: partition 0 is committed up to 3, but k#2 at 2 is not finished"});
  CHECK(check_commits(log, {{0, 2}}, {7}).size() == 2);
}

TEST_CASE("the last attempt's retry finishes a record") {
  auto log = good();
  log.max_attempts = 2;
  log.handled = {event(Kind::kBegin, 0), event(Kind::kRetry, 0, 1, 2), event(Kind::kBegin, 1)};
  CHECK(check_order(log).empty());
}

TEST_CASE("what comes out twice, not at all or from nowhere is a breach of exactly once") {
  const std::multiset<RecordId> in{{"a", 1}, {"a", 2}, {"b", 1}};
  CHECK(check_exactly_once(in, in).empty());
  CHECK(check_exactly_once(in, {{"a", 1}, {"b", 1}}).size() == 1);
  CHECK(check_exactly_once(in, {{"a", 1}, {"a", 2}, {"a", 2}, {"b", 1}}).size() == 1);
  CHECK(check_exactly_once(in, {{"a", 1}, {"a", 2}, {"b", 2}}).size() == 2);
}

TEST_CASE("a handler's line survives writing and reading, and a cut line is passed over") {
  const HandlerEvent written{Kind::kRetry, 3, {"key-1", 7}, 2, 130, 4};
  const auto lines =
      to_line(written) + to_line(event(Kind::kDone, 1)) + to_line(event(Kind::kUnavailable, 2)) + "begin 1 k";
  const auto read = parse_lines(lines);
  REQUIRE(read.size() == 3);
  CHECK(to_line(read[0]) == "retry 3 key-1 7 2 130 4\n");
  CHECK(to_line(read[1]) == to_line(event(Kind::kDone, 1)));
  CHECK(read[2].kind == Kind::kUnavailable);
}

}  // namespace
}  // namespace mesh::test
