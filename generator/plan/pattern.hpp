/// What `pattern` becomes: a table for runs of one character class, a RE2 expression for the rest.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace meshgen::plan {

/// `^[set]{min,max}$` of ASCII characters.
struct ClassRun {
  std::string ranges;  ///< pairs of first and last character: "AZ09--"
  std::uint64_t min = 1;
  std::optional<std::uint64_t> max = 1;
};

[[nodiscard]] std::optional<ClassRun> parse_class_run(std::string_view regex);

/// The ECMA-262 expression in RE2's spelling; nullopt if RE2 cannot carry it (look-around, back references).
[[nodiscard]] std::optional<std::string> to_re2(std::string_view regex);

}  // namespace meshgen::plan
