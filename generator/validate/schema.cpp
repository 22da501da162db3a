#include "validate/schema.hpp"

#include <algorithm>
#include <string_view>

#include <fmt/format.h>

#include "base/text.hpp"
#include "diag/codes.hpp"
#include "validate/extensions.hpp"
#include "validate/keywords.hpp"
#include "validate/values.hpp"

namespace meshgen::validate {

using load::Kind;
using load::Member;
using load::Node;

bool is_json_schema_format(std::string_view format) {
  return format.starts_with("application/vnd.aai.asyncapi") || format.starts_with("application/schema+json;") ||
         format.starts_with("application/schema+yaml;") || format == "application/schema+json";
}

void SchemaValidator::check_multi_format(const Node& node) {
  const auto* target = document_.follow(node);
  if (target == nullptr) return;
  const auto* schema = target->is(Kind::kMap) ? target->find("schema") : nullptr;
  if (schema == nullptr) return check(node);
  if (schema->is(Kind::kNull)) return wrong(*schema, "schema", "a schema, not null");
  const auto* format = target->find("schemaFormat");
  if (format != nullptr) format = document_.follow(*format);
  if (format != nullptr && !format->is(Kind::kString)) {
    sink_.report(diag::codes::kWrongKind, format->span,
                 fmt::format("'schemaFormat' must be a string, not {}", load::describe(format->kind)));
    return;
  }
  if (format == nullptr) return check(*schema);
  switch (format_of(format->text, is_3_1_)) {
    case Format::kOwn:
      return check(*schema);
    case Format::kDraft7:
      return check_in(*schema, Dialect::kDraft7);
    case Format::kOpenApi:
      return check_in(*schema, Dialect::kOpenApi);
    case Format::kAvro:
      return check_avro(*schema);
    case Format::kOther:
      return;
  }
}

void SchemaValidator::check(const Node& node) { check_in(node, Dialect::kOwn); }

void SchemaValidator::check_in(const Node& node, Dialect dialect) {
  open_.emplace_back(&node, dialect);
  if (is_checking_) return;  // whoever began goes on with it: schemas may refer to each other in any number
  is_checking_ = true;
  while (!open_.empty()) {
    const auto [next, of] = open_.back();
    open_.pop_back();
    check_one(*next, of);
  }
  is_checking_ = false;
}

void SchemaValidator::check_one(const Node& node, Dialect dialect) {
  const auto* target = document_.follow(node);
  if (target == nullptr || !seen_.emplace(target, dialect).second) return;
  if (dialect == Dialect::kAvro) return check_avro_type(*target);
  if (target->is(Kind::kBool) && dialect != Dialect::kOpenApi) return;
  if (!target->is(Kind::kMap)) {
    sink_.report(diag::codes::kWrongKind, target->span,
                 fmt::format("a schema must be an object, not {}", load::describe(target->kind)));
    return;
  }
  for (const auto& member : target->members) {
    if (is_extension(member.key)) {
      check_extension(member, "Schema Object", sink_);
    } else if (dialect == Dialect::kOpenApi) {
      check_openapi_keyword(member);
    } else {
      check_keyword(member, dialect);
    }
  }
}

void SchemaValidator::wrong(const Node& value, std::string_view keyword, std::string_view want) {
  auto& diagnostic = sink_.report(diag::codes::kWrongKind, value.span, fmt::format("'{}' must be {}", keyword, want));
  if (keyword.starts_with("exclusive") && value.is(Kind::kBool)) {
    diagnostic.with_help(fmt::format("since draft-06 '{}' is the bound itself, a number", keyword));
  }
}

void SchemaValidator::check_keyword(const Member& member, Dialect dialect) {
  const auto* found = draft7_keyword(member.key);
  if (found == nullptr && dialect == Dialect::kOwn) found = own_keyword(member.key);
  if (found == nullptr) return;  // unknown keywords pass here; the model says which it does not carry
  const auto* value = document_.follow(member.value);
  if (value == nullptr) return;
  if (!fits(*value, found->wants)) return wrong(*value, member.key, wanted(found->wants));
  const bool is_left = is_left_to_draft7(member.key);
  const auto inner = is_left ? Dialect::kDraft7 : dialect;
  switch (found->wants) {
    case Wants::kSchema:
      return check_in(member.value, inner);
    case Wants::kSchemaOrList:
      if (!value->is(Kind::kList)) return check_in(member.value, inner);
      return check_list(member, *value, inner);
    case Wants::kSchemas:
    case Wants::kStrings:
    case Wants::kValues:
      return check_list(member, *value, inner);
    case Wants::kType:
      return check_types(*value, dialect);
    case Wants::kSchemaMap:
      return check_map(*value, inner);
    case Wants::kDependencies:
      return check_dependencies(*value);
    case Wants::kExternalDocs:
      return check_external_docs(*value, dialect);
    case Wants::kNumber:
      if (member.key == "multipleOf" && value->as_double().value_or(1) <= 0) {
        sink_.report(diag::codes::kWrongValue, value->span, "'multipleOf' must be greater than 0");
      }
      return;
    case Wants::kString:
    case Wants::kBoolean:
    case Wants::kLength:
      return;
  }
}

void SchemaValidator::check_map(const Node& value, Dialect dialect) {
  for (const auto& each : value.members) check_in(each.value, dialect);
}

void SchemaValidator::check_dependencies(const Node& value) {
  for (const auto& each : value.members) {
    const auto* target = document_.follow(each.value);
    if (target == nullptr) continue;
    if (!target->is(Kind::kList)) {
      check_in(*target, Dialect::kDraft7);
    } else if (!fits(*target, Wants::kStrings)) {
      wrong(*target, each.key, wanted(Wants::kStrings));
    } else {
      check_unique(each, *target);
    }
  }
}

void SchemaValidator::check_external_docs(const Node& value, Dialect dialect) {
  const auto* url = value.find("url");
  if (url == nullptr) {
    sink_.report(diag::codes::kMissingField, value.span, "this External Documentation Object has no 'url'");
  }
  const bool is_own = dialect == Dialect::kOwn;
  for (const auto& member : value.members) {
    if (is_own ? is_extension(member.key) : member.key.starts_with("x-")) continue;
    const auto* text = document_.follow(member.value);
    if (text == nullptr) continue;
    if (member.key != "url" && member.key != "description") {
      sink_.report(diag::codes::kUnknownField, member.key_span,
                   fmt::format("an External Documentation Object has no field '{}'", member.key));
    } else if (!text->is(Kind::kString)) {
      wrong(*text, member.key, "a string");
    } else if (member.key == "url" && !(is_own ? is_uri(text->text) : is_uri_reference(text->text))) {
      sink_.report(diag::codes::kWrongValue, text->span, fmt::format("'{}' is no URI", text->text));
    }
  }
}

void SchemaValidator::check_types(const Node& value, Dialect dialect) {
  const auto bad = [&](const Node& node) {
    auto& diagnostic = sink_.report(diag::codes::kWrongValue, node.span, fmt::format("'{}' is no type", node.text));
    const auto near = base::closest(node.text, type_names());
    diagnostic.with_help(near ? fmt::format("did you mean '{}'?", *near)
                              : "types are: null, boolean, object, array, number, string, integer");
  };
  if (value.is(Kind::kString)) {
    if (!is_type(value)) return bad(value);
    if (dialect == Dialect::kOpenApi && value.text == "null") {
      sink_.report(diag::codes::kWrongValue, value.span, "OpenAPI 3.0 has no type 'null'")
          .with_help("write 'nullable: true' beside the type");
    }
    return;
  }
  if (value.items.empty()) {
    sink_.report(diag::codes::kWrongValue, value.span, "'type' must not be empty");
  }
  for (const auto& item : value.items) {
    if (!is_type(item)) return bad(item);
  }
  if (const auto twice = find_twice(value.items, document_)) {
    sink_.report(diag::codes::kWrongValue, twice->second->span, "'type' holds this value twice")
        .note(twice->first->span, "the first is here");
  }
}

void SchemaValidator::check_unique(const Member& member, const Node& value) {
  const auto twice = find_twice(value.items, document_);
  if (!twice) return;
  sink_.report(diag::codes::kWrongValue, twice->second->span, fmt::format("'{}' holds this value twice", member.key))
      .note(twice->first->span, "the first is here");
}

void SchemaValidator::check_list(const Member& member, const Node& value, Dialect dialect) {
  const bool is_openapi = dialect == Dialect::kOpenApi;
  const bool may_be_empty =
      is_openapi ? member.key.ends_with("Of") : member.key == "required" || member.key == "examples";
  if (value.items.empty() && !may_be_empty) {
    sink_.report(diag::codes::kWrongValue, value.span, fmt::format("'{}' must not be empty", member.key));
  }
  if (member.key == "required" || (member.key == "enum" && !is_openapi)) return check_unique(member, value);
  if (member.key == "examples" || member.key == "enum") return;
  for (const auto& item : value.items) check_in(item, dialect);
}

}  // namespace meshgen::validate
