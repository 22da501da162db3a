/// What templates see at run time, and the shape they are checked against beforehand.
#pragma once

#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace meshgen::render {

struct Value;
struct FieldValue;
struct ObjectValue {
  std::vector<FieldValue> fields;
};
using ListValue = std::vector<Value>;

/// Text prints; a flag opens a section or not; a list opens it once an item; an object is what names are looked up in.
struct Value {
  std::variant<std::string, bool, ListValue, ObjectValue> data;
};

struct FieldValue {
  std::string_view name;
  Value value;
};

struct Schema;
struct SchemaField {
  std::string_view name;
  const Schema* schema;
};

/// The shape of a view. One object a view type, made once; compared by address.
struct Schema {
  enum class Kind { kText, kFlag, kList, kObject } kind = Kind::kText;
  const Schema* item = nullptr;     ///< kList (an optional view is a list of at most one)
  std::vector<SchemaField> fields;  ///< kObject

  [[nodiscard]] const Schema* find(std::string_view name) const {
    for (const auto& field : fields) {
      if (field.name == name) return field.schema;
    }
    return nullptr;
  }
};

}  // namespace meshgen::render
