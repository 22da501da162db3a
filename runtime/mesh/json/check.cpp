#include <mesh/json/check.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <numeric>
#include <utility>

#include <mesh/json/scan.hpp>

namespace mesh::json {
namespace {

/// What is left of `value` without its factors `factor`, at most `most` of them.
std::uint64_t without(std::uint64_t value, std::uint64_t factor, int most) {
  for (int i = 0; i < most && value % factor == 0; ++i) value /= factor;
  return value;
}

bool is_multiple(std::uint64_t mantissa, int exponent, Step step) {
  if (mantissa == 0) return true;
  for (; mantissa % 10 == 0; mantissa /= 10) ++exponent;
  const int shift = exponent - step.exponent;
  if (shift < 0) return false;  // what does not end in 0 is no multiple of ten
  // The step divides mantissa · 10^shift: without their common factor it is made of twos and fives alone.
  const auto rest = step.mantissa / std::gcd(mantissa, step.mantissa);
  return without(without(rest, 2, shift), 5, shift) == 1;
}

bool is_multiple(std::uint64_t value, Step step) {
  return step.exponent == 0 ? value % step.mantissa == 0 : is_multiple(value, 0, step);
}

}  // namespace

bool multiple_of(std::uint64_t value, Step step, Context& context) {
  return is_multiple(value, step) || context.refuse("multipleOf", Reason::bound(value, "a multiple of", step));
}

bool multiple_of(std::int64_t value, Step step, Context& context) {
  const auto magnitude = value < 0 ? ~static_cast<std::uint64_t>(value) + 1 : static_cast<std::uint64_t>(value);
  return is_multiple(magnitude, step) || context.refuse("multipleOf", Reason::bound(value, "a multiple of", step));
}

bool multiple_of(double value, Step step, Context& context) {
  std::array<char, 32> buffer{};
  auto* const first = buffer.data();
  const char* const last =
      std::to_chars(first, first + buffer.size(), std::abs(value), std::chars_format::scientific).ptr;
  std::uint64_t mantissa = 0;
  int exponent = 0;
  const char* p = first;
  for (bool is_fraction = false; *p != 'e'; ++p) {
    if (*p == '.') {
      is_fraction = true;
      continue;
    }
    mantissa = mantissa * 10 + static_cast<unsigned>(*p - '0');
    if (is_fraction) --exponent;
  }
  int power = 0;
  p += p[1] == '+' ? 2 : 1;  // std::from_chars takes no plus
  std::from_chars(p, last, power);
  return is_multiple(mantissa, exponent + power, step) ||
         context.refuse("multipleOf", Reason::bound(value, "a multiple of", step));
}

Refused refuse_integer(std::int64_t value, std::string_view keyword, std::string_view must, std::int64_t bound,
                       Context& context) {
  return context.refuse(keyword, Reason::bound(value, must, bound));
}

Refused refuse_unsigned(std::uint64_t value, std::string_view keyword, std::string_view must, std::uint64_t bound,
                        Context& context) {
  return context.refuse(keyword, Reason::bound(value, must, bound));
}

Refused refuse_number(double value, std::string_view keyword, std::string_view must, double bound, Context& context) {
  return context.refuse(keyword, Reason::bound(value, must, bound));
}

Refused refuse_not_finite(double value, Context& context) {
  if (std::isnan(value)) return context.refuse("type", "is nan, must be a finite number");
  return context.refuse("type", value < 0 ? "is -inf, must be a finite number" : "is inf, must be a finite number");
}

bool is_text(std::string_view value, Context& context) {
  return is_ascii(value) || is_utf8(value) || context.refuse("utf8", "is not valid UTF-8");
}

Refused refuse_shorter(std::string_view value, std::size_t minimum, Context& context) {
  return context.refuse("minLength", Reason::count(code_points(value), "character", "at least", minimum));
}

Refused refuse_longer(std::string_view value, std::size_t maximum, Context& context) {
  return context.refuse("maxLength", Reason::count(code_points(value), "character", "at most", maximum));
}

Refused refuse_pattern(std::string_view value, std::string_view pattern, Context& context) {
  return context.refuse("pattern", Reason::text(value, "match ", pattern));
}

bool check_const(std::string_view value, std::string_view constant, Context& context) {
  return value == constant || context.refuse("const", Reason::constant(value, constant));
}

Refused refuse_format(std::string_view value, Format format, Context& context) {
  const FormatTest& test = format_tests()[static_cast<std::size_t>(format)];
  return context.refuse("format", Reason::text(value, "be ", test.what));
}

Refused refuse_items(std::size_t size, Count bounds, Context& context) {
  if (size < bounds.min) return context.refuse("minItems", Reason::count(size, "item", "at least", bounds.min));
  return context.refuse("maxItems", Reason::count(size, "item", "at most", bounds.max));
}

std::size_t find_repeated(std::string_view all, const std::vector<std::size_t>& ends) {
  std::vector<std::pair<std::string_view, std::size_t>> items;
  items.reserve(ends.size());
  std::size_t begin = 0;
  for (const auto end : ends) {
    items.emplace_back(all.substr(begin, end - begin), items.size());
    begin = end;
  }
  std::sort(items.begin(), items.end());
  // Of several pairs the one whose second item comes first in the list.
  std::size_t again = items.size();
  for (std::size_t i = 1; i < items.size(); ++i) {
    if (items[i].first == items[i - 1].first) again = std::min(again, items[i].second);
  }
  return again;
}

bool check_unique(std::string_view all, const std::vector<std::size_t>& ends, Context& context) {
  const std::size_t again = find_repeated(all, ends);
  if (again == ends.size()) return true;
  context.refuse("uniqueItems", "stands there already, must stand there once");
  return context.inside(again);
}

Refused refuse_members(std::size_t size, Count bounds, Context& context) {
  if (size < bounds.min) return context.refuse("minProperties", Reason::count(size, "member", "at least", bounds.min));
  return context.refuse("maxProperties", Reason::count(size, "member", "at most", bounds.max));
}

Refused refuse_choice(std::string_view value, std::string_view choices, Context& context) {
  return context.refuse("enum", Reason::text(value, "be one of ", choices));
}

}  // namespace mesh::json
