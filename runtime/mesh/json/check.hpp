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
#include <mesh/json/format.hpp>
#include <mesh/json/pattern.hpp>
#include <mesh/json/reason.hpp>
#include <mesh/json/scan.hpp>

namespace mesh::json {

// What `must`, `constant`, `choices` and the source of a pattern refer to must live as long as the program: a fault
// keeps the views.

enum class Format {
  kUuid,
  kDateTime,
  kDate,
  kTime,
  kEmail,
  kUri,
  kHostname,
  kIpv4,
  kIpv6,
  kByte,
  kDuration,
  kJsonPointer,
  kUriReference
};

[[gnu::cold]] Refused refuse_integer(std::int64_t value, std::string_view keyword, std::string_view must,
                                     std::int64_t bound, Context& context);
[[gnu::cold]] Refused refuse_unsigned(std::uint64_t value, std::string_view keyword, std::string_view must,
                                      std::uint64_t bound, Context& context);
[[gnu::cold]] Refused refuse_number(double value, std::string_view keyword, std::string_view must, double bound,
                                    Context& context);
[[gnu::cold]] Refused refuse_not_finite(double value, Context& context);

[[nodiscard]] inline bool at_least(std::int64_t value, std::int64_t minimum, Context& context) {
  return value >= minimum || refuse_integer(value, "minimum", "at least", minimum, context);
}
[[nodiscard]] inline bool at_most(std::int64_t value, std::int64_t maximum, Context& context) {
  return value <= maximum || refuse_integer(value, "maximum", "at most", maximum, context);
}

[[nodiscard]] inline bool at_least(std::uint64_t value, std::uint64_t minimum, Context& context) {
  return value >= minimum || refuse_unsigned(value, "minimum", "at least", minimum, context);
}
[[nodiscard]] inline bool at_most(std::uint64_t value, std::uint64_t maximum, Context& context) {
  return value <= maximum || refuse_unsigned(value, "maximum", "at most", maximum, context);
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

/// By decimal digits, the fewest that mean the value: 0.3 is a multiple of 0.1.
[[nodiscard]] bool multiple_of(std::int64_t value, Step step, Context& context);
[[nodiscard]] bool multiple_of(std::uint64_t value, Step step, Context& context);
/// `value` is finite.
[[nodiscard]] bool multiple_of(double value, Step step, Context& context);

[[gnu::cold]] Refused refuse_shorter(std::string_view value, std::size_t minimum, Context& context);
[[gnu::cold]] Refused refuse_longer(std::string_view value, std::size_t maximum, Context& context);
[[gnu::cold]] Refused refuse_pattern(std::string_view value, std::string_view pattern, Context& context);
[[gnu::cold]] Refused refuse_format(std::string_view value, Format format, Context& context);

[[nodiscard]] bool is_text(std::string_view value, Context& context);
/// UTF-8: a string that was read has been checked already.
[[nodiscard]] inline bool check_text(std::string_view value, Context& context) {
  return context.is_reading() || is_text(value, context);
}
/// In code points, of which each has one to four bytes.
[[nodiscard]] inline bool min_length(std::string_view value, std::size_t minimum, Context& context) {
  return value.size() / 4 >= minimum || code_points(value) >= minimum || refuse_shorter(value, minimum, context);
}
[[nodiscard]] inline bool max_length(std::string_view value, std::size_t maximum, Context& context) {
  return value.size() <= maximum || code_points(value) <= maximum || refuse_longer(value, maximum, context);
}
[[nodiscard]] inline bool matches(std::string_view value, const ClassRun& pattern, Context& context) {
  return pattern.matches(value) || refuse_pattern(value, pattern.source(), context);
}
[[nodiscard]] inline bool matches(std::string_view value, const Regex& pattern, Context& context) {
  return pattern.matches(value) || refuse_pattern(value, pattern.source(), context);
}
[[nodiscard]] bool check_const(std::string_view value, std::string_view constant, Context& context);

/// `format` is known where this is called, so that one of the calls is left.
[[nodiscard]] inline bool is_of_format(std::string_view value, Format format) noexcept {
  switch (format) {
    case Format::kUuid:
      return is_uuid(value);
    case Format::kDateTime:
      return is_date_time(value);
    case Format::kDate:
      return is_date(value);
    case Format::kTime:
      return is_time(value);
    case Format::kEmail:
      return is_email(value);
    case Format::kUri:
      return is_uri(value);
    case Format::kHostname:
      return is_hostname(value);
    case Format::kIpv4:
      return is_ipv4(value);
    case Format::kIpv6:
      return is_ipv6(value);
    case Format::kByte:
      return is_base64(value);
    case Format::kDuration:
      return is_duration(value);
    case Format::kJsonPointer:
      return is_json_pointer(value);
    case Format::kUriReference:
      return is_uri_reference(value);
  }
  return false;
}
[[nodiscard]] inline bool has_format(std::string_view value, Format format, Context& context) {
  return is_of_format(value, format) || refuse_format(value, format, context);
}

/// Bounds of a count of items or members.
struct Count {
  std::size_t min = 0;
  std::size_t max = static_cast<std::size_t>(-1);
};
[[gnu::cold]] Refused refuse_items(std::size_t size, Count bounds, Context& context);
[[gnu::cold]] Refused refuse_members(std::size_t size, Count bounds, Context& context);
[[nodiscard]] inline bool check_items(std::size_t size, Count bounds, Context& context) {
  return (size >= bounds.min && size <= bounds.max) || refuse_items(size, bounds, context);
}
[[nodiscard]] inline bool check_members(std::size_t size, Count bounds, Context& context) {
  return (size >= bounds.min && size <= bounds.max) || refuse_members(size, bounds, context);
}
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
