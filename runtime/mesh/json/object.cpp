#include <mesh/json/object.hpp>

#include <algorithm>
#include <cstring>
#include <string>

#include <mesh/json/rest.hpp>
#include <mesh/json/skip.hpp>
#include <mesh/json/strings.hpp>

namespace mesh::json {

const char* read_name(const char* p, std::string_view& name, Context& context) {
  if (*p != '"') return context.refuse_syntax(p, "a member's name");
  p = read_view(p, name, context);
  return p == nullptr ? nullptr : take_colon(p, context);
}

const char* skip_unknown(const char* p, std::string_view name, Context& context) {
  const std::size_t index = context.names.size();
  context.note_name(name);
  p = skip_value(p, context);
  if (p == nullptr) return context.inside(context.names[index]);
  return p;
}

const char* close_unknown(const char* p, std::size_t first, Context& context) {
  if (has_duplicate(context.names, first)) {
    return context.refuse(p - 1, "duplicate", "has two members of one name");
  }
  context.names.resize(first);
  context.leave();
  return p;
}

Refused refuse_unknown(const char* p, std::string_view name, Context& context) {
  context.refuse(p, "additionalProperties", "is not a member the contract knows");
  return context.inside(name);
}

Refused refuse_listed(std::string_view name, Context& context) {
  context.refuse("additionalProperties", "has a member of its own");
  return context.inside(name);
}

Refused refuse_duplicate(const char* p, std::string_view name, Context& context) {
  context.refuse(p, "duplicate", "is there twice");
  return context.inside(name);
}

Refused refuse_missing(const char* p, std::string_view name, Context& context) {
  context.refuse(p, "required", "is missing");
  return context.inside(name);
}

namespace {

std::string list(std::initializer_list<std::string_view> values) {
  std::string text;
  for (const std::string_view value : values) {
    if (!text.empty()) text += ", ";
    text += quoted(value);
  }
  return text;
}

}  // namespace

const char* find_text(const char* p, std::string_view name, std::string_view& value, Context& context) {
  const char* const start = p;
  if (!open_object(p, context)) {
    if (p != nullptr) refuse_missing(p - 1, name, context);
    return nullptr;
  }
  context.leave();
  std::string_view other;
  do {
    p = read_name(p, other, context);
    if (p == nullptr) return nullptr;
    if (other == name) {
      const char* const at = p;
      if (read_view(p, value, context) != nullptr) return at;
      context.inside(name);
      return nullptr;
    }
    const std::string passed(other);
    p = skip_value(p, context);
    if (p == nullptr) context.inside(passed);
  } while (next_member(p, context));
  if (p != nullptr) refuse_missing(start, name, context);
  return nullptr;
}

namespace {

/// The usual text has the discriminator first, without white space and escapes. nullptr: look for it everywhere.
const char* text_of_first(const char* p, std::string_view name, std::string_view& value) {
  if (p[0] != '{' || p[1] != '"' || name.size() > kPadding / 2) return nullptr;
  if (std::memcmp(p + 2, name.data(), name.size()) != 0) return nullptr;
  p += 2 + name.size();
  if (p[0] != '"' || p[1] != ':' || p[2] != '"') return nullptr;
  const PlainRun run = scan_plain(p + 3);
  if (*run.end != '"' || !run.is_ascii) return nullptr;
  value = {p + 3, static_cast<std::size_t>(run.end - p - 3)};
  return p + 2;
}

}  // namespace

std::size_t choose(const char* p, std::string_view discriminator, std::initializer_list<std::string_view> values,
                   Context& context) {
  std::string_view value;
  const char* at = text_of_first(p, discriminator, value);
  if (at == nullptr) at = find_text(p, discriminator, value, context);
  if (at == nullptr) return values.size();
  const auto* const match = std::find(values.begin(), values.end(), value);
  if (match != values.end()) return static_cast<std::size_t>(match - values.begin());
  context.refuse(at, "oneOf", "is " + quoted(value) + ", must be one of " + list(values));
  context.inside(discriminator);
  return values.size();
}

}  // namespace mesh::json
