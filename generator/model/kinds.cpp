#include "model/kinds.hpp"

#include <string>
#include <unordered_set>
#include <vector>

namespace meshgen::model {
namespace {

Kinds one(JsonKind kind) { return Kinds{}.set(static_cast<std::size_t>(kind)); }

Kinds kind_of(const std::string& json) {
  switch (json.empty() ? 'n' : json.front()) {
    case '"':
      return one(JsonKind::kString);
    case 't':
    case 'f':
      return one(JsonKind::kBoolean);
    case 'n':
      return one(JsonKind::kNull);
    default:
      return one(JsonKind::kNumber);
  }
}

Kinds kinds_of(const Object& object) {
  return one(object.form == Object::Form::kTuple ? JsonKind::kArray : JsonKind::kObject);
}

}  // namespace

Kinds kinds_of(const Types& types, TypeId id) {
  Kinds all;
  std::vector<TypeId> open{id};
  std::unordered_set<std::size_t> seen;
  while (!open.empty()) {
    const auto use = open.back();
    open.pop_back();
    if (!seen.insert(static_cast<std::size_t>(use)).second) continue;
    if (types.is_nullable(use)) all |= one(JsonKind::kNull);
    const auto& shape = types[types.target(use)].shape;
    std::visit(
        Match{[&](const Boolean&) { all |= one(JsonKind::kBoolean); },
              [&](const Integer&) { all |= one(JsonKind::kNumber); },
              [&](const Number&) { all |= one(JsonKind::kNumber); },
              [&](const String&) { all |= one(JsonKind::kString); },
              [&](const StringEnum&) { all |= one(JsonKind::kString); },
              [&](const ValueEnum& values) {
                for (const auto& value : values.values) all |= kind_of(value.wire);
              },
              [&](const StringConst&) { all |= one(JsonKind::kString); },
              [&](const Array&) { all |= one(JsonKind::kArray); }, [&](const Map&) { all |= one(JsonKind::kObject); },
              [&](const Object& object) {
                if (object.form == Object::Form::kValue) {
                  open.push_back(object.properties.front().type);
                } else {
                  all |= kinds_of(object);
                }
              },
              [&](const Union& choice) {
                for (const auto& alternative : choice.alternatives) open.push_back(alternative.type);
              },
              [](const Alias&) {}, [&](const Any&) { all.set(); }},
        shape);
  }
  return all;
}

}  // namespace meshgen::model
