/// The names by which templates see plan/view_types.hpp.
#pragma once

#include "plan/view_types.hpp"
#include "render/fields.hpp"

namespace meshgen::render {

template <>
struct Fields<plan::EnumeratorView> {
  static constexpr auto list = std::make_tuple(
      field("enumerator", &plan::EnumeratorView::enumerator), field("literal", &plan::EnumeratorView::literal),
      field("type", &plan::EnumeratorView::type), field("is_word", &plan::EnumeratorView::is_word));
};
template <>
struct Fields<plan::EnumView> {
  static constexpr auto list =
      std::make_tuple(field("name", &plan::EnumView::name), field("docs", &plan::EnumView::docs),
                      field("is_words", &plan::EnumView::is_words), field("values", &plan::EnumView::values));
};
template <>
struct Fields<plan::ConstantView> {
  static constexpr auto list =
      std::make_tuple(field("name", &plan::ConstantView::name), field("literal", &plan::ConstantView::literal),
                      field("docs", &plan::ConstantView::docs));
};
template <>
struct Fields<plan::MemberView> {
  static constexpr auto list =
      std::make_tuple(field("name", &plan::MemberView::name), field("type", &plan::MemberView::type),
                      field("initialiser", &plan::MemberView::initialiser), field("docs", &plan::MemberView::docs));
};
template <>
struct Fields<plan::DefaultView> {
  static constexpr auto list =
      std::make_tuple(field("member", &plan::DefaultView::member), field("type", &plan::DefaultView::type),
                      field("name", &plan::DefaultView::name));
};
template <>
struct Fields<plan::StructView> {
  static constexpr auto list =
      std::make_tuple(field("name", &plan::StructView::name), field("docs", &plan::StructView::docs),
                      field("constants", &plan::StructView::constants), field("members", &plan::StructView::members),
                      field("defaults", &plan::StructView::defaults), field("is_empty", &plan::StructView::is_empty),
                      field("is_ordered", &plan::StructView::is_ordered));
};
template <>
struct Fields<plan::HashView> {
  static constexpr auto list =
      std::make_tuple(field("type", &plan::HashView::type), field("parts", &plan::HashView::parts));
};
template <>
struct Fields<plan::UnionView> {
  static constexpr auto list =
      std::make_tuple(field("name", &plan::UnionView::name), field("alternatives", &plan::UnionView::alternatives),
                      field("docs", &plan::UnionView::docs));
};
template <>
struct Fields<plan::TypesFileView> {
  static constexpr auto list = std::make_tuple(
      field("contract", &plan::TypesFileView::contract), field("cpp_namespace", &plan::TypesFileView::cpp_namespace),
      field("includes", &plan::TypesFileView::includes),
      field("runtime_includes", &plan::TypesFileView::runtime_includes),
      field("user_includes", &plan::TypesFileView::user_includes),
      field("has_user_includes", &plan::TypesFileView::has_user_includes),
      field("shared_includes", &plan::TypesFileView::shared_includes), field("forward", &plan::TypesFileView::forward),
      field("has_includes", &plan::TypesFileView::has_includes),
      field("has_runtime_includes", &plan::TypesFileView::has_runtime_includes),
      field("has_shared_includes", &plan::TypesFileView::has_shared_includes),
      field("has_forward", &plan::TypesFileView::has_forward), field("enums", &plan::TypesFileView::enums),
      field("unions", &plan::TypesFileView::unions), field("structs", &plan::TypesFileView::structs),
      field("has_hashes", &plan::TypesFileView::has_hashes), field("hashes", &plan::TypesFileView::hashes));
};

}  // namespace meshgen::render
