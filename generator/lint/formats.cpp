#include "lint/formats.hpp"

#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>

namespace meshgen::lint {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_hex(char c) { return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }

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

/// RFC 3339: hours, minutes, seconds, a fraction perhaps, and an offset; second 60 only where it is 23:59:60 UTC.
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
  int offset = 0;
  if (rest != "Z" && rest != "z") {
    if (rest.empty() || (rest.front() != '+' && rest.front() != '-') || !has_shape(rest.substr(1), "00:00"))
      return false;
    if (number(rest, 1, 2) > 23 || number(rest, 4, 2) > 59) return false;
    offset = number(rest, 1, 2) * 60 + number(rest, 4, 2);
    if (rest.front() == '-') offset = -offset;
  }
  constexpr int kDay = 24 * 60;
  const int minute = number(text, 0, 2) * 60 + number(text, 3, 2);
  return number(text, 6, 2) < 60 || (minute - offset + 2 * kDay) % kDay == kDay - 1;
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

bool is_ipv6(std::string_view text) {
  std::size_t groups = 0;
  const auto gap = text.find("::");
  const auto count = [&](std::string_view part, bool is_last) {
    while (!part.empty()) {
      const auto colon = part.find(':');
      const auto group = part.substr(0, colon);
      const bool is_short = group.size() <= 4 && !group.empty() && std::all_of(group.begin(), group.end(), is_hex);
      const bool ends = colon == std::string_view::npos;
      if (!is_short && !(ends && is_last && is_ipv4(group))) return false;
      groups += is_short ? 1 : 2;
      if (ends) return true;
      part.remove_prefix(colon + 1);
      if (part.empty()) return false;
    }
    return true;
  };
  if (gap == std::string_view::npos) return count(text, true) && groups == 8;
  return count(text.substr(0, gap), false) && count(text.substr(gap + 2), true) && groups < 8;
}

bool is_hostname(std::string_view text) {
  static const RE2 kPattern(
      "[0-9A-Za-z](?:[0-9A-Za-z-]{0,61}[0-9A-Za-z])?(?:\\.[0-9A-Za-z](?:[0-9A-Za-z-]{0,61}[0-9A-Za-z])?)*");
  constexpr std::size_t kLongest = 253;
  return text.size() <= kLongest && RE2::FullMatch(text, kPattern);
}

/// RFC 3986 by its grammar, as patterns.
struct UriPatterns {
  std::string character = "[0-9A-Za-z._~!$&'()*+,;=-]|%[0-9A-Fa-f]{2}";
  std::string path_character = character + "|[:@]";
  std::string host = "(?:\\[([^\\]]*)\\]|(?:" + character + ")*)";
  std::string authority = "(?:(?:" + character + "|:)*@)?" + host + "(?::[0-9]*)?";
  std::string more = "(?:" + path_character + "|[/?])*";

  /// `first`: the first segment of a path, where there is no authority.
  [[nodiscard]] std::string with(const std::string& scheme, const std::string& first) const {
    return scheme + "(?://" + authority + "(?:/(?:" + path_character + "|/)*)?|(?:/?(?:" + first +
           ")(?:/(?:" + path_character + "|/)*)?|/)?)(?:\\?" + more + ")?(?:#" + more + ")?";
  }
};

bool fits_uri(const RE2& pattern, std::string_view text) {
  static const RE2 kFuture("[Vv][0-9A-Fa-f]+\\.(?:[0-9A-Za-z._~!$&'()*+,;=:-])+");
  re2::StringPiece literal;
  if (!RE2::FullMatch(text, pattern, &literal)) return false;
  if (literal.data() == nullptr) return true;
  return is_ipv6({literal.data(), literal.size()}) || RE2::FullMatch(literal, kFuture);
}

bool is_uri(std::string_view text) {
  static const UriPatterns kParts;
  static const RE2 kPattern(kParts.with("[A-Za-z][0-9A-Za-z+.-]*:", "(?:" + kParts.path_character + ")+"));
  return fits_uri(kPattern, text);
}

bool is_uri_reference(std::string_view text) {
  static const UriPatterns kParts;
  // The first segment of a relative path has no colon, but where a slash stands before it.
  static const RE2 kRelative(kParts.with("", "(?:" + kParts.character + "|@)+"));
  static const RE2 kAbsolute(kParts.with("", "(?:" + kParts.path_character + ")+"));
  return is_uri(text) || fits_uri(text.starts_with('/') ? kAbsolute : kRelative, text);
}

/// RFC 3339, appendix A.
bool is_duration(std::string_view text) {
  static const std::string kDate = "(?:[0-9]+Y(?:[0-9]+M(?:[0-9]+D)?)?|[0-9]+M(?:[0-9]+D)?|[0-9]+D)";
  static const std::string kTime = "T(?:[0-9]+H(?:[0-9]+M(?:[0-9]+S)?)?|[0-9]+M(?:[0-9]+S)?|[0-9]+S)";
  static const RE2 kPattern("P(?:[0-9]+W|" + kDate + "(?:" + kTime + ")?|" + kTime + ")");
  return RE2::FullMatch(text, kPattern);
}

/// RFC 6901.
bool is_json_pointer(std::string_view text) {
  static const RE2 kPattern("(?:/(?:[^~/]|~[01])*)*");
  return RE2::FullMatch(text, kPattern);
}

/// RFC 5321: a dot-atom or quoted local part, a host name or an address.
bool is_email(std::string_view text) {
  static const RE2 kLocal(
      R"re([0-9A-Za-z!#$%&'*+/=?^_`{|}~-]+(?:\.[0-9A-Za-z!#$%&'*+/=?^_`{|}~-]+)*|"(?:[^\x00-\x1F\x7F"\\]|\\[ -~])*")re");
  constexpr std::size_t kLongest = 64;
  const auto at = text.rfind('@');  // npos is longer, too
  if (at > kLongest || !RE2::FullMatch(text.substr(0, at), kLocal)) return false;
  auto domain = text.substr(at + 1);
  if (!domain.starts_with('[') || !domain.ends_with(']')) return is_hostname(domain);
  domain = domain.substr(1, domain.size() - 2);
  constexpr std::string_view kTag = "IPv6:";
  return domain.starts_with(kTag) ? is_ipv6(domain.substr(kTag.size())) : is_ipv4(domain);
}

/// RFC 4648 section 4, padded.
bool is_base64(std::string_view text) {
  static const RE2 kPattern("(?:[0-9A-Za-z+/]{4})*(?:[0-9A-Za-z+/]{2}==|[0-9A-Za-z+/]{3}=)?");
  return RE2::FullMatch(text, kPattern);
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
  if (format == "duration") return "as in 'P3DT12H'";
  if (format == "json-pointer") return "as in '/lines/0/sku'";
  if (format == "uri") return "it begins with a scheme, as in 'https://'";
  return {};
}

bool fits_format(std::string_view format, std::string_view text) {
  if (format == "date-time") return is_date_time(text);
  if (format == "date") return is_date(text);
  if (format == "time") return is_time(text);
  if (format == "uuid") return is_uuid(text);
  if (format == "ipv4") return is_ipv4(text);
  if (format == "ipv6") return is_ipv6(text);
  if (format == "hostname") return is_hostname(text);
  if (format == "byte") return is_base64(text);
  if (format == "uri") return is_uri(text);
  if (format == "uri-reference") return is_uri_reference(text);
  if (format == "email") return is_email(text);
  if (format == "duration") return is_duration(text);
  if (format == "json-pointer") return is_json_pointer(text);
  return true;
}

}  // namespace meshgen::lint
