/// From a Config to librdkafka's configuration objects: our defaults, what contradicts our promises, what is unknown.
#pragma once

#include <map>
#include <string>

#include <mesh/config/config.hpp>
#include <mesh/kafka/handles_private.hpp>

namespace mesh::kafka {

enum class Role { kProducer, kConsumer };

using Properties = std::map<std::string, ConfigSetting>;

/// What a client of that role is made with: our defaults, then `kafka.`, then `kafka.producer.` or `kafka.consumer.`.
/// kConfiguration names every unknown or contradicting setting with its place and what to do.
[[nodiscard]] Result<Properties> properties_for(const Config& config, Role role);

/// librdkafka's object; it refuses values that are out of range.
[[nodiscard]] Result<ConfOwner> make_conf(const Properties& properties);

}  // namespace mesh::kafka
