#include "plan/build_codec.hpp"

#include <map>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "diag/codes.hpp"
#include "plan/codec_spelling.hpp"
#include "plan/names.hpp"
#include "plan/pattern.hpp"
#include "plan/recursion.hpp"
#include "plan/spell.hpp"

namespace meshgen::plan {
namespace {

using model::Match;
using model::TypeId;

/// The functions that read, check and write a type. `check` is empty where nothing can be wrong.
struct Functions {
  std::string read;
  std::string check;
  std::string write;
};

class CodecPlanner {
 public:
  CodecPlanner(const model::Api& api, const TypesPlan& types, diag::Sink& sink)
      : types_(api.types), plan_(types), sink_(sink), recursive_(recursive_types(api.types, types.reachable)) {}

  CodecPlan run(const std::string& contract, const std::string& cpp_namespace) {
    CodecPlan plan;
    plan.source.contract = plan.header.contract = contract;
    plan.source.cpp_namespace = plan.header.cpp_namespace = cpp_namespace;
    // Public names first, so that no helper takes one away.
    for (const auto id : plan_.reachable) {
      if (is_named(types_[id])) used_names_.insert(words_joined(plan_.cpp->name(id)));
    }
    for (const auto id : plan_.order.structs) publish(id, plan);
    std::set<std::string> variants;  // two aliases of one variant are one type: its calls are declared once
    for (const auto id : plan_.order.unions) {
      std::string alternatives;
      for (const auto& alternative : std::get<model::Union>(types_[id].shape).alternatives)
        alternatives += plan_.cpp->name(alternative.type) + ",";
      if (variants.insert(alternatives).second) publish(id, plan);
    }
    plan.source.codecs = std::move(codecs_);
    plan.source.has_codecs = !plan.source.codecs.empty();
    for (const auto id : forward_) {
      const auto type = plan_.cpp->name(id);
      const auto name = words_joined(type);
      plan.source.forward.push_back(signature_of_read("read_" + name, type));
      plan.source.forward.push_back(signature_of_check("check_" + name, "const " + type + "&"));
      plan.source.forward.push_back(signature_of_write("write_" + name, type));
    }
    plan.source.has_forward = !forward_.empty();
    return plan;
  }

 private:
  void publish(TypeId id, CodecPlan& plan) {
    const auto type = plan_.cpp->name(id);
    emit(id);
    const auto functions = named(id);
    const auto check = functions.check.empty() ? "json::check_nothing<" + type + ">" : functions.check;
    plan.header.types.push_back({type});
    auto& calls = plan.source.calls;
    calls.push_back({fmt::format("mesh::json::Checked decode(mesh::json::Input text, {}& out)", type),
                     fmt::format("return json::decode_with<{}>(text, out)", functions.read)});
    calls.push_back({fmt::format("mesh::json::Checked validate(const {}& value)", type),
                     fmt::format("return json::validate_with<{}>(value)", check)});
    calls.push_back({fmt::format("mesh::json::Checked encode(const {}& value, std::string& out)", type),
                     fmt::format("return json::encode_with<{}, {}>(value, out)", check, functions.write)});
  }

  /// Of a struct or union that is emitted, or, in a recursion, about to be: then its functions are declared beforehand.
  Functions named(TypeId id) {
    auto functions = functions_of(id);
    if (const auto found = has_checks_.find(id); found != has_checks_.end()) {
      if (!found->second) functions.check.clear();
    } else if (forwarded_.insert(id).second) {
      forward_.push_back(id);
    }
    return functions;
  }

  Functions functions_of(TypeId id) const {
    const auto name = words_joined(plan_.cpp->name(id));
    return {"read_" + name, "check_" + name, "write_" + name};
  }

  /// A struct or union on the way: its parts so far, the next one.
  struct Frame {
    TypeId id{};
    StructCodecView object;
    std::size_t next = 0;
    bool has_data = false;
    bool something_written = false;  // surely, by the members before
  };

  /// Emits a struct or union once, after what it needs. Not by calling itself: structs may hold each other in a chain
  /// as long as the document.
  void emit(TypeId root) {
    std::vector<Frame> frames;
    const auto begin = [&](TypeId id) {
      if (has_checks_.contains(id) || !open_.insert(id).second) return;
      frames.emplace_back();
      frames.back().id = id;
      if (std::holds_alternative<model::Object>(types_[id].shape)) frames.back().object = begin_structure(id);
    };
    begin(root);
    while (!frames.empty()) {
      const auto at = frames.size() - 1;
      const auto id = frames[at].id;
      const auto* object = std::get_if<model::Object>(&types_[id].shape);
      const auto parts =
          object != nullptr ? object->properties.size() : std::get<model::Union>(types_[id].shape).alternatives.size();
      if (frames[at].next == parts) {
        finish(frames[at]);
        frames.pop_back();
        continue;
      }
      if (const auto needed = needs(id, frames[at].next); needed && !open_.contains(*needed)) {
        begin(*needed);
        if (frames.size() > at + 1) continue;  // this part again when that is done
      }
      if (object != nullptr) {
        member(frames[at]);
      } else {
        (void)named(std::get<model::Union>(types_[id].shape).alternatives[frames[at].next].type);
      }
      ++frames[at].next;
    }
  }

  /// The struct or union that a part needs, through lists and maps.
  std::optional<TypeId> needs(TypeId id, std::size_t part) const {
    const auto& shape = types_[id].shape;
    if (const auto* choice = std::get_if<model::Union>(&shape)) return choice->alternatives[part].type;
    auto of = types_.target(std::get<model::Object>(shape).properties[part].type);
    for (;;) {
      if (const auto* array = std::get_if<model::Array>(&types_[of].shape)) {
        of = types_.target(array->items);
      } else if (const auto* map = std::get_if<model::Map>(&types_[of].shape)) {
        of = types_.target(map->values);
      } else {
        break;
      }
    }
    const bool is_emitted = std::holds_alternative<model::Object>(types_[of].shape) ||
                            std::holds_alternative<model::Union>(types_[of].shape);
    return is_emitted ? std::optional(of) : std::nullopt;
  }

  void finish(Frame& frame) {
    CodecView view;
    const auto functions = functions_of(frame.id);
    if (std::holds_alternative<model::Object>(types_[frame.id].shape)) {
      view.object = finish_structure(frame, functions);
      has_checks_[frame.id] = view.object->has_checks;
    } else {
      view.choice = choice(frame.id, functions);
      has_checks_[frame.id] = view.choice->has_checks;
    }
    codecs_.push_back(std::move(view));
  }

  StructCodecView begin_structure(TypeId id) const {
    const auto& shape = std::get<model::Object>(types_[id].shape);
    StructCodecView view;
    view.type = plan_.cpp->name(id);
    view.shape = "k" + view.type + "Shape";
    view.count = std::to_string(shape.properties.size());
    view.closed = shape.closed ? "true" : "false";
    view.has_members = !shape.properties.empty();
    view.is_recursive = recursive_[static_cast<std::size_t>(id)];
    view.opens_alone = shape.properties.empty() || !shape.properties.front().required;
    return view;
  }

  StructCodecView finish_structure(Frame& frame, const Functions& functions) const {
    auto& view = frame.object;
    view.has_checks = view.is_recursive || !view.checks.empty();
    view.read_signature = signature_of_read(functions.read, view.type, frame.has_data);
    view.check_signature = signature_of_check(functions.check, "const " + view.type + "&", !view.checks.empty());
    view.write_signature = signature_of_write(functions.write, view.type, frame.has_data);
    return std::move(view);
  }

  void member(Frame& frame) {
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
    const auto token = string_literal(property.wire_name);
    if (property.required) {
      view.reads.push_back({position, string_literal(key), use.read, "out." + member});
      if (!use.check.empty()) view.checks.push_back({"", use.check, "value." + member, token});
      view.writes.push_back(
          {WriteAlwaysView{separates, string_literal(prefix + key), true, use.write, "value." + member}, std::nullopt});
      frame.something_written = true;
      return;
    }
    view.resets.push_back(member);
    view.reads.push_back({position, string_literal(key), use.read, fmt::format("out.{}.emplace()", member)});
    if (!use.check.empty()) {
      view.checks.push_back({fmt::format("value.{} && ", member), use.check, "*value." + member, token});
    }
    view.writes.push_back({std::nullopt, WriteOptionalView{"value." + member, separates, string_literal(prefix + key),
                                                           use.write, "*value." + member}});
  }

  UnionCodecView choice(TypeId id, const Functions& functions) {
    const auto& shape = std::get<model::Union>(types_[id].shape);
    const auto type = plan_.cpp->name(id);
    UnionCodecView view;
    std::vector<std::string> values;
    for (std::size_t index = 0; index < shape.alternatives.size(); ++index) {
      const auto& alternative = shape.alternatives[index];
      const auto use = named(alternative.type);
      values.push_back(string_literal(alternative.value));
      view.has_checks = view.has_checks || !use.check.empty();
      view.alternatives.push_back(
          {std::to_string(index), use.read,
           use.check.empty() ? "true" : fmt::format("{}(*std::get_if<{}>(&value), context)", use.check, index),
           use.write});
    }
    view.choose = fmt::format("json::choose(p, {}, {{{}}}, context)", string_literal(shape.discriminator),
                              fmt::join(values, ", "));
    view.read_signature = signature_of_read(functions.read, type);
    view.check_signature = signature_of_check(functions.check, "const " + type + "&");
    view.write_signature = signature_of_write(functions.write, type);
    return view;
  }

  /// As it stands in `owner`: boxed and nullable as the case may be.
  Functions used(TypeId use, TypeId owner, bool in_array) {
    const auto id = types_.target(use);
    const bool is_nullable = types_.is_nullable(use);
    auto functions = bare(id, owner);
    const bool is_boxed = plan_.cpp->is_boxed(owner, id) && !(in_array && id == owner && !is_nullable);
    if (is_boxed) functions = wrapped("box", "boxed_" + base_name(id), plan_.cpp->spelling(id, owner), functions, id);
    if (is_nullable) {
      const auto name = std::string(is_boxed ? "boxed_" : "") + base_name(id) + "_or_null";
      functions = wrapped("nullable", name, plan_.cpp->value_spelling(use, owner), functions, id);
    }
    return functions;
  }

  /// `kind` is "box" or "nullable".
  Functions wrapped(const std::string& kind, const std::string& name, const std::string& type, const Functions& inner,
                    TypeId id) {
    return once({id, kind + " " + type}, name, [&](const Functions& functions) {
      ValueCodecView view;
      view.read = CallView{signature_of_read(functions.read, type),
                           fmt::format("return json::read_{}<{}>(p, out, context)", kind, inner.read)};
      if (!inner.check.empty()) {
        view.check = CallView{signature_of_check(functions.check, "const " + type + "&"),
                              fmt::format("return json::check_{}<{}>(value, context)", kind, inner.check)};
      }
      view.write = CallView{signature_of_write(functions.write, type),
                            fmt::format("json::write_{}<{}>(value, out)", kind, inner.write)};
      return view;
    });
  }

  Functions bare(TypeId id, TypeId owner) {
    return std::visit(
        Match{[](const model::Boolean&) { return Functions{"json::read_bool", "", "json::write_bool"}; },
              [&](const model::Integer& integer) { return integer_functions(id, integer); },
              [&](const model::Number& number) { return number_functions(id, number); },
              [&](const model::String& string) { return string_functions(id, string); },
              [&](const model::StringEnum& choices) { return enum_functions(id, choices); },
              [&](const model::StringConst& constant) {
                return checked(id, "std::string_view", "std::string", {"json::read_string", "", "json::write_string"},
                               {},
                               {fmt::format("json::check_const(value, {}, context)", string_literal(constant.value))});
              },
              [&](const model::Array& array) { return array_functions(id, owner, array); },
              [&](const model::Map& map) { return map_functions(id, owner, map); },
              [&](const model::Object&) { return named(id); }, [&](const model::Union&) { return named(id); },
              [&](const model::Alias& alias) { return bare(types_.target(alias.of), owner); },
              [](const model::Any&) { return Functions{"json::read_any", "", "json::write_any"}; }},
        types_[id].shape);
  }

  Functions integer_functions(TypeId id, const model::Integer& integer) {
    const std::string bits = integer.bits == 32 ? "int32" : "int64";
    const Functions plain{"json::read_" + bits, "", "json::write_" + bits};
    std::vector<std::string> checks;
    if (integer.minimum) {
      checks.push_back(fmt::format("json::at_least(value, {}, context)", integer_literal(*integer.minimum)));
    }
    if (integer.maximum) {
      checks.push_back(fmt::format("json::at_most(value, {}, context)", integer_literal(*integer.maximum)));
    }
    // A fraction of 1 says nothing of integers.
    if (integer.multiple_of && !base::is_multiple({1, 0}, *integer.multiple_of)) add_step(*integer.multiple_of, checks);
    return checked(id, "std::int64_t", "std::" + bits + "_t", plain, {}, checks);
  }

  Functions number_functions(TypeId id, const model::Number& number) {
    const Functions plain{"json::read_double", "json::is_finite", "json::write_double"};
    std::vector<std::string> checks;
    if (number.minimum) {
      checks.push_back(fmt::format("json::{}(value, {}, context)", number.minimum->exclusive ? "above" : "at_least",
                                   double_literal(number.minimum->value)));
    }
    if (number.maximum) {
      checks.push_back(fmt::format("json::{}(value, {}, context)", number.maximum->exclusive ? "below" : "at_most",
                                   double_literal(number.maximum->value)));
    }
    if (number.multiple_of) add_step(*number.multiple_of, checks);
    return checked(id, "double", "double", plain, {}, checks);
  }

  static void add_step(const base::Decimal& step, std::vector<std::string>& checks) {
    checks.push_back(fmt::format("json::multiple_of(value, {{{}, {}}}, context)", step.mantissa, step.exponent));
  }

  Functions string_functions(TypeId id, const model::String& string) {
    const Functions plain{"json::read_string", "json::check_text", "json::write_string"};
    std::vector<std::string> statics;
    std::vector<std::string> checks;
    if (string.min_length.value_or(0) > 0) {
      checks.push_back(fmt::format("json::min_length(value, {}, context)", *string.min_length));
    }
    if (string.max_length) {
      checks.push_back(fmt::format("json::max_length(value, {}, context)", *string.max_length));
    }
    if (string.pattern) {
      statics.push_back(pattern(*string.pattern));
      checks.emplace_back("json::matches(value, kPattern, context)");
    }
    if (string.format != model::Format::kNone) {
      checks.push_back(fmt::format("json::has_format(value, json::Format::{}, context)", format_name(string.format)));
    }
    return checked(id, "std::string_view", "std::string", plain, statics, checks);
  }

  std::string pattern(const model::Pattern& pattern) {
    if (const auto run = parse_class_run(pattern.regex)) {
      return fmt::format("static constexpr json::ClassRun kPattern({}, {}, {}, {});", string_literal(run->ranges),
                         run->min, run->max ? std::to_string(*run->max) : "json::kNoLimit",
                         string_literal(pattern.regex));
    }
    const auto expression = to_re2(pattern.regex);
    if (!expression) {
      sink_
          .report(diag::codes::kUnsupported, pattern.span,
                  fmt::format("pattern '{}' cannot be checked in linear time", pattern.regex))
          .with_help("write it without look-around, back references and repetitions over 1000");
    }
    return fmt::format("static const json::Regex kPattern({});", string_literal(expression.value_or(pattern.regex)));
  }

  Functions enum_functions(TypeId id, const model::StringEnum& choices) {
    const auto type = plan_.cpp->name(id);
    std::string list;
    constexpr std::size_t kMost = 12;
    for (std::size_t i = 0; i < choices.values.size() && i < kMost; ++i) {
      list += fmt::format("{}\"{}\"", i == 0 ? "" : ", ", choices.values[i].wire);
    }
    if (choices.values.size() > kMost) list += ", ...";
    return once({id, ""}, words_joined(type), [&](const Functions& functions) {
      ValueCodecView view;
      const auto words = string_literal(list);
      view.read = {signature_of_read(functions.read, type),
                   fmt::format("return json::read_enum(p, out, {}, context)", words)};
      view.check = {signature_of_check(functions.check, type),
                    fmt::format("return json::check_enum(value, {}, context)", words)};
      view.write = {fmt::format("void {}({} value, json::Writer& out)", functions.write, type),
                    "json::write_enum(value, out)"};
      return view;
    });
  }

  Functions array_functions(TypeId id, TypeId owner, const model::Array& array) {
    const auto items = used(array.items, owner, true);
    const auto type = plan_.cpp->spelling(id, owner);
    const auto bounds = count_literal(array.min_items, array.max_items);
    const bool has_checks = !items.check.empty() || bounds != "{}" || array.unique;
    return once({id, type}, base_name(id), [&](const Functions& functions) {
      const auto held = plan_.cpp->value_spelling(array.items, owner);
      auto view = container("array", type, held, bounds, items, functions, has_checks);
      if (!array.unique) return view;
      const auto check = items.check.empty() ? fmt::format("json::check_nothing<{}>", held) : items.check;
      view.read->call =
          fmt::format("return json::read_unique_array<{}, {}>(p, out, {}, context)", items.read, items.write, bounds);
      view.check->call =
          fmt::format("return json::check_unique_array<{}, {}>(value, {}, context)", check, items.write, bounds);
      return view;
    });
  }

  Functions map_functions(TypeId id, TypeId owner, const model::Map& map) {
    const auto values = used(map.values, owner, false);
    const auto type = plan_.cpp->spelling(id, owner);
    const auto bounds = count_literal(map.min_properties, map.max_properties);
    return once({id, type}, base_name(id), [&](const Functions& functions) {
      return container("map", type, plan_.cpp->value_spelling(map.values, owner), bounds, values, functions, true);
    });
  }

  static ValueCodecView container(const std::string& kind, const std::string& type, const std::string& held,
                                  const std::string& bounds, const Functions& inner, const Functions& functions,
                                  bool has_checks) {
    ValueCodecView view;
    view.read = CallView{signature_of_read(functions.read, type),
                         fmt::format("return json::read_{}<{}>(p, out, {}, context)", kind, inner.read, bounds)};
    if (has_checks) {
      const auto check = inner.check.empty() ? fmt::format("json::check_nothing<{}>", held) : inner.check;
      view.check = CallView{signature_of_check(functions.check, "const " + type + "&"),
                            fmt::format("return json::check_{}<{}>(value, {}, context)", kind, check, bounds)};
    }
    view.write = CallView{signature_of_write(functions.write, type),
                          fmt::format("json::write_{}<{}>(value, out)", kind, inner.write)};
    return view;
  }

  /// A plain value with checks of its own; without any it is read as it is.
  Functions checked(TypeId id, const std::string& parameter, const std::string& type, const Functions& plain,
                    const std::vector<std::string>& statics, std::vector<std::string> checks) {
    if (checks.empty()) return plain;
    if (!plain.check.empty()) checks.insert(checks.begin(), plain.check + "(value, context)");
    auto functions = once({id, ""}, base_name(id), [&](const Functions& own) {
      ValueCodecView view;
      ValueCheckView check;
      check.signature = signature_of_check(own.check, parameter);
      check.statics = statics;
      check.last_check = checks.back();
      checks.pop_back();
      check.checks = checks;
      view.checked = std::move(check);
      view.read = CallView{signature_of_read(own.read, type),
                           fmt::format("return json::read_checked<{}, {}>(p, out, context)", plain.read, own.check)};
      return view;
    });
    functions.write = plain.write;
    return functions;
  }

  /// Emits what `make` gives, the first time that `key` is asked for.
  template <class Make>
  Functions once(const std::pair<TypeId, std::string>& key, const std::string& wanted_name, Make make) {
    if (const auto found = made_.find(key); found != made_.end()) return found->second;
    std::string name = wanted_name;
    // Nobody outside codec.cpp sees these names, so a number may tell them apart; they come in the document's order.
    const bool is_declared = is_named(types_[key.first]) && name == words_joined(plan_.cpp->name(key.first));
    if (!is_declared && !used_names_.insert(name).second) {
      auto& number = numbers_.try_emplace(wanted_name, 1).first->second;
      do name = fmt::format("{}_{}", wanted_name, ++number);
      while (!used_names_.insert(name).second);
    }
    Functions functions{"read_" + name, "check_" + name, "write_" + name};
    ValueCodecView view = make(std::as_const(functions));
    if (!view.check && !view.checked) functions.check.clear();
    CodecView codec;
    codec.value = std::move(view);
    codecs_.push_back(std::move(codec));
    return made_[key] = functions;
  }

  /// "quantity_of_order_line", or "order_line" of what has a declaration.
  std::string base_name(TypeId id) const {
    if (is_named(types_[id])) return words_joined(plan_.cpp->name(id));
    const auto& path = types_[id].origin.path;
    std::string name;
    for (const auto& word : path) name = words_joined(word).append(name.empty() ? "" : "_of_").append(name);
    return name.empty() ? "value" : name;
  }

  const model::Types& types_;
  const TypesPlan& plan_;
  diag::Sink& sink_;
  std::vector<bool> recursive_;  ///< by type
  std::vector<CodecView> codecs_;
  std::map<std::pair<TypeId, std::string>, Functions> made_;
  std::map<TypeId, bool> has_checks_;
  std::set<TypeId> open_;
  std::set<TypeId> forwarded_;
  std::vector<TypeId> forward_;
  std::set<std::string> used_names_;
  std::map<std::string, int> numbers_;  ///< by the wanted name, the last that was given
};

}  // namespace

CodecPlan plan_codec(const model::Api& api, const TypesPlan& types, const std::string& cpp_namespace,
                     diag::Sink& sink) {
  return CodecPlanner(api, types, sink).run(api.file_name, cpp_namespace);
}

}  // namespace meshgen::plan
