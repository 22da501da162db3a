/// OpenAPI 3.0's Schema Object, as the published schema of AsyncAPI has it.
#include <algorithm>
#include <string_view>

#include <fmt/format.h>

#include "diag/codes.hpp"
#include "validate/keywords.hpp"
#include "validate/schema.hpp"
#include "validate/values.hpp"

namespace meshgen::validate {

using load::Kind;
using load::Member;
using load::Node;

/// OpenAPI's XML Object and Discriminator Object.
void SchemaValidator::check_openapi_object(const Member& member, const Node& value) {
  const bool is_xml = member.key == "xml";
  if (!is_xml && value.find("propertyName") == nullptr) {
    sink_.report(diag::codes::kMissingField, value.span, "this Discriminator Object has no 'propertyName'");
  }
  for (const auto& each : value.members) {
    const auto* inner = document_.follow(each.value);
    if (inner == nullptr || (is_xml && each.key.starts_with("x-"))) continue;
    const bool is_flag = each.key == "attribute" || each.key == "wrapped";
    const bool is_known = is_flag || each.key == "name" || each.key == "namespace" || each.key == "prefix";
    if (is_xml && !is_known) {
      sink_.report(diag::codes::kUnknownField, each.key_span, fmt::format("an XML Object has no field '{}'", each.key));
    } else if (is_xml ? !fits(*inner, is_flag ? Wants::kBoolean : Wants::kString)
                      : each.key == "propertyName" && !inner->is(Kind::kString)) {
      wrong(*inner, each.key, is_flag ? "a boolean" : "a string");
    } else if (is_xml && each.key == "namespace" && !is_uri(inner->text)) {
      sink_.report(diag::codes::kWrongValue, inner->span, fmt::format("'{}' is no URI", inner->text));
    } else if (!is_xml && each.key == "mapping") {
      const bool good =
          inner->is(Kind::kMap) && std::all_of(inner->members.begin(), inner->members.end(), [&](const Member& name) {
            const auto* text = document_.follow(name.value);
            return text == nullptr || text->is(Kind::kString);
          });
      if (!good) wrong(*inner, each.key, "an object of strings");
    }
  }
}

void SchemaValidator::check_openapi_keyword(const Member& member) {
  const auto* value = document_.follow(member.value);
  if (value == nullptr || member.key.starts_with("x-") || member.key == "default" || member.key == "example") return;
  const auto* found = openapi_keyword(member.key);
  if (found == nullptr) {
    sink_.report(diag::codes::kUnknownField, member.key_span,
                 fmt::format("a Schema Object of OpenAPI 3.0 has no field '{}'", member.key));
    return;
  }
  const bool is_list_of_types = found->wants == Wants::kType && !value->is(Kind::kString);
  if (is_list_of_types || !fits(*value, found->wants)) return wrong(*value, member.key, wanted(found->wants));
  if (member.key == "additionalProperties" && value->is(Kind::kBool)) return;
  if (found->wants == Wants::kSchema) return check_in(member.value, Dialect::kOpenApi);
  if (found->wants == Wants::kSchemaMap) return check_map(*value, Dialect::kOpenApi);
  if (found->wants == Wants::kType) return check_types(*value, Dialect::kOpenApi);
  if (member.key == "externalDocs") return check_external_docs(*value, Dialect::kOpenApi);
  if (found->wants == Wants::kExternalDocs) return check_openapi_object(member, *value);
  if (member.key == "multipleOf" && value->as_double().value_or(1) <= 0) {
    sink_.report(diag::codes::kWrongValue, value->span, "'multipleOf' must be greater than 0");
  }
  const bool is_list =
      found->wants == Wants::kSchemas || found->wants == Wants::kStrings || found->wants == Wants::kValues;
  if (is_list) check_list(member, *value, Dialect::kOpenApi);
}

}  // namespace meshgen::validate
