/// Apache Kafka as processes on this machine, on free ports: started, stopped, killed, frozen, and started again.
#pragma once

#include <array>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include <mesh/config/config.hpp>

#include "process.hpp"

namespace mesh::test {

struct ClusterOptions {
  std::string version;  ///< of Apache Kafka; its jars must be in the cache (fetch.sh)
  int nodes = 1;
  std::filesystem::path folder;  ///< logs stay here, data goes with the cluster

  struct Listener {
    std::string name;
    std::string address;   ///< host:port
    std::string protocol;  ///< Kafka's: SASL_SSL, …
  };
  /// Beside the plain one; for one node.
  std::vector<Listener> more_listeners = {};
  /// More lines of server.properties, and more arguments when the storage is formatted.
  std::vector<std::string> properties = {};
  std::vector<std::string> format_arguments = {};

  /// KAFKA_VERSION (3.9.2), KAFKA_NODES (1), and a folder of the build for this program.
  [[nodiscard]] static ClusterOptions from_environment();
};

/// Every node is broker and controller. Methods throw std::runtime_error with the end of the log when a node does not
/// do what it should. Nodes count from 1, as their ids do.
class Cluster {
 public:
  /// Returns when clients see every node.
  explicit Cluster(ClusterOptions options);
  ~Cluster();
  Cluster(const Cluster&) = delete;
  Cluster& operator=(const Cluster&) = delete;

  [[nodiscard]] int nodes() const noexcept { return options_.nodes; }
  [[nodiscard]] const std::string& version() const noexcept { return options_.version; }
  /// "127.0.0.1:21001,…": a plain listener on every node.
  [[nodiscard]] std::string bootstrap() const;

  [[nodiscard]] std::string bootstrap(int node) const;

  void start(int node);
  /// SIGTERM, and waits for the end.
  void stop(int node);
  /// SIGKILL, and waits for the end.
  void kill(int node);
  /// SIGTERM, and waits for nothing: without a quorum a node may take minutes to leave.
  void ask_to_stop(int node);
  /// Ends what is left of it and starts it; waits for nothing: without a quorum a node is never ready.
  void start_soon(int node);
  /// SIGSTOP: connections stay open, nothing is answered.
  void freeze(int node);
  void thaw(int node);
  void stop_all();
  void freeze_all();
  void thaw_all();
  /// Whatever was done to them: every node runs, and clients see them all.
  void heal();

 private:
  struct Node {
    int port = 0;
    int controller_port = 0;
    std::filesystem::path folder;
    std::filesystem::path log;
    std::size_t log_before = 0;  ///< where the log of this start begins
    std::unique_ptr<Process> process;
    bool is_frozen = false;
  };

  [[nodiscard]] Node& at(int node) { return nodes_.at(static_cast<std::size_t>(node - 1)); }
  void write_properties(int node) const;
  void format();
  void launch(int node);
  void wait_until_started(int node);
  void wait_until_seen(Millis for_a_while);
  void end(int node, int signal, Millis limit);
  [[nodiscard]] std::vector<std::string> java(const std::string& heap, const std::string& main_class) const;

  ClusterOptions options_;
  std::vector<Node> nodes_;
};

/// This program's cluster, started by the first who asks, healed for each who asks later.
[[nodiscard]] Cluster& cluster();

}  // namespace mesh::test
