#include <algorithm>
#include <string>

#include <fmt/format.h>

#include "model/extensions.hpp"
#include "model/paths.hpp"
#include "plan/build_agent.hpp"
#include "plan/build_exchange.hpp"
#include "plan/names.hpp"

namespace meshgen::plan {
namespace {

/// "200" as "200", "30000" as "30'000": what a person would write.
std::string grouped(std::int64_t value) {
  auto digits = std::to_string(value);
  for (auto at = static_cast<std::ptrdiff_t>(digits.size()) - 3; at > 0 && digits.size() > 4; at -= 3) {
    digits.insert(static_cast<std::size_t>(at), 1, '\'');
  }
  return digits;
}

std::string real(double value) {
  auto text = fmt::format("{}", value);
  if (text.find_first_of(".e") == std::string::npos) text += ".0";
  return text;
}

std::string word(bool value) { return value ? "true" : "false"; }

ChannelView channel_view(const model::Channel& channel) {
  ChannelView view;
  view.id = in_comment(channel.id);
  view.constant = constant_name(channel.id);
  view.config_constant = view.constant + "Config";
  view.docs = doc_lines(channel.docs);
  view.topic = string_literal(channel.topic);
  view.partitions = std::to_string(channel.kafka.partitions.value_or(0));
  view.replicas = std::to_string(channel.kafka.replicas.value_or(0));
  for (const auto& [name, value] : channel.kafka.configuration) {
    view.config.push_back({string_literal(name), string_literal(value)});
  }
  view.has_config = !view.config.empty();
  return view;
}

/// The parameters that the topic's name holds: its address is a struct with a member for each.
void add_address(const model::Channel& channel, ChannelView& view, diag::Sink& sink) {
  view.address = type_name(channel.id) + "Address";
  view.parameters_constant = constant_name(channel.id) + "Parameters";
  Scope scope(fmt::format("in struct {}", view.address));
  std::vector<std::string> members;
  for (const auto& name : model::parameters_in(channel.topic)) {
    const auto found = std::find_if(channel.parameters.begin(), channel.parameters.end(),
                                    [&](const model::Parameter& parameter) { return parameter.name == name; });
    if (found == channel.parameters.end()) continue;  // lint says so
    ParameterView parameter;
    parameter.member = member_name(name);
    scope.take(parameter.member, name, found->origin.span, sink);
    parameter.wire = string_literal(name);
    parameter.docs = doc_lines(found->docs);
    parameter.default_value = found->default_value ? string_literal(*found->default_value) : "{}";
    parameter.values_constant = constant_name(channel.id) + type_name(name) + "Values";
    std::vector<std::string> values;
    for (const auto& value : found->enumeration) values.push_back(string_literal(value));
    parameter.values = fmt::format("{{{}}}", fmt::join(values, ", "));
    parameter.count = std::to_string(found->enumeration.size());
    parameter.has_values = !found->enumeration.empty();
    parameter.index = std::to_string(view.parameters.size());
    members.push_back(parameter.member);
    view.parameters.push_back(std::move(parameter));
  }
  view.members = fmt::format("{{{}}}", fmt::join(members, ", "));
  view.count = std::to_string(view.parameters.size());
  view.has_parameters = !view.parameters.empty();
}

ReceiveView receive_view(const model::Api& api, const model::Operation& operation) {
  ReceiveView view;
  view.group = string_literal(operation.group_id.value_or(""));
  view.client_id = string_literal(operation.client_id.value_or(""));
  bool events = !operation.messages.empty();
  for (const auto index : operation.messages) events = events && api.messages[index].cloud_events.has_value();
  view.cloud_events = word(events);
  const auto& retry = operation.retry;
  view.max_attempts = std::to_string(retry.max_attempts);
  view.backoff =
      retry.kind == model::BackoffKind::kFixed ? "mesh::BackoffKind::kFixed" : "mesh::BackoffKind::kExponential";
  view.initial_delay_ms = grouped(retry.initial_delay_ms);
  view.max_delay_ms = grouped(retry.max_delay_ms);
  view.multiplier = real(retry.multiplier);
  view.jitter = retry.jitter == model::Jitter::kNone    ? "mesh::Jitter::kNone"
                : retry.jitter == model::Jitter::kEqual ? "mesh::Jitter::kEqual"
                                                        : "mesh::Jitter::kFull";
  if (const auto& breaker = operation.breaker) {
    view.has_breaker = true;
    view.breaker_failures = grouped(breaker->failures);
    view.breaker_open_ms = grouped(breaker->open_ms);
    view.breaker_max_open_ms = grouped(breaker->max_open_ms);
  }
  view.dead_letter_enabled = word(operation.dead_letter.enabled);
  view.dead_letter_topic = string_literal(operation.dead_letter.topic);
  std::vector<std::string> families;
  for (const auto family : operation.dead_letter.families)
    families.push_back(fmt::format(".{} = true", to_string(family)));
  view.has_dead_letter_families = !families.empty();
  view.dead_letter_families = fmt::format("{{{}}}", fmt::join(families, ", "));
  view.has_delivery = operation.delivery != model::DeliveryGuarantee::kAtLeastOnce;
  view.delivery = operation.delivery == model::DeliveryGuarantee::kAtMostOnce ? "mesh::DeliveryGuarantee::kAtMostOnce"
                                                                              : "mesh::DeliveryGuarantee::kExactlyOnce";
  return view;
}

/// The constant of the channel's topic, declared at its first use.
const std::string& declare_channel(const model::Api& api, std::size_t index, ChannelsPlan& plan, TypesPlan& types,
                                   diag::Sink& sink) {
  const auto [constant, is_new] = plan.channel_constants.try_emplace(index);
  if (!is_new) return constant->second;
  const auto& channel = api.channels[index];
  auto view = channel_view(channel);
  view.constant += "Topic";
  types.scope.take(view.constant, channel.id, channel.origin.span, sink);
  constant->second = view.constant;
  add_address(channel, view, sink);
  if (view.has_parameters) {
    types.scope.take(view.address, channel.id, channel.origin.span, sink);
    plan.addresses[index] = view;
    plan.view.has_parameters = true;
  }
  plan.view.has_config = plan.view.has_config || view.has_config;
  plan.view.has_arrays = plan.view.has_arrays || view.has_config || view.has_parameters;
  plan.view.channels.push_back(std::move(view));
  return constant->second;
}

void declare_exchange(const model::Api& api, std::size_t index, ChannelsPlan& plan, TypesPlan& types,
                      diag::Sink& sink) {
  const auto& operation = api.operations[index];
  auto view = plan_exchange(api, operation);
  types.scope.take(view.constant, operation.id, operation.origin.span, sink);
  if (const auto channel = fixed_reply_channel(api, operation)) {
    view.reply_topic = declare_channel(api, *channel, plan, types, sink);
    view.has_reply_topic = true;
  }
  plan.exchange_constants[index] = view.constant;
  plan.view.has_exchanges = true;
  plan.view.exchanges.push_back(std::move(view));
}

}  // namespace

ChannelsPlan plan_channels(const model::Api& api, TypesPlan& types, diag::Sink& sink) {
  ChannelsPlan plan;
  plan.view.contract = api.file_name;
  plan.view.cpp_namespace = types.view.cpp_namespace;
  for (std::size_t i = 0; i < api.operations.size(); ++i) {
    const auto& operation = api.operations[i];
    if (!operation.is_kafka) continue;
    const auto& channel_constant = declare_channel(api, operation.channel, plan, types, sink);
    const auto constant = constant_name(operation.id);
    types.scope.take(constant, operation.id, operation.origin.span, sink);
    plan.operation_constants[i] = constant;
    if (operation.action == model::Action::kSend) {
      plan.view.sends.push_back({in_comment(operation.id), constant, string_literal(operation.id), channel_constant});
    } else {
      auto view = receive_view(api, operation);
      view.id = in_comment(operation.id);
      view.constant = constant;
      view.wire = string_literal(operation.id);
      view.channel_constant = channel_constant;
      plan.view.receives.push_back(std::move(view));
    }
    if (model::is_exchange(operation)) declare_exchange(api, i, plan, types, sink);
  }
  return plan;
}

}  // namespace meshgen::plan
