#include <set>
#include <string>
#include <string_view>

#include <fmt/format.h>

#include "lint/rule.hpp"

namespace meshgen::lint {
namespace {

constexpr std::size_t kTopicLengthMax = 249;
constexpr std::string_view kLegal = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-";

/// What Kafka's own Topic.validate says; empty if nothing.
std::string fault(std::string_view topic) {
  if (topic == "." || topic == "..") return "is a path, not a name";
  if (topic.size() > kTopicLengthMax) return fmt::format("has more than {} characters", kTopicLengthMax);
  const auto bad = topic.find_first_not_of(kLegal);
  if (bad == std::string_view::npos) return {};
  const auto byte = static_cast<unsigned char>(topic[bad]);
  return byte > 0x20 && byte < 0x7F ? fmt::format("holds '{}'", topic[bad])
                                    : "holds a character that is no ASCII letter or digit";
}

std::string legal_spelling(std::string_view topic) {
  std::string legal;
  for (const char c : topic) {
    if (kLegal.find(c) != std::string_view::npos) {
      legal += c;
    } else if (c == '/' && !legal.empty() && !legal.ends_with('.')) {
      legal += '.';
    }
  }
  while (legal.ends_with('.')) legal.pop_back();
  return legal.substr(0, kTopicLengthMax);
}

}  // namespace

/// A channel that an operation uses needs a topic that Kafka can carry.
void check_topics(const Context& context) {
  std::set<std::size_t> seen;
  for (const auto& operation : context.api.operations) {
    if (!operation.is_kafka) continue;
    const auto& channel = context.api.channels[operation.channel];
    if (operation.action == model::Action::kReceive && operation.dead_letter.enabled) {
      if (const auto why = fault(operation.dead_letter.topic); !why.empty() && fault(channel.topic).empty()) {
        context
            .refuse(diag::codes::kIllegalTopic, operation.origin.span,
                    fmt::format("the dead-letter topic '{}' {}", operation.dead_letter.topic, why))
            .with_help("name another: 'x-dead-letter: {topic: …}'");
      }
    }
    if (!seen.insert(operation.channel).second) continue;
    if (channel.topic_is_broken) continue;
    if (channel.topic.empty()) {
      context
          .refuse(diag::codes::kNoTopic, channel.origin.span,
                  fmt::format("channel '{}' has neither an address nor a Kafka topic", channel.id))
          .with_help("add 'address: …', or 'bindings: {kafka: {topic: …}}'");
    } else if (channel.topic.find('{') != std::string::npos) {
      context
          .refuse(diag::codes::kIllegalTopic, channel.origin.span,
                  fmt::format("meshgen makes no code of topic '{}' with parameters yet", channel.topic))
          .with_help(fmt::format("add 'bindings: {{kafka: {{topic: {}}}}}', and give the parameter a 'location': it "
                                 "becomes the record key",
                                 legal_spelling(channel.topic.substr(0, channel.topic.find('{')))));
    } else if (const auto why = fault(channel.topic); !why.empty()) {
      context
          .refuse(diag::codes::kIllegalTopic, channel.origin.span,
                  fmt::format("Kafka refuses the topic '{}': it {}", channel.topic, why))
          .with_help(
              fmt::format("add 'bindings: {{kafka: {{topic: {}}}}}' to the channel", legal_spelling(channel.topic)));
    }
  }
}

}  // namespace meshgen::lint
