#include <mesh/json/format.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstring>

#include <mesh/json/scan.hpp>

namespace mesh::json {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_alpha(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_alnum(char c) { return is_digit(c) || is_alpha(c); }
bool is_hex(char c) { return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }
bool is_one_of(char c, std::string_view set) { return set.find(c) != std::string_view::npos; }

/// Two digits at `i`, or something above 99; the text goes on as far.
unsigned two_digits(std::string_view text, std::size_t i) {
  const unsigned tens = static_cast<unsigned char>(text[i]) - unsigned{'0'};
  const unsigned ones = static_cast<unsigned char>(text[i + 1]) - unsigned{'0'};
  return tens <= 9 && ones <= 9 ? tens * 10 + ones : 100;
}

unsigned days_of(unsigned year, unsigned month) {
  constexpr std::array<unsigned char, 13> kDays = {0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  if (month != 2) return kDays[month];
  return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28;
}

/// Minutes east of UTC of `Z` or `+hh:mm`, which must be all of `text`; -10000 if it is neither.
int offset_minutes(std::string_view text) {
  constexpr int kBad = -10000;
  if (text == "Z" || text == "z") return 0;
  if (text.size() != 6 || (text[0] != '+' && text[0] != '-') || text[3] != ':') return kBad;
  const unsigned hours = two_digits(text, 1);
  const unsigned minutes = two_digits(text, 4);
  if (hours > 23 || minutes > 59) return kBad;
  const int total = static_cast<int>(hours * 60 + minutes);
  return text[0] == '-' ? -total : total;
}

/// Takes decimal octets of an IPv4 address off the front of `text`.
bool take_octet(std::string_view& text) {
  std::size_t length = 0;
  int value = 0;
  while (length < text.size() && length < 4 && is_digit(text[length])) value = value * 10 + (text[length++] - '0');
  if (length == 0 || length > 3 || value > 255 || (length > 1 && text[0] == '0')) return false;
  text.remove_prefix(length);
  return true;
}

/// An unreserved or sub-delim character of RFC 3986, or one of `more`, or a percent escape at `i`.
bool take_uri_char(std::string_view text, std::size_t& i, std::string_view more) {
  const char c = text[i];
  if (c == '%') {
    if (text.size() - i < 3 || !is_hex(text[i + 1]) || !is_hex(text[i + 2])) return false;
    i += 3;
    return true;
  }
  if (!is_alnum(c) && !is_one_of(c, "-._~!$&'()*+,;=") && !is_one_of(c, more)) return false;
  ++i;
  return true;
}

bool all_uri_chars(std::string_view text, std::string_view more) {
  for (std::size_t i = 0; i < text.size();) {
    if (!take_uri_char(text, i, more)) return false;
  }
  return true;
}

/// IPvFuture: "v1.a:b", a version in hexadecimal digits and an address.
bool is_future_address(std::string_view text) {
  if (text.empty() || (text[0] != 'v' && text[0] != 'V')) return false;
  const std::size_t dot = text.find('.');
  if (dot == std::string_view::npos || dot == 1 || dot + 1 == text.size()) return false;
  const std::string_view version = text.substr(1, dot - 1);
  return std::all_of(version.begin(), version.end(), is_hex) && text.find('%') == std::string_view::npos &&
         all_uri_chars(text.substr(dot + 1), ":");
}

bool is_authority(std::string_view text) {
  if (const std::size_t at = text.rfind('@'); at != std::string_view::npos) {
    if (!all_uri_chars(text.substr(0, at), ":")) return false;
    text.remove_prefix(at + 1);
  }
  std::string_view port;
  if (!text.empty() && text[0] == '[') {
    const std::size_t end = text.find(']');
    if (end == std::string_view::npos) return false;
    const std::string_view literal = text.substr(1, end - 1);
    if (!is_ipv6(literal) && !is_future_address(literal)) return false;
    port = text.substr(end + 1);
    if (!port.empty() && port[0] != ':') return false;
  } else {
    const std::size_t colon = text.find(':');
    if (!all_uri_chars(text.substr(0, colon), "")) return false;
    if (colon != std::string_view::npos) port = text.substr(colon);
  }
  return port.empty() || std::all_of(port.begin() + 1, port.end(), is_digit);
}

/// Authority, path, query and fragment, each where it is there.
bool is_behind_scheme(std::string_view rest) {
  if (const std::size_t hash = rest.find('#'); hash != std::string_view::npos) {
    if (!all_uri_chars(rest.substr(hash + 1), ":@/?")) return false;
    rest = rest.substr(0, hash);
  }
  if (const std::size_t mark = rest.find('?'); mark != std::string_view::npos) {
    if (!all_uri_chars(rest.substr(mark + 1), ":@/?")) return false;
    rest = rest.substr(0, mark);
  }
  if (rest.substr(0, 2) == "//") {
    rest.remove_prefix(2);
    const std::size_t slash = std::min(rest.find('/'), rest.size());
    if (!is_authority(rest.substr(0, slash))) return false;
    rest.remove_prefix(slash);
  }
  return all_uri_chars(rest, ":@/");
}

/// Takes numbers with their units off the front of `text`, as long as each unit is the next of `units`; the first may
/// be any of them. False: there is none.
bool take_units(std::string_view& text, std::string_view units) {
  bool has_some = false;
  for (;;) {
    const auto digits = static_cast<std::size_t>(std::find_if_not(text.begin(), text.end(), is_digit) - text.begin());
    const std::size_t unit = digits == 0 || digits == text.size() ? std::string_view::npos : units.find(text[digits]);
    if (unit == std::string_view::npos || (has_some && unit != 0)) return has_some;
    has_some = true;
    text.remove_prefix(digits + 1);
    units.remove_prefix(unit + 1);
  }
}

bool is_local_part(std::string_view text) {
  if (text.empty() || text.size() > 64) return false;
  if (text.front() == '"') {
    if (text.size() < 2 || text.back() != '"') return false;
    for (std::size_t i = 1; i + 1 < text.size(); ++i) {
      const auto c = static_cast<unsigned char>(text[i]);
      if (c == '\\' && i + 2 < text.size()) {
        const char quoted = text[++i];
        if (quoted < ' ' || quoted > '~') return false;
        continue;
      }
      if (c < 0x20 || c == 0x7F || c == '"' || c == '\\') return false;
    }
    return true;
  }
  if (text.front() == '.' || text.back() == '.' || text.find("..") != std::string_view::npos) return false;
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return is_alnum(c) || is_one_of(c, "!#$%&'*+-/=?^_`{|}~."); });
}

}  // namespace

#ifdef MESH_JSON_SSE2

bool is_uuid(std::string_view text) noexcept {
  if (text.size() != 36) return false;
  // Sixteen characters are hexadecimal digits, but for hyphens at these places.
  const auto is_part = [text](std::size_t at, unsigned hyphens) {
    __m128i bytes;
    std::memcpy(&bytes, text.data() + at, sizeof bytes);
    const auto is_below = [](__m128i values, char limit) {
      return _mm_cmpeq_epi8(_mm_min_epu8(values, _mm_set1_epi8(limit)), values);
    };
    const __m128i digit = is_below(_mm_sub_epi8(bytes, _mm_set1_epi8('0')), 9);
    const __m128i lower = _mm_or_si128(bytes, _mm_set1_epi8(0x20));
    const __m128i letter = is_below(_mm_sub_epi8(lower, _mm_set1_epi8('a')), 5);
    const __m128i hyphen = _mm_cmpeq_epi8(bytes, _mm_set1_epi8('-'));
    const auto hex = static_cast<unsigned>(_mm_movemask_epi8(_mm_or_si128(digit, letter)));
    return (hex | hyphens) == 0xFFFFU && static_cast<unsigned>(_mm_movemask_epi8(hyphen)) == hyphens;
  };
  return is_part(0, 1U << 8U | 1U << 13U) && is_part(16, 1U << 2U | 1U << 7U) && is_part(20, 1U << 3U);
}

#else

bool is_uuid(std::string_view text) noexcept {
  if (text.size() != 36) return false;
  for (std::size_t i = 0; i < 36; ++i) {
    const bool is_dash = i == 8 || i == 13 || i == 18 || i == 23;
    if (is_dash ? text[i] != '-' : !is_hex(text[i])) return false;
  }
  return true;
}

#endif

bool is_date(std::string_view text) noexcept {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return false;
  const unsigned century = two_digits(text, 0);
  const unsigned year = two_digits(text, 2);
  const unsigned month = two_digits(text, 5);
  const unsigned day = two_digits(text, 8);
  if (century > 99 || year > 99 || month < 1 || month > 12) return false;
  return day >= 1 && day <= days_of(century * 100 + year, month);
}

bool is_time(std::string_view text) noexcept {
  if (text.size() < 9 || text[2] != ':' || text[5] != ':') return false;
  const unsigned hour = two_digits(text, 0);
  const unsigned minute = two_digits(text, 3);
  const unsigned second = two_digits(text, 6);
  if (hour > 23 || minute > 59 || second > 60) return false;
  std::size_t i = 8;
  if (text[i] == '.') {
    ++i;
    if (i == text.size() || !is_digit(text[i])) return false;
    while (i < text.size() && is_digit(text[i])) ++i;
  }
  const int offset = offset_minutes(text.substr(i));
  if (offset < -24 * 60) return false;
  constexpr int kDay = 24 * 60;
  return second < 60 || (static_cast<int>(hour * 60 + minute) - offset + 2 * kDay) % kDay == kDay - 1;
}

bool is_date_time(std::string_view text) noexcept {
  if (text.size() < 20 || (text[10] != 'T' && text[10] != 't')) return false;
  return is_date(text.substr(0, 10)) && is_time(text.substr(11));
}

bool is_hostname(std::string_view text) noexcept {
  if (text.empty() || text.size() > 253) return false;
  while (true) {
    const std::size_t dot = text.find('.');
    const std::string_view label = text.substr(0, dot);
    if (label.empty() || label.size() > 63 || label.front() == '-' || label.back() == '-') return false;
    if (!std::all_of(label.begin(), label.end(), [](char c) { return is_alnum(c) || c == '-'; })) return false;
    if (dot == std::string_view::npos) return true;
    text.remove_prefix(dot + 1);
  }
}

bool is_email(std::string_view text) noexcept {
  const std::size_t at = text.rfind('@');
  if (at == std::string_view::npos || !is_local_part(text.substr(0, at))) return false;
  std::string_view domain = text.substr(at + 1);
  if (domain.size() > 2 && domain.front() == '[' && domain.back() == ']') {
    domain = domain.substr(1, domain.size() - 2);
    constexpr std::string_view kTag = "IPv6:";
    return domain.substr(0, kTag.size()) == kTag ? is_ipv6(domain.substr(kTag.size())) : is_ipv4(domain);
  }
  return is_hostname(domain);
}

bool is_uri(std::string_view text) noexcept {
  const std::size_t colon = text.find(':');
  if (colon == std::string_view::npos || colon == 0 || !is_alpha(text[0])) return false;
  const std::string_view scheme = text.substr(0, colon);
  if (!std::all_of(scheme.begin(), scheme.end(), [](char c) { return is_alnum(c) || is_one_of(c, "+-."); })) {
    return false;
  }
  return is_behind_scheme(text.substr(colon + 1));
}

bool is_uri_reference(std::string_view text) noexcept {
  // A colon in the first segment would end a scheme.
  const std::string_view first = text.substr(0, text.find_first_of("/?#"));
  return is_uri(text) || (first.find(':') == std::string_view::npos && is_behind_scheme(text));
}

bool is_ipv4(std::string_view text) noexcept {
  for (int i = 0; i < 4; ++i) {
    if (i > 0) {
      if (text.empty() || text[0] != '.') return false;
      text.remove_prefix(1);
    }
    if (!take_octet(text)) return false;
  }
  return text.empty();
}

bool is_ipv6(std::string_view text) noexcept {
  int groups = 0;
  bool has_gap = false;
  if (text.substr(0, 2) == "::") {
    has_gap = true;
    text.remove_prefix(2);
    if (text.empty()) return true;
  }
  while (true) {
    std::size_t length = 0;
    while (length < text.size() && is_hex(text[length])) ++length;
    if (length < text.size() && text[length] == '.') {  // the last 32 bits as IPv4
      if (!is_ipv4(text)) return false;
      groups += 2;
      break;
    }
    if (length == 0 || length > 4) return false;
    ++groups;
    text.remove_prefix(length);
    if (text.empty()) break;
    if (text[0] != ':') return false;
    text.remove_prefix(1);
    if (!text.empty() && text[0] == ':') {
      if (has_gap) return false;
      has_gap = true;
      text.remove_prefix(1);
      if (text.empty()) break;
    }
  }
  return has_gap ? groups < 8 : groups == 8;
}

bool is_base64(std::string_view text) noexcept {
  if (text.size() % 4 != 0) return false;
  std::size_t size = text.size();
  for (int i = 0; i < 2 && size > 0 && text[size - 1] == '='; ++i) --size;
  text = text.substr(0, size);
  return std::all_of(text.begin(), text.end(), [](char c) { return is_alnum(c) || c == '+' || c == '/'; });
}

bool is_duration(std::string_view text) noexcept {
  if (text.empty() || text[0] != 'P') return false;
  text.remove_prefix(1);
  if (take_units(text, "W")) return text.empty();
  const bool has_date = take_units(text, "YMD");
  if (text.empty() || text[0] != 'T') return has_date && text.empty();
  text.remove_prefix(1);
  return take_units(text, "HMS") && text.empty();
}

bool is_json_pointer(std::string_view text) noexcept {
  if (!text.empty() && text[0] != '/') return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '~' && (i + 1 == text.size() || (text[i + 1] != '0' && text[i + 1] != '1'))) return false;
  }
  return true;
}

std::span<const FormatTest> format_tests() noexcept {
  static constexpr std::array<FormatTest, 13> kTests = {{
      {"uuid", is_uuid, "a UUID"},
      {"date-time", is_date_time, "a date-time (RFC 3339)"},
      {"date", is_date, "a date (RFC 3339)"},
      {"time", is_time, "a time with an offset (RFC 3339)"},
      {"email", is_email, "an e-mail address"},
      {"uri", is_uri, "a URI"},
      {"hostname", is_hostname, "a host name"},
      {"ipv4", is_ipv4, "an IPv4 address"},
      {"ipv6", is_ipv6, "an IPv6 address"},
      {"byte", is_base64, "base64"},
      {"duration", is_duration, "a duration (RFC 3339, appendix A)"},
      {"json-pointer", is_json_pointer, "a JSON Pointer"},
      {"uri-reference", is_uri_reference, "a URI reference"},
  }};
  return kTests;
}

const FormatTest* find_format(std::string_view name) noexcept {
  for (const FormatTest& test : format_tests()) {
    if (test.name == name) return &test;
  }
  return nullptr;
}

}  // namespace mesh::json
