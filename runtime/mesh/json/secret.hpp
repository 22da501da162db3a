/// Values that the contract marks with `x-secret`: read, checked and written like all others, but never shown.
#pragma once

#include <mesh/json/context.hpp>
#include <mesh/json/write.hpp>

namespace mesh::json {

/// A fault keeps its keyword and the place of the secret; what the value is, or has within, is not told.
template <auto kRead, class T>
[[nodiscard]] const char* read_secret(const char* p, T& out, Context& context) {
  p = kRead(p, out, context);
  if (p == nullptr) return context.hide();
  return p;
}

template <auto kCheck, class T>
[[nodiscard]] bool check_secret(const T& value, Context& context) {
  return kCheck(value, context) || context.hide();
}

template <auto kWrite, class T>
void write_secret(const T& value, Writer& out) {
  if (out.is_for_people()) {
    out.raw("\"***\"");
  } else {
    kWrite(value, out);
  }
}

}  // namespace mesh::json
