#include <limits>

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include <mesh/policy/backoff.hpp>
#include <mesh/policy/retry.hpp>

using mesh::BackoffKind;
using mesh::Millis;
using mesh::RetrySpec;
using mesh::policy::backoff_delay;
using mesh::policy::decide_retry;
using mesh::policy::endless_delay;

TEST_CASE("an exponential backoff grows by its multiplier up to its ceiling") {
  const RetrySpec spec{.initial_delay_ms = 200, .max_delay_ms = 1500, .multiplier = 2.0, .jitter = mesh::Jitter::kNone};
  for (const auto& [failures, delay] : {std::pair{1, 200}, {2, 400}, {3, 800}, {4, 1500}, {5, 1500}, {100'000, 1500}}) {
    CAPTURE(failures);
    CHECK(backoff_delay(spec, failures, 0.5) == Millis(delay));
  }
}

TEST_CASE("a fixed backoff stays, but not over its ceiling") {
  RetrySpec spec{.backoff = BackoffKind::kFixed, .initial_delay_ms = 200, .jitter = mesh::Jitter::kNone};
  CHECK(backoff_delay(spec, 1, 0) == Millis(200));
  CHECK(backoff_delay(spec, 9, 0) == Millis(200));
  spec.max_delay_ms = 50;
  CHECK(backoff_delay(spec, 1, 0) == Millis(50));
}

TEST_CASE("full jitter draws between nothing and the backoff's value") {
  const RetrySpec spec{.initial_delay_ms = 1000, .max_delay_ms = 8000};
  CHECK(backoff_delay(spec, 3, 0.0) == Millis(0));
  CHECK(backoff_delay(spec, 3, 0.5) == Millis(2000));
  CHECK(backoff_delay(spec, 3, 0.999) == Millis(3996));
}

TEST_CASE("equal jitter keeps half of the delay, so that delays grow whatever the lot says") {
  const RetrySpec spec{.initial_delay_ms = 1000, .max_delay_ms = 8000, .jitter = mesh::Jitter::kEqual};
  CHECK(backoff_delay(spec, 1, 0.999) <= backoff_delay(spec, 2, 0.0));
  CHECK(backoff_delay(spec, 3, 0.0) == Millis(2000));
  CHECK(backoff_delay(spec, 3, 0.5) == Millis(3000));
}

TEST_CASE("settings that make no sense neither overflow nor go negative") {
  const double strange = GENERATE(0.0, -3.0, 1e300, std::numeric_limits<double>::infinity());
  const std::int64_t initial = GENERATE(std::int64_t{-5}, std::int64_t{0}, std::numeric_limits<std::int64_t>::max());
  const RetrySpec spec{
      .initial_delay_ms = initial, .max_delay_ms = 1000, .multiplier = strange, .jitter = mesh::Jitter::kNone};
  for (const int failures : {0, 1, 2, 2'000'000'000}) {
    const auto delay = backoff_delay(spec, failures, 0.5);
    CHECK(delay >= Millis(0));
    CHECK(delay <= Millis(1000));
  }
}

TEST_CASE("attempts are counted with the first one, and the handler's own delay does not add any") {
  const RetrySpec spec{.max_attempts = 3, .initial_delay_ms = 100, .jitter = mesh::Jitter::kNone};
  CHECK_FALSE(decide_retry(spec, 1, std::nullopt, 0).exhausted);
  CHECK(decide_retry(spec, 1, std::nullopt, 0).delay == Millis(100));
  CHECK(decide_retry(spec, 2, std::nullopt, 0).delay == Millis(200));
  CHECK(decide_retry(spec, 2, Millis(7), 0).delay == Millis(7));
  CHECK(decide_retry(spec, 2, Millis(-7), 0).delay == Millis(0));
  CHECK(decide_retry(spec, 3, std::nullopt, 0).exhausted);
  CHECK(decide_retry(spec, 3, Millis(7), 0).exhausted);
}

TEST_CASE("a record that must not be given up is tried at the largest delay in the end, never in a busy loop") {
  RetrySpec spec{.max_attempts = 3, .initial_delay_ms = 100, .max_delay_ms = 5000, .jitter = mesh::Jitter::kNone};
  CHECK(endless_delay(spec, 1, 0) == Millis(100));
  CHECK(endless_delay(spec, 3, 0) == Millis(5000));
  CHECK(endless_delay(spec, 1000, 0) == Millis(5000));
  spec.jitter = mesh::Jitter::kFull;
  CHECK(endless_delay(spec, 1, 0) == Millis(10));
  spec.max_delay_ms = 0;
  CHECK(endless_delay(spec, 9, 0) == Millis(10));
}
