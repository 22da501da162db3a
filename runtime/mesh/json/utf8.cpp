#include <mesh/json/scan.hpp>

namespace mesh::json {
namespace {

unsigned byte_at(std::string_view text, std::size_t i) { return static_cast<unsigned char>(text[i]); }

}  // namespace

#ifdef MESH_JSON_SSE2

namespace {

__m128i filled(unsigned byte) { return _mm_set1_epi8(static_cast<char>(static_cast<unsigned char>(byte))); }

__m128i load(const char* p) {
  __m128i bytes;
  std::memcpy(&bytes, p, sizeof bytes);
  return bytes;
}

/// Fewer than 16 bytes and zeros behind them; nothing behind the text is read.
__m128i load_short(std::string_view text) {
  const std::size_t size = text.size();
  std::uint64_t low = 0;
  std::uint64_t high = 0;
  if (size >= 4) {
    const TwoParts parts = load_parts(text);
    if (size < 8) {
      low = parts.first | parts.last << (8 * (size - 4));
    } else {
      low = parts.first;
      if (size > 8) high = parts.last >> (8 * (16 - size));
    }
  } else {
    for (std::size_t i = 0; i < size; ++i) low |= std::uint64_t{byte_at(text, i)} << (8 * i);
  }
  return _mm_set_epi64x(static_cast<std::int64_t>(high), static_cast<std::int64_t>(low));
}

/// 16 bytes, each with the three that stand before it.
struct Block {
  __m128i bytes;
  __m128i before;
  __m128i second_before;
  __m128i third_before;
};
/// With three bytes of the text before it.
Block block_at(const char* p) { return {load(p), load(p - 1), load(p - 2), load(p - 3)}; }
/// From the second or third byte of the text on: zeros stand for what would lie before it, which is not ours to read.
Block early_block(const char* text, std::size_t at) {
  const __m128i first = load(text);
  if (at == 1) return {load(text + 1), first, _mm_slli_si128(first, 1), _mm_slli_si128(first, 2)};
  return {load(text + 2), load(text + 1), first, _mm_slli_si128(first, 1)};
}
/// That a text begins with.
Block first_block(__m128i bytes) {
  return {bytes, _mm_slli_si128(bytes, 1), _mm_slli_si128(bytes, 2), _mm_slli_si128(bytes, 3)};
}

/// Bits where something is wrong.
__m128i find_faults(const Block& block) {
  const __m128i bytes = block.bytes;
  const auto is_at_least = [](__m128i values, unsigned limit) {
    return _mm_cmpeq_epi8(_mm_max_epu8(values, filled(limit)), values);
  };
  const auto is_before = [&block](unsigned byte) { return _mm_cmpeq_epi8(block.before, filled(byte)); };
  const auto is_below = [bytes](unsigned limit) { return _mm_cmplt_epi8(bytes, filled(limit)); };  // both from 0x80 on

  // A byte continues a code point exactly where one before it asks for that.
  const __m128i is_continuation = is_below(0xC0);
  const __m128i is_asked =
      _mm_or_si128(is_at_least(block.before, 0xC0),
                   _mm_or_si128(is_at_least(block.second_before, 0xE0), is_at_least(block.third_before, 0xF0)));
  __m128i faults = _mm_xor_si128(is_continuation, is_asked);
  // No code point begins so: it would be overlong or too large.
  faults = _mm_or_si128(faults, _mm_cmpeq_epi8(_mm_and_si128(bytes, filled(0xFE)), filled(0xC0)));
  faults = _mm_or_si128(faults, is_at_least(bytes, 0xF5));
  // The second byte's range rules out the other overlong forms, surrogates and too large values.
  const __m128i is_low = is_below(0xA0);
  faults = _mm_or_si128(faults, _mm_and_si128(is_low, is_before(0xE0)));
  faults = _mm_or_si128(faults, _mm_andnot_si128(is_low, is_before(0xED)));
  const __m128i is_lowest = is_below(0x90);
  faults = _mm_or_si128(faults, _mm_and_si128(is_lowest, is_before(0xF0)));
  return _mm_or_si128(faults, _mm_andnot_si128(is_lowest, is_before(0xF4)));
}

bool has_none(__m128i faults) { return _mm_movemask_epi8(faults) == 0; }

}  // namespace

bool is_utf8(std::string_view text) noexcept {
  const std::size_t size = text.size();
  if (size < 16) return has_none(find_faults(first_block(load_short(text))));
  const char* const p = text.data();
  // A code point that the end cuts is not seen by what looks backwards.
  if (byte_at(text, size - 1) >= 0xC0 || byte_at(text, size - 2) >= 0xE0 || byte_at(text, size - 3) >= 0xF0)
    return false;
  __m128i faults = find_faults(first_block(load(p)));
  bool was_ascii = false;
  for (std::size_t i = 16; i + 16 < size; i += 16) {
    const bool is_ascii_now = _mm_movemask_epi8(load(p + i)) == 0;
    if (!is_ascii_now || !was_ascii) faults = _mm_or_si128(faults, find_faults(block_at(p + i)));
    was_ascii = is_ascii_now;
  }
  const std::size_t last = size - 16;
  if (last > 0) faults = _mm_or_si128(faults, find_faults(last < 3 ? early_block(p, last) : block_at(p + last)));
  return has_none(faults);
}

#else

namespace {

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

}  // namespace

bool is_utf8(std::string_view text) noexcept {
  for (std::size_t i = 0; i < text.size();) {
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

#endif

}  // namespace mesh::json
