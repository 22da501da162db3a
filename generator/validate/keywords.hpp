/// The keywords of the dialects of JSON Schema that are looked into, and what each wants.
#pragma once

#include <span>
#include <string_view>

#include "load/node.hpp"

namespace meshgen::validate {

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
  kType,
  kDependencies,
  kExternalDocs
};

struct Keyword {
  std::string_view name;
  Wants wants;
};

/// Of draft-07; of what AsyncAPI's dialect has beside it; of OpenAPI 3.0. nullptr if there is none.
[[nodiscard]] const Keyword* draft7_keyword(std::string_view name);
[[nodiscard]] const Keyword* own_keyword(std::string_view name);
[[nodiscard]] const Keyword* openapi_keyword(std::string_view name);

/// Keywords that AsyncAPI's dialect leaves to draft-07: what is in them is no longer its own.
[[nodiscard]] bool is_left_to_draft7(std::string_view keyword);

[[nodiscard]] std::span<const std::string_view> type_names();
[[nodiscard]] bool is_type(const load::Node& node);

/// "a list of strings"
[[nodiscard]] std::string_view wanted(Wants wants);
[[nodiscard]] bool fits(const load::Node& value, Wants wants);

enum class Format { kOwn, kDraft7, kOpenApi, kAvro, kOther };
/// Only exact names are known: "application/vnd.aai.asyncapi+json;version=3.0.0".
[[nodiscard]] Format format_of(std::string_view format, bool is_3_1);

}  // namespace meshgen::validate
