#include "plan/fill.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace meshgen::plan {
namespace {

using Statements = std::vector<std::string>;

const model::Property* find(const model::Api& api, model::TypeId at, const std::string& name) {
  const auto* object = std::get_if<model::Object>(&api.types[api.types.target(at)].shape);
  if (object == nullptr || object->form != model::Object::Form::kObject) return nullptr;
  const auto found = std::find_if(object->properties.begin(), object->properties.end(),
                                  [&](const model::Property& property) { return property.wire_name == name; });
  return found == object->properties.end() ? nullptr : &*found;
}

std::optional<Statements> walk(const model::Api& api, const TypesPlan& types, model::TypeId at, std::string expression,
                               const model::Location& location, std::string_view value) {
  Statements statements;
  bool may_be_absent = false;
  for (const auto& name : location.path) {
    const auto* property = find(api, at, name);
    if (property == nullptr || is_constant(api.types, *property)) return std::nullopt;
    const auto owner = api.types.target(at);
    const bool is_nullable = api.types.is_nullable(property->type);
    const bool is_optional = !property->required && types.fallback(owner, property->wire_name) == nullptr;
    if ((is_optional && is_nullable) || types.cpp->is_boxed(owner, property->type)) return std::nullopt;
    if (may_be_absent) statements.push_back(fmt::format("if (!{0}) {0}.emplace();", expression));
    expression += (may_be_absent ? "->" : ".") + types.member(owner, property->wire_name);
    may_be_absent = is_optional || is_nullable;
    at = property->type;
  }
  const bool is_text = std::holds_alternative<model::String>(api.types[api.types.target(at)].shape);
  if (!is_text || types.cpp->chosen(at) != nullptr) return std::nullopt;
  statements.push_back(fmt::format("{} = {};", expression, value));
  return statements;
}

}  // namespace

std::optional<Statements> fill(const model::Api& api, const TypesPlan& types, const model::Message& message,
                               const model::Location& location, const FillRoots& roots, std::string_view value) {
  if (location.path.empty()) return std::nullopt;
  if (location.where == model::Location::Where::kPayload)
    return message.payload ? walk(api, types, *message.payload, roots.payload, location, value) : std::nullopt;
  if (location.path.size() != 1) return std::nullopt;
  const auto& name = location.path.front();
  if (message.cloud_events) {
    if (name == "ce_id" || name == "ce_subject")
      return Statements{fmt::format("{}.{} = {};", roots.event, name.substr(3), value)};
    for (const auto* fixed : {"ce_source", "ce_type", "ce_specversion", "ce_time", "ce_dataschema"}) {
      if (name == fixed) return std::nullopt;
    }
  }
  if (!message.headers || find(api, *message.headers, name) == nullptr) return Statements{};
  return walk(api, types, *message.headers, roots.headers, location, value);
}

}  // namespace meshgen::plan
