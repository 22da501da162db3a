#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "base/text.hpp"
#include "lint/rule.hpp"

namespace meshgen::lint {
namespace {

using load::Kind;
using load::Member;
using load::Node;

constexpr std::array kRequired{"ce_id", "ce_source", "ce_specversion", "ce_type"};

std::string lower(std::string_view text) {
  std::string result(text);
  std::transform(result.begin(), result.end(), result.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return result;
}

/// The one value that a schema fixes; nullptr if it leaves a choice.
const Node* fixed_value(const Node& schema) {
  if (const auto* value = schema.find("const")) return value;
  const auto* values = schema.find("enum");
  return values != nullptr && values->items.size() == 1 ? &values->items.front() : nullptr;
}

class Headers {
 public:
  Headers(const Context& context, const MessageEntry& message, const Node& headers, const Node& properties)
      : context_(context), message_(message), headers_(headers), properties_(properties) {}

  void check() {
    if (has_dashes()) return;  // the rest follows from it
    mode();
    for (const auto& member : properties_.members) name(member);
    const bool is_event = properties_.find("ce_specversion") != nullptr;
    if (is_event || has_several_attributes()) required(is_event);
    if (!is_event) return;
    version();
    time();
  }

 private:
  /// When generating, the model's gap of the same place refuses it.
  [[nodiscard]] bool is_refused_anyway() const { return context_.severity == Severity::kRefuse; }

  bool has_dashes() {
    const auto found = std::find_if(properties_.members.begin(), properties_.members.end(),
                                    [](const Member& member) { return member.key.starts_with("ce-"); });
    if (found == properties_.members.end()) return false;
    const bool is_gap = properties_.find("ce-specversion") != nullptr || properties_.find("ce-type") != nullptr;
    if (is_gap && is_refused_anyway()) return true;
    context_.sink
        .report(diag::codes::kEventPrefix, is_gap ? properties_.span : found->key_span,
                fmt::format("header '{}' of message '{}' is no CloudEvents attribute on Kafka", found->key,
                            message_.name.name))
        .with_help(fmt::format("on Kafka the prefix is 'ce_' (Kafka Protocol Binding 1.0.2): write 'ce_{}'",
                               found->key.substr(3)));
    return true;
  }

  void mode() {
    if (is_refused_anyway() || !lower(message_.content_type).starts_with("application/cloudevents")) return;
    const bool has_attributes = std::any_of(properties_.members.begin(), properties_.members.end(),
                                            [](const Member& member) { return member.key.starts_with("ce_"); });
    if (!has_attributes) return;
    const auto* type = text_at(*message_.name.node, "contentType");
    context_.sink
        .report(diag::codes::kEventMode, type == nullptr ? message_.name.node->span : type->span,
                fmt::format("message '{}' is a structured CloudEvent by its content type '{}', and a binary one by its "
                            "'ce_' headers",
                            message_.name.name, message_.content_type))
        .note(properties_.span, "the headers are here")
        .with_help("binary mode: write the type of the data, as in 'contentType: application/json'");
  }

  void name(const Member& member) {
    if (!member.key.starts_with("ce_")) return;
    const auto rest = member.key.substr(3);
    if (rest == "datacontenttype") {
      context_.sink
          .report(diag::codes::kEventName, member.key_span,
                  "on Kafka the attribute 'datacontenttype' is the header 'content-type'")
          .with_help("rename it to 'content-type'");
      return;
    }
    const bool sound = !rest.empty() && rest != "data" && std::all_of(rest.begin(), rest.end(), [](char c) {
      return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    });
    if (sound) return;
    std::string legal;
    for (const char c : lower(rest)) {
      if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) legal += c;
    }
    context_.sink
        .report(diag::codes::kEventName, member.key_span,
                fmt::format("'{}' is no name of a CloudEvents attribute", rest.empty() ? member.key : rest))
        .with_help(legal.empty() || legal == "data"
                       ? std::string("lower-case letters and digits are what a name takes, and 'data' is taken")
                       : fmt::format("lower-case letters and digits are what a name takes: write 'ce_{}'", legal));
  }

  /// One alone may tell plain messages apart; two are an event whose version was forgotten.
  [[nodiscard]] bool has_several_attributes() const {
    return std::count_if(kRequired.begin(), kRequired.end(),
                         [&](const char* attribute) { return properties_.find(attribute) != nullptr; }) >= 2;
  }

  void required(bool is_event) {
    const auto* list = headers_.find_member("required");
    std::vector<std::string> missing;
    std::vector<std::string> optional;
    for (const auto* attribute : kRequired) {
      const bool is_required = list != nullptr && std::any_of(list->value.items.begin(), list->value.items.end(),
                                                              [&](const Node& item) { return item.text == attribute; });
      if (properties_.find(attribute) == nullptr) {
        missing.emplace_back("'" + std::string(attribute) + "'");
      } else if (!is_required) {
        optional.emplace_back("'" + std::string(attribute) + "'");
      }
    }
    if (missing.empty() && optional.empty()) return;
    auto text = fmt::format("the headers of message '{}' are those of a CloudEvent, but ", message_.name.name);
    if (!missing.empty()) text += "do not declare " + base::join(missing, ", ");
    if (!missing.empty() && !optional.empty()) text += ", and ";
    if (!optional.empty()) text += "do not require " + base::join(optional, ", ");
    const auto* place = list == nullptr ? headers_.find_member("properties") : list;
    context_.sink.report(diag::codes::kEventRequired, place->key_span, std::move(text))
        .with_help(is_event
                       ? "every event has them: declare the four, and list them under 'required'"
                       : "declare the four, and list them under 'required'; without 'ce_specversion' they are plain "
                         "headers, which nobody fills in");
  }

  const Node* attribute(std::string_view key) const {
    const auto* place = properties_.find(key);
    const auto* schema = place == nullptr ? nullptr : json_schema(context_.document, *place);
    return schema != nullptr && schema->is(Kind::kMap) ? schema : nullptr;
  }

  void version() {
    const auto* schema = attribute("ce_specversion");
    if (schema == nullptr) return;
    const auto* value = fixed_value(*schema);
    if (value == nullptr) value = schema->find("default");
    if (value == nullptr || (value->is(Kind::kString) && value->text == "1.0")) return;
    auto& diagnostic =
        context_.sink.report(diag::codes::kEventValue, value->span,
                             value->is_numeric() ? fmt::format("'ce_specversion' is the number {}", value->text)
                                                 : fmt::format("'ce_specversion' is '{}'", value->text));
    diagnostic.with_help(value->is_numeric() ? "put it in quotes: '1.0'"
                                             : "CloudEvents of today, and the runtime, say '1.0'");
  }

  void time() {
    const auto* schema = attribute("ce_time");
    if (schema == nullptr || schema->find("const") != nullptr || schema->find("enum") != nullptr) return;
    const auto* format = text_at(*schema, "format");
    if (format != nullptr && format->text == "date-time") return;
    context_.sink
        .report(diag::codes::kEventValue, format == nullptr ? schema->span : format->span,
                "'ce_time' is a timestamp, but its schema does not say so")
        .with_help("write 'ce_time: {type: string, format: date-time}'");
  }

  const Context& context_;
  const MessageEntry& message_;
  const Node& headers_;
  const Node& properties_;
};

}  // namespace

/// The header schema of an event against CloudEvents 1.0.2 and its Kafka Protocol Binding.
void check_cloud_event_headers(const Context& context) {
  for (const auto& message : context.survey.messages) {
    const auto* properties = message.headers == nullptr ? nullptr : message.headers->find("properties");
    if (properties == nullptr || !properties->is(Kind::kMap)) continue;
    Headers(context, message, *message.headers, *properties).check();
  }
}

}  // namespace meshgen::lint
