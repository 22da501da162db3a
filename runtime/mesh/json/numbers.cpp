#include <mesh/json/numbers.hpp>

#include <charconv>
#include <limits>
#include <string>

#include <mesh/json/scan.hpp>

namespace mesh::json {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

constexpr int kMaxDigits = 19;  // always fit 64 bits
constexpr std::int64_t kMaxExponent = 1'000'000'000;

/// Adds the digits at `p` to the mantissa; `fraction` says that each moves the exponent.
const char* take_digits(const char* p, Decimal& number, int& count, bool fraction) {
  for (; is_digit(*p); ++p) {
    if (count < kMaxDigits) {
      number.mantissa = number.mantissa * 10U + static_cast<unsigned>(*p - '0');
      if (number.mantissa != 0) ++count;
      if (fraction) --number.exponent;
    } else {
      const auto digit = static_cast<unsigned>(*p - '0');
      if (count++ == kMaxDigits) {
        number.next_digit = digit;
      } else {
        number.has_more = number.has_more || digit != 0;
      }
      if (digit != 0) number.is_complete = false;
      if (!fraction) ++number.exponent;
    }
  }
  return p;
}

std::string_view token(const char* first, const char* last) { return {first, static_cast<std::size_t>(last - first)}; }

const char* refuse_range(const char* p, const char* end, std::string_view keyword, std::string_view type,
                         Context& context) {
  return context.refuse(p, keyword, Reason::misfit(token(p, end), type));
}

/// An integer's magnitude, at most `most`, or `least` if there is a minus before it.
const char* read_magnitude(const char* p, std::string_view type, std::uint64_t most, std::uint64_t least,
                           std::uint64_t& out, Context& context) {
  if (*p != '-' && !is_digit(*p)) return context.refuse_type(p, "an integer");
  Decimal number;
  const char* const end = scan_number(p, number, context);
  if (end == nullptr) return nullptr;
  out = number.mantissa;
  std::int64_t exponent = number.exponent;
  while (exponent < 0 && out != 0 && out % 10U == 0) {
    out /= 10U;
    ++exponent;
  }
  if (out == 0) return end;
  if (exponent < 0 || (!number.is_complete && exponent == 0)) {
    // Digits that were left out may lie before the point only if there are more than 19 of them.
    return context.refuse(p, "type", Reason::text(token(p, end), "be ", "an integer"));
  }
  const std::uint64_t limit = number.is_negative ? least : most;
  bool fits = number.is_complete || !number.has_more;
  unsigned next = number.next_digit;
  for (; exponent > 0 && fits; --exponent, next = 0) {
    fits = next <= limit && out <= (limit - next) / 10U;
    out = out * 10U + next;
  }
  if (!fits || out > limit) return refuse_range(p, end, "range", type, context);
  return end;
}

}  // namespace

const char* scan_number(const char* p, Decimal& out, Context& context) {
  out = Decimal{};
  if (*p == '-') {
    out.is_negative = true;
    ++p;
  }
  if (!is_digit(*p)) return context.refuse_syntax(p, "a digit");
  if (*p == '0' && is_digit(p[1])) return context.refuse(p, "syntax", "has a leading zero");
  int count = 0;
  p = take_digits(p, out, count, false);
  if (*p == '.') {
    ++p;
    if (!is_digit(*p)) return context.refuse_syntax(p, "a digit after the point");
    p = take_digits(p, out, count, true);
  }
  if (*p == 'e' || *p == 'E') {
    ++p;
    const bool is_negative = *p == '-';
    if (*p == '-' || *p == '+') ++p;
    if (!is_digit(*p)) return context.refuse_syntax(p, "a digit of the exponent");
    std::int64_t exponent = 0;
    for (; is_digit(*p); ++p) {
      if (exponent < kMaxExponent) exponent = exponent * 10 + (*p - '0');
    }
    out.exponent += is_negative ? -exponent : exponent;
  }
  return p;
}

const char* read_int64_slow(const char* p, std::int64_t& out, Context& context) {
  constexpr auto kMax = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
  std::uint64_t magnitude = 0;
  const char* const end = read_magnitude(p, "int64", kMax, kMax + 1, magnitude, context);
  if (end == nullptr) return nullptr;
  out = static_cast<std::int64_t>(*p == '-' ? 0U - magnitude : magnitude);
  return end;
}

const char* read_uint64_slow(const char* p, std::uint64_t& out, Context& context) {
  return read_magnitude(p, "uint64", std::numeric_limits<std::uint64_t>::max(), 0, out, context);
}

const char* read_int32(const char* p, std::int32_t& out, Context& context) {
  std::int64_t value = 0;
  const char* const end = read_int64(p, value, context);
  if (end == nullptr) return nullptr;
  if (value < std::numeric_limits<std::int32_t>::min() || value > std::numeric_limits<std::int32_t>::max()) {
    return refuse_range(p, end, "format", "int32", context);
  }
  out = static_cast<std::int32_t>(value);
  return end;
}

const char* read_double_slow(const char* p, double& out, Context& context) {
  if (*p != '-' && !is_digit(*p)) return context.refuse_type(p, "a number");
  Decimal number;
  const char* const end = scan_number(p, number, context);
  if (end == nullptr) return nullptr;
  constexpr std::uint64_t kExact = std::uint64_t{1} << 53U;
  if (number.is_complete && number.mantissa <= kExact && number.exponent >= -22 && number.exponent <= 22) {
    // One operation on two exact values rounds correctly.
    auto value = static_cast<double>(number.mantissa);
    if (number.exponent < 0) {
      value /= kPowersOfTen[static_cast<std::size_t>(-number.exponent)];
    } else {
      value *= kPowersOfTen[static_cast<std::size_t>(number.exponent)];
    }
    out = number.is_negative ? -value : value;
    return end;
  }
  const auto result = std::from_chars(p, end, out);
  if (result.ec == std::errc::result_out_of_range) {
    const bool is_tiny = number.mantissa == 0 || number.exponent < 0;  // beyond the range upwards needs a large one
    if (!is_tiny) return refuse_range(p, end, "range", "a double", context);
    out = number.is_negative ? -0.0 : 0.0;
  } else if (result.ec != std::errc{}) {
    return context.refuse_syntax(p, "a number");
  }
  return end;
}

}  // namespace mesh::json
