/// Breaks the lines of generated C++ as clang-format 19 does with this repository's .clang-format: Google, 120 columns.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace meshgen::layout {

constexpr std::size_t kColumns = 120;

/// What the search for the best breaks had to look at: grows with the text, not with its square.
struct Cost {
  std::size_t states = 0;
  std::size_t searches = 0;  ///< lines that did not fit as they were
};

/// Templates write each statement as one line, or broken as they like; here it gets the breaks it needs. Blank lines
/// and comments stay where they are. Text whose brackets do not match, or with preprocessor lines within a
/// statement, comes back as it is.
[[nodiscard]] std::string lay_out(std::string_view text);
[[nodiscard]] std::string lay_out(std::string_view text, Cost& cost);

/// Do both hold the same tokens in the same order? Adjacent string literals count as one, and a comment's own breaks
/// do not count.
[[nodiscard]] bool same_tokens(std::string_view a, std::string_view b);

}  // namespace meshgen::layout
