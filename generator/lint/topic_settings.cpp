#include <algorithm>
#include <map>
#include <string>

#include <fmt/format.h>

#include "lint/rule.hpp"

namespace meshgen::lint {
namespace {

using Settings = std::map<std::string_view, std::string>;

Settings settings_of(const model::TopicSettings& kafka) {
  Settings settings;
  if (kafka.partitions) settings["partitions"] = std::to_string(*kafka.partitions);
  if (kafka.replicas) settings["replicas"] = std::to_string(*kafka.replicas);
  for (const auto& [key, value] : kafka.configuration) settings[key] = value;
  return settings;
}

}  // namespace

/// One topic has one set of settings, however many channels lead to it.
void check_topic_settings(const Context& context) {
  std::map<std::string_view, const model::Channel*> first;
  for (const auto& channel : context.api.channels) {
    if (!channel.is_kafka || channel.topic.empty()) continue;
    const auto [found, is_new] = first.emplace(channel.topic, &channel);
    if (is_new) continue;
    const auto before = settings_of(found->second->kafka);
    for (const auto& [key, value] : settings_of(channel.kafka)) {
      const auto same = before.find(key);
      if (same == before.end() || same->second == value) continue;
      context.sink
          .report(diag::codes::kTopicSettings, channel.kafka.span,
                  fmt::format("topic '{}' has '{}: {}' here, but '{}: {}' in channel '{}'", channel.topic, key, value,
                              key, same->second, found->second->id))
          .note(found->second->kafka.span, fmt::format("channel '{}' says it here", found->second->id))
          .with_help("a topic has one set of settings: say it in one of the channels, or the same in both");
    }
  }
}

/// The broker names metrics after topics with '.' and '_' taken for one another, and warns of such pairs itself.
void check_topic_collisions(const Context& context) {
  std::map<std::string, const model::Channel*> first;
  for (const auto& channel : context.api.channels) {
    if (!channel.is_kafka || channel.topic.empty()) continue;
    auto metric = channel.topic;
    std::replace(metric.begin(), metric.end(), '.', '_');
    const auto [found, is_new] = first.emplace(std::move(metric), &channel);
    if (is_new || found->second->topic == channel.topic) continue;
    context.sink
        .report(
            diag::codes::kTopicCollision, channel.origin.span,
            fmt::format("the topics '{}' and '{}' differ by '.' and '_' alone", found->second->topic, channel.topic))
        .note(found->second->origin.span, fmt::format("channel '{}' is here", found->second->id))
        .with_help("Kafka's metrics take them for one: use '.' in both, or '_' in both");
  }
}

}  // namespace meshgen::lint
