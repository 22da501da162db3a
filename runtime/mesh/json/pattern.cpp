#include <mesh/json/pattern.hpp>

#include <re2/re2.h>

#include <cstring>
#include <memory>

#include <mesh/json/scan.hpp>

namespace mesh::json {

bool ClassRun::all_in_class(std::string_view text) const noexcept {
#ifdef MESH_JSON_SSE2
  if (text.size() >= 4 && range_count_ <= kMaxRanges) {
    const auto is_in = [this](__m128i bytes) {
      __m128i found = _mm_setzero_si128();
      for (std::size_t i = 0; i < range_count_; ++i) {
        const __m128i above = _mm_sub_epi8(bytes, _mm_set1_epi8(static_cast<char>(ranges_[i].first)));
        const __m128i span = _mm_set1_epi8(static_cast<char>(ranges_[i].span));
        found = _mm_or_si128(found, _mm_cmpeq_epi8(_mm_min_epu8(above, span), above));
      }
      return _mm_movemask_epi8(found) == 0xFFFF;
    };
    if (text.size() <= 16) return is_in(load_doubled(text));
    __m128i bytes;
    for (std::size_t i = 0; i + 16 < text.size(); i += 16) {
      std::memcpy(&bytes, text.data() + i, sizeof bytes);
      if (!is_in(bytes)) return false;
    }
    std::memcpy(&bytes, text.data() + text.size() - 16, sizeof bytes);
    return is_in(bytes);
  }
#endif
  for (const char c : text) {
    if (!table_[static_cast<unsigned char>(c)]) return false;
  }
  return true;
}

Regex::Regex(std::string_view pattern) : source_(pattern), compiled_(nullptr) {
  RE2::Options options;
  options.set_log_errors(false);
  auto compiled = std::make_unique<RE2>(re2::StringPiece(pattern.data(), pattern.size()), options);
  if (compiled->ok()) compiled_ = compiled.release();
}

Regex::~Regex() { delete static_cast<RE2*>(compiled_); }

bool Regex::matches(std::string_view text) const {
  return compiled_ != nullptr &&
         RE2::PartialMatch(re2::StringPiece(text.data(), text.size()), *static_cast<const RE2*>(compiled_));
}

}  // namespace mesh::json
