#include <mesh/json/scan.hpp>

namespace mesh::json {
namespace {

unsigned byte_at(std::string_view text, std::size_t i) { return static_cast<unsigned char>(text[i]); }

bool is_continuation(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; }

/// The length of the code point at `i`, which is not ASCII; 0 if it is not well formed.
std::size_t sequence_length(std::string_view text, std::size_t i) noexcept {
  const std::size_t left = text.size() - i;
  const unsigned lead = byte_at(text, i);
  if (lead < 0xE0) return lead >= 0xC2 && left >= 2 && is_continuation(text[i + 1]) ? 2 : 0;
  // The second byte's range rules out overlong forms, surrogates and too large values.
  if (lead < 0xF0) {
    if (left < 3 || !is_continuation(text[i + 1]) || !is_continuation(text[i + 2])) return 0;
    const unsigned second = byte_at(text, i + 1);
    return (lead == 0xE0 && second < 0xA0) || (lead == 0xED && second > 0x9F) ? 0 : 3;
  }
  if (lead > 0xF4 || left < 4) return 0;
  if (!is_continuation(text[i + 1]) || !is_continuation(text[i + 2]) || !is_continuation(text[i + 3])) return 0;
  const unsigned second = byte_at(text, i + 1);
  return (lead == 0xF0 && second < 0x90) || (lead == 0xF4 && second > 0x8F) ? 0 : 4;
}

/// The first byte from `i` on that is not ASCII, or the end.
std::size_t skip_ascii(std::string_view text, std::size_t i) noexcept {
#ifdef MESH_JSON_SSE2
  for (; text.size() - i >= 16; i += 16) {
    __m128i bytes;
    std::memcpy(&bytes, text.data() + i, sizeof bytes);
    const auto others = static_cast<unsigned>(_mm_movemask_epi8(bytes));
    if (others != 0) return i + static_cast<unsigned>(__builtin_ctz(others));
  }
#endif
  while (i < text.size() && byte_at(text, i) < 0x80U) ++i;
  return i;
}

}  // namespace

bool is_ascii(std::string_view text) noexcept {
#ifdef MESH_JSON_SSE2
  if (text.size() >= 4) {
    if (text.size() <= 16) return _mm_movemask_epi8(load_doubled(text)) == 0;
    const auto load = [text](std::size_t at) {
      __m128i bytes;
      std::memcpy(&bytes, text.data() + at, sizeof bytes);
      return bytes;
    };
    __m128i all = load(text.size() - 16);
    for (std::size_t i = 0; i + 16 < text.size(); i += 16) all = _mm_or_si128(all, load(i));
    return _mm_movemask_epi8(all) == 0;
  }
#endif
  return skip_ascii(text, 0) == text.size();
}

bool is_utf8(std::string_view text) noexcept {
  std::size_t i = 0;
  while ((i = skip_ascii(text, i)) < text.size()) {
    do {
      const std::size_t length = sequence_length(text, i);
      if (length == 0) return false;
      i += length;
    } while (i < text.size() && byte_at(text, i) >= 0x80U);
  }
  return true;
}

std::size_t code_points(std::string_view text) noexcept {
  std::size_t count = 0;
  for (const char c : text) count += (static_cast<unsigned char>(c) & 0xC0U) != 0x80U ? 1U : 0U;
  return count;
}

const char* skip_space_slow(const char* p) noexcept {
  while (*p == ' ' || *p == '\n' || *p == '\r' || *p == '\t') ++p;
  return p;
}

}  // namespace mesh::json
