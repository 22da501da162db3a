/// `x-cpp-type` and the choices of meshgen.yaml: C++ types in place of those that we would take.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "diag/sink.hpp"
#include "model/types.hpp"
#include "plan/options.hpp"

namespace meshgen::plan {

struct Chosen {
  std::string type;     ///< "acme::Sku", "std::unordered_map"
  std::string include;  ///< with its quotes or angle brackets
};

struct ChosenTypes {
  std::map<model::TypeId, Chosen> types;
  std::set<model::TypeId> views;  ///< texts that are borrowed from what they were read from
};

/// Of texts, integers, numbers and booleans a type that `mesh::Wire` is specialised for; of maps another map.
/// Says what is wrong with an `x-cpp-type`.
[[nodiscard]] ChosenTypes choose_types(const model::Types& types, const std::vector<model::TypeId>& reachable,
                                       const TypeChoices& choices, diag::Sink& sink);

}  // namespace meshgen::plan
