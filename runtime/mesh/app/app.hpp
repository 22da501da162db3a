/// What every agent program needs and none wants to write again: settings, log, transport, and how to fail.
///
///   int main(int argc, char** argv) {
///     auto app = mesh::App::start(argc, argv);
///     if (!app) return mesh::report(app.error());
///     shop::billing::IssueInvoicePublisher invoices((*app)->transport());
///     Billing billing(invoices);
///     shop::billing::Agent agent((*app)->transport(), billing, (*app)->options());
///     return mesh::report(mesh::run_until_signal(agent));
///   }
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <mesh/agent/agent.hpp>
#include <mesh/agent/signals.hpp>
#include <mesh/base/error.hpp>
#include <mesh/config/config.hpp>
#include <mesh/ports/observer.hpp>
#include <mesh/ports/transport.hpp>

namespace mesh {

/// Settings from `--config FILE` (else MESH_CONFIG), the environment and `--set key=value`; the log that `log.format`
/// and `log.level` ask for, on standard output; a connection to Kafka. Agents made with it must be destroyed before it.
class App {
 public:
  /// kInvalidArgument for a wrong argument, else what Config and kafka::connect say.
  [[nodiscard]] static Result<std::unique_ptr<App>> start(int argc, const char* const* argv);
  ~App();
  App(const App&) = delete;
  App& operator=(const App&) = delete;

  [[nodiscard]] Transport& transport() noexcept { return *transport_; }
  [[nodiscard]] const Config& config() const noexcept { return config_; }
  [[nodiscard]] Observer& log() noexcept { return *log_; }
  /// From the settings, with the log as observer.
  [[nodiscard]] AgentOptions options() const;
  /// Arguments that are neither `--config` nor `--set`: the program's own.
  [[nodiscard]] const std::vector<std::string>& arguments() const noexcept { return arguments_; }

 private:
  App() = default;

  Config config_;
  std::vector<std::string> arguments_;
  std::unique_ptr<Observer> log_;
  std::unique_ptr<Transport> transport_;
};

/// Says the error on standard error and gives the exit code: 5 for arguments and settings, 4 when no broker answers,
/// else 3.
int report(const Error& error);
/// 0 when everything was drained; 6 when work was abandoned (it will be delivered again); else as above.
int report(const Result<ExitReport>& result);

}  // namespace mesh
