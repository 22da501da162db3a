/// What a type is called in C++, and which headers that takes.
#pragma once

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "model/api.hpp"
#include "plan/chosen.hpp"
#include "plan/order.hpp"
#include "plan/shared.hpp"

namespace meshgen::plan {

/// Struct, enum or variant: what gets a declaration of its own in types.hpp.
[[nodiscard]] bool is_named(const model::Type& type);

/// A required `const` string is no data: a static constant stands for it. Elsewhere a constant is a checked string.
[[nodiscard]] bool is_constant(const model::Types& types, const model::Property& property);

class CppTypes {
 public:
  /// `boxed` says which types must be boxed in which struct (plan/order), `shared` what others declare, `headers` which
  /// structs own their texts.
  CppTypes(const model::Types& types, BoxedUses boxed, ChosenTypes chosen,
           std::map<model::TypeId, SharedType> shared = {}, std::set<model::TypeId> headers = {})
      : types_(types),
        boxed_(std::move(boxed)),
        chosen_(std::move(chosen)),
        shared_(std::move(shared)),
        headers_(std::move(headers)) {}

  /// "OrderLine": PascalCase of the type's path; "shop::common::Money" of what others declare.
  [[nodiscard]] std::string name(model::TypeId id) const;
  /// Without null and optionality: "std::vector<OrderLine>". `owner` is the declared type whose declaration uses it.
  [[nodiscard]] std::string spelling(model::TypeId id, model::TypeId owner) const;
  /// "std::string" or "mesh::Text".
  [[nodiscard]] std::string text_spelling(model::TypeId id, model::TypeId owner) const;
  /// With mesh::Nullable where null is valid.
  [[nodiscard]] std::string value_spelling(model::TypeId id, model::TypeId owner) const;
  /// Of the members or items that `owner` keeps beside those it lists.
  [[nodiscard]] std::string rest_spelling(model::TypeId owner) const;
  /// Headers that the spelling needs: "<string>", "<mesh/base/box.hpp>".
  void add_includes(model::TypeId id, model::TypeId owner, std::set<std::string>& includes) const;
  /// What stands for the type in place of ours; nullptr if nothing does.
  [[nodiscard]] const Chosen* chosen(model::TypeId id) const {
    const auto found = chosen_.types.find(types_.target(id));
    return found == chosen_.types.end() ? nullptr : &found->second;
  }
  /// Is `id` a text that `owner` has as a mesh::Text?
  [[nodiscard]] bool is_view(model::TypeId id, model::TypeId owner) const {
    return chosen_.views.contains(types_.target(id)) && !headers_.contains(owner);
  }
  /// Has any owner one?
  [[nodiscard]] bool has_views() const { return !chosen_.views.empty(); }
  /// Is `id` boxed where `owner` uses it as a member or map value?
  [[nodiscard]] bool is_boxed(model::TypeId owner, model::TypeId id) const {
    return boxed_.contains({owner, types_.target(id)});
  }
  /// And as an element of a vector? A struct may hold a vector of itself as it is.
  [[nodiscard]] bool is_boxed_item(model::TypeId owner, model::TypeId id) const {
    return id != owner && is_boxed(owner, id);
  }

 private:
  const model::Types& types_;
  BoxedUses boxed_;
  ChosenTypes chosen_;
  std::map<model::TypeId, SharedType> shared_;
  std::set<model::TypeId> headers_;
};

}  // namespace meshgen::plan
