#include <utility>

#include "layout/stages.hpp"

namespace meshgen::layout {
namespace {

/// Between two tokens of one source line: must a line be broken there, or does only annotate() know how they stand?
bool parts(const Token& left, const Token& right) {
  if (right.newlines != 0 || left.own != nullptr) return true;
  if (left.kind == Kind::kString && right.kind == Kind::kString) return true;
  return left.is(",") && right.is("}");
}

}  // namespace

bool stands(Line& line) {
  auto& tokens = line.tokens;
  tokens.front().total = tokens.front().width;
  for (std::size_t i = 1; i < tokens.size(); ++i) {
    const auto& left = tokens[i - 1];
    auto& token = tokens[i];
    if (parts(left, token)) return false;
    if (left.is("{") && token.is("}")) token.spaced = false;
    token.total = left.total + token.width + (token.spaced ? 1 : 0);
    if (line.indent + token.total > kColumns) return false;
  }
  return true;
}

void analyse(Line& line) {
  if (line.is_analysed) return;
  line.is_analysed = true;
  annotate(line);
  group_expressions(line);
  for (auto& token : line.tokens) {
    if (token.inside().children.empty()) continue;
    auto& inside = token.make_inside();
    inside.is_statement = inside.children.size() == 1;
    for (auto& child : inside.children) analyse(child);
    inside.children = join_lines(std::move(inside.children));
  }
  find_breaks(line);
  find_columns(line);
}

}  // namespace meshgen::layout
