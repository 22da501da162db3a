/// The one integer that generator and runtime share.
#pragma once

namespace mesh {

/// API level of the generated code that this runtime was built for. Generated code asserts its own level, so that
/// a runtime that no longer carries it is a compile error and not a surprise.
inline constexpr int kOldestGeneratedLevel = 1;
inline constexpr int kNewestGeneratedLevel = 1;

[[nodiscard]] constexpr bool supports_generated(int level) noexcept {
  return level >= kOldestGeneratedLevel && level <= kNewestGeneratedLevel;
}

}  // namespace mesh
