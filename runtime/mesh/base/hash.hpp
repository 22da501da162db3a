/// Hashes of generated structs, so that they may be keys of `std::unordered_map`.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>

namespace mesh {

/// The hash of values one behind the other, each by its `std::hash`; the order counts. Not the same on all platforms,
/// and no protection against keys that somebody chose to collide. May be called from any thread.
template <class... Values>
[[nodiscard]] std::size_t hash_of(const Values&... values) noexcept {
  std::uint64_t sum = 0;
  const auto add = [&sum](std::uint64_t one) {
    // Each bit of what came before moves many of the next, or {a, b} and {b, a} would meet.
    sum = (sum ^ one) * 0x9E3779B97F4A7C15U;
    sum ^= sum >> 32U;
  };
  (add(std::hash<Values>{}(values)), ...);
  return static_cast<std::size_t>(sum);
}

}  // namespace mesh
