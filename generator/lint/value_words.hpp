/// Small questions about values, and the words for them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "load/node.hpp"

namespace meshgen::lint {

[[nodiscard]] std::uint64_t code_points(std::string_view text);

/// The user's word for a type; empty if it is none, which validate reports.
[[nodiscard]] std::string_view words_of_type(std::string_view type);

/// "'open'", "7", "an object"; long texts are cut.
[[nodiscard]] std::string shown(const load::Node& value);

/// "1 item", "3 items".
[[nodiscard]] std::string counted(std::uint64_t count, std::string_view one, std::string_view many);

}  // namespace meshgen::lint
