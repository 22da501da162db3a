#include <string>

#include <catch2/catch_test_macros.hpp>

#include <mesh/policy/dedup_window.hpp>

using mesh::policy::DedupWindow;

TEST_CASE("an event is known by source and id together") {
  DedupWindow window(10);
  window.remember("/a", "1");
  CHECK(window.contains("/a", "1"));
  CHECK_FALSE(window.contains("/b", "1"));
  CHECK_FALSE(window.contains("/a", "2"));
  CHECK_FALSE(window.contains("/a1", ""));
  CHECK_FALSE(window.contains("", "/a1"));
}

TEST_CASE("the oldest event is forgotten first, and seeing one again does not make it younger") {
  DedupWindow window(2);
  window.remember("/a", "1");
  window.remember("/a", "2");
  window.remember("/a", "1");
  CHECK(window.size() == 2);
  window.remember("/a", "3");
  CHECK_FALSE(window.contains("/a", "1"));
  CHECK(window.contains("/a", "2"));
  CHECK(window.contains("/a", "3"));
}

TEST_CASE("it stays bounded and exact over many events") {
  DedupWindow window(1000);
  for (int i = 0; i < 20'000; ++i) window.remember("/source", std::to_string(i));
  CHECK(window.size() == 1000);
  for (int i = 0; i < 20'000; ++i) REQUIRE(window.contains("/source", std::to_string(i)) == (i >= 19'000));
}

TEST_CASE("a window of 0 remembers nothing") {
  DedupWindow window(0);
  window.remember("/a", "1");
  CHECK_FALSE(window.contains("/a", "1"));
}
