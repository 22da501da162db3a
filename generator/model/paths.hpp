/// Where a node stands in its file, and the words that its C++ name will be made of: from the contract's path alone, so
/// that names do not change when a sibling is added or a second reference appears.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "resolve/document.hpp"

namespace meshgen::model {

using Words = std::vector<std::string>;

/// JSON Pointer tokens to words: {"components","schemas","Order","properties","lines","items"} ->
/// {"Order","lines","item"}.
[[nodiscard]] Words words_of_pointer(const std::vector<std::string>& tokens, std::string_view file_stem);

/// The words and one more.
[[nodiscard]] Words with(const Words& words, std::string_view word);

/// {"region"} of "orders.{region}.v1": each once, in the order of the address.
[[nodiscard]] std::vector<std::string> parameters_in(std::string_view address);

/// "orders" of "asyncapi/orders.yaml".
[[nodiscard]] std::string file_stem(std::string_view path);

class Paths {
 public:
  explicit Paths(const resolve::ResolvedDocument& document);
  [[nodiscard]] Words words(const load::Node& node) const;
  /// Of the JSON Pointer to it in its file.
  [[nodiscard]] std::vector<std::string> tokens(const load::Node& node) const;

 private:
  void index(const load::Node& node);

  std::unordered_map<const load::Node*, std::pair<const load::Node*, std::string>> parents_;
};

}  // namespace meshgen::model
