/// Is this an ECMA-262 regular expression, as JSON Schema means it? As browsers and other engines read one without the
/// flag `u`: what they refuse is wrong, what they shrug at passes.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace meshgen::lint {

struct PatternFault {
  std::size_t at = 0;  ///< the byte where it stands
  std::string text;    ///< "this group is never closed"
  std::string help;    ///< often empty
};

/// What is wrong with it; nullopt if nothing is.
[[nodiscard]] std::optional<PatternFault> fault_of_pattern(std::string_view pattern);

/// Something valid that no linear-time engine has, and where: look-around, a back reference.
[[nodiscard]] std::optional<PatternFault> beyond_linear_time(std::string_view pattern);

/// "character 5" counts code points, from 1.
[[nodiscard]] std::size_t character_of(std::string_view pattern, std::size_t at);

}  // namespace meshgen::lint
