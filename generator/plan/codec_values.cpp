/// The codec of plain values, lists and maps.
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "diag/codes.hpp"
#include "plan/codec_planner.hpp"
#include "plan/codec_spelling.hpp"
#include "plan/names.hpp"
#include "plan/pattern.hpp"
#include "plan/spell.hpp"

namespace meshgen::plan {
namespace {

void add_step(const base::Decimal& step, std::vector<std::string>& checks) {
  checks.push_back(fmt::format("json::multiple_of(value, {{{}, {}}}, context)", step.mantissa, step.exponent));
}

/// For messages: the first of the values, as JSON.
std::string shown(const std::vector<model::EnumValue>& values, bool are_words) {
  constexpr std::size_t kMost = 12;
  std::string list;
  for (std::size_t i = 0; i < values.size() && i < kMost; ++i) {
    list += i == 0 ? "" : ", ";
    list += are_words ? fmt::format("\"{}\"", values[i].wire) : values[i].wire;
  }
  if (values.size() > kMost) list += ", ...";
  return list;
}

ValueCodecView container(const std::string& kind, const std::string& type, const std::string& held,
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

}  // namespace

Functions CodecPlanner::bare(TypeId id, TypeId owner) {
  return std::visit(
      model::Match{[&](const model::Boolean&) {
                     return checked(id, "bool", "bool", {"json::read_bool", "", "json::write_bool"}, {}, {});
                   },
                   [&](const model::Integer& integer) { return integer_functions(id, integer); },
                   [&](const model::Number& number) { return number_functions(id, number); },
                   [&](const model::String& string) { return string_functions(id, owner, string); },
                   [&](const model::StringEnum& choices) { return enum_functions(id, choices); },
                   [&](const model::ValueEnum& choices) { return value_enum_functions(id, choices); },
                   [&](const model::StringConst& constant) {
                     auto plain = text_functions(id, owner);
                     plain.check.clear();  // no other text than the constant is valid
                     return checked(
                         id, "std::string_view", plan_.cpp->text_spelling(id, owner), plain, {},
                         {fmt::format("json::check_const(value, {}, context)", string_literal(constant.value))});
                   },
                   [&](const model::Array& array) { return array_functions(id, owner, array); },
                   [&](const model::Map& map) { return map_functions(id, owner, map); },
                   [&](const model::Object&) { return named(id); }, [&](const model::Union&) { return named(id); },
                   [&](const model::Alias& alias) { return bare(types_.target(alias.of), owner); },
                   [](const model::Any&) { return Functions{"json::read_any", "", "json::write_any"}; }},
      types_[id].shape);
}

Functions CodecPlanner::integer_functions(TypeId id, const model::Integer& integer) {
  const auto word = fmt::format("{}int{}", integer.is_unsigned ? "u" : "", integer.bits);
  const Functions plain{"json::read_" + word, "", "json::write_" + word};
  std::vector<std::string> checks;
  const auto check = [&](std::string_view name, const base::Whole& bound) {
    checks.push_back(fmt::format("json::{}(value, {}, context)", name, integer_literal(bound, integer.is_unsigned)));
  };
  const bool is_all = integer.is_unsigned && integer.minimum == base::Whole(0);
  if (integer.minimum && !is_all) check("at_least", *integer.minimum);
  if (integer.maximum) check("at_most", *integer.maximum);
  // A fraction of 1 says nothing of integers.
  if (integer.multiple_of && !base::is_multiple({1, 0}, *integer.multiple_of)) add_step(*integer.multiple_of, checks);
  return checked(id, integer.is_unsigned ? "std::uint64_t" : "std::int64_t", integer_type(integer), plain, {}, checks);
}

Functions CodecPlanner::number_functions(TypeId id, const model::Number& number) {
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

Functions CodecPlanner::text_functions(TypeId id, TypeId owner) const {
  return {plan_.cpp->is_view(id, owner) ? "json::read_text" : "json::read_string", "json::check_text",
          "json::write_string"};
}

Functions CodecPlanner::string_functions(TypeId id, TypeId owner, const model::String& string) {
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
  return checked(id, "std::string_view", plan_.cpp->text_spelling(id, owner), text_functions(id, owner), statics,
                 checks);
}

std::string CodecPlanner::pattern(const model::Pattern& pattern) {
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

Functions CodecPlanner::enum_functions(TypeId id, const model::StringEnum& choices) {
  const auto type = plan_.cpp->name(id);
  return once({id, ""}, words_joined(type), [&](const Functions& functions) {
    ValueCodecView view;
    const auto words = string_literal(shown(choices.values, true));
    view.read = {signature_of_read(functions.read, type),
                 fmt::format("return json::read_enum(p, out, {}, context)", words)};
    view.check = {signature_of_check(functions.check, type),
                  fmt::format("return json::check_enum(value, {}, context)", words)};
    view.write = {fmt::format("void {}({} value, json::Writer& out)", functions.write, type),
                  "json::write_enum(value, out)"};
    return view;
  });
}

Functions CodecPlanner::value_enum_functions(TypeId id, const model::ValueEnum& choices) {
  const auto type = plan_.cpp->name(id);
  return once({id, ""}, words_joined(type), [&](const Functions& functions) {
    std::vector<std::string> texts;
    for (const auto& value : choices.values) texts.push_back(string_literal(value.wire));
    const auto words = string_literal(shown(choices.values, false));
    ValueCodecView view;
    view.read = {signature_of_read(functions.read, type),
                 fmt::format("return json::read_value(p, out, {{{}}}, {}, context)", fmt::join(texts, ", "), words)};
    view.check = {signature_of_check(functions.check, type),
                  fmt::format("return json::check_value(value, {}, {}, context)", texts.size(), words)};
    view.write = {fmt::format("void {}({} value, json::Writer& out)", functions.write, type),
                  "out.raw(to_json(value))"};
    return view;
  });
}

Functions CodecPlanner::array_functions(TypeId id, TypeId owner, const model::Array& array) {
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

Functions CodecPlanner::map_functions(TypeId id, TypeId owner, const model::Map& map) {
  const auto values = used(map.values, owner, false);
  const auto type = plan_.cpp->spelling(id, owner);
  const auto bounds = count_literal(map.min_properties, map.max_properties);
  return once({id, type}, base_name(id), [&](const Functions& functions) {
    return container("map", type, plan_.cpp->value_spelling(map.values, owner), bounds, values, functions, true);
  });
}

Functions CodecPlanner::checked(TypeId id, const std::string& parameter, const std::string& type,
                                const Functions& plain, const std::vector<std::string>& statics,
                                std::vector<std::string> checks) {
  if (const auto* chosen = plan_.cpp->chosen(id)) {
    return converted(id, chosen->type, parameter, type, plain, statics, std::move(checks));
  }
  if (checks.empty()) return plain;
  if (!plain.check.empty()) checks.insert(checks.begin(), plain.check + "(value, context)");
  auto functions = once({id, type}, base_name(id), [&](const Functions& own) {
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

Functions CodecPlanner::converted(TypeId id, const std::string& chosen, const std::string& parameter,
                                  const std::string& type, const Functions& plain,
                                  const std::vector<std::string>& statics, std::vector<std::string> checks) {
  return once({id, ""}, base_name(id), [&](const Functions& own) {
    const bool is_text = type == "std::string";
    const std::string wire = is_text ? "std::string_view" : type;
    ValueCodecView view;
    auto check = plain.check.empty() ? fmt::format("json::check_nothing<{}>", wire) : plain.check;
    if (!checks.empty()) {
      if (!plain.check.empty()) checks.insert(checks.begin(), plain.check + "(value, context)");
      check = "check_" + unique("wire_of_" + base_name(id));
      ValueCheckView wired;
      wired.signature = signature_of_check(check, parameter);
      wired.statics = statics;
      wired.last_check = checks.back();
      checks.pop_back();
      wired.checks = std::move(checks);
      view.checked = std::move(wired);
    }
    view.read = CallView{signature_of_read(own.read, chosen),
                         fmt::format("return json::read_as<{}, {}, {}>(p, out, context)", wire,
                                     is_text ? "json::read_view" : plain.read, check)};
    view.check = CallView{signature_of_check(own.check, "const " + chosen + "&"),
                          fmt::format("return json::check_as<{}>(value, context)", check)};
    view.write =
        CallView{signature_of_write(own.write, chosen), fmt::format("json::write_as<{}>(value, out)", plain.write)};
    return view;
  });
}

}  // namespace meshgen::plan
