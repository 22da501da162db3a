/// The names by which templates see plan/view_codec.hpp.
#pragma once

#include "plan/view_codec.hpp"
#include "render/fields.hpp"

namespace meshgen::render {

template <>
struct Fields<plan::ValueCheckView> {
  static constexpr auto list = std::make_tuple(
      field("signature", &plan::ValueCheckView::signature), field("statics", &plan::ValueCheckView::statics),
      field("checks", &plan::ValueCheckView::checks), field("last_check", &plan::ValueCheckView::last_check));
};
template <>
struct Fields<plan::CallView> {
  static constexpr auto list =
      std::make_tuple(field("signature", &plan::CallView::signature), field("call", &plan::CallView::call));
};
template <>
struct Fields<plan::ValueCodecView> {
  static constexpr auto list =
      std::make_tuple(field("checked", &plan::ValueCodecView::checked), field("read", &plan::ValueCodecView::read),
                      field("check", &plan::ValueCodecView::check), field("write", &plan::ValueCodecView::write));
};
template <>
struct Fields<plan::ReadMemberView> {
  static constexpr auto list =
      std::make_tuple(field("index", &plan::ReadMemberView::index), field("key", &plan::ReadMemberView::key),
                      field("read", &plan::ReadMemberView::read), field("target", &plan::ReadMemberView::target));
};
template <>
struct Fields<plan::CheckMemberView> {
  static constexpr auto list =
      std::make_tuple(field("guard", &plan::CheckMemberView::guard), field("check", &plan::CheckMemberView::check),
                      field("target", &plan::CheckMemberView::target), field("token", &plan::CheckMemberView::token));
};
template <>
struct Fields<plan::WriteAlwaysView> {
  static constexpr auto list = std::make_tuple(
      field("separates", &plan::WriteAlwaysView::separates), field("text", &plan::WriteAlwaysView::text),
      field("has_value", &plan::WriteAlwaysView::has_value), field("write", &plan::WriteAlwaysView::write),
      field("target", &plan::WriteAlwaysView::target));
};
template <>
struct Fields<plan::WriteOptionalView> {
  static constexpr auto list = std::make_tuple(
      field("guard", &plan::WriteOptionalView::guard), field("separates", &plan::WriteOptionalView::separates),
      field("text", &plan::WriteOptionalView::text), field("write", &plan::WriteOptionalView::write),
      field("target", &plan::WriteOptionalView::target));
};
template <>
struct Fields<plan::WriteMemberView> {
  static constexpr auto list = std::make_tuple(field("always", &plan::WriteMemberView::always),
                                               field("optional", &plan::WriteMemberView::optional));
};
template <>
struct Fields<plan::RestCodecView> {
  static constexpr auto list =
      std::make_tuple(field("shape", &plan::RestCodecView::shape), field("first", &plan::RestCodecView::first),
                      field("member", &plan::RestCodecView::member), field("read", &plan::RestCodecView::read),
                      field("check", &plan::RestCodecView::check), field("write", &plan::RestCodecView::write));
};
template <>
struct Fields<plan::StructCodecView> {
  static constexpr auto list = std::make_tuple(
      field("type", &plan::StructCodecView::type), field("read_signature", &plan::StructCodecView::read_signature),
      field("check_signature", &plan::StructCodecView::check_signature),
      field("write_signature", &plan::StructCodecView::write_signature), field("shape", &plan::StructCodecView::shape),
      field("count", &plan::StructCodecView::count), field("unknown", &plan::StructCodecView::unknown),
      field("rest", &plan::StructCodecView::rest), field("resets", &plan::StructCodecView::resets),
      field("names", &plan::StructCodecView::names), field("has_members", &plan::StructCodecView::has_members),
      field("reads", &plan::StructCodecView::reads), field("has_checks", &plan::StructCodecView::has_checks),
      field("is_recursive", &plan::StructCodecView::is_recursive), field("checks", &plan::StructCodecView::checks),
      field("opens_alone", &plan::StructCodecView::opens_alone), field("writes", &plan::StructCodecView::writes));
};
template <>
struct Fields<plan::AlternativeCodecView> {
  static constexpr auto list = std::make_tuple(
      field("index", &plan::AlternativeCodecView::index), field("read", &plan::AlternativeCodecView::read),
      field("check", &plan::AlternativeCodecView::check), field("write", &plan::AlternativeCodecView::write));
};
template <>
struct Fields<plan::UnionCodecView> {
  static constexpr auto list = std::make_tuple(
      field("read_signature", &plan::UnionCodecView::read_signature),
      field("check_signature", &plan::UnionCodecView::check_signature),
      field("write_signature", &plan::UnionCodecView::write_signature), field("choose", &plan::UnionCodecView::choose),
      field("has_checks", &plan::UnionCodecView::has_checks),
      field("alternatives", &plan::UnionCodecView::alternatives), field("only", &plan::UnionCodecView::only));
};
template <>
struct Fields<plan::ItemCodecView> {
  static constexpr auto list = std::make_tuple(
      field("read", &plan::ItemCodecView::read), field("target", &plan::ItemCodecView::target),
      field("is_optional", &plan::ItemCodecView::is_optional), field("guard", &plan::ItemCodecView::guard),
      field("write", &plan::ItemCodecView::write), field("value", &plan::ItemCodecView::value));
};
template <>
struct Fields<plan::ItemGapView> {
  static constexpr auto list =
      std::make_tuple(field("is_there", &plan::ItemGapView::is_there), field("before", &plan::ItemGapView::before),
                      field("token", &plan::ItemGapView::token));
};
template <>
struct Fields<plan::TupleCodecView> {
  static constexpr auto list = std::make_tuple(
      field("read_signature", &plan::TupleCodecView::read_signature),
      field("check_signature", &plan::TupleCodecView::check_signature),
      field("write_signature", &plan::TupleCodecView::write_signature), field("least", &plan::TupleCodecView::least),
      field("is_closed", &plan::TupleCodecView::is_closed), field("has_checks", &plan::TupleCodecView::has_checks),
      field("is_recursive", &plan::TupleCodecView::is_recursive), field("resets", &plan::TupleCodecView::resets),
      field("items", &plan::TupleCodecView::items), field("checks", &plan::TupleCodecView::checks),
      field("gaps", &plan::TupleCodecView::gaps), field("rest", &plan::TupleCodecView::rest));
};
template <>
struct Fields<plan::RuleView> {
  static constexpr auto list =
      std::make_tuple(field("name", &plan::RuleView::name), field("pointer", &plan::RuleView::pointer));
};
template <>
struct Fields<plan::CodecView> {
  static constexpr auto list =
      std::make_tuple(field("value", &plan::CodecView::value), field("object", &plan::CodecView::object),
                      field("tuple", &plan::CodecView::tuple), field("choice", &plan::CodecView::choice));
};
template <>
struct Fields<plan::PublicCodecView> {
  static constexpr auto list = std::make_tuple(field("type", &plan::PublicCodecView::type));
};
template <>
struct Fields<plan::DefaultCodecView> {
  static constexpr auto list = std::make_tuple(field("signature", &plan::DefaultCodecView::signature),
                                               field("value", &plan::DefaultCodecView::value));
};
template <>
struct Fields<plan::PayloadView> {
  static constexpr auto list =
      std::make_tuple(field("type", &plan::PayloadView::type), field("read", &plan::PayloadView::read),
                      field("pointer", &plan::PayloadView::pointer));
};
template <>
struct Fields<plan::CodecHeaderView> {
  static constexpr auto list = std::make_tuple(
      field("contract", &plan::CodecHeaderView::contract),
      field("cpp_namespace", &plan::CodecHeaderView::cpp_namespace),
      field("shared_includes", &plan::CodecHeaderView::shared_includes),
      field("borrows", &plan::CodecHeaderView::borrows), field("types", &plan::CodecHeaderView::types),
      field("has_payloads", &plan::CodecHeaderView::has_payloads), field("payloads", &plan::CodecHeaderView::payloads));
};
template <>
struct Fields<plan::CodecSourceView> {
  static constexpr auto list = std::make_tuple(
      field("contract", &plan::CodecSourceView::contract),
      field("cpp_namespace", &plan::CodecSourceView::cpp_namespace),
      field("shared_includes", &plan::CodecSourceView::shared_includes),
      field("has_shared_includes", &plan::CodecSourceView::has_shared_includes),
      field("forward", &plan::CodecSourceView::forward), field("has_forward", &plan::CodecSourceView::has_forward),
      field("has_codecs", &plan::CodecSourceView::has_codecs), field("schema", &plan::CodecSourceView::schema),
      field("rules", &plan::CodecSourceView::rules), field("has_rules", &plan::CodecSourceView::has_rules),
      field("has_arrays", &plan::CodecSourceView::has_arrays), field("codecs", &plan::CodecSourceView::codecs),
      field("calls", &plan::CodecSourceView::calls), field("defaults", &plan::CodecSourceView::defaults),
      field("has_payloads", &plan::CodecSourceView::has_payloads),
      field("payload_schema", &plan::CodecSourceView::payload_schema),
      field("payloads", &plan::CodecSourceView::payloads));
};
template <>
struct Fields<plan::CodecDetailView> {
  static constexpr auto list = std::make_tuple(field("contract", &plan::CodecDetailView::contract),
                                               field("cpp_namespace", &plan::CodecDetailView::cpp_namespace),
                                               field("declarations", &plan::CodecDetailView::declarations),
                                               field("has_declarations", &plan::CodecDetailView::has_declarations));
};
template <>
struct Fields<plan::CodecUnitView> {
  static constexpr auto list = std::make_tuple(
      field("contract", &plan::CodecUnitView::contract), field("cpp_namespace", &plan::CodecUnitView::cpp_namespace),
      field("shared_includes", &plan::CodecUnitView::shared_includes), field("suffix", &plan::CodecUnitView::suffix),
      field("is_empty", &plan::CodecUnitView::is_empty), field("has_arrays", &plan::CodecUnitView::has_arrays),
      field("schema", &plan::CodecUnitView::schema), field("rules", &plan::CodecUnitView::rules),
      field("has_rules", &plan::CodecUnitView::has_rules), field("has_helpers", &plan::CodecUnitView::has_helpers),
      field("helpers", &plan::CodecUnitView::helpers), field("codecs", &plan::CodecUnitView::codecs),
      field("calls", &plan::CodecUnitView::calls), field("defaults", &plan::CodecUnitView::defaults),
      field("has_payloads", &plan::CodecUnitView::has_payloads),
      field("payload_schema", &plan::CodecUnitView::payload_schema), field("payloads", &plan::CodecUnitView::payloads));
};

}  // namespace meshgen::render
