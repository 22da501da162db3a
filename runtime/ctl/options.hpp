/// What the command line of meshctl says.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include <mesh/ports/transport.hpp>

namespace mesh::ctl {

struct ClientOptions {
  std::string bootstrap;    ///< empty: as configured
  std::string config_file;  ///< empty: MESH_CONFIG, or none
};

struct BrokerCommand {
  std::vector<std::string> contracts;
  std::vector<NewTopic> topics;
  std::string address_file;
  std::string env_file;
  bool watch_parent = false;
};

struct TopicsListCommand {
  ClientOptions client;
};

struct TailCommand {
  ClientOptions client;
  std::string topic;
  bool from_beginning = false;
  std::size_t max_records = 0;             ///< 0: no limit
  std::optional<std::int64_t> until_idle;  ///< milliseconds
};

struct ProduceCommand {
  ClientOptions client;
  std::string topic;
  std::optional<std::string> key;
  std::vector<Header> headers;
  std::optional<std::string> value;
  std::optional<std::string> value_file;  ///< "-": standard input; neither: a null value
  std::optional<std::int32_t> partition;
};

using Command = std::variant<BrokerCommand, TopicsListCommand, TailCommand, ProduceCommand>;

/// The command, or the exit code after help or a usage error was printed.
[[nodiscard]] std::variant<Command, int> parse(int argc, const char* const* argv);

}  // namespace mesh::ctl
