#include "validate/keywords.hpp"

#include <algorithm>
#include <array>
#include <limits>

#include "validate/values.hpp"

namespace meshgen::validate {
namespace {

using load::Kind;
using load::Node;

constexpr std::array kKeywords{
    Keyword{"$id", Wants::kString},
    Keyword{"$ref", Wants::kString},
    Keyword{"$schema", Wants::kString},
    Keyword{"$comment", Wants::kString},
    Keyword{"title", Wants::kString},
    Keyword{"description", Wants::kString},
    Keyword{"format", Wants::kString},
    Keyword{"pattern", Wants::kString},
    Keyword{"contentEncoding", Wants::kString},
    Keyword{"contentMediaType", Wants::kString},
    Keyword{"readOnly", Wants::kBoolean},
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
    Keyword{"dependencies", Wants::kDependencies},
    Keyword{"type", Wants::kType},
};

/// What AsyncAPI's dialect has beside draft-07.
constexpr std::array kOwnKeywords{
    Keyword{"discriminator", Wants::kString},
    Keyword{"deprecated", Wants::kBoolean},
    Keyword{"externalDocs", Wants::kExternalDocs},
};

constexpr std::array<std::string_view, 6> kLeftToDraft7{"if",          "then",        "else", "additionalItems",
                                                        "definitions", "dependencies"};

/// OpenAPI 3.0's Schema Object; `default` and `example` are anything.
constexpr std::array kOpenApiKeywords{
    Keyword{"title", Wants::kString},
    Keyword{"description", Wants::kString},
    Keyword{"format", Wants::kString},
    Keyword{"pattern", Wants::kString},
    Keyword{"multipleOf", Wants::kNumber},
    Keyword{"maximum", Wants::kNumber},
    Keyword{"minimum", Wants::kNumber},
    Keyword{"exclusiveMaximum", Wants::kBoolean},
    Keyword{"uniqueItems", Wants::kBoolean},
    Keyword{"exclusiveMinimum", Wants::kBoolean},
    Keyword{"nullable", Wants::kBoolean},
    Keyword{"deprecated", Wants::kBoolean},
    Keyword{"readOnly", Wants::kBoolean},
    Keyword{"writeOnly", Wants::kBoolean},
    Keyword{"maxLength", Wants::kLength},
    Keyword{"minLength", Wants::kLength},
    Keyword{"maxItems", Wants::kLength},
    Keyword{"minItems", Wants::kLength},
    Keyword{"maxProperties", Wants::kLength},
    Keyword{"minProperties", Wants::kLength},
    Keyword{"required", Wants::kStrings},
    Keyword{"enum", Wants::kValues},
    Keyword{"type", Wants::kType},
    Keyword{"not", Wants::kSchema},
    Keyword{"allOf", Wants::kSchemas},
    Keyword{"oneOf", Wants::kSchemas},
    Keyword{"anyOf", Wants::kSchemas},
    Keyword{"items", Wants::kSchema},
    Keyword{"properties", Wants::kSchemaMap},
    Keyword{"additionalProperties", Wants::kSchema},
    Keyword{"discriminator", Wants::kExternalDocs},
    Keyword{"externalDocs", Wants::kExternalDocs},
    Keyword{"xml", Wants::kExternalDocs},
};

constexpr std::array<std::string_view, 7> kTypes{"null", "boolean", "object", "array", "number", "string", "integer"};

template <std::size_t N>
const Keyword* find_keyword(const std::array<Keyword, N>& keywords, std::string_view name) {
  const auto found =
      std::find_if(keywords.begin(), keywords.end(), [&](const Keyword& keyword) { return keyword.name == name; });
  return found == keywords.end() ? nullptr : &*found;
}
}  // namespace

const Keyword* draft7_keyword(std::string_view name) { return find_keyword(kKeywords, name); }
const Keyword* own_keyword(std::string_view name) { return find_keyword(kOwnKeywords, name); }
const Keyword* openapi_keyword(std::string_view name) { return find_keyword(kOpenApiKeywords, name); }

bool is_left_to_draft7(std::string_view keyword) {
  return std::find(kLeftToDraft7.begin(), kLeftToDraft7.end(), keyword) != kLeftToDraft7.end();
}

std::span<const std::string_view> type_names() { return kTypes; }

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
    case Wants::kDependencies:
      return "an object of schemas or lists of names";
    case Wants::kExternalDocs:
      return "an object";
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
      return integer_within(value, 0, std::numeric_limits<std::int64_t>::max()) == Integer::kFits;
    case Wants::kSchema:
      return is_schema;
    case Wants::kSchemaOrList:
      return is_schema || value.is(Kind::kList);
    case Wants::kSchemas:
    case Wants::kValues:
      return value.is(Kind::kList);
    case Wants::kSchemaMap:
    case Wants::kDependencies:
    case Wants::kExternalDocs:
      return value.is(Kind::kMap);
    case Wants::kStrings:
      return value.is(Kind::kList) &&
             std::all_of(value.items.begin(), value.items.end(), [](const Node& n) { return n.is(Kind::kString); });
    case Wants::kType:
      return value.is(Kind::kString) || value.is(Kind::kList);
  }
  return false;
}

Format format_of(std::string_view format, bool is_3_1) {
  const auto semicolon = format.find(";version=");
  if (semicolon == std::string_view::npos) return Format::kOther;
  auto type = format.substr(0, semicolon);
  const auto version = format.substr(semicolon + std::string_view(";version=").size());
  const bool has_suffix = type.ends_with("+json") || type.ends_with("+yaml");
  if (has_suffix) type.remove_suffix(5);
  if (type == "application/schema") return has_suffix && version == "draft-07" ? Format::kDraft7 : Format::kOther;
  if (type == "application/vnd.oai.openapi") return version == "3.0.0" ? Format::kOpenApi : Format::kOther;
  if (type == "application/vnd.apache.avro") return version == "1.9.0" ? Format::kAvro : Format::kOther;
  if (type != "application/vnd.aai.asyncapi") return Format::kOther;
  constexpr std::array<std::string_view, 9> kVersions{"2.0.0", "2.1.0", "2.2.0", "2.3.0", "2.4.0",
                                                      "2.5.0", "2.6.0", "3.0.0", "3.1.0"};
  const auto known = std::find(kVersions.begin(), kVersions.end() - (is_3_1 ? 0 : 1), version);
  return known == kVersions.end() - (is_3_1 ? 0 : 1) ? Format::kOther : Format::kOwn;
}

}  // namespace meshgen::validate
