/// The structure of Schema Objects (AsyncAPI's superset of JSON Schema draft-07).
#pragma once

#include <set>

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
  void check_keyword(const load::Member& member);
  void check_map(const load::Member& member);
  void check_list(const load::Member& member);

  const resolve::ResolvedDocument& document_;
  diag::Sink& sink_;
  std::set<const load::Node*> seen_;
};

/// Is this media type AsyncAPI's own schema format or JSON Schema draft-07?
[[nodiscard]] bool is_json_schema_format(std::string_view format);

}  // namespace meshgen::validate
