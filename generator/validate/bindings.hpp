/// Bindings of every protocol, with the structure of each of their published versions. Those of Kafka become code, the
/// others are checked and kept.
#pragma once

#include <span>
#include <string_view>

#include "validate/rules.hpp"

namespace meshgen::validate {

enum class Place { kServer, kChannel, kOperation, kMessage };

struct BindingVersion {
  std::string_view version;
  const ObjectRule* rule;
};

struct Binding {
  std::string_view protocol;
  Place place;
  std::span<const BindingVersion> versions;  ///< the first holds when `bindingVersion` is absent
};

/// One list a group of protocols, in files of their own.
[[nodiscard]] std::span<const Binding> kafka_bindings();
[[nodiscard]] std::span<const Binding> queue_bindings();  ///< AMQP, IBM MQ, JMS, Anypoint MQ
[[nodiscard]] std::span<const Binding> topic_bindings();  ///< MQTT, NATS, Solace, ROS 2
[[nodiscard]] std::span<const Binding> cloud_bindings();  ///< SNS, SQS, Google Pub/Sub, Pulsar
[[nodiscard]] std::span<const Binding> web_bindings();    ///< HTTP, WebSockets

/// nullptr: the protocol says nothing of this place, or has no structure published.
[[nodiscard]] const Binding* find_binding(std::string_view protocol, Place place);

/// Every protocol that the text of the specification names; `ros2` since 3.1.
[[nodiscard]] std::span<const std::string_view> binding_names(bool is_3_1);

}  // namespace meshgen::validate
