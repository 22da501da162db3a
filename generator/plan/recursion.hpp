/// Which types can hold a value of their own kind, however deep.
#pragma once

#include <cstddef>
#include <vector>

#include "model/types.hpp"

namespace meshgen::plan {

/// By type id.
struct Recursion {
  std::vector<bool> recursive;        ///< false for those that no root reaches
  std::vector<std::size_t> together;  ///< two of one number hold each other
};

/// One pass over all references.
[[nodiscard]] Recursion find_recursion(const model::Types& types, const std::vector<model::TypeId>& roots);

}  // namespace meshgen::plan
