#include "diff/schema.hpp"

#include <algorithm>
#include <unordered_map>
#include <utility>

#include <fmt/format.h>

#include "base/text.hpp"
#include "model/keywords.hpp"

namespace meshgen::diff {
namespace {

using model::Match;
using model::Shape;
using model::TypeId;
using model::Types;

std::string_view word_for(const Shape& shape) {
  return std::visit(
      Match{[](const model::Boolean&) { return "a boolean"; }, [](const model::Integer&) { return "an integer"; },
            [](const model::Number&) { return "a number"; }, [](const model::String&) { return "a string"; },
            [](const model::StringEnum&) { return "one of a list"; },
            [](const model::ValueEnum&) { return "one of a list of values"; },
            [](const model::StringConst&) { return "a constant"; }, [](const model::Array&) { return "a list"; },
            [](const model::Map&) { return "a map"; },
            [](const model::Object& object) {
              return object.form == model::Object::Form::kTuple ? "a list by position" : "an object";
            },
            [](const model::Union&) { return "one of several types"; }, [](const model::Alias&) { return "another"; },
            [](const model::Any&) { return "any value"; }},
      shape);
}

/// The values of an enum or a const.
std::optional<std::vector<std::string>> listed(const Shape& shape) {
  if (const auto* constant = std::get_if<model::StringConst>(&shape)) return std::vector{constant->value};
  const auto* list = std::get_if<model::StringEnum>(&shape);
  if (const auto* values = std::get_if<model::ValueEnum>(&shape)) {
    std::vector<std::string> texts;
    for (const auto& value : values->values) texts.push_back(value.wire);
    return texts;
  }
  if (list == nullptr) return std::nullopt;
  std::vector<std::string> values;
  for (const auto& value : list->values) values.push_back(value.wire);
  return values;
}

bool is_free(const model::String& string) {
  return !string.min_length && !string.max_length && !string.pattern && string.format == model::Format::kNone;
}

const model::Property* find(const model::Object& object, std::string_view name) {
  const auto found = std::find_if(object.properties.begin(), object.properties.end(),
                                  [&](const model::Property& each) { return each.wire_name == name; });
  return found == object.properties.end() ? nullptr : &*found;
}

/// An object as the only branch of a union: what `object` became, or was, when alternatives came or went.
std::optional<model::Union> as_union(const Types& types, TypeId id, const model::Union& other) {
  const auto* object = std::get_if<model::Object>(&types[id].shape);
  const auto* property = object == nullptr ? nullptr : find(*object, other.discriminator);
  if (property == nullptr || !property->required) return std::nullopt;
  const auto* constant = std::get_if<model::StringConst>(&types[types.target(property->type)].shape);
  if (constant == nullptr) return std::nullopt;
  return model::Union{model::Union::By::kConstant, true, other.discriminator, {{id, constant->value, nullptr}}};
}

/// A name for a value is no change of the value.
TypeId value_within(const Types& types, TypeId id) {
  const auto* object = std::get_if<model::Object>(&types[types.target(id)].shape);
  const bool is_name = object != nullptr && object->form == model::Object::Form::kValue;
  return is_name ? object->properties.front().type : id;
}

/// What tells an alternative from the others.
std::string key_of(const Types& types, const model::Alternative& alternative) {
  return alternative.value.empty() ? base::join(types[alternative.type].origin.path, " ") : alternative.value;
}

/// `{type: object}` and nothing more is a map of anything, and an object without properties.
bool says_nothing(const Types& types, const model::Map& map) {
  const auto& values = types[types.target(map.values)];
  return std::holds_alternative<model::Any>(values.shape) && values.gaps.empty() && !map.min_properties &&
         !map.max_properties;
}

}  // namespace

void SchemaComparison::compare(TypeId was, TypeId is, const Place& place, Direction direction) {
  tasks_.push_back({was, is, place, direction});
  drain();
}

void SchemaComparison::compare_members(std::optional<TypeId> was, std::optional<TypeId> is, const Place& place,
                                       Direction direction) {
  if (was && is) return compare(*was, *is, place, direction);
  static const model::Object kNothing{};
  const auto object = [](const Types& types, const std::optional<TypeId>& id) -> const model::Object& {
    const auto* found = id ? std::get_if<model::Object>(&types[types.target(*id)].shape) : nullptr;
    return found == nullptr ? kNothing : *found;
  };
  objects({was.value_or(TypeId{}), is.value_or(TypeId{}), place, direction}, object(before_, was), object(after_, is));
  drain();
}

void SchemaComparison::later(TypeId was, TypeId is, const Place& place, const Task& parent) {
  tasks_.push_back({was, is, place, parent.direction});
}

void SchemaComparison::drain() {
  while (!tasks_.empty()) {
    const auto task = std::move(tasks_.front());
    tasks_.pop_front();
    if (seen_.emplace(task.was, task.is, task.direction).second) compare_pair(task);
  }
}

void SchemaComparison::report(const Code& code, Effect effect, const Task& task, const Place& place, std::string text) {
  changes_.add(code, broken_by(effect, task.direction), place, std::move(text));
}

void SchemaComparison::compare_pair(const Task& task) {
  const auto was = value_within(before_, task.was);
  const auto is = value_within(after_, task.is);
  if (was != task.was && is != task.is) nullability(task);  // of the names; their values are next
  if (was != task.was || is != task.is) return later(was, is, task.place, task);
  nullability(task);
  if (unjudged(task)) return;
  if (rules(task)) return;
  shapes(task, before_[before_.target(task.was)].shape, after_[after_.target(task.is)].shape);
}

void SchemaComparison::nullability(const Task& task) {
  const bool was = before_.is_nullable(task.was);
  const bool is = after_.is_nullable(task.is);
  if (was == is) return;
  if (is) {
    report(code("null-allowed"), kWidened, task, task.place, "null is valid here now");
  } else {
    report(code("null-forbidden"), kNarrowed, task, task.place, "null is valid here no more");
  }
}

/// What schemas say beyond their shapes. True: there is nothing sound left to compare.
bool SchemaComparison::rules(const Task& task) {
  const auto* was = before_.rule_of(task.was);
  const auto* is = after_.rule_of(task.is);
  if (was == nullptr && is == nullptr) return false;
  const bool whole = std::holds_alternative<model::Any>(before_[before_.target(task.was)].shape) ||
                     std::holds_alternative<model::Any>(after_[after_.target(task.is)].shape);
  const auto part = [&](const load::Node* schema) {
    return schema == nullptr || whole ? schema : &beyond_shape(*schema);
  };
  if (!same_schema(nodes_before_, part(was), nodes_after_, part(is))) {
    report(code("unjudged-change"), kReplaced, task, task.place,
           "what is valid changed in a way that is compared by its text only");
  }
  return whole;
}

const load::Node& SchemaComparison::beyond_shape(const load::Node& schema) {
  load::Node rest = schema;
  std::erase_if(rest.members, [](const load::Member& member) {
    static const std::set<std::string_view> kShapes{"type",      "properties", "required", "items",
                                                    "minLength", "maxLength",  "pattern",  "format"};
    return kShapes.contains(member.key) || model::says_nothing(member.key);
  });
  rest.index_members();
  return kept_.emplace_back(std::move(rest));
}

/// Keywords that the model does not carry. True: there is nothing sound left to compare.
bool SchemaComparison::unjudged(const Task& task) {
  const auto target_was = before_.target(task.was);
  const auto target_is = after_.target(task.is);
  const auto& was = before_[target_was];
  const auto& is = after_[target_is];
  if (was.gaps.empty() && is.gaps.empty()) return false;
  const bool whole = std::holds_alternative<model::Any>(was.shape) || std::holds_alternative<model::Any>(is.shape);
  if (whole) {
    if (!same_schema(nodes_before_, nodes_before_.at(was.origin.span), nodes_after_, nodes_after_.at(is.origin.span))) {
      report(code("unjudged-change"), kReplaced, task, task.place,
             fmt::format("this changed, and is compared by its text only: {}",
                         (is.gaps.empty() ? was.gaps : is.gaps).front().what));
    }
    return true;
  }
  const auto same = [&](const model::Gap& a, const model::Gap& b) {
    return a.what == b.what &&
           same_schema(nodes_before_, nodes_before_.at(a.span), nodes_after_, nodes_after_.at(b.span));
  };
  for (const auto& gap : is.gaps) {
    if (std::any_of(was.gaps.begin(), was.gaps.end(), [&](const model::Gap& other) { return same(other, gap); }))
      continue;
    report(code("unjudged-change"), kReplaced, task, task.place,
           fmt::format("this is new or changed, and is compared by its text only: {}", gap.what));
  }
  for (const auto& gap : was.gaps) {
    const auto named = [&](const model::Gap& other) { return other.what == gap.what; };
    if (std::any_of(is.gaps.begin(), is.gaps.end(), named)) continue;
    report(code("unjudged-change"), kReplaced, task, task.place,
           fmt::format("this is gone, and is compared by its text only: {}", gap.what));
  }
  return false;
}

void SchemaComparison::replaced(const Task& task, const Shape& was, const Shape& is, Effect effect) {
  report(code("type-changed"), effect, task, task.place,
         fmt::format("this was {}, and is {}", word_for(was), word_for(is)));
}

template <class S>
bool SchemaComparison::both(const Task& task, const Shape& was, const Shape& is,
                            void (SchemaComparison::*how)(const Task&, const S&, const S&)) {
  const auto* a = std::get_if<S>(&was);
  const auto* b = std::get_if<S>(&is);
  if (a != nullptr && b != nullptr) (this->*how)(task, *a, *b);
  return a != nullptr && b != nullptr;
}

void SchemaComparison::shapes(const Task& task, const Shape& was, const Shape& is) {
  using namespace model;
  const auto old_words = listed(was);
  const auto new_words = listed(is);
  if (old_words && new_words) return words(task, *old_words, *new_words);
  if (old_words && std::holds_alternative<String>(is)) {
    return report(code("values-opened"), is_free(std::get<String>(is)) ? kWidened : kReplaced, task, task.place,
                  "the values are listed no more: any string will do");
  }
  if (new_words && std::holds_alternative<String>(was)) {
    return report(code("values-listed"), is_free(std::get<String>(was)) ? kNarrowed : kReplaced, task, task.place,
                  "only listed values are valid now");
  }
  if (both(task, was, is, &SchemaComparison::integers) || both(task, was, is, &SchemaComparison::strings) ||
      both(task, was, is, &SchemaComparison::arrays) || both(task, was, is, &SchemaComparison::maps) ||
      both(task, was, is, &SchemaComparison::objects) || both(task, was, is, &SchemaComparison::unions)) {
    return;
  }
  if (was.index() == is.index() && (std::holds_alternative<Boolean>(is) || std::holds_alternative<Any>(is))) return;
  const auto numeric = [](const Shape& shape) {
    return std::holds_alternative<Integer>(shape) || std::holds_alternative<Number>(shape);
  };
  if (numeric(was) && numeric(is)) {
    if (was.index() != is.index()) replaced(task, was, is, std::holds_alternative<Number>(is) ? kWidened : kNarrowed);
    steps(task, step_of(was), step_of(is));
    return limits(task, limits_of(was), limits_of(is), code("range-narrowed"), code("range-widened"), "number");
  }
  static const Object kNothing{};
  const auto* map_was = std::get_if<Map>(&was);
  const auto* map_is = std::get_if<Map>(&is);
  if (map_was != nullptr && std::holds_alternative<Object>(is) && says_nothing(before_, *map_was))
    return objects(task, kNothing, std::get<Object>(is));
  if (map_is != nullptr && std::holds_alternative<Object>(was) && says_nothing(after_, *map_is))
    return objects(task, std::get<Object>(was), kNothing);
  if (const auto* one_of = std::get_if<Union>(&is)) {
    if (const auto single = as_union(before_, before_.target(task.was), *one_of)) return unions(task, *single, *one_of);
  }
  if (const auto* one_of = std::get_if<Union>(&was)) {
    if (const auto single = as_union(after_, after_.target(task.is), *one_of)) return unions(task, *one_of, *single);
  }
  const auto effect = std::holds_alternative<Any>(was)  ? kNarrowed
                      : std::holds_alternative<Any>(is) ? kWidened
                                                        : kReplaced;
  replaced(task, was, is, effect);
}

SchemaComparison::Limits SchemaComparison::limits_of(const Shape& shape) {
  Limits limits;
  if (const auto* integer = std::get_if<model::Integer>(&shape)) {
    if (integer->minimum) limits.low = integer->minimum->as_long_double();
    if (integer->maximum) limits.high = integer->maximum->as_long_double();
  } else if (const auto* number = std::get_if<model::Number>(&shape)) {
    if (number->minimum) limits.low = number->minimum->value;
    if (number->maximum) limits.high = number->maximum->value;
    limits.low_exclusive = number->minimum && number->minimum->exclusive;
    limits.high_exclusive = number->maximum && number->maximum->exclusive;
  }
  return limits;
}

void SchemaComparison::limits(const Task& task, const Limits& was, const Limits& is, const Code& narrowed,
                              const Code& widened, std::string_view what) {
  const auto shown = [](const std::optional<long double>& value, bool exclusive) {
    return value ? fmt::format("{}{}", static_cast<double>(*value), exclusive ? " (excluded)" : "") : "none";
  };
  const auto one = [&](std::string_view bound, int tighter, std::optional<long double> a, bool a_out,
                       std::optional<long double> b, bool b_out) {
    if (a == b && (a_out == b_out || !a)) return;
    bool is_narrower = !a;  // a bound that is new
    if (a && b) is_narrower = *a == *b ? b_out : (tighter > 0 ? *b > *a : *b < *a);
    report(is_narrower ? narrowed : widened, is_narrower ? kNarrowed : kWidened, task, task.place,
           fmt::format("the {} {} was {}, and is {}", bound, what, shown(a, a_out), shown(b, b_out)));
  };
  one("least", 1, was.low, was.low_exclusive, is.low, is.low_exclusive);
  one("greatest", -1, was.high, was.high_exclusive, is.high, is.high_exclusive);
}

std::optional<base::Decimal> SchemaComparison::step_of(const Shape& shape) {
  if (const auto* integer = std::get_if<model::Integer>(&shape)) return integer->multiple_of;
  const auto* number = std::get_if<model::Number>(&shape);
  return number == nullptr ? std::nullopt : number->multiple_of;
}

void SchemaComparison::steps(const Task& task, const std::optional<base::Decimal>& was,
                             const std::optional<base::Decimal>& is) {
  if (was == is) return;
  if (is && (!was || base::is_multiple(*is, *was))) {
    report(code("multiple-narrowed"), kNarrowed, task, task.place, "fewer numbers are a multiple of what is asked for");
  } else if (was && (!is || base::is_multiple(*was, *is))) {
    report(code("multiple-widened"), kWidened, task, task.place, "more numbers are a multiple of what is asked for");
  } else {
    report(code("multiple-changed"), kReplaced, task, task.place, "numbers must be multiples of something else");
  }
}

namespace {

std::string size_of(const model::Integer& integer) {
  return fmt::format("{} bits{}", integer.bits, integer.is_unsigned ? " without a sign" : "");
}

}  // namespace

void SchemaComparison::integers(const Task& task, const model::Integer& was, const model::Integer& is) {
  steps(task, was.multiple_of, is.multiple_of);
  if (was.bits == is.bits && was.is_unsigned == is.is_unsigned)
    return limits(task, limits_of(was), limits_of(is), code("range-narrowed"), code("range-widened"), "number");
  using base::Whole;
  const auto low = [](const model::Integer& integer) {
    if (integer.is_unsigned) return integer.minimum.value_or(0);
    const auto own = integer.minimum.value_or(INT64_MIN);
    return integer.bits == 32 ? std::max(own, Whole(INT32_MIN)) : own;
  };
  const auto high = [](const model::Integer& integer) {
    if (integer.is_unsigned) return integer.maximum.value_or(UINT64_MAX);
    const auto own = integer.maximum.value_or(INT64_MAX);
    return integer.bits == 32 ? std::min(own, Whole(INT32_MAX)) : own;
  };
  const Effect effect{.narrowed = low(is) > low(was) || high(is) < high(was),
                      .widened = low(is) < low(was) || high(is) > high(was)};
  report(code("integer-size-changed"), effect, task, task.place,
         fmt::format("this was an integer of {}, and is one of {}", size_of(was), size_of(is)));
}

namespace {

template <class Bounds>
std::optional<long double> as_limit(const Bounds& value) {
  return value ? std::optional<long double>(static_cast<long double>(*value)) : std::nullopt;
}

}  // namespace

void SchemaComparison::strings(const Task& task, const model::String& was, const model::String& is) {
  limits(task, {as_limit(was.min_length), as_limit(was.max_length)}, {as_limit(is.min_length), as_limit(is.max_length)},
         code("length-narrowed"), code("length-widened"), "length");
  if (!was.pattern && is.pattern) {
    report(code("pattern-added"), kNarrowed, task, task.place,
           fmt::format("strings must match '{}' now", is.pattern->regex));
  } else if (was.pattern && !is.pattern) {
    report(code("pattern-removed"), kWidened, task, task.place,
           fmt::format("strings need not match '{}' any more", was.pattern->regex));
  } else if (was.pattern && was.pattern->regex != is.pattern->regex) {
    report(code("pattern-changed"), kReplaced, task, task.place,
           fmt::format("the pattern was '{}', and is '{}'", was.pattern->regex, is.pattern->regex));
  }
  if (was.format == is.format) return;
  if (was.format == model::Format::kNone) {
    report(code("format-added"), kNarrowed, task, task.place, "strings must have a format now");
  } else if (is.format == model::Format::kNone) {
    report(code("format-removed"), kWidened, task, task.place, "strings need not have a format any more");
  } else {
    report(code("format-changed"), kReplaced, task, task.place, "strings must have another format now");
  }
}

void SchemaComparison::words(const Task& task, const std::vector<Text>& was, const std::vector<Text>& is) {
  if (was.size() == 1 && is.size() == 1) {
    if (was == is) return;
    return report(code("const-changed"), kReplaced, task, task.place,
                  fmt::format("the constant was '{}', and is '{}'", was.front(), is.front()));
  }
  const std::set<Text> old_words(was.begin(), was.end());
  const std::set<Text> new_words(is.begin(), is.end());
  for (const auto& word : was) {
    if (!new_words.contains(word))
      report(code("enum-value-removed"), kNarrowed, task, task.place, fmt::format("'{}' is valid no more", word));
  }
  for (const auto& word : is) {
    if (!old_words.contains(word))
      report(code("enum-value-added"), kWidened, task, task.place, fmt::format("'{}' is a new value", word));
  }
}

void SchemaComparison::arrays(const Task& task, const model::Array& was, const model::Array& is) {
  limits(task, {as_limit(was.min_items), as_limit(was.max_items)}, {as_limit(is.min_items), as_limit(is.max_items)},
         code("item-count-narrowed"), code("item-count-widened"), "number of items");
  if (is.unique && !was.unique)
    report(code("unique-items-added"), kNarrowed, task, task.place, "no two items may be the same now");
  if (!is.unique && was.unique)
    report(code("unique-items-removed"), kWidened, task, task.place, "two items may be the same now");
  later(was.items, is.items, task.place.below("[]"), task);
}

void SchemaComparison::maps(const Task& task, const model::Map& was, const model::Map& is) {
  limits(task, {as_limit(was.min_properties), as_limit(was.max_properties)},
         {as_limit(is.min_properties), as_limit(is.max_properties)}, code("member-count-narrowed"),
         code("member-count-widened"), "number of members");
  later(was.values, is.values, task.place.below("{}"), task);
}

void SchemaComparison::objects(const Task& task, const model::Object& was, const model::Object& is) {
  std::unordered_map<std::string_view, const model::Property*> old_ones;
  std::set<std::string_view> kept;
  for (const auto& each : was.properties) old_ones.emplace(each.wire_name, &each);
  if (is.closed && !was.closed)
    report(code("object-closed"), kNarrowed, task, task.place, "properties that are not listed are refused now");
  if (!is.closed && was.closed)
    report(code("object-opened"), kWidened, task, task.place, "properties that are not listed are let pass now");
  if (was.rest && is.rest) {
    later(*was.rest, *is.rest, task.place.below("{}"), task);
  } else if (is.rest && !was.closed && !std::holds_alternative<model::Any>(after_[after_.target(*is.rest)].shape)) {
    report(code("object-closed"), kNarrowed, task, task.place, "properties that are not listed must be of a type now");
  } else if (was.rest && !is.closed && !std::holds_alternative<model::Any>(before_[before_.target(*was.rest)].shape)) {
    report(code("object-opened"), kWidened, task, task.place, "properties that are not listed may be anything now");
  }
  for (const auto& each : is.properties) {
    if (const auto found = old_ones.find(each.wire_name); found != old_ones.end()) {
      kept.insert(each.wire_name);
      property(task, *found->second, each);
      continue;
    }
    const auto place = task.place.below(each.wire_name, task.place.before, each.span);
    report(each.required ? code("required-property-added") : code("property-added"),
           {.narrowed = each.required, .widened = was.closed}, task, place,
           fmt::format("property '{}' is new{}{}", each.wire_name, each.required ? " and required" : "",
                       was.closed ? "; the object was closed" : ""));
  }
  for (const auto& each : was.properties) {
    if (kept.contains(each.wire_name)) continue;
    const auto place = task.place.below(each.wire_name, each.span, task.place.after);
    report(each.required ? code("required-property-removed") : code("property-removed"),
           {.narrowed = is.closed, .widened = each.required}, task, place,
           fmt::format("{}property '{}' is gone{}", each.required ? "required " : "", each.wire_name,
                       is.closed ? "; the object is closed" : ""));
  }
}

void SchemaComparison::property(const Task& task, const model::Property& was, const model::Property& is) {
  const auto place = task.place.below(is.wire_name, was.span, is.span);
  if (is.required && !was.required)
    report(code("property-required"), kNarrowed, task, place,
           fmt::format("property '{}' is required now", is.wire_name));
  if (!is.required && was.required)
    report(code("property-optional"), kWidened, task, place,
           fmt::format("property '{}' may be absent now", is.wire_name));
  compare_docs(was.docs.empty() ? docs_of(before_, was.type) : was.docs,
               is.docs.empty() ? docs_of(after_, is.type) : is.docs, place, changes_);
  later(was.type, is.type, place, task);
}

void SchemaComparison::unions(const Task& task, const model::Union& was, const model::Union& is) {
  if (was.discriminator != is.discriminator) {
    return report(code("discriminator-changed"), kReplaced, task, task.place,
                  fmt::format("'{}' told the branches apart, now '{}' does", was.discriminator, is.discriminator));
  }
  const auto said = [](const std::string& discriminator, const std::string& key) {
    return discriminator.empty() ? fmt::format("the branch '{}'", key)
                                 : fmt::format("the branch with {} '{}'", discriminator, key);
  };
  std::unordered_map<std::string, TypeId> old_ones;
  std::set<std::string> kept;
  for (const auto& each : was.alternatives) old_ones.emplace(key_of(before_, each), each.type);
  for (const auto& each : is.alternatives) {
    const auto key = key_of(after_, each);
    const auto found = old_ones.find(key);
    if (found == old_ones.end()) {
      report(code("alternative-added"), kWidened, task,
             task.place.below(key, task.place.before, after_[each.type].origin.span),
             said(is.discriminator, key) + " is new");
      continue;
    }
    kept.insert(key);
    later(found->second, each.type,
          task.place.below(key, before_[found->second].origin.span, after_[each.type].origin.span), task);
  }
  for (const auto& each : was.alternatives) {
    const auto key = key_of(before_, each);
    if (kept.contains(key)) continue;
    report(code("alternative-removed"), kNarrowed, task,
           task.place.below(key, before_[each.type].origin.span, task.place.after),
           said(was.discriminator, key) + " is gone");
  }
}

model::Docs docs_of(const Types& types, TypeId id) {
  for (;;) {
    const auto& type = types[id];
    if (!type.docs.empty()) return type.docs;
    const auto* alias = std::get_if<model::Alias>(&type.shape);
    if (alias == nullptr) return {};
    id = alias->of;
  }
}

void compare_docs(const model::Docs& was, const model::Docs& is, const Place& place, Changes& changes) {
  if (is.deprecated && !was.deprecated) changes.add_words(code("deprecated"), place, "this is deprecated now");
  if (!is.deprecated && was.deprecated) changes.add_words(code("undeprecated"), place, "this is deprecated no more");
  if (was.title != is.title || was.description != is.description)
    changes.add_words(code("documentation-changed"), place, "title or description changed");
}

}  // namespace meshgen::diff
