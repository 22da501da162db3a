/// The `contracts` of meshgen.yaml, with the defaults of its `options`.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "load/node.hpp"
#include "settings/settings.hpp"

namespace meshgen::settings {

/// `options` may be nullptr. Paths are taken from `folder` (empty: the current one).
[[nodiscard]] std::vector<Contract> read_contracts(const load::Node& contracts, const load::Node* options,
                                                   const std::string& folder, const Expand& expand, diag::Sink& sink);

/// Reports members that are none of `known`, with the one that was meant.
void refuse_unknown(const load::Node& map, std::string_view what, std::span<const std::string_view> known,
                    diag::Sink& sink);

/// `name` is no `want`.
void wrong_kind(const load::Node& node, std::string_view name, std::string_view want, diag::Sink& sink);

}  // namespace meshgen::settings
