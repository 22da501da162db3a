/// JSON Schema (AsyncAPI's dialect: draft-07 and its extras) to types. What is not carried is a Gap, never ignored.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "diag/sink.hpp"
#include "model/paths.hpp"
#include "model/types.hpp"
#include "resolve/document.hpp"

namespace meshgen::model {

class SchemaReader {
 public:
  SchemaReader(const resolve::ResolvedDocument& document, const Paths& paths, Types& types)
      : document_(document), paths_(paths), types_(types) {}

  /// A Schema Object or a reference to one. `words` name it if it stands inline. The same schema gives the same type.
  TypeId read(const load::Node& node, const Words& words);

 private:
  TypeId read_target(const load::Node& schema, const Words& words);
  void read_into(TypeId id, const load::Node& schema);
  Shape read_shape(Type& type, const load::Node& schema);
  Shape read_typed(Type& type, const load::Node& schema, std::string_view kind);
  Shape read_enum(Type& type, const load::Node& values);
  Shape read_const(Type& type, const load::Node& value);
  Shape read_string(Type& type, const load::Node& schema);
  Shape read_integer(Type& type, const load::Node& schema);
  Shape read_number(Type& type, const load::Node& schema);
  Shape read_array(Type& type, const load::Node& schema);
  Shape read_object(Type& type, const load::Node& schema);
  Shape read_properties(Type& type, const load::Node& schema, const load::Node* properties);
  Shape read_branches(Type& type, const load::Node& schema, std::string_view keyword, const load::Node& list);
  Shape read_alternatives(Type& type, const std::vector<const load::Node*>& branches, const load::Node& one_of);
  /// The first keyword beside `keyword` that makes fewer values valid than the branches do.
  struct Beside {
    std::string key;
    diag::Span span;
  };
  std::optional<Beside> narrows(const load::Node& schema, std::string_view keyword,
                                const std::vector<const load::Node*>& branches) const;
  /// The `const` string of a required property of an object type, if it has exactly that.
  void find_discriminator(Type& type, Union& shape, const load::Node& one_of);
  std::string_view type_name(Type& type, const load::Node& schema);
  Type fresh(const load::Node& schema, const Words& words) const;

  const resolve::ResolvedDocument& document_;
  const Paths& paths_;
  Types& types_;
  /// By place and name: an alias or a merged trait is a copy of a node, but the same schema.
  std::map<std::tuple<const diag::SourceFile*, std::uint32_t, Words>, TypeId> known_;
};

/// title, description, deprecated of any object that has them (`summary` stands in for a description).
[[nodiscard]] Docs read_docs(const load::Node& node);

}  // namespace meshgen::model
