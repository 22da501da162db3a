#include <algorithm>
#include <cstdint>
#include <optional>

#include <mesh/events/attribute_text_private.hpp>

namespace mesh::events {
namespace {

bool is_lower(char c) noexcept { return c >= 'a' && c <= 'z'; }
bool is_alpha(char c) noexcept { return is_lower(c) || (c >= 'A' && c <= 'Z'); }
bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }
bool is_hex(char c) noexcept { return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }
char to_lower(char c) noexcept { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }
bool one_of(char c, std::string_view set) noexcept { return set.find(c) != std::string_view::npos; }

/// Takes one code point off the front; nullopt if it is not well-formed UTF-8 (Unicode 15, table 3-7).
std::optional<std::uint32_t> take_code_point(std::string_view& text) noexcept {
  const auto byte = [&](std::size_t i) { return static_cast<std::uint8_t>(text[i]); };
  const auto lead = byte(0);
  std::size_t length = 1;
  std::uint32_t point = lead;
  std::uint32_t smallest = 0;
  if (lead >= 0x80) {
    if ((lead & 0xE0U) == 0xC0) {
      length = 2, point = lead & 0x1FU, smallest = 0x80;
    } else if ((lead & 0xF0U) == 0xE0) {
      length = 3, point = lead & 0x0FU, smallest = 0x800;
    } else if ((lead & 0xF8U) == 0xF0) {
      length = 4, point = lead & 0x07U, smallest = 0x10000;
    } else {
      return std::nullopt;
    }
  }
  if (text.size() < length) return std::nullopt;
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(i) & 0xC0U) != 0x80) return std::nullopt;
    point = (point << 6U) | (byte(i) & 0x3FU);
  }
  if (point < smallest || point > 0x10FFFF || (point >= 0xD800 && point <= 0xDFFF)) return std::nullopt;
  text.remove_prefix(length);
  return point;
}

bool is_control(std::uint32_t point) noexcept { return point < 0x20 || (point >= 0x7F && point <= 0x9F); }
bool is_noncharacter(std::uint32_t point) noexcept {
  return (point >= 0xFDD0 && point <= 0xFDEF) || (point & 0xFFFEU) == 0xFFFE;
}

/// RFC 3986: characters of `allowed`, unreserved ones, sub-delims and %XX.
bool uri_part(std::string_view text, std::string_view allowed) noexcept {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '%') {
      if (i + 2 >= text.size() || !is_hex(text[i + 1]) || !is_hex(text[i + 2])) return false;
      i += 2;
    } else if (!is_alpha(c) && !is_digit(c) && !one_of(c, "-._~!$&'()*+,;=") && !one_of(c, allowed)) {
      return false;
    }
  }
  return true;
}

bool is_authority(std::string_view text) noexcept {
  if (const auto at = text.find('@'); at != std::string_view::npos) {
    if (!uri_part(text.substr(0, at), ":")) return false;
    text.remove_prefix(at + 1);
  }
  if (text.starts_with('[')) {  // an IP literal: its inside is only looked at for its characters
    const auto close = text.find(']');
    if (close == std::string_view::npos || close == 1) return false;
    if (!uri_part(text.substr(1, close - 1), ":") || one_of('%', text.substr(1, close - 1))) return false;
    text.remove_prefix(close + 1);
    if (text.empty()) return true;
    return text.front() == ':' && std::all_of(text.begin() + 1, text.end(), is_digit);
  }
  const auto colon = text.find(':');
  if (colon != std::string_view::npos) {
    const auto port = text.substr(colon + 1);
    if (!std::all_of(port.begin(), port.end(), is_digit)) return false;
  }
  return uri_part(text.substr(0, colon), "");
}

/// Takes "scheme:" off the front.
bool take_scheme(std::string_view& text) noexcept {
  const auto colon = text.find_first_of(":/?#");
  if (colon == std::string_view::npos || text[colon] != ':') return false;
  const auto scheme = text.substr(0, colon);
  if (scheme.empty() || !is_alpha(scheme.front())) return false;
  if (!std::all_of(scheme.begin(), scheme.end(),
                   [](char c) { return is_alpha(c) || is_digit(c) || one_of(c, "+-."); })) {
    return false;
  }
  text.remove_prefix(colon + 1);
  return true;
}

bool is_uri(std::string_view text, bool scheme_needed) noexcept {
  const bool scheme = take_scheme(text);
  if (!scheme && scheme_needed) return false;
  if (const auto hash = text.find('#'); hash != std::string_view::npos) {
    if (!uri_part(text.substr(hash + 1), ":@/?")) return false;
    text = text.substr(0, hash);
  }
  if (const auto mark = text.find('?'); mark != std::string_view::npos) {
    if (!uri_part(text.substr(mark + 1), ":@/?")) return false;
    text = text.substr(0, mark);
  }
  if (text.starts_with("//")) {
    text.remove_prefix(2);
    const auto slash = text.find('/');
    if (!is_authority(text.substr(0, slash))) return false;
    text = slash == std::string_view::npos ? std::string_view() : text.substr(slash);
  } else if (!scheme) {
    // A colon in the first segment of a relative reference would read as a scheme.
    if (one_of(':', text.substr(0, text.find('/')))) return false;
  }
  return uri_part(text, ":@/");
}

bool is_token(std::string_view text) noexcept {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return is_alpha(c) || is_digit(c) || one_of(c, "!#$%&'*+-.^_`|~");
  });
}

}  // namespace

bool is_attribute_string(std::string_view text) noexcept {
  while (!text.empty()) {
    const auto point = take_code_point(text);
    if (!point || is_control(*point) || is_noncharacter(*point)) return false;
  }
  return true;
}

bool is_attribute_name(std::string_view name) noexcept {
  return !name.empty() && name != "data" &&
         std::all_of(name.begin(), name.end(), [](char c) { return is_lower(c) || is_digit(c); });
}

bool is_uri_reference(std::string_view text) noexcept { return is_uri(text, false); }
bool is_absolute_uri(std::string_view text) noexcept { return is_uri(text, true); }

bool is_media_type(std::string_view text) noexcept {
  auto essence = text.substr(0, text.find(';'));
  while (!essence.empty() && one_of(essence.back(), " \t")) essence.remove_suffix(1);
  const auto slash = essence.find('/');
  return slash != std::string_view::npos && is_token(essence.substr(0, slash)) && is_token(essence.substr(slash + 1));
}

bool is_structured_mode(std::string_view content_type) noexcept {
  constexpr std::string_view kPrefix = "application/cloudevents";
  return content_type.size() >= kPrefix.size() && std::equal(kPrefix.begin(), kPrefix.end(), content_type.begin(),
                                                             [](char wanted, char c) { return wanted == to_lower(c); });
}

}  // namespace mesh::events
