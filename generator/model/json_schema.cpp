#include "model/json_schema.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <optional>
#include <unordered_set>
#include <utility>

#include <fmt/format.h>

#include "model/keywords.hpp"

namespace meshgen::model {
namespace {

using load::Kind;
using load::Node;

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

/// What draft-07 does not know, or only as an annotation, changes nothing about what is valid; it is said all the same.
void said_in_vain(Type& type, const Node& at, std::string what, std::string help) {
  type.gaps.push_back({at.span, std::move(what), std::move(help), true});
}

std::optional<std::uint64_t> length(Type& type, const Node& schema, std::string_view key) {
  const auto* node = schema.find(key);
  if (node == nullptr || !node->is_numeric()) return std::nullopt;  // reported by validate
  const auto value = node->as_int64();
  type.is_ruled = type.is_ruled || !value;
  if (!value || *value < 0) return std::nullopt;
  return static_cast<std::uint64_t>(*value);
}

std::optional<double> number(Type& type, const Node& schema, std::string_view key) {
  const auto* node = schema.find(key);
  if (node == nullptr || !node->is_numeric()) return std::nullopt;
  const auto value = node->as_double();
  if (value && std::isfinite(*value)) return value;
  type.is_ruled = true;
  return std::nullopt;
}

/// Greater than zero, or validate has said so.
std::optional<base::Decimal> step(Type& type, const Node& schema) {
  const auto value = number(type, schema, "multipleOf");
  if (!value || *value <= 0) return std::nullopt;
  const auto whole = schema.find("multipleOf")->as_int64();
  return whole ? base::decimal_of(*whole) : base::decimal_of(*value);
}

/// `x-cpp-name` of a property whose type gets no declaration; of others it is the declaration's name.
std::string called(const Node& schema) {
  const auto* name = schema.find("x-cpp-name");
  const bool is_declared = schema.find("properties") != nullptr || schema.find("enum") != nullptr ||
                           schema.find("oneOf") != nullptr || schema.find("anyOf") != nullptr ||
                           schema.find("allOf") != nullptr;
  return name != nullptr && name->is(Kind::kString) && !is_declared ? name->text : std::string{};
}

bool schema_has_property(const Node& schema, std::string_view name) {
  const auto* properties = schema.find("properties");
  return properties != nullptr && properties->find(name) != nullptr;
}

/// Required names that no property describes: `additionalProperties` counts for them.
bool has_undescribed_names(const Node& schema, const Object& shape) {
  return std::any_of(shape.properties.begin(), shape.properties.end(),
                     [&](const Property& property) { return !schema_has_property(schema, property.wire_name); });
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
                                    Row{"duration", Format::kDuration},
                                    Row{"json-pointer", Format::kJsonPointer},
                                    Row{"uri-reference", Format::kUriReference},
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
    type.is_ruled = !schema.boolean;
    return Any{};
  }
  if (!schema.is(Kind::kMap)) return Any{};  // reported by validate
  for (const auto& member : schema.members) {
    if (needs_rule(member.key)) type.is_ruled = true;
    if (contains(kForeign, member.key)) {
      said_in_vain(type, member.value, fmt::format("keyword '{}' changes nothing", member.key),
                   member.key == "nullable" ? "AsyncAPI writes \"type: [string, 'null']\""
                                            : "it is not part of JSON Schema draft-07");
    }
  }
  if (const auto* value = schema.find("const")) return read_const(type, schema, *value);
  const auto list = [&](std::string_view keyword) {
    const auto* found = schema.find(keyword);
    return found != nullptr && found->is(Kind::kList) ? found : nullptr;
  };
  if (const auto* values = list("enum")) return read_enum(type, schema, *values);
  if (const auto* branches = list("allOf")) return read_all_of(type, schema, *branches);
  for (const auto* keyword : {"oneOf", "anyOf"}) {
    if (const auto* branches = list(keyword)) return read_branches(type, schema, keyword, *branches);
  }
  const auto* kinds = schema.find("type");
  if (kinds != nullptr && kinds->is(Kind::kString)) return read_typed(type, schema, kinds->text);
  if (kinds != nullptr && kinds->is(Kind::kList)) {
    std::vector<std::string_view> names;
    for (const auto& item : kinds->items) {
      if (item.text == "null") {
        type.nullable = true;
      } else {
        names.emplace_back(item.text);
      }
    }
    return read_kinds(type, schema, names);
  }
  // Without `type` a keyword says nothing of other types: "minLength: 3" lets the number 1 pass.
  for (const auto& member : schema.members) {
    if (says_nothing(member.key) || needs_rule(member.key)) continue;
    type.is_ruled = true;
    const bool of_object =
        member.key == "properties" || member.key == "required" || member.key == "additionalProperties";
    said_in_vain(type, member.value,
                 fmt::format("'{}' without 'type': values of other types are valid too", member.key),
                 of_object ? "add 'type: object'" : "add the 'type' that it is meant for");
    break;
  }
  return Any{};
}

/// Values of several kinds are told apart by their kind: each is described by what the schema says of it.
Shape SchemaReader::read_kinds(Type& type, const Node& schema, const std::vector<std::string_view>& kinds) {
  if (kinds.empty()) {
    type.nullable = false;
    type.is_ruled = true;
    return Any{};
  }
  if (kinds.size() == 1) return read_typed(type, schema, kinds.front());
  std::vector<const Node*> branches;
  for (const auto kind : kinds) {
    if (kind == "integer" && std::find(kinds.begin(), kinds.end(), "number") != kinds.end()) continue;
    Node branch = schema;
    for (auto& member : branch.members) {
      if (member.key != "type") continue;
      member.value.kind = Kind::kString;
      member.value.text = kind;
      member.value.items.clear();
    }
    std::erase_if(branch.members, [](const load::Member& member) {
      return member.key != "type" && (says_nothing(member.key) || needs_rule(member.key));
    });
    branch.index_members();
    branches.push_back(&types_.keep(std::move(branch)));
  }
  if (branches.size() == 1) return read_typed(type, *branches.front(), branches.front()->find("type")->text);
  Union shape;
  shape.alternatives.resize(branches.size());
  for (std::size_t i = 0; i < branches.size(); ++i) {
    shape.alternatives[i].schema = branches[i];
    want(*branches[i], with(type.origin.path, branches[i]->find("type")->text));
  }
  one_of_ = schema.find("type")->span;
  return shape;
}

Shape SchemaReader::read_typed(Type& type, const Node& schema, std::string_view kind) {
  if (const auto* discriminator = schema.find("discriminator"); discriminator != nullptr) {
    said_in_vain(type, *discriminator, "keyword 'discriminator' outside a 'oneOf' changes nothing",
                 "use 'oneOf' with a 'const' property in each branch");
  }
  if (kind == "boolean") return Boolean{};
  if (kind == "string") return read_string(type, schema);
  if (kind == "integer") return read_integer(type, schema);
  if (kind == "number") return read_number(type, schema);
  if (kind == "array") return read_array(type, schema);
  if (kind == "object") return read_object(type, schema);
  type.is_ruled = true;  // null alone
  return Any{};
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
      said_in_vain(type, *format, fmt::format("format '{}' is not checked", format->text),
                   "checked formats are: uuid, date-time, date, time, duration, email, uri, uri-reference, hostname, "
                   "ipv4, ipv6, byte, json-pointer");
    }
  }
  return shape;
}

namespace {

using base::Whole;

/// What the document says of an end of a range of integers.
struct End {
  std::optional<Whole> bound = {};  ///< inclusive
  bool is_beyond_low = false;       ///< it is less than each Whole
  bool is_beyond_high = false;      ///< it is more than each Whole
};

End end_of(const Node& schema, std::string_view key, bool is_exclusive, bool is_low) {
  const auto* node = schema.find(key);
  if (node == nullptr || !node->is_numeric()) return {};
  const auto exact = base::ExactNumber::parse(node->text);
  if (const auto whole = exact ? Whole::of(*exact) : std::nullopt) {
    if (!is_exclusive) return {whole};
    return {is_low ? whole->next() : whole->previous()};
  }
  const auto value = node->as_double();
  constexpr double kLow = -9.2e18;
  constexpr double kHigh = 1.8e19;
  if (!value || *value < kLow) return {.is_beyond_low = true};
  if (*value > kHigh) return {.is_beyond_high = true};
  const double rounded = is_low ? std::ceil(*value) : std::floor(*value);
  return {rounded < 0 ? Whole(static_cast<std::int64_t>(rounded)) : Whole(static_cast<std::uint64_t>(rounded))};
}

End tighter(const End& a, const End& b, bool is_low) {
  End both{.is_beyond_low = a.is_beyond_low || b.is_beyond_low, .is_beyond_high = a.is_beyond_high || b.is_beyond_high};
  both.bound = a.bound ? a.bound : b.bound;
  if (a.bound && b.bound) both.bound = is_low ? std::max(*a.bound, *b.bound) : std::min(*a.bound, *b.bound);
  return both;
}

}  // namespace

Shape SchemaReader::read_integer(Type& type, const Node& schema) {
  Integer shape;
  const auto* format = schema.find("format");
  if (format != nullptr) {
    if (format->text == "int32") {
      shape.bits = 32;
    } else if (format->text == "uint64") {
      shape.is_unsigned = true;
    } else if (format->text != "int64") {
      said_in_vain(type, *format, fmt::format("format '{}' of an integer is not checked", format->text),
                   "use int32, int64 or uint64");
    }
  }
  const auto low =
      tighter(end_of(schema, "minimum", false, true), end_of(schema, "exclusiveMinimum", true, true), true);
  const auto high =
      tighter(end_of(schema, "maximum", false, false), end_of(schema, "exclusiveMaximum", true, false), false);
  const bool wants_more = high.is_beyond_high || (high.bound && !high.bound->fits_int64());
  const bool is_open = format == nullptr || (format->text != "int32" && format->text != "int64");
  if (is_open && wants_more && low.bound && !low.bound->is_negative()) shape.is_unsigned = true;
  const auto least = shape.is_unsigned ? Whole(0) : Whole(INT64_MIN);
  const auto greatest = shape.is_unsigned ? Whole(UINT64_MAX) : Whole(INT64_MAX);
  // A bound beyond what the type has says nothing, or that no value is valid: the schema itself is asked then.
  const auto is_within = [&](const Whole& bound) { return least <= bound && bound <= greatest; };
  if (low.bound && is_within(*low.bound)) shape.minimum = low.bound;
  if (high.bound && is_within(*high.bound)) shape.maximum = high.bound;
  type.is_ruled = type.is_ruled || low.is_beyond_high || (low.bound && *low.bound > greatest) || high.is_beyond_low ||
                  (high.bound && *high.bound < least);
  shape.multiple_of = step(type, schema);
  return shape;
}

Shape SchemaReader::read_number(Type& type, const Node& schema) {
  Number shape;
  if (const auto* format = schema.find("format");
      format != nullptr && format->text != "double" && format->text != "float") {
    said_in_vain(type, *format, fmt::format("format '{}' of a number is not checked", format->text),
                 "use float or double");
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
  if (items != nullptr && items->is(Kind::kList)) return read_tuple(type, schema, *items);
  if (items != nullptr) {
    want(*items, std::move(words));
  } else {
    want_any(schema.span, std::move(words));
  }
  return shape;
}

/// A struct whose members stand for positions, as long as the list says how few there may be; what is behind them is
/// kept in a list.
Shape SchemaReader::read_tuple(Type& type, const Node& schema, const Node& items) {
  Object shape;
  shape.form = Object::Form::kTuple;
  const auto least = length(type, schema, "minItems").value_or(0);
  for (const auto* key : {"maxItems", "uniqueItems"}) type.is_ruled = type.is_ruled || schema.find(key) != nullptr;
  type.is_ruled = type.is_ruled || least > items.items.size();
  for (std::size_t i = 0; i < items.items.size(); ++i) {
    const auto& item = items.items[i];
    Property property;
    const auto* title = document_.follow(item) == nullptr ? nullptr : document_.follow(item)->find("title");
    const bool has_title = title != nullptr && title->is(Kind::kString) && !title->text.empty();
    property.wire_name = has_title ? title->text : fmt::format("item {}", i + 1);
    property.called = called(item);
    property.required = i < least;
    property.span = item.span;
    want(item, with(type.origin.path, property.wire_name));
    if (resolve::ResolvedDocument::reference(item) == nullptr) property.docs = read_docs(item);
    shape.properties.push_back(std::move(property));
  }
  const auto* more = schema.find("additionalItems");
  shape.closed = more != nullptr && more->is(Kind::kBool) && !more->boolean;
  if (shape.closed) return shape;
  shape.rest = TypeId{};
  if (more != nullptr && more->is(Kind::kMap)) {
    want(*more, with(type.origin.path, "more items"));
  } else {
    want_any(schema.span, with(type.origin.path, "more items"));
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
  const bool has_patterns = schema.find("patternProperties") != nullptr;
  if (has_properties || has_required || (closed && !has_patterns)) return read_properties(type, schema);
  return read_map(type, schema);
}

Shape SchemaReader::read_map(Type& type, const Node& schema) {
  Map shape;
  shape.min_properties = length(type, schema, "minProperties");
  shape.max_properties = length(type, schema, "maxProperties");
  auto words = with(type.origin.path, "value");
  const auto* additional = schema.find("additionalProperties");
  const auto* patterns = schema.find("patternProperties");
  const bool has_patterns = patterns != nullptr && !patterns->members.empty();
  const bool closed = additional != nullptr && additional->is(Kind::kBool) && !additional->boolean;
  if (has_patterns && closed && patterns->members.size() == 1) {
    want(patterns->members.front().value, std::move(words));
  } else if (additional != nullptr && additional->is(Kind::kMap) && !has_patterns) {
    want(*additional, std::move(words));
  } else {
    want_any(schema.span, std::move(words));
  }
  return shape;
}

Shape SchemaReader::read_properties(Type& type, const Node& schema) {
  Object shape;
  const auto* properties = schema.find("properties");
  for (const auto* key : {"minProperties", "maxProperties"}) {
    type.is_ruled = type.is_ruled || schema.find(key) != nullptr;
  }
  std::vector<std::pair<std::string_view, diag::Span>> required;
  std::unordered_set<std::string_view> is_required;
  if (const auto* names = schema.find("required"); names != nullptr) {
    for (const auto& name : names->items) {
      if (!name.is(Kind::kString)) continue;  // reported by validate
      if (is_required.insert(name.text).second) required.emplace_back(name.text, name.span);
    }
  }
  if (properties != nullptr) {
    for (const auto& member : properties->members) {
      if (member.value.is(Kind::kBool) && !member.value.boolean) {  // it must not be there: no member
        type.is_ruled = true;
        continue;
      }
      Property property;
      property.wire_name = member.key;
      property.called = called(member.value);
      property.required = is_required.contains(member.key);
      property.span = member.key_span;
      if (const auto* schema_of = document_.follow(member.value); schema_of != nullptr)
        property.default_value = schema_of->find("default");
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
  read_rest(type, schema, shape);
  return shape;
}

/// Members that `properties` does not list: kept where the contract describes them or asks for it, else passed over.
void SchemaReader::read_rest(Type& type, const Node& schema, Object& shape) {
  const auto* additional = schema.find("additionalProperties");
  const auto* patterns = schema.find("patternProperties");
  const auto* keep = schema.find("x-keep-unknown");
  const bool has_patterns = patterns != nullptr && !patterns->members.empty();
  const bool forbids = additional != nullptr && additional->is(Kind::kBool) && !additional->boolean;
  shape.closed = forbids && !has_patterns;
  const bool describes = additional != nullptr && additional->is(Kind::kMap) && !additional->members.empty();
  auto words = with(type.origin.path, "additional property");
  if (describes && !has_patterns) {
    type.is_ruled = type.is_ruled || has_undescribed_names(schema, shape);  // each is one of these
    want(*additional, std::move(words));
  } else if (has_patterns || describes || (keep != nullptr && keep->boolean && !shape.closed)) {
    want_any(schema.span, std::move(words));
  } else {
    if (forbids) type.is_ruled = type.is_ruled || has_undescribed_names(schema, shape);
    return;
  }
  shape.rest = TypeId{};
}

}  // namespace meshgen::model
