/// What can be said of types only when all of them are there: where chains of aliases end, what tells alternatives
/// apart, what needs a name because it holds itself.
#include <algorithm>
#include <array>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "model/json_schema.hpp"
#include "model/kinds.hpp"
#include "model/reach.hpp"

namespace meshgen::model {
namespace {

/// So many lists and maps may stand in each other: in C++ each is spelled with all that it holds.
constexpr std::size_t kContainersMax = 32;

constexpr const char* kNothingButItself = "this schema is nothing but itself: any value is valid";
constexpr const char* kLetItSay = "let it say what is valid";

bool nests(const Shape& shape) {
  return std::holds_alternative<Array>(shape) || std::holds_alternative<Map>(shape) ||
         std::holds_alternative<Union>(shape);
}

/// Types that C++ has a word for: two of a kind are one alternative of a variant.
enum class Scalar { kNone, kBoolean, kNumeric, kText };

Scalar scalar_of(const Shape& shape) {
  if (std::holds_alternative<Boolean>(shape)) return Scalar::kBoolean;
  if (std::holds_alternative<Integer>(shape) || std::holds_alternative<Number>(shape)) return Scalar::kNumeric;
  if (std::holds_alternative<String>(shape) || std::holds_alternative<StringConst>(shape)) return Scalar::kText;
  return Scalar::kNone;
}

/// That takes the values of both.
Shape wider(const Shape& a, const Shape& b) {
  switch (scalar_of(a)) {
    case Scalar::kBoolean:
      return Boolean{};
    case Scalar::kNumeric:
      if (std::holds_alternative<Integer>(a) && std::holds_alternative<Integer>(b)) {
        Integer both;
        both.is_unsigned = std::get<Integer>(a).is_unsigned && std::get<Integer>(b).is_unsigned;
        return both;
      }
      return Number{};
    case Scalar::kText:
    case Scalar::kNone:
      break;
  }
  return String{};
}

}  // namespace

void SchemaReader::settle() {
  for (const auto id : aliases_) settle_alias(id);
  for (const auto& [id, place] : unions_) settle_union(id, place);
  std::sort(nested_.begin(), nested_.end());  // as they are reached: what is outermost gets the name
  break_circles();
  aliases_.clear();
  nested_.clear();
  unions_.clear();
}

void SchemaReader::settle_alias(TypeId id) {
  std::vector<TypeId> path;
  std::unordered_set<TypeId> on_path;
  auto end = id;
  for (;;) {
    const auto* alias = std::get_if<Alias>(&types_[end].shape);
    if (alias == nullptr || alias->end) break;
    if (on_path.insert(end).second) {
      path.push_back(end);
      end = alias->of;
      continue;
    }
    // A circle of nothing but aliases: the one that was read first ends it.
    const auto first = *std::min_element(std::find(path.begin(), path.end(), end), path.end());
    auto& type = types_.at(first);
    type.gaps.push_back({type.origin.span, kNothingButItself, kLetItSay, true});
    type.shape = Any{};
    path.erase(std::find(path.begin(), path.end(), first), path.end());
    end = first;
    break;
  }
  bool null_is_valid = types_.is_nullable(end);
  std::optional<TypeId> rule;
  if (types_[end].is_ruled) {
    rule = end;
  } else if (const auto* alias = std::get_if<Alias>(&types_[end].shape)) {
    rule = alias->rule_behind;
  }
  bool is_secret = types_.is_secret(end);
  end = types_.target(end);
  const bool takes_null = null_is_valid || may_be_null(end);
  std::reverse(path.begin(), path.end());  // from what they stand for
  for (const auto each : path) {
    auto& alias = std::get<Alias>(types_.at(each).shape);
    alias.end = end;
    alias.null_behind = null_is_valid;
    alias.rule_behind = rule;
    auto& type = types_.at(each);
    // `oneOf` with null twice: it fits none alone. And a rule behind knows nothing of the null that is added here.
    if (type.nullable && (takes_null || rule)) type.is_ruled = true;
    is_secret = is_secret || type.is_secret;
    type.is_secret = is_secret;
    null_is_valid = null_is_valid || type.nullable;
    if (type.is_ruled) rule = each;
  }
}

/// Rather yes, of what is not settled yet.
bool SchemaReader::may_be_null(TypeId id) const {
  const auto is_open = [&](TypeId one) {
    const auto& shape = types_[one].shape;
    const auto* object = std::get_if<Object>(&shape);
    return types_[one].nullable || std::holds_alternative<Any>(shape) || std::holds_alternative<Alias>(shape) ||
           std::holds_alternative<Union>(shape) || (object != nullptr && object->form == Object::Form::kValue);
  };
  const auto* choice = std::get_if<Union>(&types_[id].shape);
  if (choice == nullptr) return is_open(id);
  return std::any_of(choice->alternatives.begin(), choice->alternatives.end(),
                     [&](const Alternative& each) { return is_open(each.type); });
}

void SchemaReader::settle_union(TypeId id, diag::Span place) {
  {
    auto& shape = std::get<Union>(types_.at(id).shape);
    for (auto& alternative : shape.alternatives) {
      const bool is_itself = !types_.is_nullable(alternative.type) && types_.rule_of(alternative.type) == nullptr;
      if (is_itself) alternative.type = types_.target(alternative.type);
    }
    if (const auto found = find_discriminator(shape)) {
      shape.by = Union::By::kConstant;
      shape.discriminator = *found;
      return;
    }
  }
  collapse(id, place);
  auto* shape = std::get_if<Union>(&types_.at(id).shape);
  if (shape == nullptr) return;
  Kinds all;
  bool overlap = false;
  for (const auto& alternative : shape->alternatives) {
    const auto kinds = kinds_of(types_, alternative.type);
    overlap = overlap || (all & kinds).any();
    all |= kinds;
  }
  const bool is_null_twice =
      shape->only_one && types_.at(id).nullable && all.test(static_cast<std::size_t>(JsonKind::kNull));
  if (is_null_twice) types_.at(id).is_ruled = true;
  const bool is_made = std::any_of(shape->alternatives.begin(), shape->alternatives.end(),
                                   [](const Alternative& each) { return each.schema == nullptr; });
  if (!overlap) {
    shape->by = Union::By::kKind;
  } else if (is_made) {
    types_.at(id).is_ruled = true;
    types_.at(id).shape = Any{};
  }
}

/// Alternatives that C++ has one word for become one: `uuid` or `email`, both are strings. What can be anything leaves
/// no choice.
void SchemaReader::collapse(TypeId id, diag::Span place) {
  auto& shape = std::get<Union>(types_.at(id).shape);
  std::vector<Alternative> kept;
  std::array<std::optional<std::size_t>, 4> places;
  std::vector<std::pair<std::size_t, Shape>> merged;
  for (const auto& alternative : shape.alternatives) {
    const auto target = types_.target(alternative.type);
    if (std::holds_alternative<Any>(types_[target].shape)) {
      types_.at(id).is_ruled = true;
      types_.at(id).shape = Any{};
      return;
    }
    const auto scalar = scalar_of(types_[target].shape);
    auto& first = places[static_cast<std::size_t>(scalar)];
    if (scalar == Scalar::kNone || types_.is_nullable(alternative.type) || !first) {
      if (scalar != Scalar::kNone && !types_.is_nullable(alternative.type)) first = kept.size();
      kept.push_back(alternative);
      continue;
    }
    const auto known = std::find_if(merged.begin(), merged.end(), [&](const auto& one) { return one.first == *first; });
    const auto& one = known != merged.end() ? known->second : types_[types_.target(kept[*first].type)].shape;
    auto both = wider(one, types_[target].shape);
    if (known != merged.end()) {
      known->second = std::move(both);
    } else {
      merged.emplace_back(*first, std::move(both));
    }
  }
  if (merged.empty()) return;
  types_.at(id).is_ruled = true;
  if (kept.size() == 1) {
    types_.at(id).shape = merged.front().second;
    return;
  }
  for (auto& [index, plain] : merged) {
    Type type;
    type.shape = std::move(plain);
    type.origin = {place, with(types_[id].origin.path, "value")};
    kept[index] = {types_.add(std::move(type)), {}, nullptr};
  }
  std::get<Union>(types_.at(id).shape).alternatives = std::move(kept);
}

void SchemaReader::break_circles() {
  struct Nest {
    TypeId id{};
    std::vector<TypeId> children;
    std::size_t next = 0;
    std::size_t depth = 0;
  };
  std::unordered_set<std::size_t> is_open;
  const auto key = [](TypeId id) { return static_cast<std::size_t>(id); };
  for (const auto root : nested_) {
    std::vector<Nest> open;
    const auto begin = [&](TypeId id) {
      if (depths_.contains(id) || !nests(types_[id].shape)) return;
      is_open.insert(key(id));
      open.push_back({id, children_of(types_[id].shape), 0, 0});
    };
    begin(root);
    while (!open.empty()) {
      auto& frame = open.back();
      if (frame.next < frame.children.size()) {
        const auto child = types_.target(frame.children[frame.next]);
        if (is_open.contains(key(child)) && nests(types_[child].shape)) {
          give_name(child);
        } else if (nests(types_[child].shape) && !depths_.contains(child)) {
          begin(child);  // this child again when that is done
          continue;
        } else if (const auto known = depths_.find(child); known != depths_.end()) {
          frame.depth = std::max(frame.depth, known->second);
        }
        ++frame.next;
        continue;
      }
      const auto id = frame.id;
      const bool is_named = !nests(types_[id].shape) || std::holds_alternative<Union>(types_[id].shape);
      auto depth = is_named ? 0 : frame.depth + 1;
      if (depth > kContainersMax) {
        give_name(id);
        depth = 0;
      }
      depths_[id] = depth;
      is_open.erase(key(id));
      open.pop_back();
    }
  }
}

void SchemaReader::give_name(TypeId id) {
  Type inner = types_[id];
  inner.docs = {};
  inner.nullable = false;
  inner.is_ruled = false;
  inner.gaps.clear();
  if (std::holds_alternative<Union>(inner.shape)) inner.origin.path = with(inner.origin.path, "value");
  const auto span = inner.origin.span;
  const auto held = types_.add(std::move(inner));
  Object shape;
  shape.form = Object::Form::kValue;
  shape.properties.push_back({"value", {}, held, true, {}, span, nullptr});
  types_.at(id).shape = std::move(shape);
}

const SchemaReader::Constants& SchemaReader::constants_of(TypeId id) {
  const auto [found, is_new] = constants_.try_emplace(id);
  const auto* object = std::get_if<Object>(&types_[id].shape);
  if (!is_new || object == nullptr || types_[id].nullable) return found->second;
  for (const auto& property : object->properties) {
    if (!property.required) continue;
    const auto* value = std::get_if<StringConst>(&types_[types_.target(property.type)].shape);
    if (value != nullptr) found->second.emplace(property.wire_name, value->value);
  }
  return found->second;
}

std::optional<std::string> SchemaReader::find_discriminator(Union& shape) {
  const auto* first =
      shape.alternatives.empty() ? nullptr : std::get_if<Object>(&types_[shape.alternatives.front().type].shape);
  if (first == nullptr) return std::nullopt;
  for (const auto& candidate : first->properties) {
    std::vector<std::string> values;
    std::unordered_set<std::string_view> different;
    for (const auto& alternative : shape.alternatives) {
      const auto& constants = constants_of(alternative.type);
      const auto value = constants.find(candidate.wire_name);
      if (value == constants.end() || !different.insert(value->second).second) break;
      values.push_back(value->second);
    }
    if (values.size() != shape.alternatives.size()) continue;
    for (std::size_t i = 0; i < values.size(); ++i) shape.alternatives[i].value = values[i];
    return candidate.wire_name;
  }
  return std::nullopt;
}

}  // namespace meshgen::model
