#include "lint/judge.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <re2/re2.h>

namespace meshgen::lint {
namespace {

using load::Kind;
using load::Node;
using model::TypeId;

class Judge {
 public:
  explicit Judge(const model::Types& types) : types_(types) {}

  bool check(TypeId id, const Node& value) {
    const auto& type = types_[id];
    if (value.is(Kind::kNull) && type.nullable) return true;
    if (!type.gaps.empty()) return true;  // told elsewhere; its meaning is not known here
    return std::visit([&](const auto& shape) { return shape_is_met(shape, value); }, type.shape);
  }

  std::optional<Objection> objection;

 private:
  bool wrong(const Node& value, std::string text) {
    objection = Objection{path_, std::move(text), value.span};
    return false;
  }
  bool wrong_kind(const Node& value, std::string_view want) {
    return wrong(value, fmt::format("is {}, must be {}", load::describe(value.kind), want));
  }
  template <class Low, class High>
  bool in_range(const Node& value, const Low& low, const High& high, std::uint64_t count, std::string_view what) {
    if (low && count < *low) return wrong(value, fmt::format("has {} {}, must have at least {}", count, what, *low));
    if (high && count > *high) return wrong(value, fmt::format("has {} {}, must have at most {}", count, what, *high));
    return true;
  }
  bool below(const std::string& token, TypeId id, const Node& value) {
    const auto length = path_.size();
    path_ += "/" + token;
    const bool good = check(id, value);
    if (good) path_.resize(length);
    return good;
  }

  bool shape_is_met(const model::Boolean& /*shape*/, const Node& value) {
    return value.is(Kind::kBool) || wrong_kind(value, "a boolean");
  }
  bool shape_is_met(const model::Integer& shape, const Node& value) {
    const auto number = value.as_int64();
    if (!number) {
      return value.is_numeric() ? wrong(value, fmt::format("is {}, must be an integer", value.text))
                                : wrong_kind(value, "an integer");
    }
    if (shape.minimum && *number < *shape.minimum) {
      return wrong(value, fmt::format("is {}, must be at least {}", *number, *shape.minimum));
    }
    if (shape.maximum && *number > *shape.maximum) {
      return wrong(value, fmt::format("is {}, must be at most {}", *number, *shape.maximum));
    }
    constexpr std::int64_t kInt32Max = 2'147'483'647;
    if (shape.bits == 32 && (*number > kInt32Max || *number < -kInt32Max - 1)) {
      return wrong(value, fmt::format("is {}, must fit 32 bits", *number));
    }
    return true;
  }
  bool shape_is_met(const model::Number& shape, const Node& value) {
    const auto number = value.as_double();
    if (!number) return wrong_kind(value, "a number");
    const auto fails = [&](const model::Bound& bound, bool lower) {
      if (bound.exclusive) return lower ? *number <= bound.value : *number >= bound.value;
      return lower ? *number < bound.value : *number > bound.value;
    };
    if (shape.minimum && fails(*shape.minimum, true)) {
      return wrong(value, fmt::format("is {}, must be {} {}", value.text,
                                      shape.minimum->exclusive ? "above" : "at least", shape.minimum->value));
    }
    if (shape.maximum && fails(*shape.maximum, false)) {
      return wrong(value, fmt::format("is {}, must be {} {}", value.text,
                                      shape.maximum->exclusive ? "below" : "at most", shape.maximum->value));
    }
    return true;
  }
  bool shape_is_met(const model::String& shape, const Node& value) {
    if (!value.is(Kind::kString)) return wrong_kind(value, "a string");
    const auto length = static_cast<std::uint64_t>(std::count_if(
        value.text.begin(), value.text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
    if (!in_range(value, shape.min_length, shape.max_length, length, "characters")) return false;
    if (!shape.pattern) return true;
    RE2::Options options;
    options.set_log_errors(false);
    const RE2 expression(shape.pattern->regex, options);
    if (!expression.ok() || RE2::PartialMatch(value.text, expression)) return true;
    return wrong(value, fmt::format("does not match '{}'", shape.pattern->regex));
  }
  bool shape_is_met(const model::StringEnum& shape, const Node& value) {
    const bool known = value.is(Kind::kString) && std::any_of(shape.values.begin(), shape.values.end(),
                                                              [&](const auto& one) { return one.wire == value.text; });
    return known || wrong(value, fmt::format("'{}' is none of the values listed", value.text));
  }
  bool shape_is_met(const model::StringConst& shape, const Node& value) {
    return (value.is(Kind::kString) && value.text == shape.value) ||
           wrong(value, fmt::format("must be '{}'", shape.value));
  }
  bool shape_is_met(const model::Array& shape, const Node& value) {
    if (!value.is(Kind::kList)) return wrong_kind(value, "a list");
    if (!in_range(value, shape.min_items, shape.max_items, value.items.size(), "items")) return false;
    for (std::size_t i = 0; i < value.items.size(); ++i) {
      if (!below(std::to_string(i), shape.items, value.items[i])) return false;
    }
    return true;
  }
  bool shape_is_met(const model::Map& shape, const Node& value) {
    if (!value.is(Kind::kMap)) return wrong_kind(value, "an object");
    if (!in_range(value, shape.min_properties, shape.max_properties, value.members.size(), "entries")) return false;
    return std::all_of(value.members.begin(), value.members.end(),
                       [&](const load::Member& member) { return below(member.key, shape.values, member.value); });
  }
  bool shape_is_met(const model::Object& shape, const Node& value) {
    if (!value.is(Kind::kMap)) return wrong_kind(value, "an object");
    for (const auto& property : shape.properties) {
      const auto* member = value.find(property.wire_name);
      if (member == nullptr) {
        if (property.required) return wrong(value, fmt::format("has no '{}', which is required", property.wire_name));
      } else if (!below(property.wire_name, property.type, *member)) {
        return false;
      }
    }
    if (!shape.closed) return true;
    for (const auto& member : value.members) {
      const bool known = std::any_of(shape.properties.begin(), shape.properties.end(),
                                     [&](const auto& property) { return property.wire_name == member.key; });
      if (!known) return wrong(member.value, fmt::format("has '{}', which the schema does not allow", member.key));
    }
    return true;
  }
  bool shape_is_met(const model::Union& shape, const Node& value) {
    if (!value.is(Kind::kMap)) return wrong_kind(value, "an object");
    const auto* told = value.find(shape.discriminator);
    if (told == nullptr) {
      return wrong(value, fmt::format("has no '{}', which tells the alternatives apart", shape.discriminator));
    }
    for (const auto& alternative : shape.alternatives) {
      if (told->is(Kind::kString) && alternative.value == told->text) return check(alternative.type, value);
    }
    return wrong(*told, fmt::format("'{}' is none of the alternatives", told->text));
  }
  bool shape_is_met(const model::Alias& shape, const Node& value) { return check(shape.of, value); }
  bool shape_is_met(const model::Any& /*shape*/, const Node& /*value*/) { return true; }

  const model::Types& types_;
  std::string path_;
};

}  // namespace

std::optional<Objection> judge(const model::Types& types, TypeId type, const Node& value) {
  Judge judge(types);
  if (judge.check(type, value)) return std::nullopt;
  return std::move(judge.objection);
}

}  // namespace meshgen::lint
