/// Numbers. `30.0` and `3e1` are integers; what a type cannot hold is refused, never rounded to fit.
#pragma once

#include <cstdint>

#include <mesh/json/context.hpp>

namespace mesh::json {

/// A number's value as written: mantissa · 10^exponent.
struct Decimal {
  std::uint64_t mantissa = 0;  ///< the first 19 significant digits
  std::int64_t exponent = 0;   ///< of ten
  bool is_negative = false;
  bool is_complete = true;  ///< no digit but zeros was left out of the mantissa
};

/// JSON's grammar for numbers; nullptr if it is broken.
[[nodiscard]] const char* scan_number(const char* p, Decimal& out, Context& context);

[[nodiscard]] const char* read_int64_slow(const char* p, std::int64_t& out, Context& context);

[[nodiscard]] inline const char* read_int64(const char* p, std::int64_t& out, Context& context) {
  const char* digit = p + (*p == '-' ? 1 : 0);
  const char* const first = digit;
  std::int64_t value = 0;
  while (*digit >= '0' && *digit <= '9' && digit - first < 18) value = value * 10 + (*digit++ - '0');
  const char next = *digit;
  const bool is_plain_integer = digit != first && (*first != '0' || digit - first == 1) && next != '.' && next != 'e' &&
                                next != 'E' && (next < '0' || next > '9');
  if (!is_plain_integer) return read_int64_slow(p, out, context);
  out = first == p ? value : -value;
  return digit;
}

[[nodiscard]] const char* read_int32(const char* p, std::int32_t& out, Context& context);
/// -0 stays -0.0; what is beyond a double's range (1e400) is refused, what is below it becomes zero.
[[nodiscard]] const char* read_double(const char* p, double& out, Context& context);

}  // namespace mesh::json
