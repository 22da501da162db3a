/// Walks the document by the tables of rules.hpp.
#pragma once

#include <map>
#include <memory>
#include <set>
#include <string_view>
#include <utility>

#include "diag/sink.hpp"
#include "resolve/document.hpp"
#include "validate/bindings.hpp"
#include "validate/rules.hpp"
#include "validate/schema.hpp"

namespace meshgen::validate {

class ObjectValidator {
 public:
  ObjectValidator(const resolve::ResolvedDocument& document, diag::Sink& sink, bool is_3_1);

  /// Looks at each object once for each rule that it is to follow.
  void check(const load::Node& node, const ObjectRule& rule);

 private:
  /// What the things of the maps of root and components are: a reference from elsewhere may take them for another.
  using Kinds = std::map<const load::Node*, std::string_view>;

  ObjectValidator(const ObjectValidator& other, diag::Sink& sink);

  static std::shared_ptr<const Kinds> kinds_of(const resolve::ResolvedDocument& document);

  // objects.cpp: objects, lists and maps
  void check_members(const load::Node& node, const ObjectRule& rule);
  std::string unknown_field(const load::Member& member, const ObjectRule& rule);
  void check_field(const load::Node& value, const FieldRule& field, const ObjectRule& owner);
  [[nodiscard]] const load::Node* target(const load::Node& value, const FieldRule& field);
  [[nodiscard]] bool leads_to_its_kind(const load::Node& reference, const load::Node& target, const ObjectRule& rule);
  void check_item(const load::Node& item, const FieldRule& field);
  void check_list(const load::Node& value, const FieldRule& field);
  void check_map(const load::Node& value, const FieldRule& field, const ObjectRule& owner);
  void check_name(const load::Member& member, const FieldRule& field, const ObjectRule& owner);
  void check_reference(const load::Node& value, const FieldRule& field);

  // fields.cpp: scalars and what may be one
  void check_value(const load::Node& value, const FieldRule& field);
  void check_string(const load::Node& value, const FieldRule& field);
  void check_one_of(const load::Node& value, const FieldRule& field);
  void check_integer(const load::Node& value, const FieldRule& field);
  void check_strings(const load::Node& value, const FieldRule& field);
  void check_string_map(const load::Node& value, const FieldRule& field);
  void check_filter(const load::Node& value, const FieldRule& field);
  void check_expression(const load::Node& value, const FieldRule& field);
  void check_schema(const load::Node& value, const FieldRule& field);
  void check_unique(const load::Node& value, const FieldRule& field);
  void wrong_kind(const load::Node& node, std::string_view name, std::string_view want);
  void not_listed(const load::Node& value, std::string_view field, std::span<const std::string_view> allowed);

  // special.cpp: what no table says
  void check_security(const load::Node& node, const ObjectRule& rule);
  [[nodiscard]] bool looks_like_2x_security(const load::Node& node);
  void check_bindings(const load::Node& node, const ObjectRule& rule, Place place);
  void check_binding(const load::Member& member, const Binding& binding);
  void check_more(const load::Node& node, const ObjectRule& rule);
  void check_amqp(const load::Node& node);
  void check_ibmmq_channel(const load::Node& node);

  const resolve::ResolvedDocument& document_;
  diag::Sink& sink_;
  bool is_3_1_;
  SchemaValidator schemas_;
  std::shared_ptr<const Kinds> kinds_;
  std::set<std::pair<const load::Node*, const ObjectRule*>> seen_;
};

}  // namespace meshgen::validate
