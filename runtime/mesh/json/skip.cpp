#include <mesh/json/skip.hpp>

#include <algorithm>
#include <string>
#include <string_view>

#include <mesh/json/numbers.hpp>
#include <mesh/json/scan.hpp>
#include <mesh/json/strings.hpp>

namespace mesh::json {
namespace {

const char* skip_array(const char* p, Context& context) {
  if (!context.enter()) return context.refuse_depth(p);
  p = skip_space(p + 1);
  if (*p == ']') {
    context.leave();
    return p + 1;
  }
  for (std::size_t index = 0;; ++index) {
    p = skip_value(p, context);
    if (p == nullptr) return context.inside(index);
    p = skip_space(p);
    if (*p == ']') break;
    if (*p != ',') return context.refuse_syntax(p, "',' or ']'");
    p = skip_space(p + 1);
  }
  context.leave();
  return p + 1;
}

const char* skip_object(const char* p, Context& context) {
  const char* const start = p;
  if (!context.enter()) return context.refuse_depth(p);
  p = skip_space(p + 1);
  if (*p == '}') {
    context.leave();
    return p + 1;
  }
  const std::size_t first = context.names.size();
  for (;;) {
    std::string_view name;
    if (*p != '"') return context.refuse_syntax(p, "a member's name");
    p = read_view(p, name, context);
    if (p == nullptr) return nullptr;
    const std::size_t index = context.names.size();
    context.note_name(name);
    p = skip_space(p);
    if (*p != ':') return context.refuse_syntax(p, "':'");
    p = skip_value(skip_space(p + 1), context);
    if (p == nullptr) return context.inside(context.names[index]);
    p = skip_space(p);
    if (*p == '}') break;
    if (*p != ',') return context.refuse_syntax(p, "',' or '}'");
    p = skip_space(p + 1);
  }
  if (context.names.size() - first > 1 && has_duplicate(context.names, first)) {
    return context.refuse(start, "duplicate", "has two members of one name");
  }
  context.names.resize(first);
  context.leave();
  return p + 1;
}

}  // namespace

bool has_duplicate(std::vector<std::string_view>& names, std::size_t first) {
  constexpr std::size_t kFew = 12;
  const auto begin = names.begin() + static_cast<std::ptrdiff_t>(first);
  if (names.size() - first > kFew) {
    std::sort(begin, names.end());
    return std::adjacent_find(begin, names.end()) != names.end();
  }
  for (auto each = begin; each != names.end(); ++each) {
    if (std::find(begin, each, *each) != each) return true;
  }
  return false;
}

const char* skip_value(const char* p, Context& context) {
  switch (*p) {
    case '{':
      return skip_object(p, context);
    case '[':
      return skip_array(p, context);
    case '"': {
      const PlainRun run = scan_plain(p + 1);
      if (*run.end == '"' && run.is_ascii) return run.end + 1;
      std::string_view text;
      return read_view(p, text, context);
    }
    case 't':
    case 'f': {
      bool value = false;
      return read_bool(p, value, context);
    }
    case 'n':
      return read_null(p, context);
    default: {
      if (*p != '-' && (*p < '0' || *p > '9')) return context.refuse_syntax(p, "a value");
#ifdef MESH_JSON_DIGIT_WORDS
      if (const auto number = read_short_decimal(p + (*p == '-' ? 1 : 0)); number.end != nullptr) return number.end;
#endif
      Decimal number;
      return scan_number(p, number, context);
    }
  }
}

}  // namespace mesh::json
