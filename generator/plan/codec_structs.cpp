/// The codec of structs and unions.
#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "model/kinds.hpp"
#include "plan/codec_planner.hpp"
#include "plan/codec_spelling.hpp"
#include "plan/names.hpp"
#include "plan/spell.hpp"

namespace meshgen::plan {

using Form = model::Object::Form;

namespace {

constexpr std::array<std::string_view, model::kJsonKinds> kKindNames{"kNull",   "kBoolean", "kNumber",
                                                                     "kString", "kArray",   "kObject"};
constexpr std::array<std::string_view, model::kJsonKinds> kKindWords{"null",     "a boolean", "a number",
                                                                     "a string", "an array",  "an object"};

/// "json::KindSet{json::Kind::kString}".
std::string kinds_literal(model::Kinds kinds) {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < kinds.size(); ++i) {
    if (kinds[i]) names.push_back(fmt::format("json::Kind::{}", kKindNames.at(i)));
  }
  return fmt::format("{{{}}}", fmt::join(names, ", "));
}

}  // namespace

/// Emits a struct or union once, after what it needs. Not by calling itself: structs may hold each other in a chain
/// as long as the document.
void CodecPlanner::emit(TypeId root) {
  std::vector<Frame> frames;
  const auto begin = [&](TypeId id) {
    if (plan_.shared.types.contains(id) || has_checks_.contains(id) || !open_.insert(id).second) return;
    frames.emplace_back();
    frames.back().id = id;
    const auto* object = std::get_if<model::Object>(&types_[id].shape);
    if (object != nullptr && object->form == Form::kObject) frames.back().object = begin_structure(id);
  };
  begin(root);
  while (!frames.empty()) {
    const auto at = frames.size() - 1;
    const auto id = frames[at].id;
    if (frames[at].next == parts_of(id)) {
      finish(frames[at]);
      frames.pop_back();
      continue;
    }
    // Units see the functions of all structs and unions, wherever they are.
    const auto needed = unit_ == nullptr ? needs(id, frames[at].next) : std::nullopt;
    if (needed && !open_.contains(*needed)) {
      begin(*needed);
      if (frames.size() > at + 1) continue;  // this part again when that is done
    }
    part(frames[at]);
    ++frames[at].next;
  }
}

std::size_t CodecPlanner::parts_of(TypeId id) const {
  if (const auto* choice = std::get_if<model::Union>(&types_[id].shape)) return choice->alternatives.size();
  const auto& object = std::get<model::Object>(types_[id].shape);
  return object.properties.size() + (object.rest ? 1U : 0U);
}

model::TypeId CodecPlanner::part_of(TypeId id, std::size_t part) const {
  if (const auto* choice = std::get_if<model::Union>(&types_[id].shape)) return choice->alternatives[part].type;
  const auto& object = std::get<model::Object>(types_[id].shape);
  return part < object.properties.size() ? object.properties[part].type : *object.rest;
}

std::optional<model::TypeId> CodecPlanner::needs(TypeId id, std::size_t part) const {
  auto of = types_.target(part_of(id, part));
  for (;;) {
    if (const auto* array = std::get_if<model::Array>(&types_[of].shape)) {
      of = types_.target(array->items);
    } else if (const auto* map = std::get_if<model::Map>(&types_[of].shape)) {
      of = types_.target(map->values);
    } else {
      break;
    }
  }
  const bool is_emitted =
      std::holds_alternative<model::Object>(types_[of].shape) || std::holds_alternative<model::Union>(types_[of].shape);
  return is_emitted ? std::optional(of) : std::nullopt;
}

void CodecPlanner::part(Frame& frame) {
  const auto* object = std::get_if<model::Object>(&types_[frame.id].shape);
  if (object == nullptr) {
    (void)used(part_of(frame.id, frame.next), frame.id, false);
    return;
  }
  const bool is_rest = frame.next == object->properties.size();
  switch (object->form) {
    case Form::kObject:
      return is_rest ? rest(frame) : member(frame);
    case Form::kTuple:
      return is_rest ? more_items(frame) : item(frame);
    case Form::kValue:
      return bare_value(frame);
  }
}

void CodecPlanner::finish(Frame& frame) {
  CodecView view;
  const auto functions = functions_of(frame.id);
  const auto* object = std::get_if<model::Object>(&types_[frame.id].shape);
  const auto type = plan_.cpp->name(frame.id);
  if (object == nullptr) {
    view.choice = choice(frame.id, functions);
    has_checks_[frame.id] = view.choice->has_checks || view.choice->only;
  } else if (object->form == Form::kObject) {
    view.object = finish_structure(frame, functions);
    has_checks_[frame.id] = view.object->has_checks;
  } else if (object->form == Form::kValue) {
    has_checks_[frame.id] = frame.value.check.has_value();
    view.value = std::move(frame.value);
  } else {
    auto& tuple = frame.tuple;
    const auto least = std::count_if(object->properties.begin(), object->properties.end(),
                                     [](const model::Property& property) { return property.required; });
    tuple.least = std::to_string(least);
    tuple.is_closed = object->closed;
    tuple.is_recursive = recursive_[static_cast<std::size_t>(frame.id)];
    tuple.has_checks = tuple.is_recursive || !tuple.checks.empty() || !tuple.gaps.empty() || tuple.rest.has_value();
    tuple.read_signature = signature_of_read(functions.read, type, parts_of(frame.id) != 0);
    tuple.check_signature = signature_of_check(functions.check, "const " + type + "&");
    tuple.write_signature = signature_of_write(functions.write, type, parts_of(frame.id) != 0);
    has_checks_[frame.id] = tuple.has_checks;
    view.tuple = std::move(tuple);
  }
  codecs_.push_back(std::move(view));
}

StructCodecView CodecPlanner::begin_structure(TypeId id) const {
  const auto& shape = std::get<model::Object>(types_[id].shape);
  StructCodecView view;
  view.type = plan_.cpp->name(id);
  view.shape = "k" + view.type + "Shape";
  view.count = std::to_string(shape.properties.size());
  view.unknown = shape.rest ? "kKept" : shape.closed ? "kRefused" : "kSkipped";
  view.has_members = !shape.properties.empty();
  view.is_recursive = recursive_[static_cast<std::size_t>(id)];
  view.opens_alone = shape.properties.empty() || !shape.properties.front().required;
  return view;
}

StructCodecView CodecPlanner::finish_structure(Frame& frame, const Functions& functions) const {
  auto& view = frame.object;
  view.has_checks = view.is_recursive || !view.checks.empty() || view.rest.has_value();
  const bool uses_value = !view.checks.empty() || view.rest.has_value();
  view.read_signature = signature_of_read(functions.read, view.type, frame.has_data);
  view.check_signature = signature_of_check(functions.check, "const " + view.type + "&", uses_value);
  view.write_signature = signature_of_write(functions.write, view.type, frame.has_data);
  return std::move(view);
}

void CodecPlanner::member(Frame& frame) {
  const auto index = frame.next;
  const auto& property = std::get<model::Object>(types_[frame.id].shape).properties[index];
  auto& view = frame.object;
  const auto member = plan_.member(frame.id, property.wire_name);
  const auto key = fmt::format("\"{}\":", json_escaped(property.wire_name));
  view.names.push_back(fmt::format("{{{}, {}}}", string_literal(property.wire_name), property.required));
  const auto position = std::to_string(index);
  const std::string prefix = frame.something_written ? "," : index == 0 && property.required ? "{" : "";
  const bool separates = !frame.something_written && index != 0;
  if (is_constant(types_, property)) {
    const auto& value = std::get<model::StringConst>(types_[types_.target(property.type)].shape).value;
    view.reads.push_back({position, string_literal(key), "json::read_const", view.type + "::" + member});
    view.writes.push_back(
        {WriteAlwaysView{
             separates, string_literal(fmt::format("{}{}\"{}\"", prefix, key, json_escaped(value))), false, {}, {}},
         std::nullopt});
    frame.something_written = true;
    return;
  }
  frame.has_data = true;
  const auto use = used(property.type, frame.id, false);
  if (const auto* function = plan_.default_function(frame.id, property.wire_name))
    add_default(frame.id, *function, use.read);
  const auto token = string_literal(property.wire_name);
  if (property.required) {
    view.reads.push_back({position, string_literal(key), use.read, "out." + member});
    if (!use.check.empty()) view.checks.push_back({"", use.check, "value." + member, token});
    view.writes.push_back(
        {WriteAlwaysView{separates, string_literal(prefix + key), true, use.write, "value." + member}, std::nullopt});
    frame.something_written = true;
    return;
  }
  if (const auto* fallback = plan_.fallback(frame.id, property.wire_name)) {
    const auto value = "value." + member;
    const auto differs = fallback->differs(value);
    view.resets.push_back(fallback->assign("out." + member));
    view.reads.push_back({position, string_literal(key), use.read, "out." + member});
    // What stays as the default says is not checked either: nothing of it is written.
    if (!use.check.empty()) view.checks.push_back({differs + " && ", use.check, value, token});
    view.writes.push_back(
        {std::nullopt, WriteOptionalView{differs, separates, string_literal(prefix + key), use.write, value}});
    return;
  }
  view.resets.push_back(fmt::format("out.{}.reset()", member));
  view.reads.push_back({position, string_literal(key), use.read, fmt::format("out.{}.emplace()", member)});
  if (!use.check.empty()) {
    view.checks.push_back({fmt::format("value.{} && ", member), use.check, "*value." + member, token});
  }
  view.writes.push_back({std::nullopt, WriteOptionalView{"value." + member, separates, string_literal(prefix + key),
                                                         use.write, "*value." + member}});
}

/// Members that the contract does not list, where they are kept.
void CodecPlanner::rest(Frame& frame) {
  const auto& shape = std::get<model::Object>(types_[frame.id].shape);
  const auto use = used(*shape.rest, frame.id, false);
  auto& view = frame.object;
  const auto member = plan_.rest_names.at(frame.id);
  const auto held = plan_.cpp->value_spelling(*shape.rest, frame.id);
  const auto check = use.check.empty() ? fmt::format("json::check_nothing<{}>", held) : use.check;
  view.rest = RestCodecView{view.shape, {}, member, use.read, check, use.write};
  frame.has_data = true;
}

void CodecPlanner::item(Frame& frame) {
  const auto& property = std::get<model::Object>(types_[frame.id].shape).properties[frame.next];
  const auto member = plan_.member(frame.id, property.wire_name);
  const auto use = used(property.type, frame.id, false);
  auto& view = frame.tuple;
  const auto token = std::to_string(frame.next);
  if (property.required) {
    view.items.push_back({use.read, "out." + member, false, "", use.write, "value." + member});
    if (!use.check.empty()) view.checks.push_back({"", use.check, "value." + member, token});
    return;
  }
  view.resets.push_back(fmt::format("out.{}.reset()", member));
  view.items.push_back(
      {use.read, fmt::format("out.{}.emplace()", member), true, "value." + member, use.write, "*value." + member});
  if (!use.check.empty())
    view.checks.push_back({fmt::format("value.{} && ", member), use.check, "*value." + member, token});
  if (!frame.last_optional.empty()) view.gaps.push_back({"value." + member, "value." + frame.last_optional, token});
  frame.last_optional = member;
}

void CodecPlanner::more_items(Frame& frame) {
  const auto& shape = std::get<model::Object>(types_[frame.id].shape);
  const auto use = used(*shape.rest, frame.id, true);
  const auto member = plan_.rest_names.at(frame.id);
  const auto held = plan_.cpp->value_spelling(*shape.rest, frame.id);
  auto& view = frame.tuple;
  if (!frame.last_optional.empty())
    view.gaps.push_back({fmt::format("!value.{}.empty()", member), "value." + frame.last_optional,
                         std::to_string(shape.properties.size())});
  const auto check = use.check.empty() ? fmt::format("json::check_nothing<{}>", held) : use.check;
  view.rest = RestCodecView{{}, std::to_string(shape.properties.size()), member, use.read, check, use.write};
}

/// A struct that is only a name: its value stands for it.
void CodecPlanner::bare_value(Frame& frame) {
  const auto& property = std::get<model::Object>(types_[frame.id].shape).properties.front();
  const auto type = plan_.cpp->name(frame.id);
  const auto member = plan_.member(frame.id, property.wire_name);
  const auto functions = functions_of(frame.id);
  const auto use = used(property.type, frame.id, false);
  auto& view = frame.value;
  view.read =
      CallView{signature_of_read(functions.read, type), fmt::format("return {}(p, out.{}, context)", use.read, member)};
  if (!use.check.empty()) {
    view.check = CallView{signature_of_check(functions.check, "const " + type + "&"),
                          fmt::format("return {}(value.{}, context)", use.check, member)};
  }
  view.write = CallView{signature_of_write(functions.write, type), fmt::format("{}(value.{}, out)", use.write, member)};
}

UnionCodecView CodecPlanner::choice(TypeId id, const Functions& functions) {
  const auto& shape = std::get<model::Union>(types_[id].shape);
  const auto type = plan_.cpp->name(id);
  UnionCodecView view;
  for (std::size_t index = 0; index < shape.alternatives.size(); ++index) {
    const auto use = used(shape.alternatives[index].type, id, false);
    view.has_checks = view.has_checks || !use.check.empty();
    view.alternatives.push_back(
        {std::to_string(index), use.read,
         use.check.empty() ? "true" : fmt::format("{}(*std::get_if<{}>(&value), context)", use.check, index),
         use.write});
  }
  view.choose = chooser(shape);
  if (shape.by == model::Union::By::kTrial && shape.only_one) {
    const auto alternatives = view.has_checks ? "check_" + unique("alternative_of_" + base_name(id)) : std::string{};
    const auto first = view.has_checks ? alternatives + "(value, context) && " : std::string{};
    view.only = CallView{
        signature_of_check(functions.check, "const " + type + "&"),
        fmt::format("return {}json::check_only<{}>(value, {}, context)", first, functions.write, rules_of(shape))};
    // Nobody else calls it, and there is no nameless namespace around what units show each other.
    view.check_signature =
        (unit_ == nullptr ? "" : "static ") + signature_of_check(alternatives, "const " + type + "&");
  }
  view.read_signature = signature_of_read(functions.read, type);
  if (!view.only) view.check_signature = signature_of_check(functions.check, "const " + type + "&");
  view.write_signature = signature_of_write(functions.write, type);
  return view;
}

/// "std::array{&rule_of_a(), &rule_of_b()}"
std::string CodecPlanner::rules_of(const model::Union& shape) {
  std::vector<std::string> rules;
  for (const auto& alternative : shape.alternatives) rules.push_back("&" + rule(*alternative.schema, alternative.type));
  return fmt::format("std::array{{{}}}", fmt::join(rules, ", "));
}

/// The call that finds the alternative of the value at `p`.
std::string CodecPlanner::chooser(const model::Union& shape) {
  std::vector<std::string> parts;
  switch (shape.by) {
    case model::Union::By::kConstant:
      for (const auto& alternative : shape.alternatives) parts.push_back(string_literal(alternative.value));
      return fmt::format("json::choose(p, {}, {{{}}}, context)", string_literal(shape.discriminator),
                         fmt::join(parts, ", "));
    case model::Union::By::kKind: {
      model::Kinds all;
      for (const auto& alternative : shape.alternatives) {
        const auto kinds = model::kinds_of(types_, alternative.type);
        all |= kinds;
        parts.push_back(kinds_literal(kinds));
      }
      std::string words;
      for (std::size_t i = 0; i < all.size(); ++i) {
        if (all[i]) words += (words.empty() ? "" : " or ") + std::string(kKindWords.at(i));
      }
      return fmt::format("json::choose_kind(p, {{{}}}, {}, context)", fmt::join(parts, ", "), string_literal(words));
    }
    case model::Union::By::kTrial:
      break;
  }
  chooses_by_schema_ = true;
  return fmt::format("json::choose_by(p, {}, json::Choice::{}, context)", rules_of(shape),
                     shape.only_one ? "kOnly" : "kFirst");
}

}  // namespace meshgen::plan
