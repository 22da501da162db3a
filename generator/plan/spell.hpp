/// Literals, in C++ and in JSON.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace meshgen::plan {

/// Literals of C++.
[[nodiscard]] std::string integer_literal(std::int64_t value);
[[nodiscard]] std::string double_literal(double value);

/// The text as JSON has it between quotes.
[[nodiscard]] std::string json_escaped(std::string_view text);

}  // namespace meshgen::plan
