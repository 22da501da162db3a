/// Is this value valid by this type? An interpreter over the model: what the generated codec does, for examples.
#pragma once

#include <optional>
#include <string>

#include "load/node.hpp"
#include "model/api.hpp"

namespace meshgen::lint {

struct Objection {
  std::string path;  ///< JSON Pointer in the value
  std::string text;  ///< "is 0, must be at least 1"
  diag::Span span;
};

/// The first thing that is wrong. Formats are not looked into.
[[nodiscard]] std::optional<Objection> judge(const model::Types& types, model::TypeId type, const load::Node& value);

}  // namespace meshgen::lint
