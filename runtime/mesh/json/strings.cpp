#include <mesh/json/strings.hpp>

#include <array>
#include <cstdint>
#include <cstring>

namespace mesh::json {
namespace {

/// At most four bytes.
char* put_code_point(unsigned code, char* to) {
  const auto put = [&to](unsigned byte) { *to++ = static_cast<char>(static_cast<unsigned char>(byte)); };
  if (code < 0x80U) {
    put(code);
  } else if (code < 0x800U) {
    put(0xC0U | (code >> 6U));
    put(0x80U | (code & 0x3FU));
  } else if (code < 0x10000U) {
    put(0xE0U | (code >> 12U));
    put(0x80U | ((code >> 6U) & 0x3FU));
    put(0x80U | (code & 0x3FU));
  } else {
    put(0xF0U | (code >> 18U));
    put(0x80U | ((code >> 12U) & 0x3FU));
    put(0x80U | ((code >> 6U) & 0x3FU));
    put(0x80U | (code & 0x3FU));
  }
  return to;
}

/// -1: no digit.
constexpr auto kHexDigits = [] {
  std::array<signed char, 256> table{};
  table.fill(-1);
  for (unsigned i = 0; i < 10; ++i) table['0' + i] = static_cast<signed char>(i);
  for (unsigned i = 0; i < 6; ++i) table['a' + i] = table['A' + i] = static_cast<signed char>(10 + i);
  return table;
}();

/// Four hex digits; more than 0xFFFF if they are not.
unsigned read_hex4(const char* p) {
  int value = 0;
  for (int i = 0; i < 4; ++i) value = value * 16 | kHexDigits[static_cast<unsigned char>(p[i])];
  return value < 0 ? 0x10000U : static_cast<unsigned>(value);
}

enum class Escape : std::uint8_t { kSound, kNoDigits, kLoneSurrogate };

/// `p` is behind `\u`, and is moved behind the escape; `code` is what it means.
Escape take_unicode_escape(const char*& p, unsigned& code) {
  code = read_hex4(p);
  if (code > 0xFFFFU) return Escape::kNoDigits;
  p += 4;
  if (code < 0xD800U || code > 0xDFFFU) return Escape::kSound;
  const unsigned low = p[0] == '\\' && p[1] == 'u' ? read_hex4(p + 2) : 0U;
  if (code >= 0xDC00U || low < 0xDC00U || low > 0xDFFFU) return Escape::kLoneSurrogate;
  code = 0x10000U + ((code - 0xD800U) << 10U) + (low - 0xDC00U);
  p += 6;
  return Escape::kSound;
}

/// `p` is behind `\u`.
const char* read_unicode_escape(const char* p, std::string& out, Context& context) {
  const char* const start = p - 2;
  unsigned code = 0;
  switch (take_unicode_escape(p, code)) {
    case Escape::kNoDigits:
      return context.refuse(start, "syntax", "expected four hexadecimal digits after \\u");
    case Escape::kLoneSurrogate:
      return context.refuse(start, "utf8", "has a lone surrogate escape");
    case Escape::kSound:
      break;
  }
  std::array<char, 4> bytes{};
  out.append(bytes.data(), put_code_point(code, bytes.data()));
  return p;
}

/// What a backslash and this character mean; 0: nothing.
constexpr auto kEscapes = [] {
  std::array<char, 256> table{};
  table['"'] = '"';
  table['\\'] = '\\';
  table['/'] = '/';
  table['b'] = '\b';
  table['f'] = '\f';
  table['n'] = '\n';
  table['r'] = '\r';
  table['t'] = '\t';
  return table;
}();

char simple_escape(char c) { return kEscapes[static_cast<unsigned char>(c)]; }

const char* refuse_plain_end(const char* p, Context& context) {
  if (p >= context.end()) return context.refuse_syntax(p, "the string's closing quote");
  return context.refuse(p, "syntax", "has a control character that is not escaped");
}

#ifdef MESH_JSON_SSE2

/// Copies and unescapes 16 bytes at a time; `p` is behind the quote. nullptr where something is wrong: the loop that
/// knows everything says what.
const char* read_escaped(const char* p, std::string& out) {
  constexpr std::size_t kRoom = 256;
  constexpr std::size_t kMore = 32;  // what one step may write beyond it
  std::array<char, kRoom + kMore> buffer;
  char* const first = buffer.data();
  char* to = first;
  unsigned high = 0;
  out.clear();
  for (;;) {
    __m128i bytes;
    std::memcpy(&bytes, p, sizeof bytes);
    std::memcpy(to, &bytes, sizeof bytes);
    const unsigned special = special_mask(bytes);
    const auto not_ascii = static_cast<unsigned>(_mm_movemask_epi8(bytes));
    if (special == 0) {
      high |= not_ascii;
      p += 16;
      to += 16;
    } else {
      const auto length = static_cast<unsigned>(__builtin_ctz(special));
      high |= not_ascii & ((1U << length) - 1U);
      p += length;
      to += length;
      if (*p == '"') break;
      if (*p != '\\') return nullptr;
      p += 2;
      if (const char c = simple_escape(p[-1]); c != '\0') {
        *to++ = c;
      } else {
        unsigned code = 0;
        if (p[-1] != 'u' || take_unicode_escape(p, code) != Escape::kSound) return nullptr;
        to = put_code_point(code, to);
      }
    }
    if (to >= first + kRoom) {
      out.append(first, to);
      to = first;
    }
  }
  out.append(first, to);
  // Escapes are whole code points, so that this holds of the text too.
  return high == 0 || is_utf8(out) ? p + 1 : nullptr;
}

#else

const char* read_escaped(const char*, std::string&) { return nullptr; }

#endif

}  // namespace

const char* read_string_slow(const char* p, std::string& out, Context& context) {
  if (*p != '"') return context.refuse_type(p, "a string");
  if (const char* const end = read_escaped(p + 1, out)) return end;
  out.clear();
  ++p;
  for (;;) {
    const PlainRun run = scan_plain(p);
    const std::string_view plain(p, static_cast<std::size_t>(run.end - p));
    if (!run.is_ascii && !is_utf8(plain)) return context.refuse(p, "utf8", "is not valid UTF-8");
    out.append(plain);
    p = run.end;
    if (*p == '"') return p + 1;
    if (*p != '\\') return refuse_plain_end(p, context);
    ++p;
    if (*p == 'u') {
      p = read_unicode_escape(p + 1, out, context);
      if (p == nullptr) return nullptr;
    } else if (const char c = simple_escape(*p); c != '\0') {
      out += c;
      ++p;
    } else {
      return context.refuse_syntax(p, "an escape that JSON knows");
    }
  }
}

const char* read_view(const char* p, std::string_view& out, Context& context) {
  if (*p == '"') {
    const PlainRun run = scan_plain(p + 1);
    out = std::string_view(p + 1, static_cast<std::size_t>(run.end - p - 1));
    if (*run.end == '"' && (run.is_ascii || is_utf8(out))) return run.end + 1;
  }
  p = read_string_slow(p, context.scratch, context);
  out = context.scratch;
  return p;
}

const char* read_bool(const char* p, bool& out, Context& context) {
  if (starts_with(p, "true")) {
    out = true;
    return p + 4;
  }
  if (starts_with(p, "false")) {
    out = false;
    return p + 5;
  }
  if (*p == 't' || *p == 'f') return context.refuse_syntax(p, "true or false");
  return context.refuse_type(p, "a boolean");
}

const char* read_null(const char* p, Context& context) {
  if (starts_with(p, "null")) return p + 4;
  if (*p == 'n') return context.refuse_syntax(p, "null");
  return context.refuse_type(p, "null");
}

const char* read_const(const char* p, std::string_view value, Context& context) {
  const char* const start = p;
  std::string_view text;
  p = read_view(p, text, context);
  if (p == nullptr || text == value) return p;
  return context.refuse(start, "const", Reason::constant(text, value));
}

}  // namespace mesh::json
