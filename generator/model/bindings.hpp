/// Kafka bindings (0.3.0 to 0.5.0) and our extensions, as typed values.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "diag/source.hpp"

namespace meshgen::model {

struct TopicSettings {
  std::optional<std::string> topic;
  std::optional<std::int32_t> partitions;
  std::optional<std::int32_t> replicas;
  /// topicConfiguration, each value as the broker wants it ("compact,delete", "604800000").
  std::vector<std::pair<std::string, std::string>> configuration;
  diag::Span span;
};

enum class BackoffKind { kFixed, kExponential };
enum class Jitter { kNone, kEqual, kFull };

/// `x-retry` on a receive operation:
///   x-retry: {maxAttempts: 5, backoff: {type: exponential, initialDelay: PT0.2S, maxDelay: PT30S, multiplier: 2,
///   jitter: full}}
struct Retry {
  std::uint32_t max_attempts = 5;  ///< the first attempt counts
  BackoffKind kind = BackoffKind::kExponential;
  std::int64_t initial_delay_ms = 200;
  std::int64_t max_delay_ms = 30'000;
  double multiplier = 2.0;
  Jitter jitter = Jitter::kFull;
  diag::Span span;
};

/// `x-circuit-breaker` on a receive operation: {failures: 20, openFor: PT1S, maxOpenFor: PT30S}, or `false`: only what
/// a handler says opens it.
struct CircuitBreaker {
  std::uint32_t failures = 20;
  std::int64_t open_ms = 1'000;
  std::int64_t max_open_ms = 30'000;
  diag::Span span;
};

/// Other frameworks whose headers dead letters carry beside ours.
enum class DeadLetterFamily { kSpring, kConnect, kSmallRye, kStreams };

/// `x-dead-letter` on a receive operation: `false`, or {topic: name} / {channel: {$ref: …}}, {families: [spring, …]}.
struct DeadLetter {
  bool enabled = true;
  std::string topic;                       ///< resolved: `<topic>.<group>.dlq` unless the contract names one
  std::vector<DeadLetterFamily> families;  ///< in their own order, each once
  diag::Span span;
};

/// `x-reply-headers` on an operation with a reply: whose headers carry what the contract gives no place for.
enum class ReplyHeaders { kMesh, kSpring, kSmallRye };

/// `x-delivery` on a receive operation: what a crash may do to the effect of a record.
enum class DeliveryGuarantee { kAtMostOnce, kAtLeastOnce, kExactlyOnce };

}  // namespace meshgen::model
