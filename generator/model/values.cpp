/// `enum` and `const`.
#include <algorithm>
#include <unordered_set>
#include <utility>

#include <fmt/format.h>

#include "model/json_schema.hpp"
#include "model/json_type.hpp"
#include "model/keywords.hpp"

namespace meshgen::model {
namespace {

using load::Kind;
using load::Node;

bool type_allows(const Node& schema, const Node& value) {
  const auto* type = schema.find("type");
  if (type == nullptr) return true;
  if (type->is(Kind::kString)) return is_of_type(value, type->text);
  return std::any_of(type->items.begin(), type->items.end(),
                     [&](const Node& one) { return is_of_type(value, one.text); });
}

bool is_scalar(const Node& value) { return !value.is(Kind::kList) && !value.is(Kind::kMap); }

}  // namespace

Shape SchemaReader::read_const(Type& type, const Node& schema, const Node& value) {
  type.is_ruled = type.is_ruled || narrows(schema, "const", {}) || !type_allows(schema, value);
  if (value.is(Kind::kString)) return StringConst{value.text};
  type.is_ruled = true;
  if (value.is(Kind::kBool)) return Boolean{};
  if (value.is_numeric() && value.as_int64()) return Integer{};
  if (value.is_numeric() && value.as_double()) return Number{};
  return Any{};
}

Shape SchemaReader::read_enum(Type& type, const Node& schema, const Node& values) {
  type.is_ruled = type.is_ruled || narrows(schema, "enum", {});
  StringEnum words;
  ValueEnum all;
  std::unordered_set<std::size_t> is_again;
  for (const auto& [again, first] : load::duplicates(values.items)) is_again.insert(again);
  const auto* names = schema.find("x-enum-varnames");
  const auto called = [&](std::size_t i) {
    const bool has_name = names != nullptr && i < names->items.size() && names->items[i].is(Kind::kString);
    return has_name ? names->items[i].text : std::string{};
  };
  for (std::size_t i = 0; i < values.items.size(); ++i) {
    const auto& value = values.items[i];
    if (is_again.contains(i) || !type_allows(schema, value)) continue;
    if (value.is(Kind::kNull)) {
      type.nullable = true;
      continue;
    }
    if (value.is(Kind::kString)) words.values.push_back({value.text, called(i), value.span});
    if (is_scalar(value)) all.values.push_back({load::to_json(value), called(i), value.span});
    if (is_scalar(value)) continue;
    type.is_ruled = true;  // what has parts has no word that could stand for it
    return Any{};
  }
  if (all.values.empty()) {
    type.is_ruled = true;
    type.nullable = false;
    return Any{};
  }
  if (words.values.size() == all.values.size()) return words;
  return all;
}

}  // namespace meshgen::model
