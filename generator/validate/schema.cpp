#include "validate/schema.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include <fmt/format.h>

#include "base/text.hpp"
#include "diag/codes.hpp"

namespace meshgen::validate {
namespace {

using load::Kind;
using load::Member;
using load::Node;

enum class Wants {
  kString,
  kBoolean,
  kNumber,
  kLength,
  kSchema,
  kSchemaOrList,
  kSchemas,
  kSchemaMap,
  kStrings,
  kValues,
  kType
};

struct Keyword {
  std::string_view name;
  Wants wants;
};

constexpr std::array kKeywords{
    Keyword{"title", Wants::kString},
    Keyword{"description", Wants::kString},
    Keyword{"format", Wants::kString},
    Keyword{"pattern", Wants::kString},
    Keyword{"contentEncoding", Wants::kString},
    Keyword{"contentMediaType", Wants::kString},
    Keyword{"discriminator", Wants::kString},
    Keyword{"deprecated", Wants::kBoolean},
    Keyword{"readOnly", Wants::kBoolean},
    Keyword{"writeOnly", Wants::kBoolean},
    Keyword{"uniqueItems", Wants::kBoolean},
    Keyword{"maximum", Wants::kNumber},
    Keyword{"minimum", Wants::kNumber},
    Keyword{"exclusiveMaximum", Wants::kNumber},
    Keyword{"exclusiveMinimum", Wants::kNumber},
    Keyword{"multipleOf", Wants::kNumber},
    Keyword{"maxLength", Wants::kLength},
    Keyword{"minLength", Wants::kLength},
    Keyword{"maxItems", Wants::kLength},
    Keyword{"minItems", Wants::kLength},
    Keyword{"maxProperties", Wants::kLength},
    Keyword{"minProperties", Wants::kLength},
    Keyword{"items", Wants::kSchemaOrList},
    Keyword{"additionalItems", Wants::kSchema},
    Keyword{"contains", Wants::kSchema},
    Keyword{"additionalProperties", Wants::kSchema},
    Keyword{"propertyNames", Wants::kSchema},
    Keyword{"if", Wants::kSchema},
    Keyword{"then", Wants::kSchema},
    Keyword{"else", Wants::kSchema},
    Keyword{"not", Wants::kSchema},
    Keyword{"allOf", Wants::kSchemas},
    Keyword{"anyOf", Wants::kSchemas},
    Keyword{"oneOf", Wants::kSchemas},
    Keyword{"properties", Wants::kSchemaMap},
    Keyword{"patternProperties", Wants::kSchemaMap},
    Keyword{"definitions", Wants::kSchemaMap},
    Keyword{"required", Wants::kStrings},
    Keyword{"enum", Wants::kValues},
    Keyword{"examples", Wants::kValues},
    Keyword{"type", Wants::kType},
};

constexpr std::array<std::string_view, 7> kTypes{"null", "boolean", "object", "array", "number", "string", "integer"};

bool is_type(const Node& node) {
  return node.is(Kind::kString) && std::find(kTypes.begin(), kTypes.end(), node.text) != kTypes.end();
}

std::string_view wanted(Wants wants) {
  switch (wants) {
    case Wants::kString:
      return "a string";
    case Wants::kBoolean:
      return "a boolean";
    case Wants::kNumber:
      return "a number";
    case Wants::kLength:
      return "an integer of 0 or more";
    case Wants::kSchema:
      return "a schema";
    case Wants::kSchemaOrList:
      return "a schema or a list of schemas";
    case Wants::kSchemas:
      return "a list of schemas";
    case Wants::kSchemaMap:
      return "an object of schemas";
    case Wants::kStrings:
      return "a list of strings";
    case Wants::kValues:
      return "a list";
    case Wants::kType:
      return "a type's name or a list of them";
  }
  return "";
}

bool fits(const Node& value, Wants wants) {
  const bool is_schema = value.is(Kind::kMap) || value.is(Kind::kBool);
  switch (wants) {
    case Wants::kString:
      return value.is(Kind::kString);
    case Wants::kBoolean:
      return value.is(Kind::kBool);
    case Wants::kNumber:
      return value.is_numeric();
    case Wants::kLength:
      return value.is_numeric() && value.as_int64().value_or(-1) >= 0;
    case Wants::kSchema:
      return is_schema;
    case Wants::kSchemaOrList:
      return is_schema || value.is(Kind::kList);
    case Wants::kSchemas:
    case Wants::kValues:
      return value.is(Kind::kList);
    case Wants::kSchemaMap:
      return value.is(Kind::kMap);
    case Wants::kStrings:
      return value.is(Kind::kList) &&
             std::all_of(value.items.begin(), value.items.end(), [](const Node& n) { return n.is(Kind::kString); });
    case Wants::kType:
      return value.is(Kind::kString) || value.is(Kind::kList);
  }
  return false;
}

}  // namespace

bool is_json_schema_format(std::string_view format) {
  return format.starts_with("application/vnd.aai.asyncapi") || format.starts_with("application/schema+json;") ||
         format.starts_with("application/schema+yaml;") || format == "application/schema+json";
}

void SchemaValidator::check_multi_format(const Node& node) {
  const auto* target = document_.follow(node);
  if (target == nullptr) return;
  const auto* schema = target->is(Kind::kMap) ? target->find("schema") : nullptr;
  if (schema == nullptr) {
    check(node);
    return;
  }
  const auto* format = target->find("schemaFormat");
  if (format != nullptr && !format->is(Kind::kString)) {
    sink_.report(diag::codes::kWrongKind, format->span,
                 fmt::format("'schemaFormat' must be a string, not {}", load::describe(format->kind)));
    return;
  }
  if (format == nullptr || is_json_schema_format(format->text)) check(*schema);
}

void SchemaValidator::check(const Node& node) {
  open_.push_back(&node);
  if (is_checking_) return;  // whoever began goes on with it: schemas may refer to each other in any number
  is_checking_ = true;
  while (!open_.empty()) {
    const auto* next = open_.back();
    open_.pop_back();
    check_one(*next);
  }
  is_checking_ = false;
}

void SchemaValidator::check_one(const Node& node) {
  const auto* target = document_.follow(node);
  if (target == nullptr || !seen_.insert(target).second || target->is(Kind::kBool)) return;
  if (!target->is(Kind::kMap)) {
    sink_.report(diag::codes::kWrongKind, target->span,
                 fmt::format("a schema must be an object, not {}", load::describe(target->kind)));
    return;
  }
  for (const auto& member : target->members) check_keyword(member);
}

void SchemaValidator::check_keyword(const Member& member) {
  const auto found = std::find_if(kKeywords.begin(), kKeywords.end(),
                                  [&](const Keyword& keyword) { return keyword.name == member.key; });
  if (found == kKeywords.end()) return;  // unknown keywords pass here; the model says which it does not carry
  const auto& value = member.value;
  if (!fits(value, found->wants)) {
    auto& diagnostic = sink_.report(diag::codes::kWrongKind, value.span,
                                    fmt::format("'{}' must be {}", member.key, wanted(found->wants)));
    if (member.key.starts_with("exclusive") && value.is(Kind::kBool)) {
      diagnostic.with_help(fmt::format("since draft-06 '{}' is the bound itself, a number", member.key));
    }
    return;
  }
  switch (found->wants) {
    case Wants::kSchema:
      check(value);
      break;
    case Wants::kSchemaOrList:
    case Wants::kSchemas:
    case Wants::kStrings:
    case Wants::kValues:
    case Wants::kType:
      check_list(member);
      break;
    case Wants::kSchemaMap:
      check_map(member);
      break;
    case Wants::kNumber:
      if (member.key == "multipleOf" && value.as_double().value_or(1) <= 0) {
        sink_.report(diag::codes::kWrongValue, value.span, "'multipleOf' must be greater than 0");
      }
      break;
    case Wants::kString:
    case Wants::kBoolean:
    case Wants::kLength:
      break;
  }
}

void SchemaValidator::check_map(const Member& member) {
  for (const auto& each : member.value.members) check(each.value);
}

void SchemaValidator::check_list(const Member& member) {
  const auto& value = member.value;
  if (member.key == "type") {
    const auto bad = [&](const Node& node) {
      auto& diagnostic = sink_.report(diag::codes::kWrongValue, node.span, fmt::format("'{}' is no type", node.text));
      const auto near = base::closest(node.text, kTypes);
      diagnostic.with_help(near ? fmt::format("did you mean '{}'?", *near)
                                : "types are: null, boolean, object, array, number, string, integer");
    };
    if (value.is(Kind::kString) && !is_type(value)) bad(value);
    for (const auto& item : value.items) {
      if (!is_type(item)) bad(item);
    }
    return;
  }
  if (member.key == "items" && !value.is(Kind::kList)) {
    check(value);
    return;
  }
  const bool may_be_empty = member.key == "required" || member.key == "examples";
  if (value.items.empty() && !may_be_empty) {
    sink_.report(diag::codes::kWrongValue, value.span, fmt::format("'{}' must not be empty", member.key));
  }
  if (member.key == "required" || member.key == "enum") {
    for (const auto& [again, first] : load::duplicates(value.items)) {
      sink_
          .report(diag::codes::kWrongValue, value.items[again].span,
                  fmt::format("'{}' holds this value twice", member.key))
          .note(value.items[first].span, "the first is here");
    }
    return;
  }
  if (member.key == "examples") return;
  for (const auto& item : value.items) check(item);
}

}  // namespace meshgen::validate
