/// Generated types in fmt's format strings: `fmt::print("{}", order)` writes what `to_log(order)` gives; a `mesh::Text`
/// is the text that it is. Include it where they are formatted; fmt itself is the program's.
#pragma once

#include <concepts>
#include <string>
#include <string_view>

#include <fmt/format.h>

#include <mesh/base/text.hpp>

namespace mesh::json {

template <class T>
concept Loggable = requires(const T& value) {
  { to_log(value) } -> std::same_as<std::string>;
};

}  // namespace mesh::json

/// Takes what a string takes: `{:>40}`, `{:.100}`.
template <mesh::json::Loggable T>
struct fmt::formatter<T, char> : fmt::formatter<std::string_view, char> {
  template <class FormatContext>
  auto format(const T& value, FormatContext& context) const {
    const std::string text = to_log(value);
    return fmt::formatter<std::string_view, char>::format(text, context);
  }
};

/// As a std::string_view.
template <>
struct fmt::formatter<mesh::Text, char> : fmt::formatter<std::string_view, char> {
  template <class FormatContext>
  auto format(const mesh::Text& value, FormatContext& context) const {
    return fmt::formatter<std::string_view, char>::format(value.view(), context);
  }
};
