#include <mesh/json/strings.hpp>

namespace mesh::json {
namespace {

void append_code_point(std::string& out, unsigned code) {
  const auto put = [&out](unsigned byte) { out += static_cast<char>(static_cast<unsigned char>(byte)); };
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
}

/// Four hex digits; more than 0xFFFF if they are not.
unsigned read_hex4(const char* p) {
  unsigned value = 0;
  for (int i = 0; i < 4; ++i) {
    const char c = p[i];
    unsigned digit = 0;
    if (c >= '0' && c <= '9') {
      digit = static_cast<unsigned>(c - '0');
    } else if (c >= 'a' && c <= 'f') {
      digit = static_cast<unsigned>(c - 'a') + 10U;
    } else if (c >= 'A' && c <= 'F') {
      digit = static_cast<unsigned>(c - 'A') + 10U;
    } else {
      return 0x10000U;
    }
    value = value * 16U + digit;
  }
  return value;
}

/// `p` is behind `\u`.
const char* read_unicode_escape(const char* p, std::string& out, Context& context) {
  const char* const start = p - 2;
  unsigned code = read_hex4(p);
  if (code > 0xFFFFU) return context.refuse(start, "syntax", "expected four hexadecimal digits after \\u");
  p += 4;
  if (code >= 0xDC00U && code <= 0xDFFFU) return context.refuse(start, "utf8", "has a lone surrogate escape");
  if (code >= 0xD800U && code <= 0xDBFFU) {
    const unsigned low = p[0] == '\\' && p[1] == 'u' ? read_hex4(p + 2) : 0U;
    if (low < 0xDC00U || low > 0xDFFFU) return context.refuse(start, "utf8", "has a lone surrogate escape");
    code = 0x10000U + ((code - 0xD800U) << 10U) + (low - 0xDC00U);
    p += 6;
  }
  append_code_point(out, code);
  return p;
}

char simple_escape(char c) {
  switch (c) {
    case '"':
    case '\\':
    case '/':
      return c;
    case 'b':
      return '\b';
    case 'f':
      return '\f';
    case 'n':
      return '\n';
    case 'r':
      return '\r';
    case 't':
      return '\t';
    default:
      return '\0';
  }
}

const char* refuse_plain_end(const char* p, Context& context) {
  if (p >= context.end()) return context.refuse_syntax(p, "the string's closing quote");
  return context.refuse(p, "syntax", "has a control character that is not escaped");
}

}  // namespace

const char* read_string_slow(const char* p, std::string& out, Context& context) {
  if (*p != '"') return context.refuse_type(p, "a string");
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
  return context.refuse(start, "const", "is " + quoted(text) + ", must be " + quoted(value));
}

}  // namespace mesh::json
