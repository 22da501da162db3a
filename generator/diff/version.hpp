/// Which step of `info.version` a change deserves.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "diff/change.hpp"

namespace meshgen::diff {

enum class Step { kNone, kPatch, kMinor, kMajor };

[[nodiscard]] std::string_view spell(Step step);

struct Version {
  std::uint64_t major = 0;
  std::uint64_t minor = 0;
  std::uint64_t patch = 0;
  std::string pre_release;  ///< "rc.1": before the version that it leads to

  /// By the numbers alone: what leads to a version may stand for it.
  [[nodiscard]] bool reaches(const Version& other) const;
};

/// "1.4.2", "1.4", "1", "v1.4.2", with "-rc.1" and "+build" behind; nullopt: another scheme.
[[nodiscard]] std::optional<Version> parse_version(std::string_view text);

struct VersionAdvice {
  std::string was;
  std::string is;
  Step deserves = Step::kNone;
  std::string wanted;  ///< the least version that would do; empty: nothing changed, or `was` is of another scheme
  bool is_enough = true;
  bool is_readable = true;  ///< false: one of them is no such version, so nothing can be asked for
};

/// Breaking deserves a major step (below 1.0 a minor one), compatible a minor one, words a patch. An override counts as
/// compatible.
[[nodiscard]] VersionAdvice advise(std::string_view was, std::string_view is, const std::vector<Change>& changes);

}  // namespace meshgen::diff
