/// Two contracts by meaning: what stands in which file, under which component and in which order does not count.
#pragma once

#include <vector>

#include "diff/change.hpp"
#include "model/api.hpp"
#include "resolve/document.hpp"

namespace meshgen::diff {

/// A contract as read; both outlive the changes, which point into its texts.
struct Side {
  const resolve::ResolvedDocument* document = nullptr;
  const model::Api* api = nullptr;
};

/// Breaking changes first, then compatible ones, then words; each group in the order of the new contract. Empty: the
/// contracts mean the same.
[[nodiscard]] std::vector<Change> compare(const Side& before, const Side& after);

}  // namespace meshgen::diff
