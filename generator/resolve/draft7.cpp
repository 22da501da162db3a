#include "resolve/draft7.hpp"

#include <algorithm>
#include <array>
#include <filesystem>

#include "resolve/pointer.hpp"
#include "resolve/url.hpp"

namespace meshgen::resolve {
namespace {

using load::Kind;
using load::Node;

/// Where draft-07 has schemas: an `$id` anywhere else is a name or a value.
constexpr std::array<std::string_view, 9> kSchemas{
    "items", "additionalItems", "contains", "additionalProperties", "propertyNames", "if", "then", "else", "not"};
constexpr std::array<std::string_view, 4> kLists{"items", "allOf", "anyOf", "oneOf"};
/// `$defs` is of later drafts, but nobody means anything else by it.
constexpr std::array<std::string_view, 5> kMaps{"properties", "patternProperties", "definitions", "dependencies",
                                                "$defs"};

template <std::size_t N>
bool contains(const std::array<std::string_view, N>& list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

}  // namespace

Address address_of(const File& file) {
  if (!file.url.empty()) return {file.url, false};
  return {std::filesystem::path(file.path).lexically_normal().string(), true};
}

std::optional<Address> resolve_address(const Address& base, std::string_view reference) {
  if (base.is_local && !has_scheme(reference)) {
    const auto folder = std::filesystem::path(base.text).parent_path();
    return Address{(folder / percent_decode(reference)).lexically_normal().string(), true};
  }
  auto uri = resolve_uri(base.is_local ? std::string_view{} : base.text, reference);
  return uri ? std::optional(Address{std::move(*uri), false}) : std::nullopt;
}

bool is_draft7_format(std::string_view format) {
  return format == "application/schema+json;version=draft-07" || format == "application/schema+yaml;version=draft-07";
}

bool is_draft7_wrapper(const Node& node) {
  const auto* format = node.find("schemaFormat");
  return format != nullptr && format->is(Kind::kString) && is_draft7_format(format->text) &&
         node.find("schema") != nullptr;
}

const Base& Draft7::base_of_file(const File& file) {
  auto& base = by_file_[&file];
  if (base == nullptr) {
    bases_.push_back({&file, &*file.root, address_of(file), &*file.root});
    base = &bases_.back();
    index(*file.root, *base);
  }
  return base_at(*file.root, *base);
}

const Base& Draft7::base_of_payload(const File& file, const Node& schema) {
  bases_.push_back({&file, &schema, address_of(file), &schema});
  const auto& base = bases_.back();
  at_.emplace(&schema, &base);
  index(schema, base);
  return base_at(schema, base);
}

const Base& Draft7::base_at(const Node& node, const Base& outer) const {
  const auto found = at_.find(&node);
  return found == at_.end() ? outer : *found->second;
}

void Draft7::index(const Node& node, const Base& base) {
  if (!node.is(Kind::kMap) || !indexed_.insert(&node).second) return;
  const bool is_reference = ResolvedDocument::reference(node) != nullptr;
  const auto* id = node.find("$id");
  const auto* inner = &base;
  if (!is_reference && id != nullptr && id->is(Kind::kString)) inner = enter(node, &base, id->text);
  for (const auto& member : node.members) {
    // Beside a reference stands nothing but what other references lead to.
    if (is_reference && member.key != "definitions") continue;
    if (member.value.is(Kind::kMap) && contains(kMaps, member.key)) {
      for (const auto& each : member.value.members) index(each.value, *inner);
    } else if (member.value.is(Kind::kList) && contains(kLists, member.key)) {
      for (const auto& each : member.value.items) index(each, *inner);
    } else if (contains(kSchemas, member.key)) {
      index(member.value, *inner);
    }
  }
}

const Base* Draft7::enter(const Node& node, const Base* base, std::string_view id) {
  const auto hash = std::min(id.find('#'), id.size());
  const auto name = percent_decode(id.substr(std::min(hash + 1, id.size())));
  const auto* inner = base;
  if (hash > 0) {
    const auto address = resolve_address(base->address, id.substr(0, hash));
    if (!address) return base;
    if (*address != base->address || base->root == &node) {
      bases_.push_back({base->file, &node, *address, base->scope});
      inner = &bases_.back();
      at_[&node] = inner;
      by_address_in_scope_.emplace(std::pair(base->scope, *address), inner);
      by_address_.emplace(*address, inner);
    }
  }
  // A pointer is no name: some tools write for each schema where it stands.
  if (!name.empty() && name.front() != '/') by_name_[inner->root].emplace(name, &node);
  return inner;
}

const Base* Draft7::find(const Base& base, const Address& address) const {
  if (address == base.address) return &base;
  const auto own = by_address_in_scope_.find({base.scope, address});
  if (own != by_address_in_scope_.end()) return own->second;
  const auto found = by_address_.find(address);
  return found == by_address_.end() ? nullptr : found->second;
}

const Node* Draft7::find_name(const Base& base, const std::string& name) const {
  const auto names = by_name_.find(base.root);
  if (names == by_name_.end()) return nullptr;
  const auto found = names->second.find(name);
  return found == names->second.end() ? nullptr : found->second;
}

std::vector<std::string> Draft7::names(const Base& base, std::size_t most) const {
  std::vector<std::string> all;
  const auto names = by_name_.find(base.root);
  if (names == by_name_.end() || names->second.size() > most) return all;
  for (const auto& [name, node] : names->second) all.push_back('#' + name);
  return all;
}

std::vector<std::string> Draft7::addresses(std::size_t most) const {
  std::vector<std::string> all;
  if (by_address_.size() > most) return all;
  for (const auto& [address, base] : by_address_) all.push_back(address.text);
  return all;
}

}  // namespace meshgen::resolve
