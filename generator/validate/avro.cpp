/// The structure of Avro 1.9 schemas, as the schema that AsyncAPI publishes has it: names are not looked up.
#include <algorithm>
#include <array>
#include <span>

#include <fmt/format.h>

#include "diag/codes.hpp"
#include "validate/schema.hpp"

namespace meshgen::validate {
namespace {

using load::Kind;
using load::Node;

constexpr std::array<std::string_view, 8> kPrimitives{"null",  "boolean", "int",   "long",
                                                      "float", "double",  "bytes", "string"};
constexpr std::array<std::string_view, 5> kNamed{"record", "enum", "array", "map", "fixed"};

bool is_one_of(std::string_view text, std::span<const std::string_view> list) {
  return std::find(list.begin(), list.end(), text) != list.end();
}

bool is_name(std::string_view text) {
  const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; };
  return !text.empty() && letter(text.front()) &&
         std::all_of(text.begin(), text.end(), [&](char c) { return letter(c) || (c >= '0' && c <= '9'); });
}

/// Names with dots between them.
bool is_full_name(std::string_view text) {
  for (;;) {
    const auto dot = text.find('.');
    if (!is_name(text.substr(0, dot))) return false;
    if (dot == std::string_view::npos) return true;
    text.remove_prefix(dot + 1);
  }
}

/// What an object of this type must have, beside `type`.
std::string_view holds(std::string_view type) {
  if (type == "record") return "fields";
  if (type == "enum") return "symbols";
  if (type == "array") return "items";
  return type == "map" ? "values" : "size";
}

}  // namespace

bool is_avro_shape(const Node& node) {
  if (node.is(Kind::kList)) return true;
  const auto* type = node.is(Kind::kMap) ? node.find("type") : nullptr;
  if (type == nullptr || !type->is(Kind::kString)) return false;
  const bool is_both =
      type->text == "null" || type->text == "boolean" || type->text == "string" || type->text == "array";
  return !is_both && (is_one_of(type->text, kPrimitives) || is_one_of(type->text, kNamed));
}

const Node* SchemaValidator::inside(const Node& node, std::string_view key) const {
  const auto* value = node.find(key);
  return value == nullptr ? nullptr : document_.follow(*value);
}

void SchemaValidator::check_avro(const Node& node) { check_in(node, Dialect::kAvro); }

void SchemaValidator::check_avro_type(const Node& node) {
  if (node.is(Kind::kString)) {
    if (is_full_name(node.text)) return;
    sink_.report(diag::codes::kWrongValue, node.span, fmt::format("'{}' is no type of Avro", node.text));
  } else if (node.is(Kind::kList)) {
    if (node.items.empty()) sink_.report(diag::codes::kWrongValue, node.span, "a union of Avro must not be empty");
    for (const auto& item : node.items) check_avro(item);
  } else if (node.is(Kind::kMap)) {
    check_avro_object(node);
  } else {
    sink_.report(
        diag::codes::kWrongKind, node.span,
        fmt::format("a schema of Avro must be a name, a list or an object, not {}", load::describe(node.kind)));
  }
}

void SchemaValidator::check_avro_object(const Node& node) {
  const auto* type = inside(node, "type");
  if (type == nullptr) {
    sink_.report(diag::codes::kMissingField, node.span, "this schema of Avro has no 'type'");
    return;
  }
  if (!type->is(Kind::kString)) return wrong(*type, "type", "the name of a type");
  if (is_one_of(type->text, kPrimitives)) return;
  if (!is_one_of(type->text, kNamed)) {
    sink_.report(diag::codes::kWrongValue, type->span, fmt::format("'{}' is no type of Avro", type->text))
        .with_help("a type that is declared elsewhere is written as a string, not as an object");
    return;
  }
  check_avro_members(node, type->text);
}

void SchemaValidator::check_avro_members(const Node& node, std::string_view type) {
  const bool is_named = type != "array" && type != "map";
  for (const auto key : {std::string_view("name"), holds(type)}) {
    if ((key != "name" || is_named) && node.find(key) == nullptr) {
      sink_.report(diag::codes::kMissingField, node.span, fmt::format("this {} of Avro has no '{}'", type, key));
    }
  }
  if (const auto* name = inside(node, "name")) check_avro_name(*name, "name");
  if (const auto* doc = inside(node, "doc"); doc != nullptr && !doc->is(Kind::kString)) wrong(*doc, "doc", "a string");
  if (const auto* space = inside(node, "namespace")) {
    const bool good = space->is(Kind::kString) && (space->text.empty() || is_full_name(space->text));
    if (!good) wrong(*space, "namespace", "names with dots between them");
  }
  for (const std::string_view key : {"aliases", "symbols"}) {
    const auto* list = inside(node, key);
    if (list == nullptr || (key == "symbols" && type != "enum")) continue;
    if (!list->is(Kind::kList)) return wrong(*list, key, "a list of names");
    for (const auto& item : list->items) check_avro_name(item, key);
  }
  const auto* inner = inside(node, holds(type));
  if (inner == nullptr || type == "enum") return;
  if (type == "record") return check_avro_fields(*inner);
  if (type != "fixed") return check_avro(*inner);
  if (!inner->is_numeric()) wrong(*inner, "size", "a number");
}

void SchemaValidator::check_avro_fields(const Node& fields) {
  if (!fields.is(Kind::kList)) return wrong(fields, "fields", "a list");
  constexpr std::array<std::string_view, 3> kOrders{"ascending", "descending", "ignore"};
  for (const auto& item : fields.items) {
    const auto* field = document_.follow(item);
    if (field == nullptr) continue;
    if (!field->is(Kind::kMap)) {
      wrong(*field, "fields", "a list of objects");
      continue;
    }
    for (const std::string_view key : {"name", "type"}) {
      if (field->find(key) != nullptr) continue;
      sink_.report(diag::codes::kMissingField, field->span, fmt::format("this field of Avro has no '{}'", key));
    }
    if (const auto* name = inside(*field, "name")) check_avro_name(*name, "name");
    if (const auto* type = inside(*field, "type")) check_avro(*type);
    if (const auto* doc = inside(*field, "doc"); doc != nullptr && !doc->is(Kind::kString))
      wrong(*doc, "doc", "a string");
    if (const auto* order = inside(*field, "order"); order != nullptr && !is_one_of(order->text, kOrders)) {
      wrong(*order, "order", "'ascending', 'descending' or 'ignore'");
    }
    if (const auto* aliases = inside(*field, "aliases")) {
      if (!aliases->is(Kind::kList)) wrong(*aliases, "aliases", "a list of names");
      for (const auto& alias : aliases->items) check_avro_name(alias, "aliases");
    }
  }
}

void SchemaValidator::check_avro_name(const Node& node, std::string_view key) {
  if (node.is(Kind::kString) && is_name(node.text)) return;
  wrong(node, key, "made of letters, digits and '_', and not begin with a digit");
}

}  // namespace meshgen::validate
