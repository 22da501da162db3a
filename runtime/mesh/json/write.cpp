#include <mesh/json/write.hpp>

#include <array>
#include <charconv>
#include <cmath>

#include <mesh/json/scan.hpp>

namespace mesh::json {
namespace {

constexpr std::size_t kNumberRoom = 32;

/// The length of the plain characters at the front of `text`; never looks behind its end.
std::size_t plain_length(std::string_view text) {
  std::size_t i = 0;
#ifdef MESH_JSON_SSE2
  for (; text.size() - i >= 16; i += 16) {
    __m128i bytes;
    std::memcpy(&bytes, text.data() + i, sizeof bytes);
    const unsigned special = special_mask(bytes);
    if (special != 0) return i + static_cast<unsigned>(__builtin_ctz(special));
  }
#endif
  while (i < text.size() && is_plain(text[i])) ++i;
  return i;
}

void write_escape(char c, Writer& out) {
  switch (c) {
    case '"':
      return out.raw("\\\"");
    case '\\':
      return out.raw("\\\\");
    case '\b':
      return out.raw("\\b");
    case '\f':
      return out.raw("\\f");
    case '\n':
      return out.raw("\\n");
    case '\r':
      return out.raw("\\r");
    case '\t':
      return out.raw("\\t");
    default:
      break;
  }
  constexpr std::string_view kHex = "0123456789abcdef";
  const auto byte = static_cast<unsigned char>(c);
  out.raw("\\u00");
  out.put(kHex[byte >> 4U]);
  out.put(kHex[byte & 0xFU]);
}

/// Decimals with up to six places are what most doubles of messages are: their digits are found by one multiplication,
/// and the test that they read back exactly is one division.
char* write_short_decimal(double magnitude, char* p) {
  constexpr double kScale = 1e6;
  constexpr double kLargest = 1e9;  // six places stay the fewest digits well beyond this
  if (!(magnitude < kLargest)) return nullptr;
  const double rounded = magnitude * kScale + 0.5;  // a wrong guess is found out below
  const auto scaled = static_cast<std::uint64_t>(rounded);
  if (static_cast<double>(scaled) / kScale != magnitude) return nullptr;
  const std::uint64_t whole = scaled / 1'000'000U;
  auto fraction = static_cast<unsigned>(scaled % 1'000'000U);
  p = std::to_chars(p, p + kNumberRoom, whole).ptr;
  if (fraction == 0) return p;
  *p++ = '.';
  int places = 6;
  while (fraction % 10U == 0) {
    fraction /= 10U;
    --places;
  }
  for (int i = places - 1; i >= 0; --i) {
    p[i] = static_cast<char>('0' + fraction % 10U);
    fraction /= 10U;
  }
  return p + places;
}

}  // namespace

void write_string(std::string_view value, Writer& out) {
  out.put('"');
  while (true) {
    const std::size_t length = plain_length(value);
    out.raw(value.substr(0, length));
    if (length == value.size()) break;
    write_escape(value[length], out);
    value.remove_prefix(length + 1);
  }
  out.put('"');
}

void write_int64(std::int64_t value, Writer& out) {
  char* const p = out.need(kNumberRoom);
  out.commit(std::to_chars(p, p + kNumberRoom, value).ptr);
}

void write_double(double value, Writer& out) {
  char* const start = out.need(2 * kNumberRoom);
  char* p = start;
  if (std::signbit(value) && (value != 0 || out.is_for_readers())) *p++ = '-';
  char* end = write_short_decimal(std::fabs(value), p);
  if (end == nullptr) end = std::to_chars(start, start + 2 * kNumberRoom, value).ptr;
  out.commit(end);
}

}  // namespace mesh::json
