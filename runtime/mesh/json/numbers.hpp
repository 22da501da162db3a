/// Numbers. `30.0` and `3e1` are integers; what a type cannot hold is refused, never rounded to fit.
#pragma once

#include <bit>
#include <cstdint>

#include <mesh/json/context.hpp>
#include <mesh/json/digits.hpp>

namespace mesh::json {

/// A number's value as written: mantissa · 10^exponent.
struct Decimal {
  std::uint64_t mantissa = 0;  ///< the first 19 significant digits
  std::int64_t exponent = 0;   ///< of ten
  bool is_negative = false;
  bool is_complete = true;  ///< no digit but zeros was left out of the mantissa
  unsigned next_digit = 0;  ///< the 20th, which is left out
  bool has_more = false;    ///< a digit behind that is not 0
};

/// JSON's grammar for numbers; nullptr if it is broken.
[[nodiscard]] const char* scan_number(const char* p, Decimal& out, Context& context);

[[nodiscard]] const char* read_int64_slow(const char* p, std::int64_t& out, Context& context);
[[nodiscard]] const char* read_uint64_slow(const char* p, std::uint64_t& out, Context& context);
[[nodiscard]] const char* read_double_slow(const char* p, double& out, Context& context);

[[nodiscard]] inline const char* read_int64(const char* p, std::int64_t& out, Context& context) {
#ifdef MESH_JSON_DIGIT_WORDS
  if (const char* const end = read_short_integer(p, out)) return end;
#endif
  return read_int64_slow(p, out, context);
}

[[nodiscard]] const char* read_int32(const char* p, std::int32_t& out, Context& context);

[[nodiscard]] inline const char* read_uint64(const char* p, std::uint64_t& out, Context& context) {
#ifdef MESH_JSON_DIGIT_WORDS
  std::int64_t value = 0;
  if (const char* const end = read_short_integer(p, value); end != nullptr && value >= 0) {
    out = static_cast<std::uint64_t>(value);
    return end;
  }
#endif
  return read_uint64_slow(p, out, context);
}

/// -0 stays -0.0; what is beyond a double's range (1e400) is refused, what is below it becomes zero.
[[nodiscard]] inline const char* read_double(const char* p, double& out, Context& context) {
#ifdef MESH_JSON_DIGIT_WORDS
  const bool is_negative = *p == '-';
  if (const ShortDecimal number = read_short_decimal(p + (is_negative ? 1 : 0)); number.end != nullptr) {
    // One division of two exact values rounds correctly.
    double value = static_cast<double>(static_cast<std::int64_t>(number.mantissa));
    if (number.places != 0) value /= kPowersOfTen[number.places];
    // Signs are as good as random: no branch.
    out = std::bit_cast<double>(std::bit_cast<std::uint64_t>(value) | std::uint64_t{is_negative} << 63U);
    return number.end;
  }
#endif
  return read_double_slow(p, out, context);
}

}  // namespace mesh::json
