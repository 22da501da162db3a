/// Where the references of a draft-07 schema begin, and what they may name: `$id` (draft-07, core, 8.2 and 8.3).
/// Nothing is opened here.
#pragma once

#include <compare>
#include <cstddef>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "load/node.hpp"
#include "resolve/document.hpp"

namespace meshgen::resolve {

/// An absolute URI without fragment, or the path of a file that has none.
struct Address {
  std::string text;
  bool is_local = false;

  friend auto operator<=>(const Address&, const Address&) = default;
};

[[nodiscard]] Address address_of(const File& file);
/// nullopt: it is no URI.
[[nodiscard]] std::optional<Address> resolve_address(const Address& base, std::string_view reference);

/// What a reference is taken from: an `$id` changes it for all that it holds.
struct Base {
  const File* file = nullptr;
  const load::Node* root = nullptr;  ///< what `#` is
  Address address;
  const load::Node* scope = nullptr;  ///< the payload, or file, that it lies in: its own names come first
};

/// `application/schema+json;version=draft-07`, or `+yaml`.
[[nodiscard]] bool is_draft7_format(std::string_view format);
/// A Multi Format Schema Object of that format.
[[nodiscard]] bool is_draft7_wrapper(const load::Node& node);

class Draft7 {
 public:
  /// Of a whole file, which is looked through for what it names; of a schema that stands in one.
  [[nodiscard]] const Base& base_of_file(const File& file);
  [[nodiscard]] const Base& base_of_payload(const File& file, const load::Node& schema);
  /// Of what `node` holds, within `outer`.
  [[nodiscard]] const Base& base_at(const load::Node& node, const Base& outer) const;
  /// Notes what the schema `node` and those within it are named, once.
  void index(const load::Node& node, const Base& base);

  /// What has this address as its `$id`, seen from `base`: its own payload's first; then the one that was noted first.
  [[nodiscard]] const Base* find(const Base& base, const Address& address) const;
  /// What has `#name` as its `$id` below `base`.
  [[nodiscard]] const load::Node* find_name(const Base& base, const std::string& name) const;
  /// For suggestions, all that there are: "#name" below `base`, and addresses. Empty if there are more than `most`.
  [[nodiscard]] std::vector<std::string> names(const Base& base, std::size_t most) const;
  [[nodiscard]] std::vector<std::string> addresses(std::size_t most) const;

 private:
  /// The base that an `$id` gives to what `node` holds; `base` if it gives none.
  const Base* enter(const load::Node& node, const Base* base, std::string_view id);

  std::deque<Base> bases_;
  std::unordered_map<const File*, const Base*> by_file_;
  std::unordered_map<const load::Node*, const Base*> at_;
  std::unordered_set<const load::Node*> indexed_;
  std::map<std::pair<const load::Node*, Address>, const Base*> by_address_in_scope_;
  std::map<Address, const Base*> by_address_;
  std::map<const load::Node*, std::map<std::string, const load::Node*>> by_name_;  ///< first by the base's root
};

}  // namespace meshgen::resolve
