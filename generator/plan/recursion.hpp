/// Which types can hold a value of their own kind, however deep.
#pragma once

#include <vector>

#include "model/types.hpp"

namespace meshgen::plan {

/// By type id; false for those that `roots` do not reach. One pass over all references.
[[nodiscard]] std::vector<bool> recursive_types(const model::Types& types, const std::vector<model::TypeId>& roots);

}  // namespace meshgen::plan
