#include <catch2/catch_test_macros.hpp>

#include <mesh/policy/breaker.hpp>

using mesh::Instant;
using mesh::Millis;
using mesh::policy::Breaker;
using State = Breaker::State;

namespace {

constexpr mesh::BreakerSpec kSpec{.failures = 3, .open_ms = 100, .max_open_ms = 350};

Instant at(int ms) { return Instant(Millis(ms)); }

}  // namespace

TEST_CASE("failures in a row open it, a success between them does not let it") {
  Breaker breaker(kSpec);
  CHECK_FALSE(breaker.failed(at(0)));
  CHECK_FALSE(breaker.failed(at(0)));
  CHECK_FALSE(breaker.succeeded());
  CHECK_FALSE(breaker.failed(at(0)));
  CHECK_FALSE(breaker.failed(at(0)));
  CHECK(breaker.state() == State::kClosed);
  CHECK(breaker.failed(at(0)) == Millis(100));
  CHECK(breaker.state() == State::kOpen);
}

TEST_CASE("a handler's word opens it at once, for as long as it says") {
  Breaker breaker(kSpec);
  CHECK(breaker.unavailable(at(0), std::nullopt) == Millis(100));
  Breaker patient(kSpec);
  CHECK(patient.unavailable(at(0), Millis(40)) == Millis(40));
  CHECK(patient.probe_at() == at(40));
  Breaker bounded(kSpec);
  CHECK(bounded.unavailable(at(0), Millis(10'000)) == Millis(350));
}

TEST_CASE("no number of failures opens it where only a handler's word counts") {
  Breaker breaker({.failures = 0, .open_ms = 100, .max_open_ms = 100});
  for (int i = 0; i < 1000; ++i) CHECK_FALSE(breaker.failed(at(i)));
  CHECK(breaker.state() == State::kClosed);
}

TEST_CASE("one record at a time is tried, after pauses that double") {
  Breaker breaker(kSpec);
  CHECK(breaker.unavailable(at(0), std::nullopt) == Millis(100));
  CHECK_FALSE(breaker.begin_probe(at(99)));
  CHECK(breaker.begin_probe(at(100)));
  CHECK(breaker.state() == State::kHalfOpen);
  CHECK_FALSE(breaker.begin_probe(at(100)));
  CHECK(breaker.failed(at(110)) == Millis(200));
  CHECK_FALSE(breaker.begin_probe(at(309)));
  CHECK(breaker.begin_probe(at(310)));
  CHECK(breaker.unavailable(at(320), std::nullopt) == Millis(350));
  CHECK(breaker.begin_probe(at(670)));
  CHECK(breaker.succeeded());
  CHECK(breaker.state() == State::kClosed);
  CHECK(breaker.unavailable(at(700), std::nullopt) == Millis(100));  // from the start again
}

TEST_CASE("what was begun before it opened neither closes it nor opens it for longer") {
  Breaker breaker(kSpec);
  CHECK(breaker.unavailable(at(0), std::nullopt));
  CHECK_FALSE(breaker.succeeded());
  CHECK_FALSE(breaker.failed(at(50)));
  CHECK_FALSE(breaker.unavailable(at(50), std::nullopt));
  CHECK(breaker.state() == State::kOpen);
  CHECK(breaker.probe_at() == at(100));
}

TEST_CASE("a probe that told nothing is followed by the next at once") {
  Breaker breaker(kSpec);
  CHECK(breaker.unavailable(at(0), std::nullopt));
  CHECK(breaker.begin_probe(at(100)));
  breaker.cancel_probe(at(105));
  CHECK(breaker.state() == State::kOpen);
  CHECK(breaker.begin_probe(at(105)));
}
