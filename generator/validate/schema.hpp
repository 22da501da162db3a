/// The structure of Schema Objects (AsyncAPI's superset of JSON Schema draft-07).
#pragma once

#include <set>
#include <string_view>
#include <utility>
#include <vector>

#include "diag/sink.hpp"
#include "resolve/document.hpp"

namespace meshgen::validate {

class SchemaValidator {
 public:
  SchemaValidator(const resolve::ResolvedDocument& document, diag::Sink& sink, bool is_3_1)
      : document_(document), sink_(sink), is_3_1_(is_3_1) {}

  /// A Schema Object, or a reference to one. Each is looked at once.
  void check(const load::Node& node);
  /// Or a Multi Format Schema Object: AsyncAPI's own dialect, JSON Schema draft-07, OpenAPI 3.0.0 and Avro 1.9.0 are
  /// looked into, any other format is not.
  void check_multi_format(const load::Node& node);
  /// An Avro schema, or a reference to one.
  void check_avro(const load::Node& node);

 private:
  /// `kOwn` is draft-07 and three keywords more; keywords that it does not repeat (`if`, `definitions` …) lead to
  /// `kDraft7`, as in the published schema.
  enum class Dialect { kOwn, kDraft7, kOpenApi, kAvro };

  void check_in(const load::Node& node, Dialect dialect);
  void check_one(const load::Node& node, Dialect dialect);
  void check_keyword(const load::Member& member, Dialect dialect);
  void check_openapi_keyword(const load::Member& member);
  void check_map(const load::Node& value, Dialect dialect);
  void check_list(const load::Member& member, const load::Node& value, Dialect dialect);
  void check_types(const load::Node& value, Dialect dialect);
  void check_unique(const load::Member& member, const load::Node& value);
  void check_dependencies(const load::Node& value);
  void check_external_docs(const load::Node& value, Dialect dialect);
  void check_openapi_object(const load::Member& member, const load::Node& value);
  void wrong(const load::Node& value, std::string_view keyword, std::string_view want);

  /// What stands at the key, through references; nullptr if nothing does.
  [[nodiscard]] const load::Node* inside(const load::Node& node, std::string_view key) const;
  void check_avro_object(const load::Node& node);
  void check_avro_type(const load::Node& node);
  void check_avro_members(const load::Node& node, std::string_view type);
  void check_avro_fields(const load::Node& fields);
  void check_avro_name(const load::Node& node, std::string_view key);

  const resolve::ResolvedDocument& document_;
  diag::Sink& sink_;
  bool is_3_1_;
  std::set<std::pair<const load::Node*, Dialect>> seen_;
  std::vector<std::pair<const load::Node*, Dialect>> open_;
  bool is_checking_ = false;
};

/// Is this media type AsyncAPI's own schema format or JSON Schema draft-07?
[[nodiscard]] bool is_json_schema_format(std::string_view format);

/// A list, or an object of one of Avro's types that no JSON Schema has.
[[nodiscard]] bool is_avro_shape(const load::Node& node);

}  // namespace meshgen::validate
