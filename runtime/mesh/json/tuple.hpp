/// Lists whose items each have a type of their own: structs that are read and written by position.
#pragma once

#include <cstddef>
#include <vector>

#include <mesh/json/check.hpp>
#include <mesh/json/context.hpp>
#include <mesh/json/scan.hpp>
#include <mesh/json/skip.hpp>
#include <mesh/json/write.hpp>

namespace mesh::json {

/// Moves `p` behind the opening bracket to the first item. False: there is none (`p` is behind the closing bracket), or
/// it is no array (`p` is nullptr).
[[nodiscard]] bool open_array(const char*& p, Context& context);

/// After item `index`: counts it; true and at the next item, or false and behind the closing bracket, or false and
/// nullptr.
[[nodiscard]] bool next_item(const char*& p, std::size_t& index, Context& context);

/// Item `index` of the array at `start` is one too many.
[[gnu::cold]] Refused refuse_item(const char* start, std::size_t index, Context& context);
/// Item `token` is there, the one before it is not.
[[gnu::cold]] Refused refuse_gap(std::size_t token, Context& context);

/// Ends the reader of the array at `start` that had `count` items; `least` must be there.
[[nodiscard]] const char* close_array(const char* p, const char* start, std::size_t count, std::size_t least,
                                      Context& context);

/// Items from place `first` on.
template <auto kCheck, class T>
[[nodiscard]] bool check_more(const std::vector<T>& values, std::size_t first, Context& context) {
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (!kCheck(values[i], context)) return context.inside(first + i);
  }
  return true;
}

template <auto kWrite, class T>
void write_item(const T& value, Writer& out) {
  out.separate();
  kWrite(value, out);
}

template <auto kWrite, class T>
void write_more(const std::vector<T>& values, Writer& out) {
  for (const auto& value : values) write_item<kWrite>(value, out);
}

}  // namespace mesh::json
