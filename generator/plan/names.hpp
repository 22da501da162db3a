/// Words of the contract to C++ identifiers. One place; a clash is a diagnostic with both places, never a silent
/// suffix.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "diag/sink.hpp"

namespace meshgen::plan {

/// "shippingAddress", "shipping-address", "SHIPPING_ADDRESS" -> {"shipping", "address"}. Characters that no identifier
/// can hold separate words; a few that carry meaning are spelled out ("C++" -> {"c", "plus", "plus"}).
[[nodiscard]] std::vector<std::string> split_words(std::string_view text);

/// Types and enumerator stems: "OrderLine". Never a keyword, macro or reserved name.
[[nodiscard]] std::string type_name(const std::vector<std::string>& path);
[[nodiscard]] std::string type_name(std::string_view text);
/// Members, functions, namespaces: "order_line", "class_".
[[nodiscard]] std::string member_name(std::string_view text);
/// Constants and enumerators: "kOrderLine".
[[nodiscard]] std::string constant_name(std::string_view text);

/// A C++ string literal with its quotes; splits nothing, escapes everything that is not plain ASCII text.
[[nodiscard]] std::string string_literal(std::string_view text);
/// A name in a comment: one line, whatever it holds.
[[nodiscard]] std::string in_comment(std::string_view name);

/// `a::b_c` of valid identifiers?
[[nodiscard]] bool is_namespace(std::string_view text);

/// One scope's names: says so when two things want the same one.
class Scope {
 public:
  explicit Scope(std::string what) : what_(std::move(what)) {}
  /// False (and a diagnostic with both places) when another thing has the name already.
  bool take(const std::string& name, std::string_view wire_name, diag::Span span, diag::Sink& sink);

 private:
  struct Owner {
    std::string wire_name;
    diag::Span span;
  };
  std::string what_;  ///< "in struct Order"
  std::map<std::string, Owner> names_;
};

}  // namespace meshgen::plan
