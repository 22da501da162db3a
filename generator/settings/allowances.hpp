/// The `diff` of meshgen.yaml.
#pragma once

#include <vector>

#include "diag/sink.hpp"
#include "diff/allow.hpp"
#include "load/node.hpp"

namespace meshgen::settings {

[[nodiscard]] std::vector<diff::Allowance> read_allowances(const load::Node& diff, diag::Sink& sink);

}  // namespace meshgen::settings
