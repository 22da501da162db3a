/// A test of the contract's own examples.
#pragma once

#include "model/api.hpp"
#include "plan/build_types.hpp"
#include "plan/view_examples.hpp"

namespace meshgen::plan {

/// The payloads of all messages that become code: their examples, and texts beside them that are surely refused.
[[nodiscard]] ExamplesFileView plan_examples(const model::Api& api, const TypesPlan& types);

}  // namespace meshgen::plan
