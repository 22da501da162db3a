/// A consumer process that can be killed: delivery_child LOG MEMBER HANDLE_MS. Settings come from the environment.
#include <fcntl.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <thread>

#include <mesh/config/config.hpp>
#include <mesh/kafka/transport.hpp>

#include "logging_handler.hpp"

int main(int argc, char** argv) {
  using namespace mesh;
  if (argc != 4) return 5;
  const int log = open(argv[1], O_WRONLY | O_APPEND | O_CREAT, 0600);
  if (log < 0) return 4;
  const Millis busy(std::atoi(argv[3]));
  const auto config = Config::load();
  if (!config) {
    (void)std::fprintf(stderr, "%s\n", config.error().message.c_str());
    return 5;
  }
  auto transport = kafka::connect(*config);
  if (!transport) {
    (void)std::fprintf(stderr, "%s\n", transport.error().message.c_str());
    return 4;
  }
  // One write() a line to a file opened for appending: whole, in order, and there after a SIGKILL.
  test::LoggingHandler handler(
      std::atoi(argv[2]),
      [busy](const test::RecordId&, int) {
        std::this_thread::sleep_for(busy);
        return Outcome::done();
      },
      [log](const test::HandlerEvent& event) {
        const auto line = test::to_line(event);
        if (write(log, line.data(), line.size()) != static_cast<ssize_t>(line.size())) std::abort();
      });
  AgentRunner agent(**transport, "billing", {{test::receive_spec(), &handler}}, {}, test::agent_options());
  if (const auto ok = agent.start(); !ok) {
    (void)std::fprintf(stderr, "%s\n", ok.error().message.c_str());
    return 3;
  }
  for (;;) pause();
}
