#include "settings/version_range.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <string>

namespace meshgen::settings {
namespace {

using Version = std::array<unsigned, 3>;

std::optional<Version> parse_version(std::string_view text) {
  Version version{};
  for (std::size_t i = 0; i < version.size(); ++i) {
    const auto result = std::from_chars(text.data(), text.data() + text.size(), version[i]);
    if (result.ec != std::errc{}) return std::nullopt;
    text.remove_prefix(static_cast<std::size_t>(result.ptr - text.data()));
    if (text.empty()) return version;
    if (text.front() != '.') return std::nullopt;
    text.remove_prefix(1);
  }
  return std::nullopt;  // a fourth number
}

Version next_breaking(Version version) {
  if (version[0] > 0) return {version[0] + 1, 0, 0};
  return {0, version[1] + 1, 0};
}

std::optional<bool> holds(const Version& have, std::string_view comparison) {
  constexpr std::string_view kOperators = "<>=";
  const auto begin = std::min(comparison.find_first_not_of(kOperators), comparison.size());
  const auto sign = comparison.substr(0, begin);
  const auto want = parse_version(comparison.substr(begin));
  if (!want) return std::nullopt;
  if (sign == ">=") return have >= *want;
  if (sign == ">") return have > *want;
  if (sign == "<=") return have <= *want;
  if (sign == "<") return have < *want;
  if (sign == "=") return have == *want;
  if (sign.empty()) return have >= *want && have < next_breaking(*want);
  return std::nullopt;
}

}  // namespace

std::optional<bool> is_in_range(std::string_view version, std::string_view range) {
  const auto have = parse_version(version);
  if (!have) return std::nullopt;
  bool all = true;
  bool any = false;
  while (true) {
    const auto begin = range.find_first_not_of(' ');
    if (begin == std::string_view::npos) break;
    range.remove_prefix(begin);
    const auto word = range.substr(0, range.find(' '));
    const auto one = holds(*have, word);
    if (!one) return std::nullopt;
    all = all && *one;
    any = true;
    range.remove_prefix(word.size());
  }
  return any ? std::optional(all) : std::nullopt;
}

}  // namespace meshgen::settings
