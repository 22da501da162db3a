/// Numbers by their decimal digits, where they stand in sound text: of any length, compared exactly, never copied.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

namespace mesh::json {

/// ±0.DDD… · 10^point. Exponents of more than 17 digits count as the largest one.
struct Digits {
  const char* first = nullptr;  ///< the first digit that is not 0; nullptr: the number is zero
  const char* last = nullptr;   ///< behind the last such digit; a point may stand between
  std::size_t count = 0;        ///< of the digits between
  std::int64_t point = 0;
  bool is_negative = false;
};

/// Of the number at `p`, which is sound.
[[nodiscard]] Digits digits_at(const char* p) noexcept;
/// Less than 0, 0, more than 0.
[[nodiscard]] int compare(const Digits& a, const Digits& b) noexcept;
/// 1.0 and 1e2 are.
[[nodiscard]] inline bool is_whole(const Digits& digits) noexcept {
  return digits.first == nullptr || digits.point >= static_cast<std::int64_t>(digits.count);
}
/// Equal numbers give equal texts: "-12e3".
void append_canonical(const Digits& digits, std::string& out);

/// mantissa · 10^exponent; the mantissa does not end in 0.
struct Divisor {
  std::uint64_t mantissa = 1;
  std::int64_t exponent = 0;
};
/// False if it has too many digits: they must fit 64 bits.
[[nodiscard]] bool divisor_of(const Digits& digits, Divisor& out) noexcept;
[[nodiscard]] bool is_multiple(const Digits& value, const Divisor& step) noexcept;

}  // namespace mesh::json
