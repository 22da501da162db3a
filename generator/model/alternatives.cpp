/// `oneOf`, `anyOf` and `allOf`: alternatives told apart by a constant, and schemas that only stand for another.
#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "model/json_schema.hpp"

namespace meshgen::model {
namespace {

using load::Kind;
using load::Node;

/// What may stand beside branches without narrowing what is valid.
constexpr std::array<std::string_view, 16> kWordsOnly{
    "title",         "description", "summary",  "deprecated", "default", "examples", "example",     "externalDocs",
    "discriminator", "$comment",    "readOnly", "writeOnly",  "$id",     "$schema",  "definitions", "$ref"};

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

}  // namespace

Shape SchemaReader::read_branches(Type& type, const Node& schema, std::string_view keyword, const Node& list) {
  std::vector<const Node*> branches;
  for (const auto& branch : list.items) {
    if (keyword != "allOf" && is_null_schema(document_.follow(branch))) {
      type.nullable = true;
    } else {
      branches.push_back(&branch);
    }
  }
  if (branches.size() == 1 && !narrows(schema, keyword, branches)) {
    want(*branches[0], type.origin.path);
    return Alias{};
  }
  if (keyword == "oneOf" && branches.size() > 1) {
    if (const auto beside = narrows(schema, keyword, branches)) {
      type.gaps.push_back({beside->span, fmt::format("keyword '{}' beside 'oneOf'", beside->key),
                           "say it in each of the alternatives"});
    }
    return read_alternatives(type, branches, list);
  }
  std::string help;
  if (keyword == "allOf") help = "write the properties of all its branches in one schema";
  type.gaps.push_back({list.span, fmt::format("keyword '{}'", keyword), std::move(help)});
  return read_typed(type, schema, type_name(type, schema));
}

std::optional<SchemaReader::Beside> SchemaReader::narrows(const Node& schema, std::string_view keyword,
                                                          const std::vector<const Node*>& branches) const {
  for (const auto& member : schema.members) {
    if (member.key == keyword || member.key.starts_with("x-")) continue;
    if (std::find(kWordsOnly.begin(), kWordsOnly.end(), member.key) != kWordsOnly.end()) continue;
    const bool is_repetition =
        member.key == "type" && std::all_of(branches.begin(), branches.end(), [&](const auto* one) {
          return repeats_type(member.value, document_.follow(*one));
        });
    if (!is_repetition) return Beside{member.key, member.value.span};
  }
  return std::nullopt;
}

Shape SchemaReader::read_alternatives(const Type& type, const std::vector<const Node*>& branches, const Node& one_of) {
  Union shape;
  shape.alternatives.resize(branches.size());
  for (std::size_t i = 0; i < branches.size(); ++i) {
    want(*branches[i], with(type.origin.path, branch_word(*branches[i], i)));
  }
  one_of_ = one_of.span;
  return shape;
}

}  // namespace meshgen::model
