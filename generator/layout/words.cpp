#include "layout/words.hpp"

#include <algorithm>

namespace meshgen::layout {

std::vector<Word> words_of(const std::vector<Token>& tokens) {
  std::vector<Word> words;
  words.reserve(tokens.size());
  for (const auto& token : tokens) words.push_back({token.text, token.kind});
  return words;
}

bool holds(std::string_view text, const std::vector<Word>& words) {
  constexpr std::string_view kAlone = "()[]{},;";
  const Word* before = nullptr;
  for (const auto& word : words) {
    const auto begin = std::min(text.find_first_not_of(" \n"), text.size());
    const auto blanks = text.substr(0, begin);
    text.remove_prefix(begin);
    if (!text.starts_with(word.text)) return false;
    text.remove_prefix(word.text.size());
    if (before == nullptr) {
      before = &word;
      continue;
    }
    const bool ends_line = before->kind == Kind::kLineComment || before->kind == Kind::kDirective;
    const bool touched = before->text.data() + before->text.size() == word.text.data();
    const bool is_apart = !blanks.empty() || touched || kAlone.find(before->text.back()) != std::string_view::npos ||
                          kAlone.find(word.text.front()) != std::string_view::npos;
    if (!is_apart) return false;
    if ((ends_line || word.kind == Kind::kDirective) && blanks.find('\n') == std::string_view::npos) return false;
    before = &word;
  }
  return text.empty();
}

std::string as_compared(const std::vector<Word>& words) {
  std::string all;
  bool ends_in_literal = false;
  for (const auto& [text, kind] : words) {
    const bool is_plain = kind == Kind::kString && text.starts_with('"');
    if (is_plain && ends_in_literal) {  // literals that stand side by side are one
      all.resize(all.size() - 2);
      all.append(text.substr(1)).append(1, '\n');
      continue;
    }
    ends_in_literal = is_plain;
    const bool is_comment = kind == Kind::kLineComment;
    for (const char c : text) {  // and so are the lines of a comment
      if (!is_comment || (c != ' ' && c != '/')) all += c;
    }
    if (!is_comment) all += '\n';
  }
  return all;
}

}  // namespace meshgen::layout
