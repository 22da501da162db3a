#include "layout/layout.hpp"

#include <utility>

#include "layout/stages.hpp"

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

std::string once(std::string_view text, Cost& cost) {
  auto lines = split_lines(tokenize(text));
  if (!lines) return std::string(text);
  for (auto& line : *lines) {
    annotate(line);
    group_expressions(line);
    find_breaks(line);
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
  if (!out.empty()) out += '\n';
  return out;
}

/// The next token, literals that stand side by side and comments of several lines as one.
std::string next_piece(const std::vector<Token>& tokens, std::size_t& at) {
  const auto& token = tokens[at++];
  std::string piece(token.text);
  const bool is_plain = token.kind == Kind::kString && token.text.starts_with('"');
  while (is_plain && at < tokens.size() && tokens[at].kind == Kind::kString && tokens[at].text.starts_with('"')) {
    piece.pop_back();
    piece += tokens[at++].text.substr(1);
  }
  return piece;
}

}  // namespace

bool same_tokens(std::string_view a, std::string_view b) {
  const auto words = [](std::string_view text) {
    std::string all;
    const auto tokens = tokenize(text);
    for (std::size_t at = 0; at < tokens.size();) {
      const bool is_comment = tokens[at].kind == Kind::kLineComment;
      for (const char c : next_piece(tokens, at)) {
        if (!is_comment || (c != ' ' && c != '/')) all += c;
      }
      if (!is_comment) all += '\n';
    }
    return all;
  };
  return words(a) == words(b);
}

std::string lay_out(std::string_view text, Cost& cost) {
  // Literals that were split are separate from then on, which may change what is cheapest: until nothing moves.
  constexpr int kMost = 4;
  auto out = once(text, cost);
  for (int i = 1; i < kMost; ++i) {
    auto again = once(out, cost);
    if (again == out) break;
    out = std::move(again);
  }
  // What reads differently now was no C++ as we know it: better as it was than wrong.
  return same_tokens(text, out) ? out : std::string(text);
}

std::string lay_out(std::string_view text) {
  Cost cost;
  return lay_out(text, cost);
}

}  // namespace meshgen::layout
