/// A text in pieces that can be laid out one by one: memory for the largest declaration, not for the whole file.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "layout/tokens.hpp"

namespace meshgen::layout {

struct Piece {
  std::vector<Token> tokens;
  std::size_t newlines = 0;  ///< between it and the one before, in the source
};

/// Cuts between declarations outside of everything but namespaces, where a line ends; anywhere else it does not.
class Pieces {
 public:
  explicit Pieces(std::string_view text) : lexer_(text) { has_next_ = lexer_.next(next_); }
  [[nodiscard]] bool take(Piece& piece);

 private:
  void follow(const Token& token);
  [[nodiscard]] bool may_cut() const;

  Lexer lexer_;
  Token next_;
  bool has_next_ = false;
  std::size_t depth_ = 0;
  bool at_begin_ = true;          ///< of a statement
  bool is_block_end_ = false;     ///< by a brace alone, which may be that of a list
  bool is_namespace_ = false;     ///< the statement opens one
  bool needs_semicolon_ = false;  ///< only that ends it
};

}  // namespace meshgen::layout
