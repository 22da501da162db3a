/// Arrays, maps, null and boxes around the readers, checks and writers of what they hold, given as template arguments.
#pragma once

#include <algorithm>
#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include <mesh/base/box.hpp>
#include <mesh/base/nullable.hpp>
#include <mesh/json/check.hpp>
#include <mesh/json/context.hpp>
#include <mesh/json/object.hpp>
#include <mesh/json/strings.hpp>
#include <mesh/json/write.hpp>

namespace mesh::json {

template <class T>
using Map = std::map<std::string, T, std::less<>>;

/// Reads a value, then checks it; the fault's place is the value's.
template <auto kRead, auto kCheck, class T>
[[nodiscard]] const char* read_checked(const char* p, T& out, Context& context) {
  const char* const start = p;
  p = kRead(p, out, context);
  if (p == nullptr || kCheck(out, context)) return p;
  return context.locate(start);
}

/// Where a list starts to grow: room for what the contract wants at least, within a bound that no wrong text makes
/// large.
template <class T>
[[nodiscard]] constexpr std::size_t first_capacity(Count bounds) {
  constexpr std::size_t kBytes = 512;
  const std::size_t most = std::max<std::size_t>(kBytes / sizeof(T), 1);
  return std::min({most, bounds.max, std::max<std::size_t>(bounds.min, 4)});
}

/// One more item at the end.
template <auto kRead, class T>
[[nodiscard]] const char* read_item(const char* p, std::vector<T>& out, Context& context) {
  if constexpr (std::is_same_v<T, bool>) {
    bool item = false;  // a vector of them has no bool to refer to
    p = kRead(p, item, context);
    out.push_back(item);
    return p;
  } else {
    return kRead(p, out.emplace_back(), context);
  }
}

template <auto kRead, class T>
[[nodiscard]] const char* read_array(const char* p, std::vector<T>& out, Count bounds, Context& context) {
  const char* const start = p;
  out.clear();
  if (*p != '[') return context.refuse_type(p, "an array");
  if (!context.enter()) return context.refuse_depth(p);
  p = skip_space(p + 1);
  if (*p != ']') {
    if (out.capacity() == 0) out.reserve(first_capacity<T>(bounds));
    for (;;) {
      // One item too many ends it: a wrong text must not cost more memory than a right one.
      if (!check_items_below(out.size(), bounds, context)) return context.locate(start);
      p = read_item<kRead>(p, out, context);
      if (p == nullptr) return context.inside(out.size() - 1);
      p = skip_space(p);
      if (*p == ']') break;
      if (*p != ',') return context.refuse_syntax(p, "',' or ']'");
      p = skip_space(p + 1);
    }
  }
  if (!check_items(out.size(), bounds, context)) return context.locate(start);
  context.leave();
  return p + 1;
}

/// Are no two items the same? By their texts, in any number in n log n steps.
template <auto kWrite, class T>
[[nodiscard]] bool check_unique(const std::vector<T>& values, Context& context) {
  if (values.size() < 2) return true;
  std::string texts;
  std::vector<std::size_t> ends;
  ends.reserve(values.size());
  Writer out(texts, Writer::For::kComparison);
  for (std::size_t i = 0; i < values.size(); ++i) {
    kWrite(values[i], out);
    ends.push_back(out.size());
  }
  out.finish();
  return check_unique(std::string_view(texts), ends, context);
}

template <auto kRead, auto kWrite, class T>
[[nodiscard]] const char* read_unique_array(const char* p, std::vector<T>& out, Count bounds, Context& context) {
  const char* const start = p;
  p = read_array<kRead>(p, out, bounds, context);
  if (p == nullptr || check_unique<kWrite>(out, context)) return p;
  return context.locate(start);
}

/// std::map or std::unordered_map, of texts.
template <auto kRead, class M>
[[nodiscard]] const char* read_map(const char* p, M& out, Count bounds, Context& context) {
  const char* const start = p;
  out.clear();
  if (open_object(p, context)) {
    do {
      std::string_view name;
      const char* const value = read_name(p, name, context);
      if (value == nullptr) return nullptr;
      const auto [place, is_new] = out.try_emplace(std::string(name));
      if (!is_new) return refuse_duplicate(p, name, context);
      if (!check_members_below(out.size() - 1, bounds, context)) return context.locate(start);
      p = kRead(value, place->second, context);
      if (p == nullptr) return context.inside(place->first);
    } while (next_member(p, context));
  }
  if (p == nullptr) return nullptr;
  if (!check_members(out.size(), bounds, context)) return context.locate(start);
  context.leave();
  return p;
}

template <auto kRead, class T>
[[nodiscard]] const char* read_nullable(const char* p, Nullable<T>& out, Context& context) {
  if (*p != 'n') return kRead(p, out ? *out : out.emplace(), context);
  out.reset();
  return read_null(p, context);
}

/// These three take a Box of anything, which no `T` can be deduced from.
template <auto kRead, class Boxed>
[[nodiscard]] const char* read_box(const char* p, Boxed& out, Context& context) {
  return kRead(p, *out, context);
}

/// `from_string`, found beside the enum, gives the enumerator of a word.
template <class Enum>
[[nodiscard]] const char* read_enum(const char* p, Enum& out, std::string_view choices, Context& context) {
  const char* const start = p;
  std::string_view text;
  p = read_view(p, text, context);
  if (p == nullptr) return nullptr;
  if (!from_string(text, out)) {
    refuse_choice(text, choices, context);
    return context.locate(start);
  }
  return p;
}

template <auto kCheck, class T>
[[nodiscard]] bool check_array(const std::vector<T>& values, Count bounds, Context& context) {
  const Level level(context);
  if (!level || !check_items(values.size(), bounds, context)) return false;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (!kCheck(values[i], context)) return context.inside(i);
  }
  return true;
}

template <auto kCheck, auto kWrite, class T>
[[nodiscard]] bool check_unique_array(const std::vector<T>& values, Count bounds, Context& context) {
  return check_array<kCheck>(values, bounds, context) && check_unique<kWrite>(values, context);
}

template <auto kCheck, class M>
[[nodiscard]] bool check_map(const M& values, Count bounds, Context& context) {
  const Level level(context);
  if (!level || !check_members(values.size(), bounds, context)) return false;
  for (const auto& [name, value] : values) {
    if (!check_text(name, context) || !kCheck(value, context)) return context.inside(name);
  }
  return true;
}

template <auto kCheck, class T>
[[nodiscard]] bool check_nullable(const Nullable<T>& value, Context& context) {
  return !value || kCheck(*value, context);
}

template <auto kCheck, class Boxed>
[[nodiscard]] bool check_box(const Boxed& value, Context& context) {
  return kCheck(*value, context);
}

/// What has no constraint.
template <class T>
[[nodiscard]] bool check_nothing(const T&, Context&) {
  return true;
}

/// A number that is no enumerator can only come from a cast.
template <class Enum>
[[nodiscard]] bool check_enum(Enum value, std::string_view choices, Context& context) {
  const std::string_view text = to_string(value);
  Enum known{};
  return (from_string(text, known) && known == value) || refuse_choice(text, choices, context);
}

template <auto kWrite, class T>
void write_array(const std::vector<T>& values, Writer& out) {
  out.put('[');
  bool is_first = true;
  for (const auto& value : values) {
    if (!is_first) out.put(',');
    is_first = false;
    kWrite(value, out);
  }
  out.put(']');
}

template <auto kWrite, class M>
void write_map(const M& values, Writer& out) {
  out.put('{');
  const auto member = [&out](const std::string& name, const typename M::mapped_type& value) {
    out.separate();
    write_string(name, out);
    out.put(':');
    kWrite(value, out);
  };
  if constexpr (requires { typename M::hasher; }) {
    if (!out.is_for_readers()) {  // equal maps must give equal texts
      std::vector<const typename M::value_type*> sorted;
      sorted.reserve(values.size());
      for (const auto& each : values) sorted.push_back(&each);
      std::sort(sorted.begin(), sorted.end(), [](const auto* a, const auto* b) { return a->first < b->first; });
      for (const auto* each : sorted) member(each->first, each->second);
      return out.put('}');
    }
  }
  for (const auto& [name, value] : values) member(name, value);
  out.put('}');
}

template <auto kWrite, class T>
void write_nullable(const Nullable<T>& value, Writer& out) {
  if (value) {
    kWrite(*value, out);
  } else {
    out.raw("null");
  }
}

template <auto kWrite, class Boxed>
void write_box(const Boxed& value, Writer& out) {
  kWrite(*value, out);
}

template <class Enum>
void write_enum(Enum value, Writer& out) {
  write_string(to_string(value), out);
}

}  // namespace mesh::json
