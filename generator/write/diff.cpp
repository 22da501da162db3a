#include "write/diff.hpp"

#include <algorithm>
#include <cstddef>
#include <vector>

#include <fmt/format.h>

namespace meshgen::write {
namespace {

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const auto end = text.find('\n');
    const auto length = end == std::string_view::npos ? text.size() : end + 1;
    lines.push_back(text.substr(0, length));
    text.remove_prefix(length);
  }
  return lines;
}

struct Edit {
  char sign;  // ' ', '-' or '+'
  std::string_view line;
};

/// Myers' greedy algorithm; past `kEffort` differing lines the rest is told as replaced whole.
std::vector<Edit> edits_between(const std::vector<std::string_view>& a, const std::vector<std::string_view>& b) {
  constexpr std::ptrdiff_t kEffort = 2000;
  const auto n = static_cast<std::ptrdiff_t>(a.size());
  const auto m = static_cast<std::ptrdiff_t>(b.size());
  const auto limit = std::min(n + m, kEffort);
  const auto at = [](const std::vector<std::string_view>& lines, std::ptrdiff_t i) {
    return lines[static_cast<std::size_t>(i)];
  };
  std::vector<std::ptrdiff_t> reach(static_cast<std::size_t>(2 * limit + 3), 0);
  const auto slot = [&](std::ptrdiff_t k) -> std::ptrdiff_t& { return reach[static_cast<std::size_t>(k + limit + 1)]; };
  std::vector<std::vector<std::ptrdiff_t>> trace;
  bool found = false;
  for (std::ptrdiff_t d = 0; d <= limit && !found; ++d) {
    trace.push_back(reach);
    for (std::ptrdiff_t k = -d; k <= d; k += 2) {
      std::ptrdiff_t x = (k == -d || (k != d && slot(k - 1) < slot(k + 1))) ? slot(k + 1) : slot(k - 1) + 1;
      while (x < n && x - k < m && at(a, x) == at(b, x - k)) ++x;
      slot(k) = x;
      if (x >= n && x - k >= m) {
        found = true;
        break;
      }
    }
  }
  std::vector<Edit> edits;
  if (!found) {
    for (const auto line : a) edits.push_back({'-', line});
    for (const auto line : b) edits.push_back({'+', line});
    return edits;
  }
  std::ptrdiff_t x = n;
  std::ptrdiff_t y = m;
  for (auto d = static_cast<std::ptrdiff_t>(trace.size()) - 1; d >= 0; --d) {
    reach = trace[static_cast<std::size_t>(d)];
    const auto k = x - y;
    const auto before = (k == -d || (k != d && slot(k - 1) < slot(k + 1))) ? k + 1 : k - 1;
    const auto from_x = slot(before);
    const auto from_y = from_x - before;
    while (x > from_x && y > from_y && x > 0 && y > 0) edits.push_back({' ', at(a, --x)}), --y;
    if (d == 0) break;
    if (before == k + 1) {
      edits.push_back({'+', at(b, --y)});
    } else {
      edits.push_back({'-', at(a, --x)});
    }
  }
  std::reverse(edits.begin(), edits.end());
  return edits;
}

void put(std::string& out, const Edit& edit) {
  out += edit.sign;
  out += edit.line;
  if (!edit.line.ends_with('\n')) out += "\n\\ No newline at end of file\n";
}

}  // namespace

std::string unified_diff(std::string_view before, std::string_view after, std::string_view before_text,
                         std::string_view after_text) {
  if (before_text == after_text) return {};
  constexpr std::size_t kContext = 3;
  const auto edits = edits_between(lines_of(before_text), lines_of(after_text));
  std::string out = fmt::format("--- {}\n+++ {}\n", before, after);
  std::size_t old_line = 0;
  std::size_t new_line = 0;
  std::size_t i = 0;
  while (i < edits.size()) {
    if (edits[i].sign == ' ') {
      ++old_line, ++new_line, ++i;
      continue;
    }
    const auto lead = std::min(kContext, i);
    auto end = i;
    std::size_t quiet = 0;
    for (auto j = i; j < edits.size() && quiet <= 2 * kContext; ++j) {
      quiet = edits[j].sign == ' ' ? quiet + 1 : 0;
      if (quiet == 0) end = j + 1;
    }
    const auto stop = std::min(end + kContext, edits.size());
    std::size_t removed = 0;
    std::size_t added = 0;
    for (auto j = i - lead; j < stop; ++j) {
      removed += edits[j].sign != '+' ? 1U : 0U;
      added += edits[j].sign != '-' ? 1U : 0U;
    }
    const auto start = [&](std::size_t line, std::size_t count) { return count == 0 ? line - lead : line - lead + 1; };
    out += fmt::format("@@ -{},{} +{},{} @@\n", start(old_line, removed), removed, start(new_line, added), added);
    for (auto j = i - lead; j < stop; ++j) put(out, edits[j]);
    for (auto j = i; j < stop; ++j) {
      old_line += edits[j].sign != '+' ? 1U : 0U;
      new_line += edits[j].sign != '-' ? 1U : 0U;
    }
    i = stop;
  }
  return out;
}

}  // namespace meshgen::write
