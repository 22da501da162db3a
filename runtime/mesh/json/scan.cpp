#include <mesh/json/scan.hpp>

namespace mesh::json {

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
  for (const char c : text) {
    if (static_cast<unsigned char>(c) >= 0x80U) return false;
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
