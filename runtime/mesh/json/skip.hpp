/// Any JSON value, read for its grammar alone.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include <mesh/json/context.hpp>

namespace mesh::json {

/// Validates what it skips in full: grammar, UTF-8, duplicate names, depth.
[[nodiscard]] const char* skip_value(const char* p, Context& context);

/// Sorts the names from `first` on: true if two of them are equal.
[[nodiscard]] bool has_duplicate(std::vector<std::string>& names, std::size_t first);

}  // namespace mesh::json
