/// A test's own topics on this program's cluster, with transports and an agent that logs what it handles.
#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include <mesh/agent/agent.hpp>

#include "admin.hpp"
#include "checkers.hpp"
#include "cluster.hpp"
#include "load.hpp"
#include "logging_handler.hpp"
#include "moves.hpp"

namespace mesh::test {

inline constexpr std::int32_t kPartitions = 4;

/// Everything that the runtime and librdkafka have told.
class Told final : public Observer {
 public:
  void on(const Happening& happening) override;
  /// How many happenings of that kind have `words` in their reason or detail.
  [[nodiscard]] std::size_t count(EventKind kind, const std::string& words = {}) const;
  /// The last detail of that kind that has `words` in it.
  [[nodiscard]] std::string last(EventKind kind, const std::string& words = {}) const;

 private:
  struct Line {
    EventKind kind;
    std::string reason;
    std::string detail;
  };
  mutable std::mutex mutex_;
  std::vector<Line> lines_;
};

struct Scene {
  /// Creates kOrders and kLetters, behind a prefix that no other test has.
  explicit Scene(Cluster& on = cluster());

  [[nodiscard]] std::unique_ptr<Transport> connect(const ConfigPairs& more = {}) {
    return test::connect(config, more, &told);
  }
  [[nodiscard]] std::string orders() const { return prefix + kOrders; }
  [[nodiscard]] std::string letters() const { return prefix + kLetters; }
  /// The node that leads that partition of the orders, once there is one.
  [[nodiscard]] int leader(std::int32_t partition = 0) const;

  Cluster& brokers;
  std::string prefix;
  Config config;
  Told told;
  Admin admin;
};

/// A member of the group "billing", which does what `answer` says (done, if nothing is given).
struct LoggingAgent {
  LoggingAgent(Scene& scene, Transport& transport, SharedLog& log, int member = 1, LoggingHandler::Answer answer = {},
               AgentOptions options = agent_options());

  LoggingHandler handler;
  AgentRunner runner;
};

/// Waits until all of `confirmed` is done or in `log.dead_letters`, stops the agent, and checks L, O and D.
void settle(LoggingAgent& agent, const SharedLog& shared, RunLog& log, std::size_t duplicates,
            SameMember same_member = SameMember::kNever);

}  // namespace mesh::test
