#include "model/roots.hpp"

#include <map>
#include <utility>

namespace meshgen::model {
namespace {

/// Can C++ tell this type's codec from all others by its name alone?
bool has_codec_of_its_own(const Types& types, TypeId use) {
  const auto target = types.target(use);
  const auto* rule = types.rule_of(use);
  if (types.is_nullable(use) || (rule != nullptr && rule != types[target].schema)) return false;
  const auto& shape = types[target].shape;
  if (std::holds_alternative<Object>(shape) || std::holds_alternative<StringEnum>(shape) ||
      std::holds_alternative<ValueEnum>(shape)) {
    return true;
  }
  // Two unions of the same alternatives are one type to C++: they must mean the same.
  const auto* choice = std::get_if<Union>(&shape);
  return choice != nullptr && choice->by == Union::By::kConstant && rule == nullptr;
}

bool is_declared(const Shape& shape) {
  return std::holds_alternative<Object>(shape) || std::holds_alternative<StringEnum>(shape) ||
         std::holds_alternative<ValueEnum>(shape) || std::holds_alternative<Union>(shape);
}

TypeId name(Types& types, TypeId use) {
  const auto target = types.target(use);
  Type type;
  type.origin = types[use].origin;
  type.docs = types[use].docs;
  if (is_declared(types[target].shape) && types[target].origin.path == type.origin.path)
    type.origin.path.emplace_back("payload");
  Object shape;
  shape.form = Object::Form::kValue;
  shape.properties.push_back({"value", {}, use, true, {}, type.origin.span, nullptr});
  type.shape = std::move(shape);
  return types.add(std::move(type));
}

}  // namespace

void name_roots(Api& api) {
  std::map<TypeId, TypeId> names;
  for (auto& message : api.messages) {
    if (!message.payload || has_codec_of_its_own(api.types, *message.payload)) continue;
    if (!api.types[api.types.target(*message.payload)].gaps.empty() && !message.gaps.empty()) continue;
    const auto [found, is_new] = names.try_emplace(*message.payload);
    if (is_new) found->second = name(api.types, *message.payload);
    message.payload = found->second;
  }
}

}  // namespace meshgen::model
