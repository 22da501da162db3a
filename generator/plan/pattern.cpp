#include "plan/pattern.hpp"

#include <re2/re2.h>

#include <algorithm>
#include <charconv>

namespace meshgen::plan {
namespace {

constexpr std::string_view kDigits = "09";
constexpr std::string_view kWord = "azAZ09__";

bool is_plain_ascii(char c) { return c >= 0x20 && c < 0x7F; }

/// Takes one character of a class, or the ranges of \d and \w, off the front of `text`.
struct ClassAtom {
  char single = 0;
  std::string_view ranges;  ///< not empty: a class of its own
};

std::optional<ClassAtom> take_atom(std::string_view& text) {
  if (text.empty() || !is_plain_ascii(text[0])) return std::nullopt;
  if (text[0] != '\\') {
    const ClassAtom atom{text[0], {}};
    text.remove_prefix(1);
    return atom;
  }
  if (text.size() < 2) return std::nullopt;
  const char c = text[1];
  text.remove_prefix(2);
  if (c == 'd') return ClassAtom{0, kDigits};
  if (c == 'w') return ClassAtom{0, kWord};
  constexpr std::string_view kEscapable = "\\^$.*+?()[]{}|/-";
  if (kEscapable.find(c) == std::string_view::npos) return std::nullopt;
  return ClassAtom{c, {}};
}

/// `text` is behind the opening bracket; it is behind the closing one afterwards.
std::optional<std::string> take_class(std::string_view& text) {
  if (text.empty() || text[0] == '^' || text[0] == ']') return std::nullopt;
  std::string ranges;
  while (!text.empty() && text[0] != ']') {
    const auto first = take_atom(text);
    if (!first) return std::nullopt;
    if (!first->ranges.empty()) {
      ranges += first->ranges;
      continue;
    }
    char last = first->single;
    if (text.size() >= 2 && text[0] == '-' && text[1] != ']') {
      text.remove_prefix(1);
      const auto end = take_atom(text);
      if (!end || !end->ranges.empty() || end->single < first->single) return std::nullopt;
      last = end->single;
    }
    ranges += first->single;
    ranges += last;
  }
  if (text.empty()) return std::nullopt;
  text.remove_prefix(1);
  return ranges;
}

bool take_number(std::string_view& text, std::uint64_t& number) {
  const auto result = std::from_chars(text.data(), text.data() + text.size(), number);
  if (result.ec != std::errc{}) return false;
  text.remove_prefix(static_cast<std::size_t>(result.ptr - text.data()));
  return true;
}

bool take(std::string_view& text, char c) {
  if (text.empty() || text[0] != c) return false;
  text.remove_prefix(1);
  return true;
}

bool take_quantifier(std::string_view& text, ClassRun& run) {
  if (take(text, '+')) {
    run.max.reset();
  } else if (take(text, '*')) {
    run.min = 0;
    run.max.reset();
  } else if (take(text, '?')) {
    run.min = 0;
  } else if (take(text, '{')) {
    if (!take_number(text, run.min)) return false;
    run.max = run.min;
    if (take(text, ',')) {
      std::uint64_t max = 0;
      run.max = take_number(text, max) ? std::optional(max) : std::nullopt;
    }
    return take(text, '}');
  }
  return true;
}

}  // namespace

std::optional<ClassRun> parse_class_run(std::string_view regex) {
  if (!take(regex, '^')) return std::nullopt;
  ClassRun run;
  if (take(regex, '[')) {
    auto ranges = take_class(regex);
    if (!ranges) return std::nullopt;
    run.ranges = std::move(*ranges);
  } else {
    const auto atom = regex.substr(0, 1) == "\\" ? take_atom(regex) : std::nullopt;
    if (!atom || atom->ranges.empty()) return std::nullopt;
    run.ranges = atom->ranges;
  }
  if (!take_quantifier(regex, run) || regex != "$") return std::nullopt;
  return run;
}

std::optional<std::string> to_re2(std::string_view regex) {
  // Letters that mean the same behind a backslash in both languages; \s differs only in rare spaces.
  constexpr std::string_view kSame = "dDwWsSbBfnrtv";
  std::string text;
  for (std::size_t i = 0; i < regex.size(); ++i) {
    const char c = regex[i];
    if (c != '\\') {
      // ECMA names groups (?<name>…), which older RE2s do not know; what a group is called does not matter here.
      if (c == '(' && regex.substr(i, 3) == "(?<" && regex.substr(i + 3, 1) != "=" && regex.substr(i + 3, 1) != "!") {
        const auto end = regex.find('>', i);
        if (end == std::string_view::npos) return std::nullopt;
        i = end;
      }
      text += c;
      continue;
    }
    if (++i == regex.size()) return std::nullopt;
    const char next = regex[i];
    const bool is_letter = (next >= 'a' && next <= 'z') || (next >= 'A' && next <= 'Z');
    const bool is_digit = next >= '0' && next <= '9';
    if (next == 'u' || next == 'x') {
      const std::size_t length = next == 'u' ? 4 : 2;
      const auto digits = regex.substr(i + 1, length);
      const bool is_hex = digits.size() == length && std::all_of(digits.begin(), digits.end(), [](char d) {
                            return std::string_view("0123456789abcdefABCDEF").find(d) != std::string_view::npos;
                          });
      if (!is_hex) return std::nullopt;
      text += "\\x{" + std::string(digits) + "}";
      i += length;
    } else if (is_digit || (is_letter && kSame.find(next) == std::string_view::npos)) {
      return std::nullopt;
    } else {
      text += '\\';
      text += next;
    }
  }
  RE2::Options options;
  options.set_log_errors(false);
  return RE2(text, options).ok() ? std::optional(text) : std::nullopt;
}

}  // namespace meshgen::plan
