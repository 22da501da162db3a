#include "lint/formats.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>

namespace meshgen::lint {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_hex(char c) { return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

/// `shape` has 0 for a digit; every other character stands for itself.
bool has_shape(std::string_view text, std::string_view shape) {
  return text.size() == shape.size() && std::equal(text.begin(), text.end(), shape.begin(), [](char have, char want) {
           return want == '0' ? is_digit(have) : have == want;
         });
}

int number(std::string_view text, std::size_t at, std::size_t length) {
  int value = 0;
  for (std::size_t i = at; i < at + length; ++i) value = value * 10 + (text[i] - '0');
  return value;
}

bool is_date(std::string_view text) {
  if (!has_shape(text, "0000-00-00")) return false;
  constexpr std::array<int, 12> kDays{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const int year = number(text, 0, 4);
  const int month = number(text, 5, 2);
  const int day = number(text, 8, 2);
  if (month < 1 || month > 12 || day < 1) return false;
  const bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
  return day <= kDays.at(static_cast<std::size_t>(month - 1)) + (leap && month == 2 ? 1 : 0);
}

/// RFC 3339: hours, minutes, seconds, a fraction perhaps, and an offset.
bool is_time(std::string_view text) {
  constexpr std::size_t kSeconds = 8;
  if (text.size() <= kSeconds || !has_shape(text.substr(0, kSeconds), "00:00:00")) return false;
  if (number(text, 0, 2) > 23 || number(text, 3, 2) > 59 || number(text, 6, 2) > 60) return false;
  auto rest = text.substr(kSeconds);
  if (rest.front() == '.') {
    rest.remove_prefix(1);
    const auto end = std::find_if_not(rest.begin(), rest.end(), is_digit);
    if (end == rest.begin()) return false;
    rest.remove_prefix(static_cast<std::size_t>(end - rest.begin()));
  }
  if (rest == "Z" || rest == "z") return true;
  if (rest.empty() || (rest.front() != '+' && rest.front() != '-') || !has_shape(rest.substr(1), "00:00")) return false;
  return number(rest, 1, 2) <= 23 && number(rest, 4, 2) <= 59;
}

bool is_uuid(std::string_view text) {
  constexpr std::string_view kShape = "00000000-0000-0000-0000-000000000000";
  return text.size() == kShape.size() && std::equal(text.begin(), text.end(), kShape.begin(), [](char have, char want) {
           return want == '0' ? is_hex(have) : have == '-';
         });
}

bool is_ipv4(std::string_view text) {
  int parts = 0;
  while (true) {
    const auto dot = text.find('.');
    const auto part = text.substr(0, dot);
    if (part.empty() || part.size() > 3 || !std::all_of(part.begin(), part.end(), is_digit)) return false;
    if ((part.size() > 1 && part.front() == '0') || number(part, 0, part.size()) > 255) return false;
    ++parts;
    if (dot == std::string_view::npos) return parts == 4;
    text.remove_prefix(dot + 1);
  }
}

bool is_uri(std::string_view text) {
  const auto colon = text.find(':');
  if (colon == std::string_view::npos || colon == 0 || !is_letter(text.front())) return false;
  const auto scheme = text.substr(0, colon);
  return std::all_of(scheme.begin(), scheme.end(),
                     [](char c) { return is_letter(c) || is_digit(c) || c == '+' || c == '-' || c == '.'; }) &&
         std::none_of(text.begin(), text.end(), [](char c) { return c == ' ' || c == '<' || c == '>' || c == '"'; });
}

bool is_email(std::string_view text) {
  const auto at = text.rfind('@');
  return at != std::string_view::npos && at != 0 && at + 1 < text.size() && text.find(' ') == std::string_view::npos;
}

}  // namespace

bool is_date_time(std::string_view text) {
  constexpr std::size_t kDate = 10;
  if (text.size() <= kDate || (text[kDate] != 'T' && text[kDate] != 't')) return false;
  return is_date(text.substr(0, kDate)) && is_time(text.substr(kDate + 1));
}

std::string_view shape_of_format(std::string_view format) {
  if (format == "date-time") return "as in '2024-05-17T09:30:00Z'";
  if (format == "date") return "as in '2024-05-17'";
  if (format == "time") return "as in '09:30:00Z'";
  if (format == "uuid") return "as in '8f14e45f-ceea-467f-9b0d-6f2a7c1e5d3b'";
  if (format == "uri") return "it begins with a scheme, as in 'https://'";
  return {};
}

bool fits_format(std::string_view format, std::string_view text) {
  if (format == "date-time") return is_date_time(text);
  if (format == "date") return is_date(text);
  if (format == "time") return is_time(text);
  if (format == "uuid") return is_uuid(text);
  if (format == "ipv4") return is_ipv4(text);
  if (format == "uri") return is_uri(text);
  if (format == "email") return is_email(text);
  return true;
}

}  // namespace meshgen::lint
