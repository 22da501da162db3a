#include <algorithm>
#include <array>
#include <string>

#include "layout/stages.hpp"

namespace meshgen::layout {
namespace {

/// "/// " of a comment: slashes and the blanks behind them.
std::string_view prefix_of(std::string_view comment) {
  constexpr std::array<std::string_view, 5> kPrefixes{"///<", "//!<", "///", "//!", "//"};
  for (const auto prefix : kPrefixes) {
    if (!comment.starts_with(prefix)) continue;
    const auto end = comment.find_first_not_of(' ', prefix.size());
    return comment.substr(0, end == std::string_view::npos ? comment.size() : end);
  }
  return {};
}

/// Neither behind a backslash, which would join the lines, nor before what would look like the item of a list.
bool may_break_at(std::string_view text, std::size_t blank) {
  if (blank > 0 && text[blank - 1] == '\\') return false;
  auto rest = text.substr(blank + 1);
  const auto digits = std::min(rest.find_first_not_of("0123456789"), rest.size());
  return digits == 0 || digits > 2 || rest.substr(digits, 1) != "." || rest[0] == '0';
}

/// The last blank at which a line of `room` columns can end; else the first one behind; npos if there is none.
std::size_t break_of(std::string_view text, std::size_t room) {
  std::size_t behind = std::string_view::npos;
  std::size_t best = std::string_view::npos;
  for (auto at = text.find(' '); at != std::string_view::npos; at = text.find(' ', at + 1)) {
    if (at == 0 || text[at - 1] == ' ' || !may_break_at(text, at)) continue;
    if (columns_of(text.substr(0, at)) <= room) {
      best = at;
    } else {
      behind = at;
      break;
    }
  }
  return best != std::string_view::npos ? best : behind;
}

}  // namespace

void append_comment(std::string_view comment, std::size_t indent, std::string& out) {
  const auto prefix = prefix_of(comment);
  auto text = comment.substr(prefix.size());
  const auto used = indent + prefix.size();
  const auto room = used < kColumns ? kColumns - used : 0;
  while (!prefix.empty() && columns_of(text) > room) {
    const auto at = break_of(text, room);
    if (at == std::string_view::npos) break;
    out.append(prefix).append(text.substr(0, at)).append("\n").append(indent, ' ');
    text.remove_prefix(std::min(text.find_first_not_of(' ', at), text.size()));
  }
  out.append(prefix).append(text);
}

}  // namespace meshgen::layout
