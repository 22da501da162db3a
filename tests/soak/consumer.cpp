/// A consumer of the soak: soak_consumer LOG MEMBER OUTAGE. Settings come from the environment. While the file OUTAGE
/// is there, nothing can be handled. SIGTERM drains it; then its report is the last line it prints.
#include <fcntl.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <string>
#include <thread>

#include <mesh/agent/log.hpp>
#include <mesh/agent/signals.hpp>
#include <mesh/config/config.hpp>
#include <mesh/kafka/transport.hpp>

#include "logging_handler.hpp"
#include "rules.hpp"

namespace {

int failed(const mesh::Error& error) {
  (void)std::fprintf(stderr, "%s\n", error.message.c_str());
  return 3;
}

mesh::Outcome answer(const mesh::test::RecordId& id, int attempt, const std::string& outage) {
  if (access(outage.c_str(), F_OK) == 0) return mesh::Outcome::unavailable("an outage");
  std::this_thread::sleep_for(mesh::Millis(1));  // so that there is always something in the middle of its handling
  if (mesh::test::is_poison(id)) return mesh::Outcome::reject("poison");
  if (attempt <= mesh::test::failures_of(id)) return mesh::Outcome::retry("not yet");
  return mesh::Outcome::done();
}

}  // namespace

int main(int argc, char** argv) {
  using namespace mesh;
  if (argc != 4) return 5;
  const int log = open(argv[1], O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
  if (log < 0) return 4;
  const std::string outage = argv[3];
  const SignalStop signals;  // from now on a SIGTERM is an orderly end
  const auto config = Config::load();
  if (!config) return failed(config.error());
  LogObserver observer(stderr, {.level = LogLevel::kWarning});
  const auto transport = kafka::connect(*config, &observer);
  if (!transport) return failed(transport.error());
  // One write() a line to a file opened for appending: whole, in order, and there after a SIGKILL.
  test::LoggingHandler handler(
      std::atoi(argv[2]), [&](const test::RecordId& id, int attempt) { return answer(id, attempt, outage); },
      [log](const test::HandlerEvent& event) {
        const auto line = test::to_line(event);
        if (write(log, line.data(), line.size()) != static_cast<ssize_t>(line.size())) std::abort();
      });
  auto options = test::agent_options();
  options.observer = &observer;
  AgentRunner agent(**transport, "billing", {{test::receive_spec(), &handler}}, {}, options);
  const auto report = agent.run(signals.token());
  if (!report) return failed(report.error());
  (void)std::printf("report %d %zu %zu %zu %zu\n", report->drained ? 1 : 0, report->handled, report->dead_lettered,
                    report->dropped, report->abandoned);
  return 0;
}
