/// Values that a type of the user's stands for: `mesh::Wire` around the reader, check and writer of what is in the
/// text.
#pragma once

#include <concepts>
#include <string_view>

#include <mesh/base/wire.hpp>
#include <mesh/json/context.hpp>

namespace mesh::json {

/// `W` is what the text has: read with kRead, checked with kCheck, then given to `Wire<T>`.
template <class W, auto kRead, auto kCheck, class T>
[[nodiscard]] const char* read_as(const char* p, T& out, Context& context) {
  const char* const start = p;
  W value{};
  p = kRead(p, value, context);
  if (p == nullptr) return p;
  if (!kCheck(value, context)) return context.locate(start);
  if (Wire<T>::read(value, out)) return p;
  (void)context.refuse("x-cpp-type", "is none of the values that its C++ type has");
  return context.locate(start);
}

template <auto kCheck, class T>
[[nodiscard]] bool check_as(const T& value, Context& context) {
  return kCheck(Wire<T>::write(value), context);
}

template <auto kWrite, class T, class Out>
void write_as(const T& value, Out& out) {
  kWrite(Wire<T>::write(value), out);
}

}  // namespace mesh::json
