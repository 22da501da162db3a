#include <algorithm>
#include <deque>
#include <random>
#include <string>

#include <catch2/catch_test_macros.hpp>

#include <mesh/policy/dedup_window.hpp>

using mesh::policy::DedupWindow;

TEST_CASE("an event is known by source and id together") {
  DedupWindow window(10);
  window.remember({"/a", "1"});
  CHECK(window.contains({"/a", "1"}));
  CHECK_FALSE(window.contains({"/b", "1"}));
  CHECK_FALSE(window.contains({"/a", "2"}));
  CHECK_FALSE(window.contains({"/a1", ""}));
  CHECK_FALSE(window.contains({"", "/a1"}));
}

TEST_CASE("the oldest event is forgotten first, and seeing one again does not make it younger") {
  DedupWindow window(2);
  window.remember({"/a", "1"});
  window.remember({"/a", "2"});
  window.remember({"/a", "1"});
  CHECK(window.size() == 2);
  window.remember({"/a", "3"});
  CHECK_FALSE(window.contains({"/a", "1"}));
  CHECK(window.contains({"/a", "2"}));
  CHECK(window.contains({"/a", "3"}));
}

TEST_CASE("it stays bounded and exact over many events") {
  DedupWindow window(1000);
  for (int i = 0; i < 20'000; ++i) window.remember({"/source", std::to_string(i)});
  CHECK(window.size() == 1000);
  for (int i = 0; i < 20'000; ++i) REQUIRE(window.contains({"/source", std::to_string(i)}) == (i >= 19'000));
}

TEST_CASE("a window of 0 remembers nothing") {
  DedupWindow window(0);
  window.remember({"/a", "1"});
  CHECK_FALSE(window.contains({"/a", "1"}));
}

TEST_CASE("events come and go in any order of their hashes, and none is lost or made up") {
  // Against the plainest model, with few names, so that most slots are taken and freed many times.
  constexpr std::size_t kCapacity = 37;
  DedupWindow window(kCapacity);
  std::deque<std::string> model;
  std::mt19937 random(7);  // NOLINT(cert-msc51-cpp): the same each time
  for (int i = 0; i < 20'000; ++i) {
    const auto id = std::to_string(random() % 100);
    const bool known = std::find(model.begin(), model.end(), id) != model.end();
    REQUIRE(window.contains({"/source", id}) == known);
    window.remember({"/source", id});
    if (known) continue;
    model.push_back(id);
    if (model.size() > kCapacity) model.pop_front();
    REQUIRE(window.size() == model.size());
  }
}
