#include <algorithm>
#include <limits>

#include "layout/stages.hpp"

namespace meshgen::layout {
namespace {

constexpr std::size_t kFewest = 6;         // items that make a table
constexpr std::size_t kFewestInside = 20;  // of a list that stands in brackets
constexpr std::size_t kMostUneven = 10;    // columns of blank in a cell

std::size_t width_between(const Token& first, const Token& last) { return last.total - first.total + first.width; }

/// Widths of the items: `own` with their comma, `ending` where one ends a line.
struct Items {
  std::vector<std::size_t> own;
  std::vector<std::size_t> ending;
};

Items measure(const std::vector<Token>& tokens, std::size_t open) {
  Items items;
  const auto& list = tokens[open];
  auto begin = open + 1;
  for (const auto comma : list.inside().commas) {
    items.own.push_back(width_between(tokens[begin], tokens[comma]));
    items.ending.push_back(items.own.back());
    begin = comma + 1;
  }
  if (begin == list.match) return items;  // a comma ends the list
  items.own.push_back(width_between(tokens[begin], tokens[list.match - 1]));
  auto end = list.match;
  while (end + 1 < tokens.size() && !tokens[end + 1].can_break) ++end;
  items.ending.push_back(width_between(tokens[begin], tokens[end]));
  return items;
}

std::optional<ColumnFormat> arrange(const Items& items, std::size_t columns) {
  ColumnFormat format;
  format.columns = columns;
  format.sizes.assign(columns, 0);
  std::vector<std::size_t> least(columns, std::numeric_limits<std::size_t>::max());
  std::size_t column = 0;
  for (std::size_t i = 0; i < items.own.size(); ++i) {
    if (column == columns) {
      ++format.line_count;
      column = 0;
    }
    const auto width = column + 1 == columns ? items.ending[i] : items.own[i];
    format.sizes[column] = std::max(format.sizes[column], width);
    least[column] = std::min(least[column], width);
    ++column;
  }
  format.total_width = columns - 1;
  for (const auto size : format.sizes) format.total_width += size;
  for (std::size_t i = 0; i + 1 < columns; ++i) {
    if (format.sizes[i] - least[i] > kMostUneven) return std::nullopt;
  }
  if (format.total_width > kColumns && columns > 1) return std::nullopt;
  return format;
}

}  // namespace

void find_columns(Line& line) {
  auto& tokens = line.tokens;
  for (std::size_t open = 0; open < tokens.size(); ++open) {
    const auto& brace = tokens[open];
    if (!brace.is("{") || brace.role != Role::kList || brace.inside().commas.empty()) continue;
    auto& list = tokens[open].make_inside();
    bool has_comments = false;
    list.holds_lists = tokens[open + 1].is("{");
    for (const auto comma : list.commas) {
      list.holds_lists = list.holds_lists || tokens[comma + 1].is("{");
      has_comments = has_comments || tokens[comma + 1].is_comment();
    }
    if (list.commas.size() + 1 < kFewest || has_comments) continue;
    if (brace.nesting != 0 && list.commas.size() + 1 < kFewestInside) continue;
    const auto items = measure(tokens, open);
    for (std::size_t columns = 1; columns <= kColumns / 3 && columns <= items.own.size(); ++columns) {
      if (auto format = arrange(items, columns)) list.formats.push_back(std::move(*format));
    }
    list.item_widths = items.own;
  }
}

}  // namespace meshgen::layout
