#include <algorithm>
#include <set>
#include <string>
#include <string_view>

#include <fmt/format.h>

#include "lint/rule.hpp"
#include "model/paths.hpp"

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
  if (byte > 0x20 && byte < 0x7F) return fmt::format("holds '{}'", topic[bad]);
  return byte == ' ' ? "holds a blank" : "holds a character that is no ASCII letter or digit";
}

std::string legal_spelling(std::string_view topic) {
  std::string legal;
  for (const char c : topic) {
    if (kLegal.find(c) != std::string_view::npos) {
      legal += c;
    } else if (static_cast<unsigned char>(c) < 0x80 && !legal.empty() && !legal.ends_with('.') &&
               !legal.ends_with('-')) {
      legal += c == '/' ? '.' : '-';
    }
  }
  while (legal.ends_with('.') || legal.ends_with('-')) legal.pop_back();
  return legal.substr(0, kTopicLengthMax);
}

const model::Parameter* find_parameter(const model::Channel& channel, std::string_view name) {
  const auto found = std::find_if(channel.parameters.begin(), channel.parameters.end(),
                                  [&](const model::Parameter& parameter) { return parameter.name == name; });
  return found == channel.parameters.end() ? nullptr : &*found;
}

/// The topic with a letter in place of each parameter: what Kafka would see, as far as the contract says it.
std::string with_letters(const model::Channel& channel) {
  auto topic = channel.topic;
  for (const auto& name : model::parameters_in(channel.topic)) {
    const auto braced = '{' + name + '}';
    for (auto at = topic.find(braced); at != std::string::npos; at = topic.find(braced)) {
      topic.replace(at, braced.size(), 1, 'a');
    }
  }
  return topic;
}

/// A name for one topic in place of many: the address without its parameters, else the channel's key.
std::string one_name(const model::Channel& channel) {
  auto name = legal_spelling(channel.topic.substr(0, channel.topic.find('{')));
  return name.empty() ? legal_spelling(channel.id) : name;
}

/// What keeps an address with parameters from being topics; nothing if it is fine.
std::string fault_of_parameters(const model::Channel& channel) {
  if (channel.topic.find("}{") != std::string::npos)
    return "has two parameters side by side: nothing parts their values";
  for (const auto& name : model::parameters_in(channel.topic)) {
    const auto* parameter = find_parameter(channel, name);
    if (parameter == nullptr) return fmt::format("has '{{{}}}', which is no parameter of the channel", name);
    for (const auto& value : parameter->enumeration) {
      if (value.empty() || value.find_first_not_of(kLegal) != std::string::npos)
        return fmt::format("cannot hold the value '{}' of parameter '{}'", value, name);
    }
  }
  return {};
}

void check_dead_letters(const Context& context, const model::Operation& operation) {
  if (operation.action != model::Action::kReceive || !operation.dead_letter.enabled) return;
  const auto why = fault(operation.dead_letter.topic);
  if (why.empty() || !fault(with_letters(context.api.channels[operation.channel])).empty()) return;
  context
      .refuse(diag::codes::kIllegalTopic, operation.origin.span,
              fmt::format("the dead-letter topic '{}' {}", operation.dead_letter.topic, why))
      .with_help("name another: 'x-dead-letter: {topic: …}'");
}

void check_channel(const Context& context, const model::Channel& channel) {
  if (channel.topic_is_broken) return;
  if (channel.topic.empty()) {
    context
        .refuse(diag::codes::kNoTopic, channel.origin.span,
                fmt::format("channel '{}' has neither an address nor a Kafka topic", channel.id))
        .with_help("add 'address: …', or 'bindings: {kafka: {topic: …}}'");
    return;
  }
  if (const auto why = fault_of_parameters(channel); !why.empty()) {
    context.refuse(diag::codes::kIllegalTopic, channel.origin.span, fmt::format("topic '{}' {}", channel.topic, why))
        .with_help("letters, digits, '.', '_' and '-' are what a topic takes");
    return;
  }
  if (const auto why = fault(with_letters(channel)); !why.empty()) {
    const bool has_parameters = !model::parameters_in(channel.topic).empty();
    context
        .refuse(diag::codes::kIllegalTopic, channel.origin.span,
                fmt::format("Kafka refuses the topic '{}': it {}", channel.topic, why))
        .with_help(
            fmt::format("add 'bindings: {{kafka: {{topic: {}}}}}' to the channel{}",
                        has_parameters ? one_name(channel) : legal_spelling(channel.topic),
                        has_parameters ? ", and give the parameter a 'location': it becomes the record key" : ""));
    return;
  }
  for (const auto& name : model::parameters_in(channel.topic)) {
    if (!find_parameter(channel, name)->enumeration.empty()) continue;
    context.sink
        .report(diag::codes::kTopicPerValue, channel.origin.span,
                fmt::format("every value of '{}' is a topic of its own", name))
        .with_help(fmt::format("list its values under 'enum'; or make it the record key: 'bindings: {{kafka: {{topic: "
                               "{}}}}}' and a 'location' for the parameter",
                               one_name(channel)));
  }
}

}  // namespace

/// A channel that an operation uses needs a topic that Kafka can carry.
void check_topics(const Context& context) {
  std::set<std::size_t> seen;
  for (const auto& operation : context.api.operations) {
    if (!operation.is_kafka) continue;
    check_dead_letters(context, operation);
    if (seen.insert(operation.channel).second) check_channel(context, context.api.channels[operation.channel]);
    if (!model::is_exchange(operation) || !operation.reply->channel) continue;
    // A reply's channel without a topic leaves it to the request.
    const auto& channel = context.api.channels[*operation.reply->channel];
    if (!channel.topic.empty() && seen.insert(*operation.reply->channel).second) check_channel(context, channel);
  }
}

}  // namespace meshgen::lint
