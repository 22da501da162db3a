/// Whether a text still says what it said before it was laid out.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "layout/tokens.hpp"

namespace meshgen::layout {

/// What a token reads.
struct Word {
  std::string_view text;
  Kind kind;
};

[[nodiscard]] std::vector<Word> words_of(const std::vector<Token>& tokens);

/// Does `text` hold the words as they are, and nothing else? Then it has the same tokens, and need not be read again:
/// between two words it has a blank, or they touch there as they touched in their source, or cannot be taken for one.
[[nodiscard]] bool holds(std::string_view text, const std::vector<Word>& words);

/// The words one behind the other. Equal for texts of which one has literals and comments in more lines than the other.
[[nodiscard]] std::string as_compared(const std::vector<Word>& words);

}  // namespace meshgen::layout
