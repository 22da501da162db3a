/// The innermost loops: white space, the end of a string, UTF-8. Text ends with a NUL, so no loop needs its end.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

// MESH_JSON_PORTABLE asks for the plain loops even where there is something faster (tests build both).
#if defined(__SSE2__) && !defined(MESH_JSON_PORTABLE)
#define MESH_JSON_SSE2 1
#include <emmintrin.h>
#endif

namespace mesh::json {

/// Looks at nothing behind the end.
[[nodiscard]] bool is_ascii(std::string_view text) noexcept;
/// Strict: no overlong forms, no surrogates, nothing above U+10FFFF.
[[nodiscard]] bool is_utf8(std::string_view text) noexcept;
/// Of valid UTF-8.
[[nodiscard]] std::size_t code_points(std::string_view text) noexcept;

[[nodiscard]] const char* skip_space_slow(const char* p) noexcept;

[[nodiscard]] inline const char* skip_space(const char* p) noexcept {
  return static_cast<unsigned char>(*p) > ' ' ? p : skip_space_slow(p);
}

/// Where plain characters end: a quote, a backslash, or a control character (the NUL behind the text is one).
struct PlainRun {
  const char* end = nullptr;
  bool is_ascii = true;
};

[[nodiscard]] inline bool is_plain(char c) noexcept {
  return static_cast<unsigned char>(c) >= 0x20U && c != '"' && c != '\\';
}

#ifdef MESH_JSON_SSE2

/// A bit for each of 16 bytes that is not plain.
[[nodiscard]] inline unsigned special_mask(__m128i bytes) noexcept {
  const __m128i quote = _mm_cmpeq_epi8(bytes, _mm_set1_epi8('"'));
  const __m128i backslash = _mm_cmpeq_epi8(bytes, _mm_set1_epi8('\\'));
  const __m128i control = _mm_cmpeq_epi8(_mm_min_epu8(bytes, _mm_set1_epi8(0x1F)), bytes);
  return static_cast<unsigned>(_mm_movemask_epi8(_mm_or_si128(_mm_or_si128(quote, backslash), control)));
}

/// The first and the last part of a text of 4 to 16 bytes, which may overlap: together they hold all of it and nothing
/// that stands behind it, which may not be read.
struct TwoParts {
  std::uint64_t first = 0;
  std::uint64_t last = 0;
};
[[nodiscard]] inline TwoParts load_parts(std::string_view text) noexcept {
  TwoParts parts;
  if (text.size() >= 8) {
    std::memcpy(&parts.first, text.data(), 8);
    std::memcpy(&parts.last, text.data() + text.size() - 8, 8);
  } else {
    std::memcpy(&parts.first, text.data(), 4);
    std::memcpy(&parts.last, text.data() + text.size() - 4, 4);
  }
  return parts;
}
/// A vector of them, for a test that each byte must pass; of less than 8 bytes each stands there twice.
[[nodiscard]] inline __m128i load_doubled(std::string_view text) noexcept {
  TwoParts parts = load_parts(text);
  if (text.size() < 8) parts.first = parts.last = parts.last << 32U | parts.first;
  return _mm_set_epi64x(static_cast<std::int64_t>(parts.last), static_cast<std::int64_t>(parts.first));
}

/// Reads up to 15 bytes past the end of the run: text only (it is padded).
[[nodiscard]] inline PlainRun scan_plain(const char* p) noexcept {
  unsigned high = 0;
  for (;; p += 16) {
    __m128i bytes;
    std::memcpy(&bytes, p, sizeof bytes);
    const unsigned special = special_mask(bytes);
    const auto not_ascii = static_cast<unsigned>(_mm_movemask_epi8(bytes));
    if (special != 0) {
      const auto length = static_cast<unsigned>(__builtin_ctz(special));
      high |= not_ascii & ((1U << length) - 1U);
      return {p + length, high == 0};
    }
    high |= not_ascii;
  }
}

#else

[[nodiscard]] inline PlainRun scan_plain(const char* p) noexcept {
  unsigned high = 0;
  while (is_plain(*p)) high |= static_cast<unsigned char>(*p++);
  return {p, high < 0x80U};
}

#endif

/// Does the text go on with `word`? Looks at most kPadding bytes past the text's end.
template <std::size_t kSize>
[[nodiscard, gnu::always_inline]] inline bool starts_with(const char* p, const char (&word)[kSize]) noexcept {
  if constexpr (kSize <= 64) {
    return std::memcmp(p, word, kSize - 1) == 0;
  } else {
    return std::strncmp(p, word, kSize - 1) == 0;  // stops at the NUL behind the text
  }
}

}  // namespace mesh::json
