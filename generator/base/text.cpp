#include "base/text.hpp"

#include <algorithm>

namespace meshgen::base {
namespace {

std::size_t columns(std::string_view text) {
  std::size_t count = 0;
  for (const char c : text) {
    if ((static_cast<unsigned char>(c) & 0xC0U) != 0x80U) ++count;
  }
  return count;
}

std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> before(b.size() + 1);
  std::vector<std::size_t> last(b.size() + 1);
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) last[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t cost = a[i - 1] == b[j - 1] ? 0 : 1;
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + cost});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) row[j] = std::min(row[j], before[j - 2] + 1);
    }
    before = last;
    last = row;
  }
  return last[b.size()];
}

/// `int` for "integer", but nothing for a letter or two.
std::optional<std::string> only_beginning(std::string_view word, std::span<const std::string_view> candidates) {
  constexpr std::size_t kFewest = 3;
  if (word.size() < kFewest) return std::nullopt;
  const auto begins = [&](std::string_view candidate) { return candidate.starts_with(word); };
  const auto found = std::find_if(candidates.begin(), candidates.end(), begins);
  if (found == candidates.end() || std::any_of(found + 1, candidates.end(), begins)) return std::nullopt;
  return std::string(*found);
}

}  // namespace

std::vector<std::string> wrap(std::string_view text, std::size_t width) {
  std::vector<std::string> lines;
  bool blank_pending = false;
  for (const auto raw : split_lines(text)) {
    std::size_t at = 0;
    std::string line;
    bool any = false;
    while (at < raw.size()) {
      const auto begin = raw.find_first_not_of(" \t", at);
      if (begin == std::string_view::npos) break;
      auto end = raw.find_first_of(" \t", begin);
      if (end == std::string_view::npos) end = raw.size();
      const auto word = raw.substr(begin, end - begin);
      at = end;
      any = true;
      if (blank_pending) {
        if (!lines.empty()) lines.emplace_back();
        blank_pending = false;
      }
      if (!line.empty() && columns(line) + 1 + columns(word) > width) {
        lines.push_back(std::move(line));
        line.clear();
      }
      if (!line.empty()) line += ' ';
      line += word;
    }
    if (!line.empty()) lines.push_back(std::move(line));
    if (!any) blank_pending = true;
  }
  return lines;
}

std::optional<std::string> closest(std::string_view word, std::span<const std::string_view> candidates) {
  auto best = closest(word, candidates, std::max<std::size_t>(1, word.size() / 3));
  return best ? best : only_beginning(word, candidates);
}

std::optional<std::string> closest(std::string_view word, std::span<const std::string_view> candidates,
                                   std::size_t limit) {
  std::optional<std::string> best;
  std::size_t best_distance = limit + 1;
  for (const auto candidate : candidates) {
    const auto longer = std::max(candidate.size(), word.size());
    if (longer - std::min(candidate.size(), word.size()) > limit || longer > 200) continue;
    const auto distance = edit_distance(word, candidate);
    if (distance < best_distance) {
      best_distance = distance;
      best = std::string(candidate);
    }
  }
  return best;
}

std::vector<std::string_view> split_lines(std::string_view text) {
  std::vector<std::string_view> lines;
  std::size_t at = 0;
  while (at < text.size()) {
    auto end = text.find('\n', at);
    const auto next = end == std::string_view::npos ? text.size() : end + 1;
    if (end == std::string_view::npos) end = text.size();
    auto line = text.substr(at, end - at);
    if (line.ends_with('\r')) line.remove_suffix(1);
    lines.push_back(line);
    at = next;
  }
  return lines;
}

std::string join(std::span<const std::string> parts, std::string_view separator) {
  std::string joined;
  for (const auto& part : parts) {
    if (!joined.empty()) joined += separator;
    joined += part;
  }
  return joined;
}

bool is_utf8(std::string_view text, std::size_t& bad) {
  std::size_t i = 0;
  const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(text[at]); };
  const auto continues = [&](std::size_t at) { return at < text.size() && (byte(at) & 0xC0U) == 0x80U; };
  while (i < text.size()) {
    const unsigned c = byte(i);
    std::size_t length = 1;
    if (c >= 0x80U) {
      const unsigned second = i + 1 < text.size() ? byte(i + 1) : 0U;
      if (c >= 0xC2U && c <= 0xDFU) {
        length = 2;
      } else if ((c & 0xF0U) == 0xE0U && !(c == 0xE0U && second < 0xA0U) && !(c == 0xEDU && second > 0x9FU)) {
        length = 3;
      } else if (c >= 0xF0U && c <= 0xF4U && !(c == 0xF0U && second < 0x90U) && !(c == 0xF4U && second > 0x8FU)) {
        length = 4;
      } else {
        bad = i;
        return false;
      }
      for (std::size_t k = 1; k < length; ++k) {
        if (!continues(i + k)) {
          bad = i;
          return false;
        }
      }
    }
    i += length;
  }
  return true;
}

std::vector<std::string> names_in_braces(std::string_view text) {
  std::vector<std::string> names;
  for (auto open = text.find('{'); open != std::string_view::npos; open = text.find('{', open + 1)) {
    const auto close = text.find('}', open);
    if (close == std::string_view::npos || close == open + 1) break;
    auto name = std::string(text.substr(open + 1, close - open - 1));
    if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(std::move(name));
  }
  return names;
}

}  // namespace meshgen::base
