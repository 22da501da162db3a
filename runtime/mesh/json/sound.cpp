#include <algorithm>
#include <utility>
#include <vector>

#include <mesh/json/decimal_private.hpp>
#include <mesh/json/sound_private.hpp>
#include <mesh/json/strings.hpp>

namespace mesh::json {
namespace {

const char* end_of_string(const char* p) noexcept {
  for (++p;;) {
    p = scan_plain(p).end;
    if (*p == '"') return p + 1;
    p += 2;  // a backslash and what it escapes
  }
}

void append_string(std::string_view text, std::string& out) {
  out += std::to_string(text.size());
  out += ':';
  out += text;
}

const char* append_object(const char* p, std::string& out, Context& context) {
  std::vector<std::pair<std::string, const char*>> members;
  const char* end = nullptr;
  for (const char* at = first_in(p, end); at != nullptr;) {
    const SoundString name(at, context);
    const char* const value = value_behind(name.end());
    members.emplace_back(name.view(), value);
    at = next_in(end_of_value(value), end);
  }
  std::sort(members.begin(), members.end());
  out += '{';
  for (const auto& [name, value] : members) {
    append_string(name, out);
    append_canonical(value, out, context);
  }
  out += '}';
  return end;
}

}  // namespace

std::string_view words_of(Kind kind) noexcept {
  switch (kind) {
    case Kind::kNull:
      return "null";
    case Kind::kBool:
      return "a boolean";
    case Kind::kNumber:
      return "a number";
    case Kind::kString:
      return "a string";
    case Kind::kArray:
      return "an array";
    case Kind::kObject:
      return "an object";
  }
  return "a value";
}

const char* end_of_value(const char* p) noexcept {
  if (*p == '"') return end_of_string(p);
  if (*p != '{' && *p != '[') {
    while (*p == '-' || *p == '+' || *p == '.' || (*p >= '0' && *p <= '9') || (*p >= 'a' && *p <= 'z') || *p == 'E') {
      ++p;
    }
    return p;
  }
  for (std::size_t depth = 0;;) {
    switch (*p) {
      case '"':
        p = end_of_string(p);
        continue;
      case '{':
      case '[':
        ++depth;
        break;
      case '}':
      case ']':
        if (--depth == 0) return p + 1;
        break;
      default:
        break;
    }
    ++p;
  }
}

SoundString::SoundString(const char* p, Context& context) : end_(read_view(p, view_, context)) {
  if (view_.data() != context.scratch.data()) return;
  copy_ = view_;  // the scratch is for the next one
  view_ = copy_;
}

const char* append_canonical(const char* p, std::string& out, Context& context) {
  switch (kind_at(p)) {
    case Kind::kString: {
      const SoundString text(p, context);
      append_string(text.view(), out);
      return text.end();
    }
    case Kind::kNumber:
      out += '#';
      append_canonical(digits_at(p), out);
      out += ';';
      return end_of_value(p);
    case Kind::kNull:
    case Kind::kBool:
      out += *p;
      return end_of_value(p);
    case Kind::kArray: {
      out += '[';
      const char* end = nullptr;
      for (const char* at = first_in(p, end); at != nullptr;) at = next_in(append_canonical(at, out, context), end);
      out += ']';
      return end;
    }
    case Kind::kObject:
      return append_object(p, out, context);
  }
  return end_of_value(p);
}

}  // namespace mesh::json
