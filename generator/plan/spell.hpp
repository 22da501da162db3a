/// Pieces of C++ that must not only be right but stand as clang-format would put them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace meshgen::plan {

/// `head(a, b, c)tail`, broken between arguments where it would pass 120 columns; `indent` is where `head` starts.
[[nodiscard]] std::string call_text(std::size_t indent, std::string_view head,
                                    const std::vector<std::string>& arguments, std::string_view tail);

/// Literals of C++.
[[nodiscard]] std::string integer_literal(std::int64_t value);
[[nodiscard]] std::string double_literal(double value);

/// The text as JSON has it between quotes.
[[nodiscard]] std::string json_escaped(std::string_view text);

}  // namespace meshgen::plan
