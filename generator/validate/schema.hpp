/// The structure of Schema Objects (AsyncAPI's superset of JSON Schema draft-07).
#pragma once

#include <unordered_set>
#include <vector>

#include "diag/sink.hpp"
#include "resolve/document.hpp"

namespace meshgen::validate {

class SchemaValidator {
 public:
  SchemaValidator(const resolve::ResolvedDocument& document, diag::Sink& sink) : document_(document), sink_(sink) {}

  /// A Schema Object, or a reference to one. Each is looked at once.
  void check(const load::Node& node);
  /// Or a Multi Format Schema Object: only JSON Schema dialects are looked into.
  void check_multi_format(const load::Node& node);

 private:
  void check_one(const load::Node& node);
  void check_keyword(const load::Member& member);
  void check_map(const load::Member& member);
  void check_list(const load::Member& member);

  const resolve::ResolvedDocument& document_;
  diag::Sink& sink_;
  std::unordered_set<const load::Node*> seen_;
  std::vector<const load::Node*> open_;
  bool is_checking_ = false;
};

/// Is this media type AsyncAPI's own schema format or JSON Schema draft-07?
[[nodiscard]] bool is_json_schema_format(std::string_view format);

}  // namespace meshgen::validate
