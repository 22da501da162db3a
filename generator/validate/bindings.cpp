#include "validate/bindings.hpp"

#include <algorithm>
#include <array>

namespace meshgen::validate {

const Binding* find_binding(std::string_view protocol, Place place) {
  for (const auto& group : {kafka_bindings(), queue_bindings(), topic_bindings(), cloud_bindings(), web_bindings()}) {
    const auto found = std::find_if(group.begin(), group.end(), [&](const Binding& binding) {
      return binding.protocol == protocol && binding.place == place;
    });
    if (found != group.end()) return &*found;
  }
  return nullptr;
}

std::span<const std::string_view> binding_names(bool is_3_1) {
  // The published schema forgets mqtt5 and mercure, and pulsar but for servers and channels; the text has them.
  static constexpr std::array<std::string_view, 20> kNames{
      "kafka", "http",   "ws",  "anypointmq", "amqp",  "amqp1",   "mqtt",  "mqtt5",        "nats",   "jms",
      "sns",   "solace", "sqs", "stomp",      "redis", "mercure", "ibmmq", "googlepubsub", "pulsar", "ros2"};
  return std::span(kNames).first(is_3_1 ? kNames.size() : kNames.size() - 1);
}

}  // namespace meshgen::validate
