#include <array>
#include <atomic>
#include <csignal>
#include <stdexcept>
#include <vector>

#include <pthread.h>
#include <catch2/catch_test_macros.hpp>

#include "base/parallel.hpp"

using meshgen::base::in_parallel;

TEST_CASE("every piece of work is done once") {
  std::array<std::atomic<int>, 1000> done{};
  in_parallel(done.size(), [&](std::size_t i) { ++done[i]; });
  for (const auto& each : done) CHECK(each == 1);
  in_parallel(0, [](std::size_t) { FAIL("nothing was to be done"); });
}

TEST_CASE("an exception comes out, and the rest of the work is done all the same") {
  std::atomic<int> done{0};
  CHECK_THROWS_AS(in_parallel(20,
                              [&](std::size_t i) {
                                ++done;
                                if (i == 3) throw std::runtime_error("three");
                              }),
                  std::runtime_error);
  CHECK(done == 20);
}

TEST_CASE("work within work stays in its thread") {
  std::atomic<int> stayed{0};
  in_parallel(8, [&](std::size_t) {
    const auto outer = pthread_self();
    in_parallel(8, [&](std::size_t) { stayed += pthread_equal(pthread_self(), outer) != 0 ? 1 : 0; });
  });
  CHECK(stayed == 64);
}

TEST_CASE("where the machine gives no threads the work is done all the same") {
  pthread_attr_t usual;
  pthread_attr_t impossible;
  REQUIRE(pthread_getattr_default_np(&usual) == 0);
  REQUIRE(pthread_attr_init(&impossible) == 0);
  constexpr std::size_t kMoreThanThereIs = std::size_t{1} << 47U;
  REQUIRE(pthread_attr_setstacksize(&impossible, kMoreThanThereIs) == 0);
  REQUIRE(pthread_setattr_default_np(&impossible) == 0);
  std::atomic<int> here{0};
  const auto caller = pthread_self();
  in_parallel(20, [&](std::size_t) { here += pthread_equal(pthread_self(), caller) != 0 ? 1 : 0; });
  REQUIRE(pthread_setattr_default_np(&usual) == 0);
  pthread_attr_destroy(&usual);
  pthread_attr_destroy(&impossible);
  CHECK(here == 20);
}

TEST_CASE("signals are left to the calling thread") {
  sigset_t before;
  pthread_sigmask(SIG_SETMASK, nullptr, &before);
  CHECK(sigismember(&before, SIGINT) == 0);
  std::atomic<int> held{0};
  const auto caller = pthread_self();
  in_parallel(8, [&](std::size_t) {
    sigset_t mask;
    pthread_sigmask(SIG_SETMASK, nullptr, &mask);
    if (pthread_equal(pthread_self(), caller) != 0 || sigismember(&mask, SIGINT) == 1) ++held;
  });
  CHECK(held == 8);
  sigset_t after;
  pthread_sigmask(SIG_SETMASK, nullptr, &after);
  CHECK(sigismember(&after, SIGINT) == 0);
}
