#include "layout/layout.hpp"

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "layout/pieces.hpp"
#include "layout/stages.hpp"
#include "layout/words.hpp"

namespace meshgen::layout {
namespace {

/// Between a line and the one before: none at the beginning and end of a block, else one where the source has some.
bool has_blank_line(const Line& before, const Line& line) {
  if (line.tokens.front().newlines < 2) return false;
  if (before.is_label && before.tokens.size() == 2 && !before.begins("default")) return false;
  const bool opens = before.tokens.back().is("{") && before.opens != Line::Opens::kNamespace;
  const bool closes = line.begins("}") && (line.tokens.size() == 1 || line.tokens[1].is(";"));
  return !opens && !closes;
}

/// nullopt if it is no C++ as we know it.
std::optional<std::string> once(std::vector<Token> tokens, std::size_t& namespaces, Cost& cost) {
  auto lines = split_lines(std::move(tokens), namespaces);
  if (!lines) return std::nullopt;
  for (auto& line : *lines) {
    if (!stands(line)) analyse(line);
  }
  std::string out;
  const Line* before = nullptr;
  const auto joined = join_lines(std::move(*lines));
  for (const auto& line : joined) {
    if (before != nullptr) out += has_blank_line(*before, line) ? "\n\n" : "\n";
    out.append(line.indent, ' ');
    append_line(line, line.indent, out, cost);
    before = &line;
  }
  return out;
}

/// One piece; nullopt if what came of it is better not used.
std::optional<std::string> lay_out_piece(std::vector<Token> tokens, std::size_t& namespaces, Cost& cost) {
  const auto words = words_of(tokens);
  const auto opened = namespaces;
  auto out = once(std::move(tokens), namespaces, cost);
  if (!out || holds(*out, words)) return out;
  const auto all = as_compared(words);
  auto again = tokenize(*out);
  auto is_same = as_compared(words_of(again)) == all;
  // Literals that were split are separate from then on, which may change what is cheapest: until nothing moves.
  constexpr int kMost = 4;
  for (int i = 1; i < kMost; ++i) {
    namespaces = opened;
    auto next = once(std::move(again), namespaces, cost);
    if (!next || *next == *out) break;
    out = std::move(next);
    again = tokenize(*out);
    is_same = as_compared(words_of(again)) == all;
  }
  // What reads differently now was no C++ as we know it: better as it was than wrong.
  return is_same ? std::move(out) : std::nullopt;
}

}  // namespace

bool same_tokens(std::string_view a, std::string_view b) {
  return as_compared(words_of(tokenize(a))) == as_compared(words_of(tokenize(b)));
}

std::string lay_out(std::string_view text, Cost& cost) {
  std::string out;
  std::size_t namespaces = 0;
  Pieces pieces(text);
  for (Piece piece; pieces.take(piece);) {
    if (!out.empty()) out += piece.newlines > 1 ? "\n\n" : "\n";
    const auto laid_out = lay_out_piece(std::move(piece.tokens), namespaces, cost);
    if (!laid_out) return std::string(text);
    out += *laid_out;
  }
  if (namespaces != 0) return std::string(text);
  if (!out.empty()) out += '\n';
  return out;
}

std::string lay_out(std::string_view text) {
  Cost cost;
  return lay_out(text, cost);
}

}  // namespace meshgen::layout
