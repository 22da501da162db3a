/// Lists of words, by name: values that lie deep, with a rule whose words are long.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <mesh/json/codec.hpp>

namespace word_lists {

using namespace mesh::json;

inline constexpr std::string_view kPattern = "^a pattern that takes more room than a string has within itself$";

inline bool check_word(std::string_view value, Context& context) {
  static constexpr ClassRun kClass("az", 1, kNoLimit, kPattern);
  return matches(value, kClass, context);
}

inline const char* read_word(const char* p, std::string& out, Context& context) {
  return read_checked<read_string, check_word>(p, out, context);
}

inline const char* read_words(const char* p, std::vector<std::string>& out, Context& context) {
  return read_array<read_word>(p, out, {}, context);
}

using WordLists = Map<std::vector<std::string>>;

inline const char* read_lists(const char* p, WordLists& out, Context& context) {
  return read_map<read_words>(p, out, {}, context);
}

}  // namespace word_lists
