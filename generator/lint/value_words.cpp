#include "lint/value_words.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>

namespace meshgen::lint {

using load::Kind;
using load::Node;

std::uint64_t code_points(std::string_view text) {
  return static_cast<std::uint64_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

std::string_view words_of_type(std::string_view type) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 7> kWords{{{"null", "null"},
                                                                                 {"boolean", "a boolean"},
                                                                                 {"object", "an object"},
                                                                                 {"array", "a list"},
                                                                                 {"number", "a number"},
                                                                                 {"string", "a string"},
                                                                                 {"integer", "an integer"}}};
  for (const auto& [name, words] : kWords) {
    if (name == type) return words;
  }
  return {};
}

std::string shown(const Node& value) {
  constexpr std::size_t kShown = 40;
  if (value.is(Kind::kList) || value.is(Kind::kMap)) return std::string(load::describe(value.kind));
  if (value.is(Kind::kNull)) return "null";
  if (!value.is(Kind::kString)) return value.text;
  if (value.text.size() <= kShown) return "'" + value.text + "'";
  auto cut = kShown;
  while (cut > 0 && (static_cast<unsigned char>(value.text[cut]) & 0xC0U) == 0x80U) --cut;
  return "'" + value.text.substr(0, cut) + "…'";
}

std::string counted(std::uint64_t count, std::string_view one, std::string_view many) {
  return fmt::format("{} {}", count, count == 1 ? one : many);
}

}  // namespace meshgen::lint
