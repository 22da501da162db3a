/// What the tables cannot say: security by type, bindings by version, fields that depend on one another.
#include <algorithm>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "base/text.hpp"
#include "diag/codes.hpp"
#include "validate/objects.hpp"
#include "validate/values.hpp"

namespace meshgen::validate {

using load::Kind;
using load::Node;

void ObjectValidator::check_security(const Node& node, const ObjectRule& rule) {
  if (looks_like_2x_security(node)) return;
  const auto* type = node.find("type");
  if (type != nullptr) type = document_.follow(*type);
  if (type == nullptr || !type->is(Kind::kString)) return check_members(node, any_security_rule());
  const auto* of_type = security_rule(type->text);
  if (of_type == nullptr || type->text == "bearer") return not_listed(*type, "type of security", security_types());
  const auto* scheme = node.find("scheme");
  if (scheme != nullptr) scheme = document_.follow(*scheme);
  const bool is_bearer = type->text == "http" && scheme != nullptr && scheme->text == "bearer";
  check_members(node, is_bearer ? *security_rule("bearer") : *of_type);
  check_more(node, rule);
}

/// `security: [{saslScram: []}]`
bool ObjectValidator::looks_like_2x_security(const Node& node) {
  if (node.members.empty() || node.find("type") != nullptr) return false;
  const bool lists = std::all_of(node.members.begin(), node.members.end(),
                                 [](const load::Member& member) { return member.value.is(Kind::kList); });
  if (!lists) return false;
  const auto& name = node.members.front().key;
  sink_
      .report(diag::codes::kSecurityShape, node.members.front().key_span,
              fmt::format("'{}: []' is how 2.x names a security scheme", name))
      .with_help(fmt::format("write '- $ref: \"#/components/securitySchemes/{}\"' and declare the scheme there", name));
  return true;
}

void ObjectValidator::check_bindings(const Node& node, const ObjectRule& rule, Place place) {
  const auto names = binding_names(is_3_1_);
  for (const auto& member : node.members) {
    if (is_extension(member.key)) continue;
    if (std::find(names.begin(), names.end(), member.key) == names.end()) {
      auto& diagnostic = sink_.report(diag::codes::kUnknownField, member.key_span,
                                      fmt::format("{} has no field '{}'", with_article(rule.name), member.key));
      const auto near = base::closest(member.key, names);
      diagnostic.with_help(near ? fmt::format("did you mean '{}'?", *near)
                                : std::string("protocols of your own begin with 'x-'"));
    } else if (const auto* binding = find_binding(member.key, place)) {
      check_binding(member, *binding);
    }
  }
}

void ObjectValidator::check_binding(const load::Member& member, const Binding& binding) {
  const auto& value = member.value;
  const auto* rule = binding.versions.front().rule;
  if (value.is(Kind::kMap)) {
    const auto* version = value.find("bindingVersion");
    if (version != nullptr) version = document_.follow(*version);
    if (version != nullptr) {
      const auto found = std::find_if(
          binding.versions.begin(), binding.versions.end(),
          [&](const BindingVersion& each) { return version->is(Kind::kString) && each.version == version->text; });
      if (found == binding.versions.end() && version->is(Kind::kString)) {
        std::vector<std::string_view> known;
        for (const auto& each : binding.versions) known.push_back(each.version);
        not_listed(*version, "bindingVersion", known);
      }
      if (found != binding.versions.end()) rule = found->rule;
    }
  }
  const auto field = words::itself(words::object(member.key, *rule));
  if (const auto* sound = target(value, field)) check(*sound, *rule);
}

void ObjectValidator::check_more(const Node& node, const ObjectRule& rule) {
  if (rule.id == Obj::kMessageExample && node.find("headers") == nullptr && node.find("payload") == nullptr) {
    sink_.report(diag::codes::kMissingField, node.span, "a message example has 'headers', 'payload' or both");
  }
  if (rule.id == Obj::kAmqpChannel) check_amqp(node);
  if (rule.id == Obj::kIbmmqChannel) check_ibmmq_channel(node);
  if (rule.id == Obj::kIbmmqMessage && node.find("headers") != nullptr) {
    const auto* type = node.find("type");
    if (type != nullptr && (type->text == "jms" || type->text == "string")) {
      sink_.report(diag::codes::kWrongValue, node.find("headers")->span,
                   fmt::format("IBM MQ messages of type '{}' have no 'headers'", type->text));
    }
  }
}

/// `is: queue` goes with 'queue', `is: routingKey` with 'exchange', and never both.
void ObjectValidator::check_amqp(const Node& node) {
  const auto* is = node.find("is");
  const auto* queue = node.find("queue");
  const auto* exchange = node.find("exchange");
  if (queue != nullptr && exchange != nullptr) {
    sink_.report(diag::codes::kWrongValue, node.span, "an AMQP channel has 'queue' or 'exchange', not both");
    return;
  }
  const bool is_queue = is != nullptr && is->text == "queue";
  const bool is_key = is != nullptr && is->text == "routingKey";
  if (queue == nullptr && exchange == nullptr) {
    sink_.report(diag::codes::kMissingField, node.span,
                 fmt::format("this AMQP channel has no '{}'", is_queue ? "queue" : "exchange"));
  } else if ((is_queue && queue == nullptr) || (is_key && exchange == nullptr)) {
    sink_.report(diag::codes::kWrongValue, is->span,
                 fmt::format("'is: {}' goes with '{}'", is->text, is_queue ? "queue" : "exchange"));
  }
}

void ObjectValidator::check_ibmmq_channel(const Node& node) {
  const auto* type = node.find("destinationType");
  const auto* queue = node.find("queue");
  const auto* topic = node.find("topic");
  const bool is_queue = type != nullptr && type->text == "queue";
  const bool is_topic = type != nullptr && type->text == "topic";
  if (is_queue && queue == nullptr) {
    sink_.report(diag::codes::kMissingField, node.span, "this IBM MQ channel has no 'queue'");
  } else if (queue != nullptr && (is_topic || topic != nullptr)) {
    sink_.report(diag::codes::kWrongValue, queue->span, "an IBM MQ channel has 'queue' or 'topic', not both");
  } else if (is_queue && topic != nullptr) {
    sink_.report(diag::codes::kWrongValue, topic->span, "an IBM MQ channel of queues has no 'topic'");
  }
}

}  // namespace meshgen::validate
