/// A broker in process with a client of it.
#pragma once

#include <memory>
#include <vector>

#include <mesh/embedded/broker.hpp>

#include "moves.hpp"

namespace mesh::test {

struct Fixture {
  /// A broker with these topics.
  explicit Fixture(std::vector<NewTopic> topics, int brokers = 1);

  [[nodiscard]] std::unique_ptr<Transport> connect(const ConfigPairs& more = {});

  std::unique_ptr<embedded::Broker> broker;
  Config config;
};

}  // namespace mesh::test
