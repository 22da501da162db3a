#include "plan/locate.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include <fmt/format.h>

namespace meshgen::plan {
namespace {

using model::TypeId;

/// An attribute of the event, which no header schema describes.
std::optional<KeyView> attribute(const model::Location& location) {
  if (location.path.size() != 1) return std::nullopt;
  for (const auto* name : {"ce_subject", "ce_source", "ce_type", "ce_id"}) {
    if (location.path.front() != name) continue;
    const std::string member(std::string_view(name).substr(3));
    const bool optional = member == "subject";
    return KeyView{optional ? "event.subject" : "", (optional ? "*event." : "event.") + member, optional};
  }
  return std::nullopt;
}

std::optional<std::string> text_of(const model::Shape& shape, const std::string& value, bool is_view) {
  if (std::holds_alternative<model::String>(shape) || std::holds_alternative<model::StringConst>(shape))
    return is_view ? fmt::format("std::string({})", value) : value;
  if (std::holds_alternative<model::Integer>(shape)) return fmt::format("std::to_string({})", value);
  if (std::holds_alternative<model::StringEnum>(shape)) return fmt::format("std::string(to_string({}))", value);
  return std::nullopt;
}

std::optional<KeyView> walk(const model::Api& api, const TypesPlan& types, TypeId at, std::string expression,
                            const model::Location& location) {
  KeyView key;
  bool may_be_absent = false;  // of what `expression` is by now
  auto owner = at;
  bool is_boxed = false;
  for (const auto& token : location.path) {
    at = api.types.target(at);
    const auto* object = std::get_if<model::Object>(&api.types[at].shape);
    if (object == nullptr || object->form != model::Object::Form::kObject) return std::nullopt;
    const auto property = std::find_if(object->properties.begin(), object->properties.end(),
                                       [&](const model::Property& p) { return p.wire_name == token; });
    if (property == object->properties.end()) return std::nullopt;
    const bool is_nullable = api.types.is_nullable(property->type);
    const auto& member = types.member(at, token);
    owner = at;
    if (is_constant(api.types, *property)) {
      key.value = fmt::format("std::string({}::{})", types.cpp->name(at), member);
      return key;
    }
    const bool is_optional = !property->required && types.fallback(at, token) == nullptr;
    if (is_optional && is_nullable) return std::nullopt;
    if (may_be_absent && is_boxed) expression = "(*" + expression + ")";
    expression += (may_be_absent || is_boxed ? "->" : ".") + member;
    is_boxed = types.cpp->is_boxed(at, property->type);
    may_be_absent = is_optional || is_nullable;
    if (may_be_absent) key.condition += (key.condition.empty() ? "" : " && ") + expression;
    key.is_conditional = key.is_conditional || may_be_absent;
    at = property->type;
  }
  auto found = may_be_absent ? "*" + expression : expression;
  if (const auto* chosen = types.cpp->chosen(at)) {
    const bool is_number = std::holds_alternative<model::Integer>(api.types[api.types.target(at)].shape);
    found = fmt::format("mesh::Wire<{}>::write({})", chosen->type, found);
    if (!is_number) found = fmt::format("std::string({})", found);  // it may give a view
  }
  auto value = text_of(api.types[api.types.target(at)].shape, found, types.cpp->is_view(at, owner));
  if (!value) return std::nullopt;
  key.value = *std::move(value);
  return key;
}

}  // namespace

std::optional<KeyView> locate(const model::Api& api, const TypesPlan& types, const model::Message& message,
                              const model::Location& location) {
  const bool in_payload = location.where == model::Location::Where::kPayload;
  if (!in_payload && message.cloud_events) {
    if (auto found = attribute(location)) return found;
  }
  const auto root = in_payload ? message.payload : message.headers;
  if (!root || location.path.empty()) return std::nullopt;
  return walk(api, types, *root, in_payload ? "payload" : "headers", location);
}

}  // namespace meshgen::plan
