/// Decimal digits eight at a time, in one 64-bit word: for numbers of ordinary length. Text only, as up to 18 bytes
/// behind a number are looked at.
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>

#include <mesh/json/scan.hpp>

namespace mesh::json {

/// All that a double holds exactly.
inline constexpr std::array<double, 23> kPowersOfTen = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                                        1e8,  1e9,  1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
                                                        1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};

#if !defined(MESH_JSON_PORTABLE) && defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
#define MESH_JSON_DIGIT_WORDS 1

inline constexpr std::array<std::uint64_t, 8> kSmallPowersOfTen = {1, 10, 100, 1000, 10000, 100000, 1000000, 10000000};

/// The bytes at `p` less '0', the first one lowest: a digit is at most 9.
[[nodiscard]] inline std::uint64_t load_digits(const char* p) noexcept {
  std::uint64_t word;
  std::memcpy(&word, p, sizeof word);
  return word ^ 0x3030303030303030U;
}

/// How many of the eight are digits up to the first that is none.
[[nodiscard]] inline unsigned leading_digits(std::uint64_t digits) noexcept {
  const std::uint64_t others = ((digits + 0x7676767676767676U) | digits) & 0x8080808080808080U;
  return static_cast<unsigned>(std::countr_zero(others)) / 8U;
}

/// The number that the first `count` (1 to 8) make: pairs first, then fours, then all.
[[nodiscard]] inline std::uint64_t digits_value(std::uint64_t digits, unsigned count) noexcept {
  digits <<= 8U * (8U - count);
  digits = digits * 10U + (digits >> 8U);
  return (((digits & 0x000000FF000000FFU) * 0x000F424000000064U) +
          (((digits >> 16U) & 0x000000FF000000FFU) * 0x0000271000000001U)) >>
         32U;
}

/// What a number of ordinary length is made of.
struct ShortDecimal {
  const char* end = nullptr;  ///< nullptr: take the general way, which also knows what is wrong
  std::uint64_t mantissa = 0;
  unsigned places = 0;  ///< behind the point
};

/// Up to seven digits before the point and seven behind it, without sign and exponent.
[[nodiscard]] inline ShortDecimal read_short_decimal(const char* p) noexcept {
  const std::uint64_t whole = load_digits(p);
  const unsigned count = leading_digits(whole);
  if (count - 1U > 6U || (*p == '0' && count != 1)) return {};
  p += count;
  if (*p != '.') {
    if ((*p | 0x20) == 'e') return {};
    return {p, digits_value(whole, count), 0};
  }
  const std::uint64_t fraction = load_digits(p + 1);
  const unsigned places = leading_digits(fraction);
  if (places - 1U > 6U) return {};
  p += 1 + places;
  if ((*p | 0x20) == 'e') return {};
  if (count + places <= 8) {  // the point squeezed out, one word is enough
    const std::uint64_t kept = whole & ((std::uint64_t{1} << (8U * count)) - 1U);
    return {p, digits_value(kept | (fraction << (8U * count)), count + places), places};
  }
  return {p, digits_value(whole, count) * kSmallPowersOfTen[places] + digits_value(fraction, places), places};
}

/// An integer of at most 15 digits; nullptr for anything else.
[[nodiscard]] inline const char* read_short_integer(const char* p, std::int64_t& out) noexcept {
  const bool is_negative = *p == '-';
  p += is_negative ? 1 : 0;
  const std::uint64_t digits = load_digits(p);
  unsigned count = leading_digits(digits);
  if (count == 0 || (*p == '0' && count != 1)) return nullptr;
  std::uint64_t value = digits_value(digits, count);
  p += count;
  if (count == 8) {
    const std::uint64_t more = load_digits(p);
    count = leading_digits(more);
    if (count == 8) return nullptr;
    if (count != 0) value = value * kSmallPowersOfTen[count] + digits_value(more, count);
    p += count;
  }
  if (*p == '.' || (*p | 0x20) == 'e') return nullptr;
  const std::int64_t sign = is_negative ? -1 : 0;
  out = (static_cast<std::int64_t>(value) ^ sign) - sign;
  return p;
}

#endif

}  // namespace mesh::json
