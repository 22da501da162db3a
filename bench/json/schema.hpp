/// The contract's schemas as JSON Schema, for validators that read one.
#pragma once

#include <string>

#include "documents.hpp"

namespace bench {

/// References are resolved, and `const` is written as an `enum` of one: rapidjson's validator is of draft 4.
/// `format` is left out on request: valijson builds a std::regex for every check of one, which would make figures
/// silly.
[[nodiscard]] std::string schema_of(Kind kind, bool with_format);

}  // namespace bench
