#include <mesh/json/scan.hpp>

namespace mesh::json {
namespace {

unsigned byte_at(std::string_view text, std::size_t i) { return static_cast<unsigned char>(text[i]); }

/// The length of the code point at `i`, 0 if it is not well formed.
std::size_t sequence_length(std::string_view text, std::size_t i) noexcept {
  const unsigned lead = byte_at(text, i);
  std::size_t length = 0;
  unsigned low = 0x80;  // the second byte's range, which rules out overlong forms, surrogates and too large values
  unsigned high = 0xBF;
  if (lead >= 0xC2 && lead <= 0xDF) {
    length = 2;
  } else if (lead >= 0xE0 && lead <= 0xEF) {
    length = 3;
    if (lead == 0xE0) low = 0xA0;
    if (lead == 0xED) high = 0x9F;
  } else if (lead >= 0xF0 && lead <= 0xF4) {
    length = 4;
    if (lead == 0xF0) low = 0x90;
    if (lead == 0xF4) high = 0x8F;
  } else {
    return 0;
  }
  if (text.size() - i < length) return 0;
  if (byte_at(text, i + 1) < low || byte_at(text, i + 1) > high) return 0;
  for (std::size_t k = 2; k < length; ++k) {
    if ((byte_at(text, i + k) & 0xC0U) != 0x80U) return 0;
  }
  return length;
}

}  // namespace

bool is_ascii(std::string_view text) noexcept {
  std::size_t i = 0;
#ifdef MESH_JSON_SSE2
  if (text.size() >= 4) {
    if (text.size() <= 16) return _mm_movemask_epi8(load_doubled(text)) == 0;
    const auto load = [text](std::size_t at) {
      __m128i bytes;
      std::memcpy(&bytes, text.data() + at, sizeof bytes);
      return bytes;
    };
    __m128i all = load(text.size() - 16);
    for (; i + 16 < text.size(); i += 16) all = _mm_or_si128(all, load(i));
    return _mm_movemask_epi8(all) == 0;
  }
#endif
  while (i < text.size() && byte_at(text, i) < 0x80U) ++i;
  return i == text.size();
}

bool is_utf8(std::string_view text) noexcept {
  std::size_t i = 0;
  while (i < text.size()) {
    std::uint64_t word = 0;
    if (text.size() - i >= sizeof word) {
      std::memcpy(&word, text.data() + i, sizeof word);
      if ((word & 0x8080808080808080U) == 0) {
        i += sizeof word;
        continue;
      }
    }
    if (byte_at(text, i) < 0x80U) {
      ++i;
      continue;
    }
    const std::size_t length = sequence_length(text, i);
    if (length == 0) return false;
    i += length;
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
