/// JSON Schema (AsyncAPI's dialect: draft-07 and its extras) to types. What a shape cannot say is
/// checked by the schema itself (`Type::is_ruled`); what is not carried is a Gap, never ignored.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <unordered_set>
#include <utility>
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
  /// A schema within another: `node`, or any value where there is none. It goes to the next free place of the shape.
  struct Child {
    const load::Node* node = nullptr;
    Words words;
    diag::Span span;
  };
  /// A schema that is being read: its own keywords are, its children are in turn. Not on the call stack, as a chain of
  /// references may be as long as the document.
  struct Frame {
    TypeId id{};
    Type type;
    std::vector<Child> children;
    std::size_t next = 0;
    std::size_t merges = 0;  ///< schemas around this one, up to the nearest reference, that were made of several
  };
  using Place = std::pair<const diag::SourceFile*, std::uint32_t>;
  struct Named {
    const load::Node* node = nullptr;
    Words words;
  };

  /// Its id at once; a frame for what is left to do.
  TypeId begin(const load::Node& node, Words words, std::size_t merges);
  TypeId begin_target(const load::Node& schema, Words words, std::size_t merges);
  /// A merge brings what it merged under its own name, in recursion without end: what is being read further out keeps
  /// its name there, and deeper in merges the first name serves for all.
  [[nodiscard]] Words name_of(const load::Node& schema, Words words, std::size_t merges) const;
  void remember_children(const Frame& frame);
  void forget_children(const Frame& frame);
  /// May one more schema be made of several? Notes that it is.
  [[nodiscard]] bool may_merge();
  void finish(Frame frame);
  void want(const load::Node& node, Words words) { wanted_.push_back({&node, std::move(words), {}}); }
  void want_any(diag::Span span, Words words) { wanted_.push_back({nullptr, std::move(words), span}); }
  /// What can be said only when all types are there: where chains of aliases end, what tells alternatives apart.
  void settle();
  void settle_alias(TypeId id);
  [[nodiscard]] bool may_be_null(TypeId id) const;
  void settle_union(TypeId id, diag::Span place);
  void collapse(TypeId id, diag::Span place);
  /// Lists, maps and unions that hold nothing but each other, or too many of each other, have no end in C++: a struct
  /// around one of them gives it a name to refer to.
  void break_circles();
  void give_name(TypeId id);
  Shape read_shape(Type& type, const load::Node& schema);
  Shape read_typed(Type& type, const load::Node& schema, std::string_view kind);
  Shape read_kinds(Type& type, const load::Node& schema, const std::vector<std::string_view>& kinds);
  Shape read_enum(Type& type, const load::Node& schema, const load::Node& values);
  Shape read_const(Type& type, const load::Node& schema, const load::Node& value);
  Shape read_string(Type& type, const load::Node& schema);
  Shape read_integer(Type& type, const load::Node& schema);
  Shape read_number(Type& type, const load::Node& schema);
  Shape read_array(Type& type, const load::Node& schema);
  Shape read_tuple(Type& type, const load::Node& schema, const load::Node& items);
  Shape read_object(Type& type, const load::Node& schema);
  Shape read_map(Type& type, const load::Node& schema);
  Shape read_properties(Type& type, const load::Node& schema);
  void read_rest(Type& type, const load::Node& schema, Object& shape);
  Shape read_all_of(Type& type, const load::Node& schema, const load::Node& list);
  Shape read_branches(Type& type, const load::Node& schema, std::string_view keyword, const load::Node& list);
  Shape read_alternatives(Type& type, const std::vector<const load::Node*>& branches, bool only_one,
                          const load::Node& list);
  /// Each branch with what stands beside them.
  std::vector<const load::Node*> distribute(const load::Node& schema, std::string_view keyword,
                                            const std::vector<const load::Node*>& branches);
  /// Is there a keyword beside `but` that makes fewer values valid than the branches do?
  bool narrows(const load::Node& schema, std::string_view but, const std::vector<const load::Node*>& branches) const;
  /// The required properties of an object type that are a `const` string, with that.
  using Constants = std::unordered_map<std::string, std::string>;
  const Constants& constants_of(TypeId id);
  [[nodiscard]] std::optional<std::string> find_discriminator(Union& shape);
  Type fresh(const load::Node& schema, const Words& words) const;

  const resolve::ResolvedDocument& document_;
  const Paths& paths_;
  Types& types_;
  /// By place and name: an alias or a merged trait is a copy of a node, but the same schema.
  std::map<std::tuple<const diag::SourceFile*, std::uint32_t, Words>, TypeId> known_;
  std::map<Place, std::vector<Named>> named_;     ///< the same by place alone
  std::map<Place, std::vector<Named>> children_;  ///< of the schemas that are open, the outermost first
  std::vector<Frame> open_;
  std::size_t merges_ = 0;            ///< around the schema whose keywords are being read
  bool is_merged_ = false;            ///< it was itself made of several
  std::size_t nested_merges_ = 0;     ///< in all
  std::vector<Child> wanted_;         ///< by the schema whose keywords are being read
  std::optional<diag::Span> one_of_;  ///< the same, if it has alternatives
  std::vector<TypeId> aliases_;       ///< to settle
  std::vector<TypeId> nested_;        ///< lists, maps and unions
  std::vector<std::pair<TypeId, diag::Span>> unions_;
  /// Made where branches of an `allOf` differ about one property: not taken apart again, as that may have no end.
  std::unordered_set<const load::Node*> conflicts_;
  std::map<TypeId, std::size_t> depths_;  ///< of lists and maps in each other
  std::map<TypeId, Constants> constants_;
};

/// title, description, deprecated of any object that has them (`summary` stands in for a description).
[[nodiscard]] Docs read_docs(const load::Node& node);

}  // namespace meshgen::model
