/// The kinds of JSON value that a type takes.
#pragma once

#include <bitset>
#include <cstddef>

#include "model/types.hpp"

namespace meshgen::model {

enum class JsonKind : std::size_t { kNull, kBoolean, kNumber, kString, kArray, kObject };
inline constexpr std::size_t kJsonKinds = 6;
using Kinds = std::bitset<kJsonKinds>;

[[nodiscard]] Kinds kinds_of(const Types& types, TypeId id);

}  // namespace meshgen::model
