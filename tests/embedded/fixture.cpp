#include "fixture.hpp"

#include <catch2/catch_test_macros.hpp>

namespace mesh::test {

Fixture::Fixture(std::vector<NewTopic> topics, int brokers) {
  auto started = embedded::Broker::start({.brokers = brokers, .topics = std::move(topics)});
  REQUIRE(started);
  broker = *std::move(started);
  REQUIRE(config.set_all(broker->client_settings()));
  REQUIRE(config.set("log.level", "off"));
}

std::unique_ptr<Transport> Fixture::connect(const ConfigPairs& more) { return test::connect(config, more); }

}  // namespace mesh::test
