#include <mesh/json/check.hpp>

#include <array>
#include <charconv>

#include <mesh/json/format.hpp>
#include <mesh/json/scan.hpp>

namespace mesh::json {
namespace {

std::string print(double value) {
  std::array<char, 32> buffer{};
  const auto result = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value);
  return {buffer.data(), result.ptr};
}

std::string must_be(const std::string& is, std::string_view must, const std::string& bound) {
  return "is " + is + ", must be " + std::string(must) + " " + bound;
}

std::string counted(std::size_t count, std::string_view unit) {
  return std::to_string(count) + " " + std::string(unit) + (count == 1 ? "" : "s");
}

Refused refuse_count(std::string_view keyword, std::size_t count, std::string_view unit, std::string_view must,
                     std::size_t bound, Context& context) {
  return context.refuse(
      keyword, "has " + counted(count, unit) + ", must have " + std::string(must) + " " + std::to_string(bound));
}

}  // namespace

Refused refuse_integer(std::int64_t value, std::string_view keyword, std::string_view must, std::int64_t bound,
                       Context& context) {
  return context.refuse(keyword, must_be(std::to_string(value), must, std::to_string(bound)));
}

Refused refuse_number(double value, std::string_view keyword, std::string_view must, double bound, Context& context) {
  return context.refuse(keyword, must_be(print(value), must, print(bound)));
}

Refused refuse_not_finite(double value, Context& context) {
  return context.refuse("type", "is " + print(value) + ", must be a finite number");
}

bool check_text(std::string_view value, Context& context) {
  return context.is_reading() || is_utf8(value) || context.refuse("utf8", "is not valid UTF-8");
}

bool min_length(std::string_view value, std::size_t minimum, Context& context) {
  if (value.size() / 4 >= minimum) return true;  // a code point has at most four bytes
  const std::size_t length = code_points(value);
  return length >= minimum || refuse_count("minLength", length, "character", "at least", minimum, context);
}

bool max_length(std::string_view value, std::size_t maximum, Context& context) {
  if (value.size() <= maximum) return true;
  const std::size_t length = code_points(value);
  return length <= maximum || refuse_count("maxLength", length, "character", "at most", maximum, context);
}

bool matches(std::string_view value, const ClassRun& pattern, Context& context) {
  return pattern.matches(value) ||
         context.refuse("pattern", "is " + quoted(value) + ", must match " + std::string(pattern.source()));
}

bool matches(std::string_view value, const Regex& pattern, Context& context) {
  return pattern.matches(value) ||
         context.refuse("pattern", "is " + quoted(value) + ", must match " + std::string(pattern.source()));
}

bool check_const(std::string_view value, std::string_view constant, Context& context) {
  return value == constant || context.refuse("const", "is " + quoted(value) + ", must be " + quoted(constant));
}

bool has_format(std::string_view value, Format format, Context& context) {
  struct Row {
    bool (*is)(std::string_view) noexcept;
    std::string_view what;
  };
  const auto row = [format]() -> Row {
    switch (format) {
      case Format::kUuid:
        return {is_uuid, "a UUID"};
      case Format::kDateTime:
        return {is_date_time, "a date-time (RFC 3339)"};
      case Format::kDate:
        return {is_date, "a date (RFC 3339)"};
      case Format::kTime:
        return {is_time, "a time with an offset (RFC 3339)"};
      case Format::kEmail:
        return {is_email, "an e-mail address"};
      case Format::kUri:
        return {is_uri, "a URI"};
      case Format::kHostname:
        return {is_hostname, "a host name"};
      case Format::kIpv4:
        return {is_ipv4, "an IPv4 address"};
      case Format::kIpv6:
        return {is_ipv6, "an IPv6 address"};
      case Format::kByte:
        return {is_base64, "base64"};
    }
    return {is_uuid, "a known format"};
  }();
  return row.is(value) || context.refuse("format", "is " + quoted(value) + ", must be " + std::string(row.what));
}

bool check_items(std::size_t size, Count bounds, Context& context) {
  if (size < bounds.min) return refuse_count("minItems", size, "item", "at least", bounds.min, context);
  return size <= bounds.max || refuse_count("maxItems", size, "item", "at most", bounds.max, context);
}

bool check_members(std::size_t size, Count bounds, Context& context) {
  if (size < bounds.min) return refuse_count("minProperties", size, "member", "at least", bounds.min, context);
  return size <= bounds.max || refuse_count("maxProperties", size, "member", "at most", bounds.max, context);
}

Refused refuse_choice(std::string_view value, std::string_view choices, Context& context) {
  return context.refuse("enum", "is " + quoted(value) + ", must be one of " + std::string(choices));
}

}  // namespace mesh::json
