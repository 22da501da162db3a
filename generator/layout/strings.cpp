#include "layout/stages.hpp"

namespace meshgen::layout {
namespace {

/// Bytes of an escape sequence or of one character.
std::size_t character_length(std::string_view text) {
  if (text[0] == '\\' && text.size() > 1) {
    const auto run = [&](std::string_view digits, std::size_t from, std::size_t most) {
      std::size_t end = from;
      while (end < text.size() && end < from + most && digits.find(text[end]) != std::string_view::npos) ++end;
      return end;
    };
    constexpr std::string_view kHex = "0123456789abcdefABCDEF";
    switch (text[1]) {
      case 'u':
        return run(kHex, 2, 4);
      case 'U':
        return run(kHex, 2, 8);
      case 'x':
        return run(kHex, 2, text.size());
      default:
        return text[1] >= '0' && text[1] <= '7' ? run("01234567", 1, 3) : 2;
    }
  }
  std::size_t length = 1;
  while (length < text.size() && (static_cast<unsigned char>(text[length]) & 0xC0U) == 0x80U) ++length;
  return length;
}

}  // namespace

std::size_t split_string(std::string_view text, std::size_t room) {
  std::size_t blank = 0;
  std::size_t slash = 0;
  std::size_t sign = 0;
  std::size_t at = 0;
  for (std::size_t used = 0; at < text.size();) {
    const auto rest = text.substr(at);
    const auto length = character_length(rest);
    used += rest[0] == '\\' ? length : columns_of(rest.substr(0, length));
    if (used > room || rest.size() <= length) break;
    const char c = rest[0];
    const bool is_alphanumeric = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    if (c == ' ' || c == '\t') blank = at;
    if (c == '/') slash = at;
    if (length == 1 && !is_alphanumeric) sign = at;
    at += length;
  }
  if (blank != 0) return blank + 1;
  if (slash != 0) return slash + 1;
  if (sign != 0) return sign + 1;
  return at;
}

}  // namespace meshgen::layout
