/// Topics whose names hold parameters, as AsyncAPI addresses do: "orders.{region}.v1". Pure functions, any thread.
///
/// A value consists of letters, digits, '_' and '-', without the character that follows the parameter in the address,
/// and never of '.': so every topic says its values, and a dead-letter topic ("….dlq") is no topic of the address.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <mesh/base/error.hpp>
#include <mesh/policy/contract.hpp>

namespace mesh {

/// 1 to 249 letters, digits, '.', '_' and '-', as brokers want it.
[[nodiscard]] bool is_legal_topic(std::string_view name) noexcept;

/// The topic for these values, which come in the order of `address.parameters`. kInvalidArgument for a value that a
/// topic cannot hold or the contract does not list, naming it.
[[nodiscard]] Result<std::string> topic_name(const TopicSpec& address, std::span<const std::string_view> values);

/// The values that `topic` has, in the order of `address.parameters`; nullopt if it is no topic of this address.
/// `prefix` is the run's topic prefix, which stands before the address.
[[nodiscard]] std::optional<std::vector<std::string_view>> topic_values(const TopicSpec& address,
                                                                        std::string_view topic,
                                                                        std::string_view prefix = {});

/// Every topic of the address, each behind `prefix`; nothing if a parameter lists no values.
[[nodiscard]] std::vector<std::string> topic_names(const TopicSpec& address, std::string_view prefix);

/// What a consumer subscribes to: every topic of the address, or one pattern ("^…$", POSIX extended) if a parameter
/// lists no values.
[[nodiscard]] std::vector<std::string> subscription_topics(const TopicSpec& address, std::string_view prefix);

}  // namespace mesh
