#include "diff/version.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <tuple>

#include <fmt/format.h>

namespace meshgen::diff {
namespace {

Step step_for(const Change& change) {
  if (change.is_breaking()) return Step::kMajor;
  return change.impact == Impact::kDocumentation ? Step::kPatch : Step::kMinor;
}

Version after(Version version, Step step) {
  // What leads to a version may still become what its version asks for.
  const bool leads = !version.pre_release.empty();
  version.pre_release.clear();
  if (step == Step::kMajor && version.major == 0) step = Step::kMinor;
  switch (step) {
    case Step::kNone:
      break;
    case Step::kPatch:
      if (!leads) ++version.patch;
      break;
    case Step::kMinor:
      if (leads && version.patch == 0) break;
      ++version.minor;
      version.patch = 0;
      break;
    case Step::kMajor:
      if (leads && version.patch == 0 && version.minor == 0) break;
      ++version.major;
      version.minor = 0;
      version.patch = 0;
      break;
  }
  return version;
}

}  // namespace

std::string_view spell(Step step) {
  switch (step) {
    case Step::kNone:
      return "no";
    case Step::kPatch:
      return "a patch";
    case Step::kMinor:
      return "a minor";
    case Step::kMajor:
      return "a major";
  }
  return "";
}

bool Version::reaches(const Version& other) const {
  return std::tuple(major, minor, patch) >= std::tuple(other.major, other.minor, other.patch);
}

std::optional<Version> parse_version(std::string_view text) {
  if (text.starts_with('v') || text.starts_with('V')) text.remove_prefix(1);
  text = text.substr(0, text.find('+'));
  Version version;
  if (const auto dash = text.find('-'); dash != std::string_view::npos) {
    version.pre_release = text.substr(dash + 1);
    if (version.pre_release.empty()) return std::nullopt;
    text = text.substr(0, dash);
  }
  const std::array<std::uint64_t*, 3> parts{&version.major, &version.minor, &version.patch};
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), *parts[i]);
    if (error != std::errc{}) return std::nullopt;
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    if (text.empty()) return version;
    if (!text.starts_with('.') || i + 1 == parts.size()) return std::nullopt;
    text.remove_prefix(1);
  }
  return std::nullopt;
}

VersionAdvice advise(std::string_view was, std::string_view is, const std::vector<Change>& changes) {
  VersionAdvice advice{std::string(was), std::string(is), Step::kNone, {}, true, true};
  for (const auto& change : changes) advice.deserves = std::max(advice.deserves, step_for(change));
  if (advice.deserves == Step::kNone) return advice;
  const auto from = parse_version(was);
  const auto to = parse_version(is);
  if (!from || !to) {
    advice.is_readable = false;
    return advice;
  }
  const auto wanted = after(*from, advice.deserves);
  advice.wanted = fmt::format("{}.{}.{}", wanted.major, wanted.minor, wanted.patch);
  advice.is_enough = to->reaches(wanted);
  if (advice.deserves == Step::kMajor && from->major == 0) advice.deserves = Step::kMinor;
  return advice;
}

}  // namespace meshgen::diff
