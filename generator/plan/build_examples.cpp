#include "plan/build_examples.hpp"

#include <algorithm>
#include <set>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "load/node.hpp"
#include "model/reach.hpp"
#include "plan/names.hpp"
#include "plan/spell.hpp"

namespace meshgen::plan {
namespace {

using load::Kind;
using load::Node;

/// Nothing but one kind of value is valid, whatever else the schema says.
bool is_scalar(const model::Shape& shape) {
  return std::holds_alternative<model::Boolean>(shape) || std::holds_alternative<model::Integer>(shape) ||
         std::holds_alternative<model::Number>(shape) || std::holds_alternative<model::String>(shape) ||
         std::holds_alternative<model::StringEnum>(shape) || std::holds_alternative<model::StringConst>(shape);
}

/// A raw string where that reads better.
std::string text_literal(const std::string& text) {
  const bool is_plain = std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c <= '~'; });
  const bool needs_escapes = text.find('"') != std::string::npos || text.find('\\') != std::string::npos;
  if (!is_plain || !needs_escapes || text.find(")\"") != std::string::npos) return string_literal(text);
  return fmt::format("R\"({})\"", text);
}

class Planner {
 public:
  Planner(const model::Api& api, const TypesPlan& types) : api_(api), types_(types) {}

  ExamplesFileView run() {
    ExamplesFileView view;
    view.contract = api_.file_name;
    view.cpp_namespace = types_.view.cpp_namespace;
    for (const auto index : model::used_messages(api_)) {
      const auto& message = api_.messages[index];
      if (!message.payload || !is_named(api_.types[api_.types.target(*message.payload)])) continue;
      std::size_t number = 0;
      for (const auto& example : message.examples) {
        if (example.payload == nullptr) continue;
        ++number;
        auto name =
            fmt::format("{}: {}", message.id, example.name.empty() ? fmt::format("example {}", number) : example.name);
        if (!names_.insert(name).second) continue;  // a message that two channels share
        view.examples.push_back(plan(*message.payload, *example.payload, name));
        view.has_objects = view.has_objects || view.examples.back().is_object;
      }
    }
    return view;
  }

 private:
  ExampleView plan(model::TypeId payload, const Node& value, const std::string& name) const {
    ExampleView view;
    const auto id = api_.types.target(payload);
    view.name = string_literal(name);
    view.payload = types_.cpp->name(id);
    const auto* object = std::get_if<model::Object>(&api_.types[id].shape);
    view.is_object = value.is(Kind::kMap);
    if (!view.is_object) {
      view.text = text_literal(load::to_json(value));
      return view;
    }
    for (const auto& member : value.members)
      view.members.push_back(fmt::format("{{{}, {}}}", string_literal(json_escaped(member.key)),
                                         text_literal(load::to_json(member.value))));
    if (object == nullptr || object->form != model::Object::Form::kObject) return view;
    for (const auto& property : object->properties) {
      if (value.find(property.wire_name) == nullptr) continue;
      const auto wire = string_literal(json_escaped(property.wire_name));
      if (property.required) view.near_misses.push_back({view.payload, fmt::format("without(members, {})", wire)});
      if (is_scalar(api_.types[api_.types.target(property.type)].shape))
        view.near_misses.push_back({view.payload, fmt::format("with(members, {}, \"[]\")", wire)});
    }
    return view;
  }

  const model::Api& api_;
  const TypesPlan& types_;
  std::set<std::string> names_;
};

}  // namespace

ExamplesFileView plan_examples(const model::Api& api, const TypesPlan& types) { return Planner(api, types).run(); }

}  // namespace meshgen::plan
