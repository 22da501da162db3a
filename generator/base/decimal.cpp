#include "base/decimal.hpp"

#include <array>
#include <charconv>
#include <cmath>
#include <numeric>
#include <string>
#include <string_view>

namespace meshgen::base {
namespace {

Decimal normal(Decimal value) {
  if (value.mantissa == 0) return {};
  for (; value.mantissa % 10 == 0; value.mantissa /= 10) ++value.exponent;
  return value;
}

/// Takes a factor out as often as it is there, at most `most` times.
void divide_out(std::uint64_t& value, std::uint64_t factor, int most) {
  for (int i = 0; i < most && value % factor == 0; ++i) value /= factor;
}

}  // namespace

std::optional<Decimal> decimal_of(double value) {
  if (!std::isfinite(value)) return std::nullopt;
  std::array<char, 32> buffer{};
  const auto end =
      std::to_chars(buffer.data(), buffer.data() + buffer.size(), std::abs(value), std::chars_format::scientific);
  const std::string_view text(buffer.data(), static_cast<std::size_t>(end.ptr - buffer.data()));
  const auto e = text.find('e');
  Decimal decimal;
  auto exponent = text.substr(e + 1);
  if (exponent.starts_with('+')) exponent.remove_prefix(1);
  std::from_chars(exponent.data(), exponent.data() + exponent.size(), decimal.exponent);
  for (const char c : text.substr(0, e)) {
    if (c == '.') continue;
    decimal.mantissa = decimal.mantissa * 10 + static_cast<unsigned>(c - '0');
  }
  if (e > 1) decimal.exponent -= static_cast<int>(e) - 2;  // the digits behind the point
  return normal(decimal);
}

Decimal decimal_of(std::int64_t value) {
  const auto magnitude = value < 0 ? ~static_cast<std::uint64_t>(value) + 1 : static_cast<std::uint64_t>(value);
  return normal({magnitude, 0});
}

double value_of(const Decimal& decimal) {
  const auto text = std::to_string(decimal.mantissa) + "e" + std::to_string(decimal.exponent);
  double value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

bool is_multiple(const Decimal& value, const Decimal& step) {
  if (value.mantissa == 0) return true;
  const int shift = value.exponent - step.exponent;
  if (shift < 0) return false;  // a mantissa that does not end in 0 is no multiple of ten
  // step.mantissa divides value.mantissa · 10^shift: what is left of it without the common factor is twos and fives.
  auto rest = step.mantissa / std::gcd(value.mantissa, step.mantissa);
  divide_out(rest, 2, shift);
  divide_out(rest, 5, shift);
  return rest == 1;
}

}  // namespace meshgen::base
