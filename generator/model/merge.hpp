/// Traits: JSON Merge Patch in their order, the target last, so that it wins (AsyncAPI 3, "Traits").
#pragma once

#include <string_view>
#include <vector>

#include "resolve/document.hpp"

namespace meshgen::model {

/// `target` with its traits merged in: a new tree whose nodes keep their places. References inside still resolve;
/// where both sides have an object, references on the way are followed.
[[nodiscard]] load::Node merge_traits(const resolve::ResolvedDocument& document, const load::Node& target);

}  // namespace meshgen::model
