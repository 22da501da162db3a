/// Which keywords of a schema say what is valid, and of what.
#pragma once

#include <algorithm>
#include <array>
#include <string_view>

#include "load/node.hpp"

namespace meshgen::model {

/// What changes nothing about what is valid.
[[nodiscard]] inline bool says_nothing(std::string_view keyword) {
  static constexpr std::array<std::string_view, 29> kWords{"title",
                                                           "description",
                                                           "summary",
                                                           "deprecated",
                                                           "default",
                                                           "examples",
                                                           "example",
                                                           "externalDocs",
                                                           "discriminator",
                                                           "$comment",
                                                           "readOnly",
                                                           "writeOnly",
                                                           "$id",
                                                           "$schema",
                                                           "definitions",
                                                           "$ref",
                                                           "contentEncoding",
                                                           "contentMediaType",
                                                           "then",
                                                           "else",
                                                           "$defs",
                                                           "prefixItems",
                                                           "nullable",
                                                           "unevaluatedProperties",
                                                           "unevaluatedItems",
                                                           "dependentRequired",
                                                           "dependentSchemas",
                                                           "minContains",
                                                           "maxContains"};
  return keyword.starts_with("x-") || std::find(kWords.begin(), kWords.end(), keyword) != kWords.end();
}

/// What no shape can say.
[[nodiscard]] inline bool needs_rule(std::string_view keyword) {
  static constexpr std::array<std::string_view, 6> kWords{"not",           "if",           "contains",
                                                          "propertyNames", "dependencies", "patternProperties"};
  return std::find(kWords.begin(), kWords.end(), keyword) != kWords.end();
}

/// Does this schema say what its values look like, not only what is wrong with some of them?
[[nodiscard]] inline bool has_form(const load::Node& schema) {
  static constexpr std::array<std::string_view, 11> kWords{
      "type",  "properties", "additionalProperties", "patternProperties", "items", "enum", "const", "oneOf", "anyOf",
      "allOf", "$ref"};
  return std::any_of(kWords.begin(), kWords.end(),
                     [&](std::string_view keyword) { return schema.find(keyword) != nullptr; });
}

}  // namespace meshgen::model
