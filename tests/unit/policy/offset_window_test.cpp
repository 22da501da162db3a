#include <map>
#include <random>
#include <vector>

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include <mesh/policy/offset_window.hpp>

using mesh::policy::OffsetWindow;

TEST_CASE("the base is the first offset that is not done") {
  OffsetWindow window(1);
  CHECK_FALSE(window.base());
  for (const std::int64_t offset : {10, 11, 12, 13}) REQUIRE(window.add(offset));
  CHECK(window.base() == 10);
  CHECK(window.finish(1, 12));
  CHECK(window.base() == 10);
  CHECK(window.finish(1, 10));
  CHECK(window.base() == 11);
  CHECK(window.finish(1, 11));
  CHECK(window.base() == 13);
  CHECK(window.unfinished() == 1);
  CHECK(window.finish(1, 13));
  CHECK(window.base() == 14);
  CHECK(window.unfinished() == 0);
}

TEST_CASE("gaps of compaction and transaction markers do not hold the base") {
  OffsetWindow window(1);
  for (const std::int64_t offset : {5, 9, 20}) REQUIRE(window.add(offset));
  CHECK(window.finish(1, 5));
  CHECK(window.base() == 9);
  CHECK(window.finish(1, 9));
  CHECK(window.finish(1, 20));
  CHECK(window.base() == 21);
}

TEST_CASE("a repeated offset is known while it is in hand") {
  OffsetWindow window(1);
  REQUIRE(window.add(1));
  REQUIRE(window.add(2));
  CHECK_FALSE(window.add(1));
  CHECK(window.finish(1, 2));
  CHECK_FALSE(window.add(2));
  CHECK_FALSE(window.finish(1, 2));
  CHECK(window.base() == 1);
}

TEST_CASE("answers of another assignment, of unknown records and second answers change nothing") {
  OffsetWindow window(7);
  REQUIRE(window.add(1));
  CHECK_FALSE(window.finish(6, 1));
  CHECK_FALSE(window.finish(7, 0));
  CHECK_FALSE(window.finish(7, 2));
  CHECK(window.base() == 1);
  CHECK(window.finish(7, 1));
  CHECK_FALSE(window.finish(7, 1));
  CHECK(window.base() == 2);
}

TEST_CASE("when a topic was truncated or made anew, the base goes back and nothing between is skipped") {
  OffsetWindow window(1);
  REQUIRE(window.add(100));
  REQUIRE(window.add(101));
  CHECK(window.finish(1, 100));
  REQUIRE(window.add(0));
  CHECK(window.base() == 0);
  CHECK(window.finish(1, 0));
  CHECK(window.base() == 1);  // 101 is still unfinished, but 1 to 100 of the new log are to come.
  REQUIRE(window.add(1));
  CHECK(window.finish(1, 1));
  CHECK(window.base() == 2);
  CHECK(window.finish(1, 101));
  CHECK(window.base() == 2);
}

TEST_CASE("whatever the order of finishing, the base is what a plain model says") {
  const auto seed = GENERATE(1U, 2U, 3U, 4U, 5U);
  std::mt19937 random(seed);
  OffsetWindow window(1);
  std::map<std::int64_t, bool> model;
  std::vector<std::int64_t> open;
  std::int64_t next = 0;
  for (int i = 0; i < 5000; ++i) {
    if (open.empty() || random() % 2 == 0) {
      next += 1 + static_cast<std::int64_t>(random() % 3);
      REQUIRE(window.add(next));
      model[next] = false;
      open.push_back(next);
    } else {
      const auto pick = random() % open.size();
      REQUIRE(window.finish(1, open[pick]));
      model[open[pick]] = true;
      open.erase(open.begin() + static_cast<std::ptrdiff_t>(pick));
    }
    std::int64_t base = next + 1;
    for (const auto& [offset, done] : model) {
      if (!done) {
        base = offset;
        break;
      }
    }
    REQUIRE(window.base() == base);
    while (!model.empty() && model.begin()->second) model.erase(model.begin());
  }
}
