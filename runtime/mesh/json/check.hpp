/// The constraints of a contract, on C++ values. Each notes its fault (without a place) and returns false.
/// Texts and values are checked by the same functions, so both give the same messages.
#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <mesh/json/context.hpp>
#include <mesh/json/pattern.hpp>

namespace mesh::json {

enum class Format { kUuid, kDateTime, kDate, kTime, kEmail, kUri, kHostname, kIpv4, kIpv6, kByte };

[[gnu::cold]] Refused refuse_integer(std::int64_t value, std::string_view keyword, std::string_view must,
                                     std::int64_t bound, Context& context);
[[gnu::cold]] Refused refuse_number(double value, std::string_view keyword, std::string_view must, double bound,
                                    Context& context);
[[gnu::cold]] Refused refuse_not_finite(double value, Context& context);

[[nodiscard]] inline bool at_least(std::int64_t value, std::int64_t minimum, Context& context) {
  return value >= minimum || refuse_integer(value, "minimum", "at least", minimum, context);
}
[[nodiscard]] inline bool at_most(std::int64_t value, std::int64_t maximum, Context& context) {
  return value <= maximum || refuse_integer(value, "maximum", "at most", maximum, context);
}

/// JSON has no infinity and no NaN.
[[nodiscard]] inline bool is_finite(double value, Context& context) {
  return std::isfinite(value) || refuse_not_finite(value, context);
}
[[nodiscard]] inline bool at_least(double value, double minimum, Context& context) {
  return value >= minimum || refuse_number(value, "minimum", "at least", minimum, context);
}
[[nodiscard]] inline bool at_most(double value, double maximum, Context& context) {
  return value <= maximum || refuse_number(value, "maximum", "at most", maximum, context);
}
[[nodiscard]] inline bool above(double value, double minimum, Context& context) {
  return value > minimum || refuse_number(value, "exclusiveMinimum", "more than", minimum, context);
}
[[nodiscard]] inline bool below(double value, double maximum, Context& context) {
  return value < maximum || refuse_number(value, "exclusiveMaximum", "less than", maximum, context);
}

/// A positive number by its digits, mantissa · 10^exponent; the mantissa does not end in 0.
struct Step {
  std::uint64_t mantissa;
  int exponent;
};
/// By decimal digits, the fewest that mean the value: 0.3 is a multiple of 0.1.
[[nodiscard]] bool multiple_of(std::int64_t value, Step step, Context& context);
/// `value` is finite.
[[nodiscard]] bool multiple_of(double value, Step step, Context& context);

/// UTF-8: a string that was read has been checked already.
[[nodiscard]] bool check_text(std::string_view value, Context& context);
/// In code points.
[[nodiscard]] bool min_length(std::string_view value, std::size_t minimum, Context& context);
[[nodiscard]] bool max_length(std::string_view value, std::size_t maximum, Context& context);
[[nodiscard]] bool matches(std::string_view value, const ClassRun& pattern, Context& context);
[[nodiscard]] bool matches(std::string_view value, const Regex& pattern, Context& context);
[[nodiscard]] bool check_const(std::string_view value, std::string_view constant, Context& context);
[[nodiscard]] bool has_format(std::string_view value, Format format, Context& context);

/// Bounds of a count of items or members.
struct Count {
  std::size_t min = 0;
  std::size_t max = static_cast<std::size_t>(-1);
};
[[nodiscard]] bool check_items(std::size_t size, Count bounds, Context& context);
[[nodiscard]] bool check_members(std::size_t size, Count bounds, Context& context);
/// Texts stand one behind the other in `all`, each up to its end. The first that stands there already; their count if
/// no two are the same.
[[nodiscard]] std::size_t find_repeated(std::string_view all, const std::vector<std::size_t>& ends);
/// No two of them are the same.
[[nodiscard]] bool check_unique(std::string_view all, const std::vector<std::size_t>& ends, Context& context);
/// Is there room for one more?
[[nodiscard]] inline bool check_items_below(std::size_t size, Count bounds, Context& context) {
  return size < bounds.max || check_items(size + 1, {0, bounds.max}, context);
}
[[nodiscard]] inline bool check_members_below(std::size_t size, Count bounds, Context& context) {
  return size < bounds.max || check_members(size + 1, {0, bounds.max}, context);
}

/// Which strings are valid, for a message: `choices` is the printed list.
[[gnu::cold]] Refused refuse_choice(std::string_view value, std::string_view choices, Context& context);

}  // namespace mesh::json
