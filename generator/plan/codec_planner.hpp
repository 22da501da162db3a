/// Plans the functions that read, check and write each type. Structs and unions: codec_structs.cpp; plain values, lists
/// and maps: codec_values.cpp; what wraps them and the public calls: build_codec.cpp; a codec in several units:
/// codec_units.cpp.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "diag/sink.hpp"
#include "model/api.hpp"
#include "model/bundle.hpp"
#include "plan/build_codec.hpp"
#include "plan/build_types.hpp"

namespace meshgen::plan {

/// The functions that read, check and write a type. `check` is empty where nothing can be wrong.
struct Functions {
  std::string read;
  std::string check;
  std::string write;
};

/// One of several units of a codec. The functions of its structs and unions are seen by all units, and those of others
/// by it; everything else it has for itself, even where another unit has the same.
struct CodecUnit {
  std::size_t number = 0;
  std::size_t count = 1;
  const std::map<model::TypeId, bool>* has_checks = nullptr;  ///< of all structs and unions
};

class CodecPlanner {
 public:
  /// `unit` is nullptr for a codec of one unit, in which nothing is seen from outside but the public calls.
  CodecPlanner(const model::Api& api, const resolve::ResolvedDocument& document, const TypesPlan& types,
               diag::Sink& sink, const CodecUnit* unit = nullptr);

  CodecPlan run(const std::string& contract, const std::string& cpp_namespace);
  CodecUnitView run_unit();
  /// What the units see of each other.
  std::vector<std::string> declarations();

 private:
  using TypeId = model::TypeId;

  /// Names that no helper may take away.
  void take_public_names();
  /// Emits all types, or those of the unit, with their public calls.
  void publish_types();
  void publish(TypeId id);
  /// The function that reads the default of a member whose values `read` reads.
  void add_default(TypeId owner, const DefaultFunction& function, const std::string& read);
  /// `validate_all` of what a message carries.
  void add_payload(TypeId id, const std::string& type, const std::string& read);
  [[nodiscard]] bool is_mine(TypeId id) const;
  [[nodiscard]] std::string spelled_from_anywhere(const std::string& name) const;
  /// Of a struct or union that is emitted, or, in a recursion, about to be: then its functions are declared beforehand.
  Functions named(TypeId id);
  Functions functions_of(TypeId id) const;
  /// As it stands in `owner`: boxed, nullable and checked by its schema as the case may be.
  Functions used(TypeId use, TypeId owner, bool in_array);
  /// `kind` is "box" or "nullable".
  Functions wrapped(const std::string& kind, const std::string& name, const std::string& type, const Functions& inner,
                    TypeId id);
  /// What must not be shown is hidden in messages and in text for people.
  Functions hidden(TypeId use, const std::string& name, const std::string& type, const Functions& inner);
  /// What its schema says beyond the shape is checked on the text.
  Functions ruled(TypeId use, const std::string& name, const std::string& type, const Functions& inner);
  /// The function that gives the compiled schema: "rule_of_order()".
  std::string rule(const load::Node& schema, TypeId id);

  /// A struct or union on the way: its parts so far, the next one.
  struct Frame {
    TypeId id{};
    StructCodecView object;
    TupleCodecView tuple;
    ValueCodecView value;
    std::string last_optional;  ///< item of a tuple
    std::size_t next = 0;
    bool has_data = false;
    bool something_written = false;  ///< surely, by the members before
  };
  void emit(TypeId root);
  [[nodiscard]] std::size_t parts_of(TypeId id) const;
  [[nodiscard]] TypeId part_of(TypeId id, std::size_t part) const;
  /// The struct or union that a part needs, through lists and maps.
  [[nodiscard]] std::optional<TypeId> needs(TypeId id, std::size_t part) const;
  void part(Frame& frame);
  void finish(Frame& frame);
  [[nodiscard]] StructCodecView begin_structure(TypeId id) const;
  [[nodiscard]] StructCodecView finish_structure(Frame& frame, const Functions& functions) const;
  void member(Frame& frame);
  void rest(Frame& frame);
  void item(Frame& frame);
  void more_items(Frame& frame);
  void bare_value(Frame& frame);
  UnionCodecView choice(TypeId id, const Functions& functions);
  std::string chooser(const model::Union& shape);
  std::string rules_of(const model::Union& shape);

  Functions bare(TypeId id, TypeId owner);
  Functions integer_functions(TypeId id, const model::Integer& integer);
  Functions number_functions(TypeId id, const model::Number& number);
  [[nodiscard]] Functions text_functions(TypeId id, TypeId owner) const;
  Functions string_functions(TypeId id, TypeId owner, const model::String& string);
  std::string pattern(const model::Pattern& pattern);
  Functions enum_functions(TypeId id, const model::StringEnum& choices);
  Functions value_enum_functions(TypeId id, const model::ValueEnum& choices);
  Functions array_functions(TypeId id, TypeId owner, const model::Array& array);
  Functions map_functions(TypeId id, TypeId owner, const model::Map& map);
  /// A plain value with checks of its own; without any it is read as it is.
  Functions checked(TypeId id, const std::string& parameter, const std::string& type, const Functions& plain,
                    const std::vector<std::string>& statics, std::vector<std::string> checks);
  /// A plain value that a type of the user's stands for.
  Functions converted(TypeId id, const std::string& chosen, const std::string& parameter, const std::string& type,
                      const Functions& plain, const std::vector<std::string>& statics, std::vector<std::string> checks);
  /// Emits what `make` gives, the first time that `key` is asked for.
  template <class Make>
  Functions once(const std::pair<TypeId, std::string>& key, const std::string& wanted_name, Make make) {
    if (const auto found = made_.find(key); found != made_.end()) return found->second;
    const auto name = free_name(key.first, wanted_name);
    Functions functions{"read_" + name, "check_" + name, "write_" + name};
    ValueCodecView view = make(std::as_const(functions));
    if (!view.check && !view.checked) functions.check.clear();
    keep(std::move(view));
    return made_[key] = functions;
  }
  void keep(ValueCodecView helper);
  std::string free_name(TypeId id, const std::string& wanted);
  std::string unique(const std::string& wanted);
  /// "quantity_of_order_line", or "order_line" of what has a declaration.
  [[nodiscard]] std::string base_name(TypeId id) const;

  const model::Types& types_;
  const TypesPlan& plan_;
  diag::Sink& sink_;
  std::set<TypeId> roots_;       ///< what messages carry
  std::vector<bool> recursive_;  ///< by type
  const resolve::ResolvedDocument& document_;
  std::optional<model::Bundle> bundle_;  ///< once something is put into it: it looks at the whole document
  std::vector<RuleView> rules_;
  /// A text of its own: code that never asks for all faults need not compile all schemas when it meets its first rule.
  std::optional<model::Bundle> payload_bundle_;
  std::vector<PayloadView> payloads_;
  bool chooses_by_schema_ = false;
  std::map<std::string, std::string> rule_names_;  ///< by the place of the schema in the bundle
  const CodecUnit* unit_;
  std::set<std::string> shared_folders_;  ///< whose codec_detail.hpp is called
  std::vector<PublicCodecView> published_;
  std::set<std::string> variants_;  ///< alternatives of those that have public calls
  std::vector<CallView> calls_;
  std::vector<DefaultCodecView> defaults_;
  std::vector<ValueCodecView> helpers_;  ///< of a unit; else they stand among `codecs_`
  std::vector<CodecView> codecs_;
  std::map<std::pair<TypeId, std::string>, Functions> made_;
  std::map<TypeId, bool> has_checks_;
  std::set<TypeId> open_;
  std::set<TypeId> forwarded_;
  std::vector<TypeId> forward_;
  std::set<std::string> used_names_;
  std::map<std::string, int> numbers_;  ///< by the wanted name, the last that was given
};

}  // namespace meshgen::plan
