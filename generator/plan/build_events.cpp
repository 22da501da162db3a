#include "plan/build_events.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <tuple>

#include <fmt/format.h>

#include "diag/codes.hpp"
#include "model/reach.hpp"
#include "plan/locate.hpp"
#include "plan/names.hpp"
#include "plan/spell.hpp"

namespace meshgen::plan {
namespace {

using model::Message;
using model::TypeId;

class Planner {
 public:
  Planner(const model::Api& api, TypesPlan& types, diag::Sink& sink) : api_(api), types_(types), sink_(sink) {}

  EventsPlan run() {
    plan_.view.contract = api_.file_name;
    plan_.view.cpp_namespace = types_.view.cpp_namespace;
    std::set<std::tuple<const diag::SourceFile*, std::uint32_t, std::string_view>> seen;
    for (const auto index : model::used_messages(api_)) {
      const auto& message = api_.messages[index];
      auto view = plan(message);
      // One message that two channels share is one struct.
      if (seen.emplace(message.origin.span.file, message.origin.span.begin, message.id).second) {
        types_.scope.take(view.name, message.id, message.origin.span, sink_);
        plan_.view.has_events = plan_.view.has_events || view.is_event;
        plan_.view.messages.push_back(view);
      }
      plan_.messages[index] = std::move(view);
    }
    return std::move(plan_);
  }

 private:
  void unsupported(diag::Span span, std::string what, std::string help) {
    sink_.report(diag::codes::kUnsupported, span, std::move(what)).with_help(std::move(help));
  }

  MessageView plan(const Message& message) {
    MessageView view;
    view.id = in_comment(message.id);
    view.name = type_name(message.id) + "Message";
    view.docs = doc_lines(message.docs);
    view.content_type = string_literal(message.content_type);
    view.is_event = message.cloud_events.has_value();
    view.is_plain = !view.is_event;
    view.headers = "mesh::NoHeaders";
    payload(message, view);
    if (message.headers) headers(*message.headers, view);
    if (message.cloud_events) event(*message.cloud_events, view);
    key(message, view);
    parameters(view);
    return view;
  }

  static void parameters(MessageView& view) {
    const std::string unused = "[[maybe_unused]] ";
    view.read_parameters = "const mesh::RecordView& record, Payload& payload, " + (view.has_headers ? "" : unused) +
                           "Headers& headers, " + (view.is_plain ? unused : "") + "mesh::EventAttributes& event";
    view.write_parameters = "const Payload& payload";
    if (view.has_key_argument) view.write_parameters += ", " + view.key_argument;
    if (view.has_headers) view.write_parameters += ", const Headers& headers";
    if (view.is_event) view.write_parameters += ", mesh::EventAttributes event";
  }

  void payload(const Message& message, MessageView& view) {
    if (!message.payload) return;  // a gap, reported
    const auto root = api_.types.target(*message.payload);
    if (!is_named(api_.types[root])) return;  // another format: a gap, reported
    view.payload = types_.cpp->name(root);
  }

  void headers(TypeId declared, MessageView& view) {
    const auto id = api_.types.target(declared);
    const auto* object = std::get_if<model::Object>(&api_.types[id].shape);
    if (object == nullptr || object->form != model::Object::Form::kObject || object->rest) {
      unsupported(api_.types[id].origin.span, "headers must be an object with 'properties'",
                  "list each header under 'properties'");
      return;
    }
    view.headers = types_.cpp->name(id);
    view.has_headers = true;
    for (const auto& property : object->properties) {
      const auto& type = api_.types[api_.types.target(property.type)];
      HeaderView header;
      header.wire = string_literal(property.wire_name);
      header.member = types_.member(id, property.wire_name);
      if (const auto* fallback = types_.fallback(id, property.wire_name)) {
        const auto member = "headers." + header.member;
        header.has_default = true;
        header.assign = fallback->assign(member);
        header.differs = fallback->differs(member);
      }
      header.is_optional = !property.required && !header.has_default;
      header.is_constant = is_constant(api_.types, property);
      header.is_word = std::holds_alternative<model::StringEnum>(type.shape);
      const bool is_scalar =
          std::holds_alternative<model::String>(type.shape) || std::holds_alternative<model::Integer>(type.shape) ||
          std::holds_alternative<model::Number>(type.shape) || std::holds_alternative<model::Boolean>(type.shape) ||
          std::holds_alternative<model::StringConst>(type.shape);
      header.is_plain = is_scalar && !header.is_constant;
      if ((!is_scalar && !header.is_word) || api_.types.is_nullable(property.type)) {
        unsupported(property.span,
                    fmt::format("meshgen makes no code of header '{}' yet: it is no string, number or boolean",
                                property.wire_name),
                    "a Kafka header is text: give it one of these types");
        continue;
      }
      view.header_fields.push_back(std::move(header));
    }
  }

  static void event(const model::CloudEvents& event, MessageView& view) {
    const auto set = [](const std::optional<std::string>& value, std::string& literal, bool& has) {
      has = value.has_value();
      if (value) literal = string_literal(*value);
    };
    set(event.type, view.type, view.has_type);
    set(event.source, view.source, view.has_source);
    set(event.dataschema, view.dataschema, view.has_dataschema);
    constexpr std::array<std::string_view, 4> kOptional{"subject", "time", "dataschema", "datacontenttype"};
    for (const auto& name : event.required) {
      if (std::find(kOptional.begin(), kOptional.end(), name) == kOptional.end()) continue;
      const auto wire = name == "datacontenttype" ? std::string("content-type") : "ce_" + name;
      const bool is_callers = name == "subject" || (name == "dataschema" && !event.dataschema);
      view.required_attributes.push_back({name, string_literal(wire), is_callers});
    }
  }

  /// The statement that sets the record's key.
  void key(const Message& message, MessageView& view) {
    if (message.key_location) {
      view.key = locate(api_, types_, message, *message.key_location);
      if (!view.key) nowhere(*message.key_location);
      return;
    }
    if (!message.key) return;
    const auto id = api_.types.target(*message.key);
    const auto& type = api_.types[id];
    view.has_key_argument = true;
    std::visit(model::Match{[&](const model::Integer& integer) {
                              view.key_argument = integer_type(integer) + " key";
                              view.key_statement = "std::to_string(key)";
                              if (integer.minimum || integer.maximum || integer.multiple_of) constrained(type);
                            },
                            [&](const model::StringEnum&) {
                              view.key_argument = types_.cpp->name(id) + " key";
                              view.key_statement = "std::string(to_string(key))";
                            },
                            [&](const model::String& string) {
                              view.key_argument = "std::string_view key";
                              view.key_statement = "std::string(key)";
                              if (string.min_length || string.max_length || string.pattern ||
                                  string.format != model::Format::kNone) {
                                constrained(type);
                              }
                            },
                            [](const auto&) {}},
               type.shape);
  }

  void constrained(const model::Type& type) {
    unsupported(
        type.origin.span, "meshgen does not check constraints of a key that is an argument of 'send' yet",
        "say with 'x-key: $message.payload#/…' where the key lies in the message, or leave the constraints out");
  }

  void nowhere(const model::Location& location) {
    std::string path;
    for (const auto& token : location.path) path += "/" + token;
    unsupported(location.span, fmt::format("the record key cannot be taken from '{}'", path),
                "it must lead through objects of this message to a string, an enum or an integer");
  }

  const model::Api& api_;
  TypesPlan& types_;
  diag::Sink& sink_;
  EventsPlan plan_;
};

}  // namespace

EventsPlan plan_events(const model::Api& api, TypesPlan& types, diag::Sink& sink) {
  return Planner(api, types, sink).run();
}

}  // namespace meshgen::plan
