/// A document as a tree of plain values; each knows its place in the text.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "diag/source.hpp"

namespace meshgen::load {

enum class Kind { kNull, kBool, kInteger, kNumber, kString, kList, kMap };

/// The word a user would use: "a string", "a list", …
[[nodiscard]] std::string_view describe(Kind kind);

struct Member;

/// Immutable once loaded; addresses are stable, so stages refer to nodes by pointer.
struct Node {
  Kind kind = Kind::kNull;
  diag::Span span;
  std::string text;  ///< a scalar's value as written (for a string: unquoted and unescaped)
  bool boolean = false;
  std::vector<Node> items;
  std::vector<Member> members;  ///< in the document's order; keys are unique
  /// The members of a large map by key, so that looking up each of them does not take the square of their number. A
  /// copy shares it; whoever changes keys calls `index_members` again.
  std::shared_ptr<const std::vector<std::uint32_t>> by_key;

  [[nodiscard]] bool is(Kind k) const noexcept { return kind == k; }
  [[nodiscard]] bool is_numeric() const noexcept { return kind == Kind::kInteger || kind == Kind::kNumber; }
  /// nullptr unless this is a map that has `key`.
  [[nodiscard]] const Node* find(std::string_view key) const;
  [[nodiscard]] const Member* find_member(std::string_view key) const;
  /// Integers, and numbers whose value is integral (`3.0`); nullopt outside int64.
  [[nodiscard]] std::optional<std::int64_t> as_int64() const;
  [[nodiscard]] std::optional<double> as_double() const;
  void index_members();
};

struct Member {
  std::string key;
  diag::Span key_span;
  Node value;
};

/// JSON's meaning: 1 equals 1.0, the order of members does not count.
[[nodiscard]] bool equal(const Node& a, const Node& b);

/// Which items equal one that stands before them, and the first of those; in order, in one pass.
[[nodiscard]] std::vector<std::pair<std::size_t, std::size_t>> duplicates(const std::vector<Node>& items);

/// Compact JSON text of the tree, in the document's order.
[[nodiscard]] std::string to_json(const Node& node);

}  // namespace meshgen::load
