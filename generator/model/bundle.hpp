/// Schemas of a contract as one JSON Schema text, for code that validates while it runs.
#pragma once

#include <cstddef>
#include <deque>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "load/node.hpp"
#include "model/paths.hpp"
#include "resolve/document.hpp"

namespace meshgen::model {

/// Schemas of a contract as one JSON Schema (draft-07) text: each that was asked for or is referred to stands once
/// under `definitions`, references lead there. Only what changes what is valid is kept (and `"x-secret": true`): no
/// titles, descriptions, examples, defaults. Names of formats that the runtime checks are kept, `int32` becomes
/// bounds, others are dropped. Time and memory are linear in what is reached. The document outlives it.
class Bundle {
 public:
  explicit Bundle(const resolve::ResolvedDocument& document);

  /// Adds the schema (through references and multi-format wrappers) and gives its JSON Pointer within `text()`:
  /// "/definitions/Order", letters, digits, '_', '-' and '.' only. `words` name it if it stands inline, else its path
  /// does. The same schema gives the same pointer; of two that want one name, the later is named by its file and whole
  /// path. `schema` need not outlive the call. Where nothing is known (a broken reference, another schema format),
  /// everything is valid.
  std::string add(const load::Node& schema, const Words& words);

  /// `{"definitions": {…}}` in the document's order: two spaces a level, one line for what fits 100 columns.
  [[nodiscard]] std::string text() const;

 private:
  struct Definition {
    std::string name;
    const load::Node* node = nullptr;
    bool is_copy = false;  ///< a merge of traits: no node of the document is the same
  };
  struct Target {
    const load::Node* node = nullptr;
    Words words;
  };

  void index(const load::Node& node);
  [[nodiscard]] bool same(const load::Node& a, const load::Node& b) const;
  [[nodiscard]] Target target_of(const load::Node& node, const Words& words) const;
  /// Index of its definition, made if there is none.
  std::size_t intern(const load::Node& node, const Words& words);
  std::size_t define(const load::Node& node, const Words& words, bool is_copy);
  [[nodiscard]] std::string name_for(const load::Node& node, const Words& words);
  /// Defines what `from` refers to.
  void collect(const Definition& from);
  /// The name of the definition that stands for a schema within `from`; nullptr: it stands inline.
  [[nodiscard]] const std::string* name_of(const load::Node& schema, const Definition& from) const;

  const resolve::ResolvedDocument& document_;
  Paths paths_;
  std::unordered_map<resolve::Place, const load::Node*, resolve::PlaceHash> by_place_;
  std::vector<Definition> definitions_;
  std::deque<load::Node> copies_;
  std::unordered_map<resolve::Place, std::size_t, resolve::PlaceHash> known_;  ///< those of the document
  std::unordered_map<resolve::Place, std::vector<std::size_t>, resolve::PlaceHash> known_copies_;
  std::unordered_map<std::string, std::size_t> names_;  ///< and how many wanted each
  std::unordered_set<const load::Node*> collected_;
  std::size_t next_ = 0;  ///< the first whose references are not yet collected
};

}  // namespace meshgen::model
