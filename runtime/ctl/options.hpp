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

/// Which letters are meant: all that is given must hold.
struct LetterFilter {
  std::optional<std::string> reason;
  std::optional<std::string> operation;
  std::optional<std::string> origin;  ///< topic
  std::optional<std::string> key;
  std::optional<Timestamp> since;  ///< failed then or later
  std::optional<Timestamp> until;  ///< failed before
};

struct DlqListCommand {
  ClientOptions client;
  std::string topic;
  LetterFilter filter;
  std::size_t max_letters = 0;  ///< 0: no limit
  bool json = false;
};

struct DlqShowCommand {
  ClientOptions client;
  std::string topic;
  std::int32_t partition = 0;
  std::int64_t offset = 0;
};

struct DlqRedriveCommand {
  ClientOptions client;
  std::string topic;
  LetterFilter filter;
  std::optional<std::string> to;  ///< instead of where each letter comes from
  double rate = 0;                ///< letters a second; 0: as fast as it goes
  std::size_t max_letters = 0;    ///< 0: no limit
  bool dry_run = false;
  bool again = false;  ///< from the beginning of the topic
};

using Command = std::variant<BrokerCommand, TopicsListCommand, TailCommand, ProduceCommand, DlqListCommand,
                             DlqShowCommand, DlqRedriveCommand>;

/// The command, or the exit code after help or a usage error was printed.
[[nodiscard]] std::variant<Command, int> parse(int argc, const char* const* argv);

}  // namespace mesh::ctl
