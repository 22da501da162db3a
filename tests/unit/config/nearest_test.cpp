#include <mesh/config/nearest.hpp>

#include <vector>

#include <catch2/catch_test_macros.hpp>

namespace mesh::config {
namespace {

const std::vector<std::string> kKnown{"lanes", "linger.ms", "log.level", "topic.prefix"};

TEST_CASE("the nearest name is the one with the fewest changes") {
  CHECK(nearest("lane", kKnown) == "lanes");
  CHECK(nearest("linger.sm", kKnown) == "linger.ms");
  CHECK(nearest("topic_prefix", kKnown) == "topic.prefix");
  CHECK(suggestion("lgo.level", kKnown) == "; did you mean 'log.level'?");
}

TEST_CASE("a name that is near to nothing gets no suggestion") {
  CHECK(nearest("bananas.per.minute", kKnown).empty());
  CHECK(suggestion("bananas.per.minute", kKnown).empty());
}

}  // namespace
}  // namespace mesh::config
