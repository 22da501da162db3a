#include <algorithm>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "base/text.hpp"
#include "diag/codes.hpp"
#include "validate/objects.hpp"
#include "validate/values.hpp"

namespace meshgen::validate {

using load::Kind;
using load::Node;

void ObjectValidator::wrong_kind(const Node& node, std::string_view name, std::string_view want) {
  sink_.report(diag::codes::kWrongKind, node.span,
               fmt::format("'{}' must be {}, not {}", name, want, load::describe(node.kind)));
}

void ObjectValidator::not_listed(const Node& value, std::string_view field, std::span<const std::string_view> allowed) {
  auto& diagnostic = sink_.report(diag::codes::kWrongValue, value.span,
                                  field.size() > 2 ? fmt::format("'{}' is no {}", value.text, field)
                                                   : fmt::format("'{}' is no value of '{}'", value.text, field));
  if (field == "action" && (value.text == "publish" || value.text == "subscribe")) {
    diagnostic.with_help(fmt::format("3.x says it of this application: what 2.x calls '{}' is '{}'", value.text,
                                     value.text == "publish" ? "receive" : "send"));
    return;
  }
  const auto near = base::closest(value.text, allowed);
  const std::vector<std::string> all(allowed.begin(), allowed.end());
  diagnostic.with_help(near ? fmt::format("did you mean '{}'?", *near) : "there are: " + base::join(all, ", "));
}

// NOLINTNEXTLINE(readability-function-size): one switch, a line a kind
void ObjectValidator::check_value(const Node& value, const FieldRule& field) {
  switch (field.want) {
    case Want::kString:
    case Want::kUri:
    case Want::kEmail:
      return check_string(value, field);
    case Want::kStringOrNull:
      if (!value.is(Kind::kString) && !value.is(Kind::kNull)) wrong_kind(value, field.name, "a string or null");
      return;
    case Want::kOneOf:
      return check_one_of(value, field);
    case Want::kExpression:
      return check_expression(value, field);
    case Want::kBoolean:
      if (!value.is(Kind::kBool)) wrong_kind(value, field.name, "a boolean");
      return;
    case Want::kInteger:
      return check_integer(value, field);
    case Want::kNumber:
      if (!value.is_numeric()) wrong_kind(value, field.name, "a number");
      return;
    case Want::kScalar:
      if (value.is(Kind::kMap) || value.is(Kind::kList)) wrong_kind(value, field.name, "a string, number or boolean");
      return;
    case Want::kStrings:
      return check_strings(value, field);
    case Want::kStringOrStrings:
      if (!value.is(Kind::kString)) check_strings(value, field);
      return;
    case Want::kStringMap:
      return check_string_map(value, field);
    case Want::kAnyObject:
      if (!value.is(Kind::kMap)) wrong_kind(value, field.name, "an object");
      return;
    case Want::kSchema:
    case Want::kSchemaOrAvro:
      return check_schema(value, field);
    case Want::kIntegerOrSchema:
      return value.is(Kind::kMap) || value.is(Kind::kBool) ? schemas_.check(value) : check_integer(value, field);
    case Want::kStringOrSchema:
      return value.is(Kind::kMap) || value.is(Kind::kBool) ? schemas_.check(value) : check_string(value, field);
    case Want::kFilter:
      return check_filter(value, field);
    case Want::kAny:
    case Want::kObject:
    case Want::kList:
    case Want::kTraits:
    case Want::kMap:
    case Want::kReference:
    case Want::kReferences:
    case Want::kAnySchema:
    case Want::kSchemaMap:
      return;  // check_field's
  }
}

void ObjectValidator::check_string(const Node& value, const FieldRule& field) {
  if (!value.is(Kind::kString)) {
    const bool quotable = value.is_numeric() || value.is(Kind::kBool);
    auto& diagnostic =
        sink_.report(diag::codes::kWrongKind, value.span,
                     fmt::format("'{}' must be a string, not {}", field.name, load::describe(value.kind)));
    if (quotable) diagnostic.with_help(fmt::format("put it in quotes: '{}'", value.text));
    return;
  }
  if (field.want == Want::kUri && !is_uri(value.text)) {
    sink_.report(diag::codes::kWrongValue, value.span, fmt::format("'{}' is no URI", value.text))
        .with_help("an absolute one is wanted, as 'https://example.com/terms'; other characters as '%20'");
  }
  if (field.want == Want::kEmail && !is_email(value.text)) {
    sink_.report(diag::codes::kWrongValue, value.span, fmt::format("'{}' is no e-mail address", value.text))
        .with_help("write 'name@example.com'");
  }
  if (field.want == Want::kStringOrSchema && !is_uri_template(value.text)) {
    sink_.report(diag::codes::kWrongValue, value.span, fmt::format("'{}' is no URI template", value.text))
        .with_help("no blanks and quotes, other characters as '%20'; variables as '{name}'");
  }
  const auto size = static_cast<std::int64_t>(length(value.text));
  if (size >= field.minimum && size <= field.maximum) return;
  sink_.report(diag::codes::kWrongValue, value.span,
               size < field.minimum
                   ? fmt::format("'{}' has {} characters, less than {}", field.name, size, field.minimum)
                   : fmt::format("'{}' has {} characters, more than {}", field.name, size, field.maximum));
}

void ObjectValidator::check_one_of(const Node& value, const FieldRule& field) {
  if (!value.is(Kind::kString)) return check_string(value, field);
  if (std::find(field.values.begin(), field.values.end(), value.text) == field.values.end()) {
    not_listed(value, field.name, field.values);
  }
}

void ObjectValidator::check_integer(const Node& value, const FieldRule& field) {
  switch (integer_within(value, field.minimum, field.maximum)) {
    case Integer::kFits:
      return;
    case Integer::kNone:
      return wrong_kind(value, field.name, field.want == Want::kInteger ? "an integer" : "an integer or a schema");
    case Integer::kTooSmall:
      sink_.report(diag::codes::kWrongValue, value.span,
                   fmt::format("'{}' must be {} or more", field.name, field.minimum));
      return;
    case Integer::kTooLarge:
      sink_.report(diag::codes::kWrongValue, value.span,
                   fmt::format("'{}' must be {} or less", field.name, field.maximum));
  }
}

void ObjectValidator::check_strings(const Node& value, const FieldRule& field) {
  const auto fits = [](const Node& item) { return item.is(Kind::kString); };
  if (!value.is(Kind::kList) || !std::all_of(value.items.begin(), value.items.end(), fits)) {
    return wrong_kind(value, field.name,
                      field.want == Want::kStringOrStrings ? "a string or a list of strings" : "a list of strings");
  }
  if (field.is_unique) check_unique(value, field);
  if (field.values.empty()) return;
  for (const auto& item : value.items) check_one_of(item, field);
}

void ObjectValidator::check_unique(const Node& value, const FieldRule& field) {
  const auto twice = find_twice(value.items, document_);
  if (!twice) return;
  sink_
      .report(diag::codes::kWrongValue, twice->second->span, fmt::format("'{}' holds the same thing twice", field.name))
      .note(twice->first->span, "the first is here");
}

void ObjectValidator::check_string_map(const Node& value, const FieldRule& field) {
  if (!value.is(Kind::kMap)) return wrong_kind(value, field.name, "an object");
  for (const auto& member : value.members) {
    const auto* text = document_.follow(member.value);
    if (text != nullptr && !text->is(Kind::kString)) wrong_kind(*text, member.key, "a string");
  }
}

void ObjectValidator::check_filter(const Node& value, const FieldRule& field) {
  if (!value.is(Kind::kMap)) return wrong_kind(value, field.name, "an object");
  for (const auto& member : value.members) {
    if (is_extension(member.key) || member.value.is(Kind::kString) || member.value.is(Kind::kMap)) continue;
    check_strings(member.value, {.name = member.key, .want = Want::kStringOrStrings});
  }
}

void ObjectValidator::check_expression(const Node& value, const FieldRule& field) {
  if (!value.is(Kind::kString)) return wrong_kind(value, field.name, "a runtime expression");
  const auto hash = value.text.find('#');
  const auto head = std::string_view(value.text).substr(0, hash);
  if (head != "$message.header" && head != "$message.payload") {
    sink_.report(diag::codes::kWrongValue, value.span, fmt::format("'{}' is no runtime expression", value.text))
        .with_help("write '$message.payload#/a/b' or '$message.header#/name'");
    return;
  }
  if (hash == std::string::npos || hash + 1 == value.text.size()) return;
  const auto pointer = std::string_view(value.text).substr(hash + 1);
  bool good = pointer.front() == '/';
  for (auto tilde = pointer.find('~'); tilde != std::string_view::npos; tilde = pointer.find('~', tilde + 1)) {
    good = good && tilde + 1 < pointer.size() && (pointer[tilde + 1] == '0' || pointer[tilde + 1] == '1');
  }
  if (good) return;
  auto& diagnostic =
      sink_.report(diag::codes::kExpressionPointer, value.span, fmt::format("'{}' is no JSON pointer", pointer));
  diagnostic.with_help(pointer.front() == '/' ? std::string("'~' is written '~0', '/' is written '~1'")
                                              : fmt::format("write '{}#/{}'", head, pointer));
}

void ObjectValidator::check_schema(const Node& value, const FieldRule& field) {
  if (field.want == Want::kSchemaOrAvro && is_avro_shape(value)) return schemas_.check_avro(value);
  if (value.is(Kind::kMap) || value.is(Kind::kBool)) return schemas_.check(value);
  auto& diagnostic = sink_.report(diag::codes::kWrongKind, value.span,
                                  fmt::format("'{}' must be a schema, not {}", field.name, load::describe(value.kind)));
  if (!value.is(Kind::kString)) return;
  diagnostic.with_help(field.name == "key"
                           ? std::string("write 'key: {type: string}'")
                           : fmt::format("write '{}: {{type: string, const: {}}}'", field.name, value.text));
}

}  // namespace meshgen::validate
