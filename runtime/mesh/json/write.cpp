#include <mesh/json/write.hpp>

#include <array>
#include <charconv>
#include <cmath>
#include <cstring>

#include <mesh/json/scan.hpp>

namespace mesh::json {
namespace {

constexpr std::size_t kNumberRoom = 32;

#ifdef MESH_JSON_SSE2

/// Copies the plain characters at the front of `text`, up to its end or to the first block with another one in it, and
/// gives their number. Never looks behind the end: the last block overlaps the one before.
std::size_t copy_plain(std::string_view text, char* to) {
  if (text.size() <= 16) {
    if (text.size() < 4 || special_mask(load_doubled(text)) != 0) return 0;
    const TwoParts parts = load_parts(text);
    const std::size_t width = text.size() < 8 ? 4 : 8;
    std::memcpy(to, &parts.first, 8);  // what is too much is written over, or lies in the room asked for
    std::memcpy(to + text.size() - width, &parts.last, 8);
    return text.size();
  }
  __m128i bytes;
  std::size_t i = 0;
  for (; i + 16 < text.size(); i += 16) {
    std::memcpy(&bytes, text.data() + i, sizeof bytes);
    if (special_mask(bytes) != 0) return i;
    std::memcpy(to + i, &bytes, sizeof bytes);
  }
  const std::size_t last = text.size() - 16;
  std::memcpy(&bytes, text.data() + last, sizeof bytes);
  if (special_mask(bytes) != 0) return i;
  std::memcpy(to + last, &bytes, sizeof bytes);
  return text.size();
}

#else

std::size_t copy_plain(std::string_view, char*) { return 0; }

#endif

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

/// "00", "01" to "99".
constexpr auto kPairs = [] {
  std::array<char, 200> pairs{};
  for (std::size_t i = 0; i < 100; ++i) {
    pairs[2 * i] = static_cast<char>('0' + i / 10);
    pairs[2 * i + 1] = static_cast<char>('0' + i % 10);
  }
  return pairs;
}();

void write_pair(unsigned value, char* p) { std::memcpy(p, &kPairs[std::size_t{2} * value], 2); }

/// Decimals with up to six places are what most doubles of messages are: their digits are found by one multiplication,
/// and the test that they read back exactly is one division.
char* write_short_decimal(double magnitude, char* p) {
  constexpr double kScale = 1e6;
  constexpr double kLargest = 1e9;  // six places stay the fewest digits well beyond this
  if (!(magnitude < kLargest)) return nullptr;
  const double rounded = magnitude * kScale + 0.5;  // a wrong guess is found out below
  const auto scaled = static_cast<std::int64_t>(rounded);
  if (static_cast<double>(scaled) / kScale != magnitude) return nullptr;
  const auto whole = static_cast<unsigned>(scaled / 1'000'000);
  const auto fraction = static_cast<unsigned>(scaled % 1'000'000);
  if (whole < 10) {
    *p++ = static_cast<char>('0' + whole);
  } else if (whole < 100) {
    write_pair(whole, p);
    p += 2;
  } else {
    p = std::to_chars(p, p + kNumberRoom, whole).ptr;
  }
  if (fraction == 0) return p;
  *p = '.';
  write_pair(fraction / 10'000, p + 1);
  write_pair(fraction / 100 % 100, p + 3);
  write_pair(fraction % 100, p + 5);
  p += 7;
  while (p[-1] == '0') --p;
  return p;
}

}  // namespace

void write_string(std::string_view value, Writer& out) {
  constexpr std::size_t kMore = 16;  // quotes, and what a short copy writes too much
  char* p = out.need(value.size() + kMore);
  *p++ = '"';
  std::size_t done = copy_plain(value, p);
  p += done;
  out.commit(p);
  while (done < value.size()) {
    std::size_t end = done;
    while (end < value.size() && is_plain(value[end])) ++end;
    out.raw(value.substr(done, end - done));
    done = end;
    if (done < value.size()) write_escape(value[done++], out);
  }
  out.put('"');
}

void write_int64(std::int64_t value, Writer& out) {
  char* const p = out.need(kNumberRoom);
  out.commit(std::to_chars(p, p + kNumberRoom, value).ptr);
}

void write_uint64(std::uint64_t value, Writer& out) {
  char* const p = out.need(kNumberRoom);
  out.commit(std::to_chars(p, p + kNumberRoom, value).ptr);
}

void write_double(double value, Writer& out) {
  char* const start = out.need(2 * kNumberRoom);
  char* p = start;
  if (std::signbit(value) && (value != 0 || out.is_for_readers())) *p++ = '-';
  const char* end = write_short_decimal(std::fabs(value), p);
  if (end == nullptr) end = std::to_chars(start, start + 2 * kNumberRoom, value).ptr;
  out.commit(end);
}

}  // namespace mesh::json
