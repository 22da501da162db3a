#include "model/unique.hpp"

#include <vector>

#include "model/reach.hpp"

namespace meshgen::model {
namespace {

bool keeps_all_of_itself(const Type& type) {
  const auto* object = std::get_if<Object>(&type.shape);
  return !std::holds_alternative<Any>(type.shape) && (object == nullptr || object->closed);
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
    type.gaps.push_back({*array.unique, "'uniqueItems' of items that may hold more than is declared",
                         "close them: 'additionalProperties: false', and a 'type' for each value"});
    array.unique.reset();
  }
}

}  // namespace meshgen::model
