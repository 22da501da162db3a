/// Every row of codes.hpp, for those who look codes up by their names.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "diag/diagnostic.hpp"

namespace meshgen::diag {

/// In the order of codes.hpp. Made by cmake/ListCodes.cmake, so that the table has one place.
[[nodiscard]] const std::vector<const Code*>& all_codes();

/// nullptr: there is no such code.
[[nodiscard]] const Code* find_code(std::string_view id);

/// "did you mean 'no-topic'?", or where the codes are listed.
[[nodiscard]] std::string meant_code(std::string_view id);

}  // namespace meshgen::diag
