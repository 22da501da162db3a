/// Members that the contract does not list, kept in a map beside those it does.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include <mesh/json/container.hpp>

namespace mesh::json {

/// The value at `p` of the member whose name find_member() has just noted.
template <auto kRead, class T>
[[nodiscard]] const char* read_rest(const char* p, Map<T>& out, Context& context) {
  const auto [place, is_new] = out.try_emplace(std::string(context.names.back()));
  // The second of one name is refused when the object ends: the text shows it, whatever is kept.
  p = kRead(p, place->second, context);
  if (p == nullptr) return context.inside(place->first);
  return p;
}

[[gnu::cold]] Refused refuse_listed(std::string_view name, Context& context);

/// `listed`: names that have members of their own.
template <auto kCheck, class T, std::size_t kCount>
[[nodiscard]] bool check_rest(const Map<T>& values, const Names<kCount>& listed, Context& context) {
  const Level level(context);
  if (!level) return false;
  for (const auto& [name, value] : values) {
    if (listed.find(name, words_of(name)) != kCount) return refuse_listed(name, context);
    if (!check_text(name, context) || !kCheck(value, context)) return context.inside(name);
  }
  return true;
}

template <auto kWrite, class T>
void write_rest(const Map<T>& values, Writer& out) {
  for (const auto& [name, value] : values) {
    out.separate();
    write_string(name, out);
    out.put(':');
    kWrite(value, out);
  }
}

}  // namespace mesh::json
