/// Where the references of a contract may lead.
#pragma once

#include <string>
#include <vector>

namespace meshgen::settings {

/// The nearest folder at or above the contract that holds meshgen.yaml or .git, else the folder above the contract's
/// own (which is the root of none but the contract's own, where that would be the whole disk); and `more`.
[[nodiscard]] std::vector<std::string> reference_roots(const std::string& contract,
                                                       const std::vector<std::string>& more);

}  // namespace meshgen::settings
