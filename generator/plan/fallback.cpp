#include "plan/fallback.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <set>

#include <fmt/format.h>

#include "plan/names.hpp"
#include "plan/spell.hpp"

namespace meshgen::plan {
namespace {

using load::Kind;
using load::Node;
using model::Match;
using model::TypeId;

/// Compilers need not take longer literals than 65,536 bytes.
constexpr std::size_t kTextMax = 60'000;

std::optional<std::string> integer(const model::Integer& shape, const Node& value) {
  const auto exact = value.is_numeric() ? base::ExactNumber::parse(value.text) : std::nullopt;
  const auto whole = exact ? base::Whole::of(*exact) : std::nullopt;
  if (!whole || (shape.is_unsigned ? whole->is_negative() : !whole->fits_int64())) return std::nullopt;
  using Int32 = std::numeric_limits<std::int32_t>;
  if (shape.bits == 32 && (*whole < Int32::min() || *whole > Int32::max())) return std::nullopt;
  return integer_literal(*whole, shape.is_unsigned);
}

std::optional<std::string> enumerator(const std::string& type, const std::vector<model::EnumValue>& values,
                                      const std::string& wire) {
  const auto found =
      std::find_if(values.begin(), values.end(), [&](const model::EnumValue& each) { return each.wire == wire; });
  if (found == values.end()) return std::nullopt;
  return fmt::format("{}::{}", type, constant_name(found->called.empty() ? found->wire : found->called));
}

/// A literal ends at its first NUL where a std::string is made of it.
std::optional<std::string> text(const std::string& value) {
  return value.find('\0') == std::string::npos ? std::optional(string_literal(value)) : std::nullopt;
}

/// The value as an expression of the type's own; empty for an empty list or map, nullopt for what C++ cannot say in
/// one.
std::optional<std::string> expression(const model::Types& types, const CppTypes& cpp, model::TypeId id,
                                      const Node& value) {
  using Text = std::optional<std::string>;
  id = types.target(id);
  return std::visit(
      Match{
          [&](const model::Boolean&) -> Text {
            if (!value.is(Kind::kBool)) return std::nullopt;
            return value.boolean ? "true" : "false";
          },
          [&](const model::Integer& shape) { return integer(shape, value); },
          [&](const model::Number&) -> Text {
            const auto number = value.is_numeric() ? value.as_double() : std::nullopt;
            if (!number || !std::isfinite(*number)) return std::nullopt;
            return double_literal(*number);
          },
          [&](const model::String&) -> Text { return value.is(Kind::kString) ? text(value.text) : std::nullopt; },
          [&](const model::StringEnum& shape) -> Text {
            return value.is(Kind::kString) ? enumerator(cpp.name(id), shape.values, value.text) : std::nullopt;
          },
          [&](const model::ValueEnum& shape) { return enumerator(cpp.name(id), shape.values, load::to_json(value)); },
          [&](const model::StringConst&) -> Text { return value.is(Kind::kString) ? text(value.text) : std::nullopt; },
          [&](const model::Array&) -> Text {
            return value.is(Kind::kList) && value.items.empty() ? Text("") : std::nullopt;
          },
          [&](const model::Map&) -> Text {
            return value.is(Kind::kMap) && value.members.empty() ? Text("") : std::nullopt;
          },
          [](const auto&) -> Text { return std::nullopt; }},
      types[id].shape);
}

/// Does C++ hold every number of the value where its type wants one? What else may be wrong its schema knows.
class Holding {
 public:
  explicit Holding(const model::Types& types) : types_(types) {}

  bool holds(TypeId id, const Node& value) {
    id = types_.target(id);
    if (!seen_.insert({id, &value}).second) return true;
    const auto all = [&](TypeId of) {
      return std::all_of(value.items.begin(), value.items.end(), [&](const Node& item) { return holds(of, item); }) &&
             std::all_of(value.members.begin(), value.members.end(),
                         [&](const auto& member) { return holds(of, member.value); });
    };
    return std::visit(
        Match{
            [&](const model::Integer& shape) { return !value.is_numeric() || integer(shape, value).has_value(); },
            [&](const model::Number&) {
              return !value.is_numeric() || std::isfinite(value.as_double().value_or(HUGE_VAL));
            },
            [&](const model::Array& array) { return all(array.items); },
            [&](const model::Map& map) { return all(map.values); },
            [&](const model::Object& object) { return (!object.rest || all(*object.rest)) && members(object, value); },
            [&](const model::Union& choice) {
              return std::all_of(choice.alternatives.begin(), choice.alternatives.end(),
                                 [&](const auto& alternative) { return holds(alternative.type, value); });
            },
            [](const auto&) { return true; }},
        types_[id].shape);
  }

 private:
  bool members(const model::Object& object, const Node& value) {
    for (std::size_t at = 0; at < object.properties.size(); ++at) {
      const auto& property = object.properties[at];
      const Node* part = nullptr;
      switch (object.form) {
        case model::Object::Form::kObject:
          part = value.find(property.wire_name);
          break;
        case model::Object::Form::kTuple:
          if (at < value.items.size()) part = &value.items[at];
          break;
        case model::Object::Form::kValue:
          part = &value;
          break;
      }
      if (part != nullptr && !holds(property.type, *part)) return false;
    }
    return true;
  }

  const model::Types& types_;
  std::set<std::pair<TypeId, const Node*>> seen_;
};

}  // namespace

std::string Fallback::initialiser() const {
  if (function) return function->name + "()";
  return value.empty() ? "{}" : value;
}

std::string Fallback::assign(const std::string& member) const {
  if (is_null) return member + ".reset()";
  return value.empty() ? member + ".clear()" : fmt::format("{} = {}", member, value);
}

std::string Fallback::differs(const std::string& member) const {
  if (is_null) return member;
  if (value.empty()) return fmt::format("!{}.empty()", member);
  if (is_bool) return (value == "true" ? "!" : "") + member;
  return fmt::format("{} != {}", member, value);
}

std::optional<Fallback> Defaults::fallback(TypeId owner, const model::Property& property) {
  if (property.required || types_[owner].is_ruled) return std::nullopt;
  return initial(owner, property);
}

std::optional<Fallback> Defaults::initial(TypeId owner, const model::Property& property) {
  const auto* node = property.default_value;
  if (node == nullptr) return std::nullopt;
  const auto is_nullable = types_.is_nullable(property.type);
  Fallback fallback;
  if (node->is(Kind::kNull) && is_nullable) {
    fallback.is_null = true;
    return fallback;
  }
  const auto& shape = types_[types_.target(property.type)].shape;
  const bool is_ours = cpp_.chosen(property.type) == nullptr || std::holds_alternative<model::Map>(shape);
  if (is_ours && !cpp_.is_boxed(owner, property.type)) {
    auto value = expression(types_, cpp_, property.type, *node);
    if (value && !(value->empty() && is_nullable)) {
      fallback.value = *std::move(value);
      fallback.is_bool = !is_nullable && std::holds_alternative<model::Boolean>(shape);
      return fallback;
    }
  }
  auto text = load::to_json(*node);
  if (!is_readable(owner, property, text)) return std::nullopt;
  auto name = function_name(owner, property);
  fallback.value = fmt::format("{}::{}()", cpp_.name(owner), name);
  fallback.function = DefaultFunction{std::move(name), cpp_.value_spelling(property.type, owner), std::move(text)};
  return fallback;
}

bool Defaults::is_readable(TypeId owner, const model::Property& property, const std::string& text) {
  const auto type = types_.target(property.type);
  if (text.size() > kTextMax) return false;
  if (together_[static_cast<std::size_t>(owner)] == together_[static_cast<std::size_t>(type)]) return false;
  if (!Holding(types_).holds(type, *property.default_value)) return false;
  const auto* schema = types_[property.type].schema;
  return schema == nullptr || !judge_.objection(*schema, *property.default_value);
}

std::string Defaults::function_name(TypeId owner, const model::Property& property) const {
  std::set<std::string> members;
  for (const auto& each : std::get<model::Object>(types_[owner].shape).properties)
    members.insert(member_name(each.called.empty() ? each.wire_name : each.called));
  auto name = "default_" + member_name(property.called.empty() ? property.wire_name : property.called);
  while (members.contains(name)) name += '_';
  return name;
}

std::string Defaults::nothing(const model::Property& property) const {
  if (types_.is_nullable(property.type) || cpp_.chosen(property.type) != nullptr) return "{}";
  const auto& shape = types_[types_.target(property.type)].shape;
  if (std::holds_alternative<model::Boolean>(shape)) return "false";
  if (std::holds_alternative<model::Integer>(shape)) return "0";
  if (std::holds_alternative<model::Number>(shape)) return "0.0";
  return "{}";
}

}  // namespace meshgen::plan
