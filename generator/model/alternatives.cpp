/// `oneOf` and `anyOf`: values of one of several types, schemas that only stand for another, and conditions.
#include <algorithm>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "model/json_schema.hpp"
#include "model/keywords.hpp"

namespace meshgen::model {
namespace {

using load::Kind;
using load::Node;

/// So many branches are given what stands beside them; more only say what is wrong with some values.
constexpr std::size_t kDistributedMax = 64;

/// Is this alternative `{type: 'null'}`?
bool is_null_schema(const Node* schema) {
  const auto* type = schema == nullptr ? nullptr : schema->find("type");
  return type != nullptr && type->is(Kind::kString) && type->text == "null" && schema->members.size() == 1;
}

/// An inline branch is called by its constant, so that its name does not hang on its position.
std::string branch_word(const Node& branch, std::size_t index) {
  if (const auto* properties = branch.find("properties"); properties != nullptr) {
    for (const auto& member : properties->members) {
      const auto* value = member.value.find("const");
      if (value != nullptr && value->is(Kind::kString)) return value->text;
    }
  }
  return fmt::format("option {}", index + 1);
}

/// Does `type` say no more than the branch itself does?
bool repeats_type(const Node& type, const Node* branch) {
  const auto* same = branch == nullptr ? nullptr : branch->find("type");
  return same != nullptr && same->is(Kind::kString) && type.is(Kind::kString) && same->text == type.text;
}

Node without(const Node& schema, std::string_view keyword) {
  Node rest = schema;
  std::erase_if(rest.members, [&](const load::Member& member) { return member.key == keyword; });
  rest.index_members();
  return rest;
}

}  // namespace

Shape SchemaReader::read_branches(Type& type, const Node& schema, std::string_view keyword, const Node& list) {
  if (keyword == "oneOf" && schema.find("anyOf") != nullptr) type.is_ruled = true;
  std::vector<const Node*> branches;
  bool has_null = false;
  for (const auto& branch : list.items) {
    const bool is_null = is_null_schema(document_.follow(branch));
    if (is_null && has_null && keyword == "oneOf") type.is_ruled = true;  // null fits both
    if (!is_null) branches.push_back(&branch);
    has_null = has_null || is_null;
  }
  const bool beside_form = schema.find("properties") != nullptr || schema.find("items") != nullptr ||
                           schema.find("additionalProperties") != nullptr ||
                           schema.find("patternProperties") != nullptr;
  const bool any_form = std::any_of(branches.begin(), branches.end(), [&](const Node* branch) {
    const auto* target = document_.follow(*branch);
    return target != nullptr && has_form(*target);
  });
  const bool is_too_many = beside_form && (branches.size() > kDistributedMax || has_null);
  if (branches.empty() || !any_form || is_too_many) {  // they say what is wrong with some values
    type.is_ruled = true;
    return read_shape(type, types_.keep(without(schema, keyword)));
  }
  type.nullable = type.nullable || has_null;
  if (beside_form) {
    branches = distribute(schema, keyword, branches);
  } else {
    type.is_ruled = type.is_ruled || narrows(schema, keyword, branches);
  }
  if (branches.size() == 1) {
    want(*branches.front(), type.origin.path);
    return Alias{};
  }
  return read_alternatives(type, branches, keyword == "oneOf", list);
}

std::vector<const Node*> SchemaReader::distribute(const Node& schema, std::string_view keyword,
                                                  const std::vector<const Node*>& branches) {
  std::vector<const Node*> all;
  const auto rest = without(schema, keyword);
  for (const auto* branch : branches) {
    Node both = rest;
    const auto* present = rest.find("allOf");
    Node list = present != nullptr ? *present : Node{};
    list.kind = Kind::kList;
    list.span = branch->span;
    list.items.push_back(*branch);
    std::erase_if(both.members, [](const load::Member& member) {
      return member.key == "allOf" || member.key == "title" || member.key == "description";
    });
    both.members.push_back({"allOf", branch->span, std::move(list)});
    both.span = branch->span;
    both.index_members();
    all.push_back(&types_.keep(std::move(both)));
  }
  return all;
}

bool SchemaReader::narrows(const Node& schema, std::string_view but, const std::vector<const Node*>& branches) const {
  return std::any_of(schema.members.begin(), schema.members.end(), [&](const load::Member& member) {
    if (member.key == but || says_nothing(member.key)) return false;
    if (member.key != "type") return true;
    return !std::all_of(branches.begin(), branches.end(),
                        [&](const Node* one) { return repeats_type(member.value, document_.follow(*one)); });
  });
}

Shape SchemaReader::read_alternatives(Type& type, const std::vector<const Node*>& branches, bool only_one,
                                      const Node& list) {
  Union shape;
  shape.only_one = only_one;
  shape.alternatives.resize(branches.size());
  for (std::size_t i = 0; i < branches.size(); ++i) {
    shape.alternatives[i].schema = branches[i];
    const auto* named = &list.items[std::min(i, list.items.size() - 1)];
    auto word = branch_word(*branches[i], i);
    // What stands beside the branches was added to each: a reference among them still gives the better name.
    if (branches[i]->span.begin == named->span.begin && resolve::ResolvedDocument::reference(*named) != nullptr) {
      if (const auto* target = document_.follow(*named)) word = paths_.words(*target).back();
    }
    want(*branches[i], with(type.origin.path, word));
  }
  one_of_ = list.span;
  return shape;
}

}  // namespace meshgen::model
