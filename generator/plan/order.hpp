/// Real dependency order of the declared types, and where recursion must be boxed.
#pragma once

#include <set>
#include <utility>
#include <vector>

#include "model/api.hpp"

namespace meshgen::plan {

/// (the struct that uses, the type it uses)
using BoxedUses = std::set<std::pair<model::TypeId, model::TypeId>>;

struct Order {
  std::vector<model::TypeId> enums;
  std::vector<model::TypeId> unions;   ///< aliases, each after those it names; their alternatives are declared before
  std::vector<model::TypeId> structs;  ///< each after the structs it holds by value
  BoxedUses boxed;
};

/// `types` are the reachable ones, in the document's order, which is kept wherever it can be. `declared` are there
/// before them, and none of them leads back.
[[nodiscard]] Order order_types(const model::Types& all, const std::vector<model::TypeId>& types,
                                const std::set<model::TypeId>& declared = {});

}  // namespace meshgen::plan
