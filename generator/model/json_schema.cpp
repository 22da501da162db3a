#include "model/json_schema.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <optional>
#include <unordered_set>
#include <utility>

#include <fmt/format.h>

#include "validate/schema.hpp"

namespace meshgen::model {
namespace {

using load::Kind;
using load::Node;

/// Keywords that change what is valid and that no type carries yet, whatever the schema's type.
constexpr std::array<std::string_view, 10> kNotCarried{"not",
                                                       "if",
                                                       "then",
                                                       "else",
                                                       "contains",
                                                       "propertyNames",
                                                       "dependencies",
                                                       "patternProperties",
                                                       "additionalItems",
                                                       "contentEncoding"};

/// Keywords of other dialects: draft-07 ignores them, which is seldom what their writer meant.
constexpr std::array<std::string_view, 9> kForeign{"$defs",
                                                   "prefixItems",
                                                   "unevaluatedProperties",
                                                   "nullable",
                                                   "dependentRequired",
                                                   "dependentSchemas",
                                                   "unevaluatedItems",
                                                   "minContains",
                                                   "maxContains"};

template <std::size_t N>
bool contains(const std::array<std::string_view, N>& list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

void gap(Type& type, const Node& at, std::string what, std::string help = {}) {
  type.gaps.push_back({at.span, std::move(what), std::move(help)});
}

std::optional<std::uint64_t> length(Type& type, const Node& schema, std::string_view key) {
  const auto* node = schema.find(key);
  if (node == nullptr || !node->is_numeric()) return std::nullopt;  // reported by validate
  const auto value = node->as_int64();
  if (!value) gap(type, *node, fmt::format("'{}' beyond 64 bits", key));
  if (!value || *value < 0) return std::nullopt;
  return static_cast<std::uint64_t>(*value);
}

std::optional<double> number(Type& type, const Node& schema, std::string_view key) {
  const auto* node = schema.find(key);
  if (node == nullptr || !node->is_numeric()) return std::nullopt;
  const auto value = node->as_double();
  if (value && std::isfinite(*value)) return value;
  gap(type, *node, fmt::format("'{}' beyond the range of a double", key));
  return std::nullopt;
}

/// Greater than zero, or validate has said so.
std::optional<base::Decimal> step(Type& type, const Node& schema) {
  const auto value = number(type, schema, "multipleOf");
  if (!value || *value <= 0) return std::nullopt;
  const auto whole = schema.find("multipleOf")->as_int64();
  return whole ? base::decimal_of(*whole) : base::decimal_of(*value);
}

std::optional<Format> known_format(std::string_view name) {
  struct Row {
    std::string_view name;
    Format format;
  };
  static constexpr std::array kRows{Row{"uuid", Format::kUuid},
                                    Row{"date-time", Format::kDateTime},
                                    Row{"date", Format::kDate},
                                    Row{"time", Format::kTime},
                                    Row{"email", Format::kEmail},
                                    Row{"uri", Format::kUri},
                                    Row{"hostname", Format::kHostname},
                                    Row{"ipv4", Format::kIpv4},
                                    Row{"ipv6", Format::kIpv6},
                                    Row{"byte", Format::kByte},
                                    Row{"password", Format::kNone},
                                    Row{"binary", Format::kNone},
                                    Row{"", Format::kNone}};
  for (const auto& row : kRows) {
    if (row.name == name) return row.format;
  }
  return std::nullopt;
}

}  // namespace

Docs read_docs(const Node& node) {
  Docs docs;
  const auto text = [&](std::string_view key) {
    const auto* value = node.find(key);
    return value != nullptr && value->is(Kind::kString) ? value->text : std::string{};
  };
  docs.title = text("title");
  docs.description = text("description");
  if (docs.description.empty()) docs.description = text("summary");
  const auto* deprecated = node.find("deprecated");
  docs.deprecated = deprecated != nullptr && deprecated->is(Kind::kBool) && deprecated->boolean;
  return docs;
}

Shape SchemaReader::read_shape(Type& type, const Node& schema) {
  if (schema.is(Kind::kBool)) {
    if (!schema.boolean) gap(type, schema, "the schema 'false'", "nothing is valid against it: leave the property out");
    return Any{};
  }
  if (!schema.is(Kind::kMap)) return Any{};  // reported by validate
  for (const auto& member : schema.members) {
    if (contains(kNotCarried, member.key)) {
      gap(type, member.value, fmt::format("keyword '{}'", member.key));
    }
    if (contains(kForeign, member.key)) {
      gap(type, member.value, fmt::format("keyword '{}'", member.key),
          member.key == "nullable" ? "AsyncAPI writes \"type: [string, 'null']\""
                                   : "it is not part of JSON Schema draft-07");
    }
  }
  if (const auto* value = schema.find("const")) return read_const(type, *value);
  if (const auto* values = schema.find("enum"); values != nullptr && values->is(Kind::kList))
    return read_enum(type, *values);
  for (const auto* keyword : {"oneOf", "anyOf", "allOf"}) {
    const auto* branches = schema.find(keyword);
    if (branches != nullptr && branches->is(Kind::kList)) return read_branches(type, schema, keyword, *branches);
  }
  if (const auto* discriminator = schema.find("discriminator"); discriminator != nullptr) {
    gap(type, *discriminator, "keyword 'discriminator' outside a 'oneOf'",
        "use 'oneOf' with a 'const' property in each branch");
  }
  return read_typed(type, schema, type_name(type, schema));
}

std::string_view SchemaReader::type_name(Type& type, const Node& schema) {
  const auto* node = schema.find("type");
  if (node != nullptr && node->is(Kind::kString)) return node->text;
  if (node != nullptr && node->is(Kind::kList)) {
    std::string_view name;
    for (const auto& item : node->items) {
      if (item.text == "null") {
        type.nullable = true;
      } else if (name.empty()) {
        name = item.text;
      } else {
        gap(type, *node, "a list of several types", "only one type beside 'null' becomes code, so far");
      }
    }
    if (name.empty()) gap(type, *node, "the type 'null' alone");
    return name.empty() ? "any" : name;
  }
  // Without `type` such a keyword says nothing of other types: "minLength: 3" lets the number 1 pass.
  constexpr std::array<std::string_view, 17> kTyped{"properties",  "required",         "additionalProperties",
                                                    "items",       "minItems",         "maxItems",
                                                    "uniqueItems", "minLength",        "maxLength",
                                                    "pattern",     "format",           "minimum",
                                                    "maximum",     "exclusiveMinimum", "exclusiveMaximum",
                                                    "multipleOf",  "minProperties"};
  for (const auto& member : schema.members) {
    if (!contains(kTyped, member.key)) continue;
    const bool of_object =
        member.key == "properties" || member.key == "required" || member.key == "additionalProperties";
    gap(type, member.value, fmt::format("keyword '{}' without 'type'", member.key),
        of_object ? "add 'type: object'" : "add the 'type' that it is meant for");
    break;
  }
  return "any";
}

Shape SchemaReader::read_typed(Type& type, const Node& schema, std::string_view kind) {
  if (kind == "boolean") return Boolean{};
  if (kind == "string") return read_string(type, schema);
  if (kind == "integer") return read_integer(type, schema);
  if (kind == "number") return read_number(type, schema);
  if (kind == "array") return read_array(type, schema);
  if (kind == "object") return read_object(type, schema);
  if (kind == "null") gap(type, schema, "the type 'null' alone");
  return Any{};
}

Shape SchemaReader::read_const(Type& type, const Node& value) {
  if (value.is(Kind::kString)) return StringConst{value.text};
  gap(type, value, "a 'const' that is no string");
  return Any{};
}

Shape SchemaReader::read_enum(Type& type, const Node& values) {
  StringEnum shape;
  for (const auto& value : values.items) {
    if (value.is(Kind::kString)) {
      shape.values.push_back({value.text, value.span});
    } else if (value.is(Kind::kNull)) {
      type.nullable = true;
    } else {
      auto help = std::string("values that are no strings do not become code, so far");
      if (value.is(Kind::kBool))
        help = fmt::format("'{}' is a boolean in YAML: put it in quotes if a string is meant", value.text);
      gap(type, value, fmt::format("an 'enum' value that is {}", load::describe(value.kind)), help);
      return Any{};
    }
  }
  if (shape.values.empty()) gap(type, values, "an 'enum' of null alone");
  return shape;
}

Shape SchemaReader::read_string(Type& type, const Node& schema) {
  String shape;
  shape.min_length = length(type, schema, "minLength");
  shape.max_length = length(type, schema, "maxLength");
  if (const auto* pattern = schema.find("pattern"); pattern != nullptr && pattern->is(Kind::kString)) {
    shape.pattern = Pattern{pattern->text, pattern->span};
  }
  if (const auto* format = schema.find("format"); format != nullptr && format->is(Kind::kString)) {
    if (const auto known = known_format(format->text)) {
      shape.format = *known;
    } else {
      gap(type, *format, fmt::format("format '{}'", format->text),
          "checked formats are: uuid, date-time, date, time, email, uri, hostname, ipv4, ipv6, byte");
    }
  }
  return shape;
}

Shape SchemaReader::read_integer(Type& type, const Node& schema) {
  Integer shape;
  if (const auto* format = schema.find("format"); format != nullptr) {
    if (format->text == "int32") {
      shape.bits = 32;
    } else if (format->text != "int64") {
      gap(type, *format, fmt::format("format '{}' of an integer", format->text), "use int32 or int64");
    }
  }
  constexpr double kLimit = 9.2e18;
  const auto bound = [&](std::string_view key, bool exclusive, bool lower) -> std::optional<std::int64_t> {
    const auto* node = schema.find(key);
    if (node == nullptr || !node->is_numeric()) return std::nullopt;
    if (const auto whole = node->as_int64()) {
      constexpr auto kMin = std::numeric_limits<std::int64_t>::min();
      constexpr auto kMax = std::numeric_limits<std::int64_t>::max();
      if (!exclusive || *whole == (lower ? kMax : kMin)) return whole;
      return lower ? *whole + 1 : *whole - 1;
    }
    const auto value = node->as_double();
    if (!value || std::abs(*value) > kLimit) {
      gap(type, *node, fmt::format("'{}' beyond 64 bits", key));
      return std::nullopt;
    }
    return static_cast<std::int64_t>(lower ? std::ceil(*value) : std::floor(*value));
  };
  const auto tighter = [](std::optional<std::int64_t> a, std::optional<std::int64_t> b, bool lower) {
    if (!a || !b) return a ? a : b;
    return std::optional(lower ? std::max(*a, *b) : std::min(*a, *b));
  };
  shape.minimum = tighter(bound("minimum", false, true), bound("exclusiveMinimum", true, true), true);
  shape.maximum = tighter(bound("maximum", false, false), bound("exclusiveMaximum", true, false), false);
  shape.multiple_of = step(type, schema);
  return shape;
}

Shape SchemaReader::read_number(Type& type, const Node& schema) {
  Number shape;
  if (const auto* format = schema.find("format");
      format != nullptr && format->text != "double" && format->text != "float") {
    gap(type, *format, fmt::format("format '{}' of a number", format->text), "use float or double");
  }
  if (const auto value = number(type, schema, "minimum")) shape.minimum = Bound{*value, false};
  if (const auto value = number(type, schema, "exclusiveMinimum");
      value && (!shape.minimum || *value >= shape.minimum->value)) {
    shape.minimum = Bound{*value, true};
  }
  if (const auto value = number(type, schema, "maximum")) shape.maximum = Bound{*value, false};
  if (const auto value = number(type, schema, "exclusiveMaximum");
      value && (!shape.maximum || *value <= shape.maximum->value)) {
    shape.maximum = Bound{*value, true};
  }
  shape.multiple_of = step(type, schema);
  return shape;
}

Shape SchemaReader::read_array(Type& type, const Node& schema) {
  Array shape;
  shape.min_items = length(type, schema, "minItems");
  shape.max_items = length(type, schema, "maxItems");
  if (const auto* unique = schema.find("uniqueItems"); unique != nullptr && unique->boolean)
    shape.unique = unique->span;
  auto words = with(type.origin.path, "item");
  const auto* items = schema.find("items");
  if (items != nullptr && items->is(Kind::kList)) gap(type, *items, "a list of schemas in 'items' (a tuple)");
  if (items != nullptr && !items->is(Kind::kList)) {
    want(*items, std::move(words));
  } else {
    want_any(schema.span, std::move(words));
  }
  return shape;
}

Shape SchemaReader::read_object(Type& type, const Node& schema) {
  const auto* properties = schema.find("properties");
  const auto* additional = schema.find("additionalProperties");
  const auto* required = schema.find("required");
  const bool has_properties = properties != nullptr && !properties->members.empty();
  const bool has_required = required != nullptr && !required->items.empty();
  const bool closed = additional != nullptr && additional->is(Kind::kBool) && !additional->boolean;
  if (has_properties || has_required || closed) return read_properties(type, schema, properties);
  Map shape;
  shape.min_properties = length(type, schema, "minProperties");
  shape.max_properties = length(type, schema, "maxProperties");
  auto words = with(type.origin.path, "value");
  if (additional != nullptr && additional->is(Kind::kMap)) {
    want(*additional, std::move(words));
  } else {
    want_any(schema.span, std::move(words));
  }
  return shape;
}

Shape SchemaReader::read_properties(Type& type, const Node& schema, const Node* properties) {
  Object shape;
  for (const auto* key : {"minProperties", "maxProperties"}) {
    if (const auto* node = schema.find(key)) gap(type, *node, fmt::format("keyword '{}' beside 'properties'", key));
  }
  if (const auto* additional = schema.find("additionalProperties"); additional != nullptr) {
    shape.closed = additional->is(Kind::kBool) && !additional->boolean;
    if (additional->is(Kind::kMap) && !additional->members.empty()) {
      gap(type, *additional, "a schema in 'additionalProperties' beside 'properties'",
          "put the further members into a property of their own");
    }
  }
  std::vector<std::pair<std::string_view, diag::Span>> required;
  std::unordered_set<std::string_view> is_required;
  if (const auto* names = schema.find("required"); names != nullptr) {
    for (const auto& name : names->items) {
      required.emplace_back(name.text, name.span);
      is_required.insert(name.text);
    }
  }
  if (properties != nullptr) {
    for (const auto& member : properties->members) {
      Property property;
      property.wire_name = member.key;
      property.required = is_required.contains(member.key);
      property.span = member.key_span;
      want(member.value, with(type.origin.path, member.key));
      if (resolve::ResolvedDocument::reference(member.value) == nullptr) property.docs = read_docs(member.value);
      shape.properties.push_back(std::move(property));
    }
  }
  for (const auto& [name, span] : required) {  // required, but not described: any value will do
    if (properties != nullptr && properties->find(name) != nullptr) continue;
    Property property;
    property.wire_name = name;
    property.required = true;
    property.span = span;
    want_any(span, with(type.origin.path, name));
    shape.properties.push_back(std::move(property));
  }
  return shape;
}

}  // namespace meshgen::model
