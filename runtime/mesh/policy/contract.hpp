/// What a contract says about topics, retries and dead letters, as plain constants that generated code fills.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace mesh {

struct TopicConfigEntry {
  std::string_view name;
  std::string_view value;
};

/// A `{parameter}` of a channel's address, and the values that the contract lists for it; none listed: any.
struct TopicParameter {
  std::string_view name;
  std::span<const std::string_view> values = {};
};

/// A channel's topic and its Kafka binding. 0 means: the broker's default.
struct TopicSpec {
  std::string_view name;  ///< with `{parameter}` where its topics differ: see mesh/policy/topic_address.hpp
  std::int32_t partitions = 0;
  std::int16_t replicas = 0;
  std::span<const TopicConfigEntry> config = {};
  std::span<const TopicParameter> parameters = {};
};

enum class BackoffKind { kFixed, kExponential };

/// How much of a delay is drawn by lot, so that what failed together does not come back together.
enum class Jitter {
  kNone,
  kEqual,  ///< the upper half: delays still grow
  kFull,   ///< all of it: the least crowding
};

/// `x-retry`. The delay before attempt n+1 is the backoff's value, which grows by `multiplier` from `initial_delay_ms`
/// to `max_delay_ms`, less what `jitter` takes away.
struct RetrySpec {
  int max_attempts = 5;  ///< the first counts
  BackoffKind backoff = BackoffKind::kExponential;
  std::int64_t initial_delay_ms = 200;
  std::int64_t max_delay_ms = 30'000;
  double multiplier = 2.0;
  Jitter jitter = Jitter::kFull;
};

/// `x-circuit-breaker`: for how long no record is taken when what the handler depends on is down. It opens when a
/// handler says so (Outcome::unavailable), and when the first attempts at `failures` records in a row fail; then one
/// record is tried after `open_ms`, after twice that, and so on to `max_open_ms`, until one is handled.
struct BreakerSpec {
  int failures = 20;  ///< 0: only a handler's word opens it
  std::int64_t open_ms = 1'000;
  std::int64_t max_open_ms = 30'000;
};

/// Headers that a dead letter has beside ours, spelled as other frameworks spell them, for tools that read those.
struct DeadLetterFamilies {
  bool spring = false;    ///< Spring for Apache Kafka: `kafka_dlt-…`, numbers in binary
  bool connect = false;   ///< Kafka Connect: `__connect.errors.…`
  bool smallrye = false;  ///< SmallRye Reactive Messaging: `dead-letter-…`
  bool streams = false;   ///< Kafka Streams: `__streams.errors.…`

  friend bool operator==(const DeadLetterFamilies&, const DeadLetterFamilies&) = default;
};

/// Those of both.
[[nodiscard]] constexpr DeadLetterFamilies operator|(DeadLetterFamilies a, DeadLetterFamilies b) noexcept {
  return {.spring = a.spring || b.spring,
          .connect = a.connect || b.connect,
          .smallrye = a.smallrye || b.smallrye,
          .streams = a.streams || b.streams};
}

/// `x-dead-letter`. Not enabled: an exhausted record holds its key until the handler takes it.
struct DeadLetterSpec {
  bool enabled = true;
  std::string_view topic = {};  ///< before the run's prefix is put on
  DeadLetterFamilies families = {};
};

/// `x-delivery`: how often the effect of a record may come about when things fail.
enum class DeliveryGuarantee {
  kAtMostOnce,   ///< its offset is committed before the handler begins: a crash may lose it, nothing handles it twice
  kAtLeastOnce,  ///< its offset is committed when it is done: nothing loses it, a crash may repeat it
  kExactlyOnce,  ///< its offset is committed in one transaction with what its handler sends
};

struct SendSpec {
  std::string_view operation;
  std::string_view topic;
};

struct ReceiveSpec {
  std::string_view operation;
  TopicSpec topic;
  std::string_view group;
  std::string_view client_id;  ///< empty: the agent's name
  bool cloud_events = true;    ///< false: no duplicates are suppressed by id
  RetrySpec retry = {};
  BreakerSpec breaker = {};
  DeadLetterSpec dead_letter = {};
  DeliveryGuarantee delivery = DeliveryGuarantee::kAtLeastOnce;
};

}  // namespace mesh
