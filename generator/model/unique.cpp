#include "model/unique.hpp"

#include <vector>

#include "model/reach.hpp"

namespace meshgen::model {
namespace {

bool keeps_all_of_itself(const Type& type) {
  const auto* object = std::get_if<Object>(&type.shape);
  const bool keeps_members =
      object == nullptr || object->closed || object->rest || object->form == Object::Form::kValue;
  return !std::holds_alternative<Any>(type.shape) && keeps_members;
}

/// By type: does a C++ value of it, with all that it holds, keep what the text says?
std::vector<bool> faithful(const Types& types) {
  std::vector<std::vector<std::size_t>> holders(types.size());
  std::vector<std::size_t> lossy;
  std::vector<bool> is_faithful(types.size(), true);
  for (std::size_t i = 0; i < types.size(); ++i) {
    const auto& type = types[static_cast<TypeId>(i)];
    for (const auto held : children_of(type.shape)) holders[static_cast<std::size_t>(held)].push_back(i);
    if (keeps_all_of_itself(type)) continue;
    is_faithful[i] = false;
    lossy.push_back(i);
  }
  while (!lossy.empty()) {
    const auto at = lossy.back();
    lossy.pop_back();
    for (const auto holder : holders[at]) {
      if (is_faithful[holder]) lossy.push_back(holder);
      is_faithful[holder] = false;
    }
  }
  return is_faithful;
}

}  // namespace

void settle_unique_items(Types& types) {
  std::vector<TypeId> asking;
  for (std::size_t i = 0; i < types.size(); ++i) {
    const auto id = static_cast<TypeId>(i);
    const auto* array = std::get_if<Array>(&types[id].shape);
    if (array != nullptr && array->unique) asking.push_back(id);
  }
  if (asking.empty()) return;
  const auto is_faithful = faithful(types);
  for (const auto id : asking) {
    auto& type = types.at(id);
    auto& array = std::get<Array>(type.shape);
    if (is_faithful[static_cast<std::size_t>(array.items)]) continue;
    type.is_ruled = true;  // the text is looked at
    array.unique.reset();
  }
}

}  // namespace meshgen::model
