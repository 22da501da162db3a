/// SIGINT and SIGTERM as a stop token.
#pragma once

#include <memory>
#include <stop_token>

#include <mesh/agent/agent.hpp>

namespace mesh {

/// While it lives, the first SIGINT or SIGTERM asks token() to stop; the second ends the process at once with the
/// shell's exit code for it (130 or 143), without drain. One at a time in a process; make it before the agent.
/// Afterwards the earlier handlers are back.
class SignalStop {
 public:
  SignalStop();
  ~SignalStop();
  SignalStop(const SignalStop&) = delete;
  SignalStop& operator=(const SignalStop&) = delete;

  [[nodiscard]] std::stop_token token() const noexcept;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

/// Runs the agent until a signal comes or a subscription fails, and drains it. `Agent` is a generated agent or an
/// AgentRunner: whatever has `run(std::stop_token)`.
template <class Agent>
[[nodiscard]] Result<ExitReport> run_until_signal(Agent& agent) {
  const SignalStop signals;
  return agent.run(signals.token());
}

}  // namespace mesh
