#include "plan/fallback.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>

#include <fmt/format.h>

#include "plan/names.hpp"
#include "plan/spell.hpp"

namespace meshgen::plan {
namespace {

using load::Kind;
using load::Node;
using model::Match;

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

/// The value as an expression of the type's own; empty for an empty list or map, nullopt for what C++ cannot say in
/// one.
std::optional<std::string> expression(const model::Types& types, const CppTypes& cpp, model::TypeId id,
                                      const Node& value) {
  using Text = std::optional<std::string>;
  id = types.target(id);
  return std::visit(
      Match{[&](const model::Boolean&) -> Text {
              if (!value.is(Kind::kBool)) return std::nullopt;
              return value.boolean ? "true" : "false";
            },
            [&](const model::Integer& shape) { return integer(shape, value); },
            [&](const model::Number&) -> Text {
              const auto number = value.is_numeric() ? value.as_double() : std::nullopt;
              if (!number || !std::isfinite(*number)) return std::nullopt;
              return double_literal(*number);
            },
            [&](const model::String&) -> Text {
              return value.is(Kind::kString) ? Text(string_literal(value.text)) : std::nullopt;
            },
            [&](const model::StringEnum& shape) -> Text {
              return value.is(Kind::kString) ? enumerator(cpp.name(id), shape.values, value.text) : std::nullopt;
            },
            [&](const model::ValueEnum& shape) { return enumerator(cpp.name(id), shape.values, load::to_json(value)); },
            [&](const model::StringConst&) -> Text {
              return value.is(Kind::kString) ? Text(string_literal(value.text)) : std::nullopt;
            },
            [&](const model::Array&) -> Text {
              return value.is(Kind::kList) && value.items.empty() ? Text("") : std::nullopt;
            },
            [&](const model::Map&) -> Text {
              return value.is(Kind::kMap) && value.members.empty() ? Text("") : std::nullopt;
            },
            [](const auto&) -> Text { return std::nullopt; }},
      types[id].shape);
}

}  // namespace

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

std::optional<Fallback> fallback_of(const model::Types& types, const CppTypes& cpp, model::TypeId owner,
                                    const model::Property& property) {
  if (property.required || property.default_value == nullptr || types[owner].is_ruled) return std::nullopt;
  if (cpp.is_boxed(owner, property.type)) return std::nullopt;
  const auto* chosen = cpp.chosen(property.type);
  if (chosen != nullptr && !std::holds_alternative<model::Map>(types[types.target(property.type)].shape))
    return std::nullopt;
  const auto is_nullable = types.is_nullable(property.type);
  Fallback fallback;
  if (property.default_value->is(Kind::kNull)) {
    if (!is_nullable) return std::nullopt;
    fallback.is_null = true;
    return fallback;
  }
  auto value = expression(types, cpp, property.type, *property.default_value);
  if (!value || (value->empty() && is_nullable)) return std::nullopt;
  fallback.value = *std::move(value);
  fallback.is_bool = !is_nullable && std::holds_alternative<model::Boolean>(types[types.target(property.type)].shape);
  return fallback;
}

std::string initialiser_of(const model::Types& types, const CppTypes& cpp, const model::Property& property) {
  if (property.default_value != nullptr && cpp.chosen(property.type) == nullptr) {
    if (auto value = expression(types, cpp, property.type, *property.default_value); value && !value->empty())
      return *std::move(value);
  }
  if (types.is_nullable(property.type) || cpp.chosen(property.type) != nullptr) return "{}";
  const auto& shape = types[types.target(property.type)].shape;
  if (std::holds_alternative<model::Boolean>(shape)) return "false";
  if (std::holds_alternative<model::Integer>(shape)) return "0";
  if (std::holds_alternative<model::Number>(shape)) return "0.0";
  return "{}";
}

}  // namespace meshgen::plan
