/// Any JSON value, read for its grammar alone.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include <mesh/json/context.hpp>

namespace mesh::json {

/// Validates what it skips in full: grammar, UTF-8, duplicate names, depth.
[[nodiscard]] const char* skip_value(const char* p, Context& context);

/// Are two of the names from `first` on equal? Sorts them if they are many.
[[nodiscard]] bool has_duplicate(std::vector<std::string_view>& names, std::size_t first);

}  // namespace mesh::json
