#include <csignal>

#include <catch2/catch_test_macros.hpp>

#include <sys/wait.h>
#include <unistd.h>

#include <mesh/agent/signals.hpp>

#include "harness.hpp"

using namespace harness;

TEST_CASE("the first signal asks to stop") {
  for (const int signal : {SIGINT, SIGTERM}) {
    const mesh::SignalStop stop;
    CHECK_FALSE(stop.token().stop_requested());
    REQUIRE(::raise(signal) == 0);
    CHECK(eventually([&] { return stop.token().stop_requested(); }));
  }
}

TEST_CASE("an agent runs until a signal comes") {
  World world;
  Recorder handler;
  world.put("a", "1");
  const auto agent = world.agent(handler);
  std::thread sender([&] {
    (void)eventually([&] { return handler.count() == 1; });
    (void)::kill(::getpid(), SIGTERM);
  });
  const auto report = mesh::run_until_signal(*agent);
  sender.join();
  REQUIRE(report);
  CHECK(report->handled == 1);
}

#if !defined(__SANITIZE_THREAD__)  // which forbids threads after a fork
TEST_CASE("the second signal ends the process at once with the shell's code for it") {
  const auto child = ::fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    const mesh::SignalStop stop;
    (void)::raise(SIGTERM);
    (void)::raise(SIGINT);
    ::_exit(1);
  }
  int status = 0;
  REQUIRE(::waitpid(child, &status, 0) == child);
  REQUIRE(WIFEXITED(status));
  CHECK(WEXITSTATUS(status) == 130);
}
#endif
