#include "layout/pieces.hpp"

#include <utility>

namespace meshgen::layout {

bool Pieces::take(Piece& piece) {
  piece.tokens.clear();
  piece.newlines = next_.newlines;
  while (has_next_ && (piece.tokens.empty() || !may_cut())) {
    follow(next_);
    piece.tokens.push_back(std::move(next_));
    has_next_ = lexer_.next(next_);
  }
  return !piece.tokens.empty();
}

bool Pieces::may_cut() const {
  if (depth_ != 0 || !at_begin_ || next_.newlines == 0 || next_.is("}") || next_.is(";")) return false;
  if (!is_block_end_) return true;
  const bool goes_on = next_.is("catch") || next_.is("else") || next_.is("while");
  return !goes_on && (next_.kind == Kind::kWord || next_.kind == Kind::kDirective || next_.is_comment());
}

void Pieces::follow(const Token& token) {
  if (token.is_comment() || token.kind == Kind::kDirective) return;
  if (depth_ == 0 && at_begin_) {
    is_namespace_ = token.is("namespace") || token.is("inline");
    needs_semicolon_ = token.is("struct") || token.is("class") || token.is("union") || token.is("enum") ||
                       token.is("using") || token.is("typedef");
  } else if (depth_ == 0 && is_namespace_ && !token.is("{")) {
    is_namespace_ = token.is("namespace") || token.is("::") || is_name(token);
  }
  at_begin_ = false;
  is_block_end_ = false;
  if (token.is("(") || token.is("[") || token.is("{")) {
    if (depth_ == 0 && is_namespace_ && token.is("{")) {
      at_begin_ = true;
    } else {
      ++depth_;
    }
    return;
  }
  if (token.is("=") && depth_ == 0) needs_semicolon_ = true;
  if (token.is(";") && depth_ == 0) at_begin_ = true;
  const bool closes = token.is(")") || token.is("]") || token.is("}");
  if (!closes) return;
  if (depth_ > 0) --depth_;
  if (depth_ == 0 && token.is("}") && !needs_semicolon_) at_begin_ = is_block_end_ = true;
}

}  // namespace meshgen::layout
