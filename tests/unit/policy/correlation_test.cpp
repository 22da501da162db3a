#include <set>

#include <catch2/catch_test_macros.hpp>

#include <mesh/policy/correlation.hpp>
#include <mesh/policy/pending_table.hpp>

using namespace mesh::policy;
using namespace std::chrono_literals;

TEST_CASE("ids are version 4 UUIDs, and read back from text and from bytes") {
  auto ids = CorrelationIds::random();
  for (int i = 0; i < 1'000; ++i) {
    const auto id = ids.next();
    const auto text = to_text(id);
    REQUIRE(text.size() == 36);
    CHECK(text[14] == '4');
    CHECK(std::string("89ab").find(text[19]) != std::string::npos);
    CHECK(read_correlation_id(text) == id);
    CHECK(read_correlation_id(to_bytes(id)) == id);
    CHECK(ids.owns(id));
  }
  for (const auto* wrong : {"", "7d444840", "7d444840-9dc0-41d1-b245-5ffdce74fad",
                            "7d444840x9dc0-41d1-b245-5ffdce74fad2", "7d444840-9dc0-41d1-b245-5ffdce74fag2"})
    CHECK_FALSE(read_correlation_id(wrong));
}

TEST_CASE("no id comes twice, and neighbours do not look alike") {
  CorrelationIds ids(1, 0);
  std::set<std::uint64_t> seen;
  for (int i = 0; i < 100'000; ++i) REQUIRE(seen.insert(ids.next().low).second);
  CHECK_FALSE(ids.owns(CorrelationIds(2, 0).next()));
  // Those of a row are spread over the whole range.
  CHECK(*seen.rbegin() - *seen.begin() > (1ULL << 61U));
}

TEST_CASE("each entry leaves the table once") {
  const PendingTable<int>::Time start{};
  PendingTable<int> table(3);
  CHECK_FALSE(table.next_deadline());
  REQUIRE(table.add({1, 1}, start + 30ms, 1));
  REQUIRE(table.add({1, 2}, start + 10ms, 2));
  REQUIRE(table.add({1, 3}, start + 10ms, 3));
  CHECK_FALSE(table.add({1, 4}, start, 4));  // full
  CHECK(table.next_deadline() == start + 10ms);
  CHECK(table.expire(start + 9ms).empty());
  CHECK(table.take({1, 2}) == 2);
  CHECK_FALSE(table.take({1, 2}));
  CHECK_FALSE(table.add({1, 1}, start, 5));  // is there already
  CHECK(table.expire(start + 10ms) == std::vector{3});
  CHECK(table.size() == 1);
  REQUIRE(table.add({1, 5}, start + 5ms, 5));
  CHECK(table.expire(start + 1h) == std::vector{5, 1});
  REQUIRE(table.add({1, 6}, start, 6));
  CHECK(table.clear() == std::vector{6});
  CHECK(table.size() == 0);
}
