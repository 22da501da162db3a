/// As much of XML as a JUnit report has: elements, attributes, text. Strict: what is not well-formed is an error.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace xml {

struct Element {
  std::string name;
  std::map<std::string, std::string> attributes;
  std::vector<Element> children;
  std::string text;  ///< its own, without that of its children
};

/// nullopt, and `why`, if the text is not well-formed.
[[nodiscard]] std::optional<Element> parse(std::string_view text, std::string& why);

}  // namespace xml
