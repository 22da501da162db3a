/// Binds plain view structs to templates: each view lists its members once, here is what is made of the list.
///
///   template <> struct Fields<plan::EnumView> {
///     static constexpr auto list = std::make_tuple(field("name", &plan::EnumView::name), …);
///   };
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <vector>

#include "render/value.hpp"

namespace meshgen::render {

template <class View, class Member>
struct Field {
  std::string_view name;
  Member View::* member;
};

template <class View, class Member>
[[nodiscard]] constexpr Field<View, Member> field(std::string_view name, Member View::* member) {
  return {name, member};
}

/// Specialised for every view.
template <class View>
struct Fields;

template <class Member>
struct Binding {  // a view
  static Value value(const Member& view) {
    ObjectValue object;
    std::apply(
        [&](const auto&... each) {
          (object.fields.push_back(
               {each.name, Binding<std::remove_cvref_t<decltype(view.*(each.member))>>::value(view.*(each.member))}),
           ...);
        },
        Fields<Member>::list);
    return Value{std::move(object)};
  }
  static const Schema& schema() {
    static const Schema made = [] {
      Schema schema;
      schema.kind = Schema::Kind::kObject;
      std::apply(
          [&](const auto&... each) {
            (schema.fields.push_back(
                 {each.name, &Binding<std::remove_cvref_t<decltype(std::declval<Member>().*(each.member))>>::schema()}),
             ...);
          },
          Fields<Member>::list);
      return schema;
    }();
    return made;
  }
};

template <>
struct Binding<std::string> {
  static Value value(const std::string& text) { return Value{text}; }
  static const Schema& schema() {
    static const Schema made{};
    return made;
  }
};

template <>
struct Binding<bool> {
  static Value value(bool flag) { return Value{flag}; }
  static const Schema& schema() {
    static const Schema made{Schema::Kind::kFlag, nullptr, {}};
    return made;
  }
};

template <class Item>
struct Binding<std::vector<Item>> {
  static Value value(const std::vector<Item>& items) {
    ListValue list;
    list.reserve(items.size());
    for (const auto& item : items) list.push_back(Binding<Item>::value(item));
    return Value{std::move(list)};
  }
  static const Schema& schema() {
    static const Schema made{Schema::Kind::kList, &Binding<Item>::schema(), {}};
    return made;
  }
};

template <class Item>
struct Binding<std::optional<Item>> {
  static Value value(const std::optional<Item>& item) {
    ListValue list;
    if (item) list.push_back(Binding<Item>::value(*item));
    return Value{std::move(list)};
  }
  static const Schema& schema() { return Binding<std::vector<Item>>::schema(); }
};

}  // namespace meshgen::render
