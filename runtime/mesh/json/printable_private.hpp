/// Text of others in our messages: bounded, not cut within a code point, without control characters.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include <mesh/json/scan.hpp>

namespace mesh::json {

/// Stands where a text was cut.
inline constexpr std::string_view kCutMark = "...";

/// How many of the first bytes of `text`, which has more than `limit`, are whole code points.
[[nodiscard]] inline std::size_t whole_code_points(std::string_view text, std::size_t limit) noexcept {
  while (limit > 0 && (static_cast<unsigned char>(text[limit]) & 0xC0U) == 0x80U) --limit;
  return limit;
}

inline void append_printable(std::string_view text, std::string& out) {
  const bool is_text = is_ascii(text) || is_utf8(text);
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    out += byte < 0x20U || byte == 0x7F || (byte >= 0x80U && !is_text) ? '?' : c;
  }
}

}  // namespace mesh::json
