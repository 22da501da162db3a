/// The seven types of JSON Schema.
#pragma once

#include <string_view>

#include "load/node.hpp"

namespace meshgen::model {

/// Is it of this type of JSON Schema? 1.0 is an integer too.
[[nodiscard]] bool is_of_type(const load::Node& value, std::string_view type);

}  // namespace meshgen::model
