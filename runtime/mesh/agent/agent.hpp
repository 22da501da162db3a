/// What generated agents stand on: checks topics, runs subscriptions, stops in order.
#pragma once

#include <chrono>
#include <cstddef>
#include <memory>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include <mesh/consume/received.hpp>
#include <mesh/policy/contract.hpp>
#include <mesh/ports/observer.hpp>
#include <mesh/ports/transport.hpp>
#include <mesh/request/requester.hpp>

namespace mesh {

struct AgentOptions {
  std::size_t lanes = 0;               ///< worker threads a subscription; 0: one a core, at most 8
  std::size_t max_in_flight = 10'000;  ///< records taken and not finished, a subscription
  std::size_t max_in_flight_bytes = 64u << 20;
  std::size_t dedup_window = 100'000;            ///< remembered event ids, a subscription; 0 switches suppression off
  DeadLetterFamilies dead_letter_families = {};  ///< of every operation, beside what its contract says
  Millis commit_interval{500};
  Millis drain_timeout{20'000};  ///< on stop: how long running handlers may take
  Millis ready_timeout{30'000};
  bool create_topics = false;    ///< create missing topics from the contract's bindings
  Observer* observer = nullptr;  ///< must outlive the agent; nullptr: silence
  /// Exactly-once operations only: until finished records and what they send become visible, together.
  Millis transaction_interval{100};
  /// Exactly-once operations only: of this running instance, another for each that runs at the same time, and the same
  /// after a restart. Part of the transactional id `<group>.<operation>.<instance_id>`. Empty: the host's name.
  std::string instance_id = {};
};

/// One receive operation and who handles it; `handler` must outlive the agent.
struct Subscription {
  ReceiveSpec spec;
  RecordHandler* handler = nullptr;
};

/// What is left when an agent has stopped.
struct ExitReport {
  bool drained = true;  ///< every record that was taken is finished
  std::size_t handled = 0;
  std::size_t dead_lettered = 0;
  std::size_t duplicates = 0;  ///< suppressed
  std::size_t dropped = 0;
  std::size_t abandoned = 0;  ///< unfinished at the drain timeout, or given back before: they come again
};

/// States in order: configured, starting, ready, draining, stopped; failed from any.
enum class AgentState { kConfigured, kStarting, kReady, kDraining, kStopped, kFailed };

[[nodiscard]] std::string_view to_string(AgentState state) noexcept;

class AgentRunner {
 public:
  /// `send_topics` are those of the agent's send operations: they are checked at start like the rest, and so are the
  /// reply topics of `requesters`, which must outlive the agent. They ask from start() until stop(), which lets
  /// handlers finish first and then cancels what is pending.
  AgentRunner(Transport& transport, std::string name, std::vector<Subscription> subscriptions,
              std::vector<TopicSpec> send_topics, AgentOptions options, std::vector<Requester*> requesters = {});
  /// Stops if it runs, within `drain_timeout` and two seconds, also while no broker answers.
  ~AgentRunner();
  AgentRunner(const AgentRunner&) = delete;
  AgentRunner& operator=(const AgentRunner&) = delete;

  /// Checks (or creates) topics, joins the groups. Names every topic that is missing.
  [[nodiscard]] Result<void> start();
  /// Until every subscription has its assignment.
  [[nodiscard]] Result<void> wait_ready(Millis timeout);
  /// start() unless it was called before, then until `stop` is asked for or a subscription failed; then stop().
  [[nodiscard]] Result<ExitReport> run(std::stop_token stop);
  /// Drains: takes no more, lets handlers finish, writes dead letters, commits, leaves the groups. Idempotent.
  [[nodiscard]] ExitReport stop();

  [[nodiscard]] AgentState state() const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace mesh
