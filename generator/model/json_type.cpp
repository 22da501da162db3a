#include "model/json_type.hpp"

#include <optional>

#include "base/exact_number.hpp"

namespace meshgen::model {

using load::Kind;
using load::Node;

bool is_of_type(const Node& value, std::string_view type) {
  switch (value.kind) {
    case Kind::kNull:
      return type == "null";
    case Kind::kBool:
      return type == "boolean";
    case Kind::kInteger:
      return type == "integer" || type == "number";
    case Kind::kNumber: {
      const auto number = type == "integer" ? base::ExactNumber::parse(value.text) : std::nullopt;
      return type == "number" || (number && number->is_whole());
    }
    case Kind::kString:
      return type == "string";
    case Kind::kList:
      return type == "array";
    case Kind::kMap:
      return type == "object";
  }
  return false;
}

}  // namespace meshgen::model
