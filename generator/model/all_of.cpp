/// `allOf`: what all of its branches say as one schema, as far as one schema can say it.
#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "base/exact_number.hpp"
#include "model/json_schema.hpp"
#include "model/keywords.hpp"

namespace meshgen::model {
namespace {

using load::Kind;
using load::Member;
using load::Node;

constexpr std::size_t kBranchesMax = 1'000;

constexpr std::array<std::string_view, 6> kLower{"minimum",  "exclusiveMinimum", "minLength",
                                                 "minItems", "minProperties",    "minContains"};
constexpr std::array<std::string_view, 6> kUpper{"maximum",  "exclusiveMaximum", "maxLength",
                                                 "maxItems", "maxProperties",    "maxContains"};

bool is_among(const std::array<std::string_view, 6>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

bool speaks_of_names(const Node& schema) {
  return schema.find("properties") != nullptr || schema.find("additionalProperties") != nullptr ||
         schema.find("patternProperties") != nullptr;
}

class Merger {
 public:
  Merger(const resolve::ResolvedDocument& document, bool joins_properties)
      : document_(document), joins_properties_(joins_properties) {}

  void run(const Node& schema) {
    merged.kind = Kind::kMap;
    merged.span = schema.span;
    collect(schema);
    std::size_t naming = 0;
    for (const auto* part : parts_) naming += speaks_of_names(*part) ? 1U : 0U;
    one_names_ = naming <= 1;
    for (const auto* part : parts_) {
      for (const auto& member : part->members) take(member);
    }
    merged.index_members();
  }

  Node merged;
  bool is_exact = true;  ///< says as much as all parts do
  std::vector<std::string> conflicts;

 private:
  /// The schema, then its branches, theirs in turn.
  void collect(const Node& schema) {
    std::vector<const Node*> open{&schema};
    std::unordered_set<const Node*> seen;
    while (!open.empty()) {
      const auto* part = open.back();
      open.pop_back();
      if (!seen.insert(part).second) continue;  // a circle adds nothing
      if (!part->is(Kind::kMap) || parts_.size() == kBranchesMax) {
        is_exact = is_exact && part->is(Kind::kBool) && part->boolean;
        continue;
      }
      parts_.push_back(part);
      const auto* branches = part->find("allOf");
      if (branches == nullptr) continue;
      const auto before = open.size();
      for (const auto& branch : branches->items) {
        if (const auto* target = document_.follow(branch)) open.push_back(inner(*target));
      }
      std::reverse(open.begin() + static_cast<std::ptrdiff_t>(before), open.end());  // the first is looked at first
    }
  }

  /// Of a multi-format wrapper, the schema.
  static const Node* inner(const Node& node) {
    const auto* format = node.is(Kind::kMap) ? node.find("schemaFormat") : nullptr;
    const auto* schema = format == nullptr ? nullptr : node.find("schema");
    return schema == nullptr ? &node : schema;
  }

  void take(const Member& member) {
    if (member.key == "allOf" || member.key == "$ref") return;
    auto* known = find(member.key);
    if (member.key == "properties") return properties(member);
    if (member.key == "required") return required(member);
    if (member.key == "additionalProperties" && !one_names_) return additional(member);
    if (known == nullptr) return add(member);
    if (says_nothing(member.key) || means_same(known->value, member.value)) return;
    if (member.key == "type") return type(known->value, member.value);
    if (is_among(kLower, member.key) || is_among(kUpper, member.key)) return bound(*known, member);
    is_exact = false;
  }

  Member* find(const std::string& key) {
    const auto found = places_.find(key);
    return found == places_.end() ? nullptr : &merged.members[found->second];
  }

  void add(const Member& member) {
    places_.emplace(member.key, merged.members.size());
    merged.members.push_back(member);
  }

  void properties(const Member& member) {
    auto* known = find(member.key);
    if (known == nullptr) {
      add(member);
      for (std::size_t i = 0; i < member.value.members.size(); ++i) properties_.emplace(member.value.members[i].key, i);
      return;
    }
    for (const auto& property : member.value.members) {
      const auto [found, is_new] = properties_.emplace(property.key, known->value.members.size());
      if (is_new) {
        known->value.members.push_back(property);
        continue;
      }
      auto& one = known->value.members[found->second].value;
      if (!means_same(one, property.value)) join(found->first, one, property.value);
    }
    known->value.index_members();
  }

  /// The same words, and their references lead to the same places: in two files one spelling may mean two schemas.
  [[nodiscard]] bool means_same(const Node& one, const Node& other) const {
    const bool refers = resolve::ResolvedDocument::reference(one) != nullptr;
    if (refers || resolve::ResolvedDocument::reference(other) != nullptr)
      return document_.follow(one) == document_.follow(other);
    if (one.is(Kind::kList) && other.is(Kind::kList)) {
      return std::equal(one.items.begin(), one.items.end(), other.items.begin(), other.items.end(),
                        [&](const Node& a, const Node& b) { return means_same(a, b); });
    }
    if (!one.is(Kind::kMap) || !other.is(Kind::kMap)) return load::equal(one, other);
    return one.members.size() == other.members.size() &&
           std::all_of(one.members.begin(), one.members.end(), [&](const Member& member) {
             const auto* same = other.find(member.key);
             return same != nullptr && means_same(member.value, *same);
           });
  }

  /// Two parts describe one property: both must hold.
  void join(const std::string& name, Node& one, const Node& other) {
    if (!joins_properties_) {
      is_exact = false;
      return;
    }
    conflicts.push_back(name);
    Node both;
    both.kind = Kind::kMap;
    both.span = one.span;
    Node list;
    list.kind = Kind::kList;
    list.span = one.span;
    list.items = {one, other};
    both.members.push_back({"allOf", one.span, std::move(list)});
    one = std::move(both);
  }

  void required(const Member& member) {
    auto* known = find(member.key);
    if (known == nullptr) return add(member);
    for (const auto& name : member.value.items) {
      const bool is_there = std::any_of(known->value.items.begin(), known->value.items.end(),
                                        [&](const Node& one) { return one.text == name.text; });
      if (!is_there) known->value.items.push_back(name);
    }
  }

  /// It speaks of the names beside it, not of those of other parts.
  void additional(const Member& member) {
    const bool allows_all = member.value.is(Kind::kBool) && member.value.boolean;
    is_exact = is_exact && allows_all;
  }

  void type(Node& known, const Node& other) {
    std::vector<Node> common;
    const auto names = [](const Node& node) { return node.is(Kind::kList) ? node.items : std::vector<Node>{node}; };
    for (const auto& one : names(known)) {
      for (const auto& two : names(other)) {
        const bool narrower = one.text == "integer" && two.text == "number";
        if (one.text == two.text || narrower) common.push_back(one);
        if (one.text == "number" && two.text == "integer") common.push_back(two);
      }
    }
    if (common.empty()) {
      is_exact = false;
    } else if (common.size() == 1) {
      known = common.front();
    } else {
      known.items = std::move(common);
    }
  }

  void bound(Member& known, const Member& other) {
    const auto a = base::ExactNumber::parse(known.value.text);
    const auto b = base::ExactNumber::parse(other.value.text);
    if (!a || !b) {
      is_exact = false;
    } else if (is_among(kLower, known.key) ? *b > *a : *b < *a) {
      known.value = other.value;
    }
  }

  const resolve::ResolvedDocument& document_;
  bool joins_properties_;
  bool one_names_ = true;  ///< only one part says which names there may be
  std::vector<const Node*> parts_;
  std::unordered_map<std::string, std::size_t> places_;
  std::unordered_map<std::string, std::size_t> properties_;
};

}  // namespace

Shape SchemaReader::read_all_of(Type& type, const Node& schema, const Node& list) {
  std::vector<const Node*> branches;
  for (const auto& branch : list.items) branches.push_back(&branch);
  bool stands_alone = true;  // the other keywords say only what is wrong with some values
  for (const auto& member : schema.members) {
    if (member.key == "allOf" || member.key == "type" || says_nothing(member.key)) continue;
    Node one;
    one.kind = load::Kind::kMap;
    one.members.push_back({member.key, member.key_span, {}});
    if (has_form(one)) stands_alone = false;
  }
  if (branches.size() == 1 && stands_alone) {
    type.is_ruled = type.is_ruled || narrows(schema, "allOf", branches);
    want(*branches.front(), type.origin.path);
    return Alias{};
  }
  if (!may_merge()) {
    type.is_ruled = true;
    return Any{};
  }
  Merger merger(document_, !conflicts_.contains(&schema));
  merger.run(schema);
  type.is_ruled = type.is_ruled || !merger.is_exact;
  const auto& merged = types_.keep(std::move(merger.merged));
  if (const auto* properties = merged.find("properties")) {
    for (const auto& name : merger.conflicts) conflicts_.insert(properties->find(name));
  }
  return read_shape(type, merged);
}

}  // namespace meshgen::model
