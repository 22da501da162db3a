/// `x-retry`, `x-circuit-breaker`, `x-dead-letter` and `x-delivery` of a receive operation, the Kafka bindings, and ISO
/// 8601 durations.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "diag/sink.hpp"
#include "model/bindings.hpp"
#include "resolve/document.hpp"

namespace meshgen::model {

/// "PT0.2S", "PT1M30S", "P1D" in milliseconds; nullopt if it is none (years and months have no fixed length).
[[nodiscard]] std::optional<std::int64_t> parse_duration_ms(std::string_view text);

[[nodiscard]] Retry read_retry(const load::Node& node, diag::Sink& sink);
[[nodiscard]] CircuitBreaker read_circuit_breaker(const load::Node& node, diag::Sink& sink);

/// "spring", "connect", "smallrye", "streams": the contract's word, which is the runtime's too.
[[nodiscard]] std::string_view to_string(DeadLetterFamily family) noexcept;

/// Without a topic of its own `topic` stays empty: the caller knows the default.
[[nodiscard]] DeadLetter read_dead_letter(const resolve::ResolvedDocument& document, const load::Node& node,
                                          diag::Sink& sink);

/// "mesh", "spring", "smallrye": the contract's word.
[[nodiscard]] std::string_view to_string(ReplyHeaders headers) noexcept;
[[nodiscard]] ReplyHeaders read_reply_headers(const load::Node& node, diag::Sink& sink);

/// "at-most-once", "at-least-once", "exactly-once": the contract's word.
[[nodiscard]] std::string_view to_string(DeliveryGuarantee delivery) noexcept;
[[nodiscard]] DeliveryGuarantee read_delivery(const load::Node& node, diag::Sink& sink);

/// The `kafka` member of a channel's bindings.
[[nodiscard]] TopicSettings read_topic_settings(const load::Node& kafka);

/// The one value that a binding's schema for groupId or clientId allows: const, a sole enum value, else the default.
[[nodiscard]] std::optional<std::string> sole_value(const load::Node& schema);

}  // namespace meshgen::model
