/// What generated `validate_all` is made of.
#pragma once

#include <cstddef>
#include <vector>

#include <mesh/json/codec.hpp>
#include <mesh/json/schema.hpp>

namespace mesh::json {

/// All that the rule says of the text. What passes it and still has no place in a `T`, such as an integer beyond its
/// type, is the reader's one fault.
template <auto kRead, class T>
[[nodiscard]] std::vector<Violation> validate_all_with(const Input& text, const Rule& rule, std::size_t most) {
  auto found = violations(text, rule, most);
  if (!found.empty() || most == 0) return found;
  T value{};
  if (auto read = decode_with<kRead>(text, value); !read) {
    const Fault& fault = read.error();
    found.push_back({fault.path(), {}, std::string(fault.keyword), fault.message()});
  }
  return found;
}

}  // namespace mesh::json
