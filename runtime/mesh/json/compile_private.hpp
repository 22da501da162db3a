/// Compiles the text of a schema, place by place.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include <mesh/json/context.hpp>
#include <mesh/json/rule_private.hpp>
#include <mesh/json/sound_private.hpp>

namespace mesh::json {

/// `compiled.text` is sound.
class SchemaCompiler {
 public:
  explicit SchemaCompiler(Compiled& compiled);
  void run();

 private:
  /// A keyword of a schema, and its value.
  struct Member {
    std::string name;
    const char* at = nullptr;
  };
  struct Row {
    std::string_view keyword;
    void (SchemaCompiler::*take)(Rule& rule, const Row& row, const char* p);
  };
  static const std::vector<Row>& rows();

  const Rule* rule_at(const char* p, std::string pointer, const Rule* around);
  const Rule* below(const Rule& rule, const Row& row, const char* p);
  const Rule* below(const Rule& rule, const Row& row, std::string_view token, const char* p);
  std::vector<Member> members_of(const char* p);
  std::vector<const Rule*> list_of(Rule& rule, const Row& row, const char* p);

  void compile(Rule& rule, const char* p);
  void take_reference(Rule& rule, const Row& row, const char* p);
  void take_type(Rule& rule, const Row& row, const char* p);
  void take_enum(Rule& rule, const Row& row, const char* p);
  void take_const(Rule& rule, const Row& row, const char* p);
  void take_bound(Rule& rule, const Row& row, const char* p);
  void take_step(Rule& rule, const Row& row, const char* p);
  void take_count(Rule& rule, const Row& row, const char* p);
  void take_pattern(Rule& rule, const Row& row, const char* p);
  void take_format(Rule& rule, const Row& row, const char* p);
  void take_items(Rule& rule, const Row& row, const char* p);
  void take_unique(Rule& rule, const Row& row, const char* p);
  void take_properties(Rule& rule, const Row& row, const char* p);
  void take_patterns(Rule& rule, const Row& row, const char* p);
  void take_required(Rule& rule, const Row& row, const char* p);
  void take_dependencies(Rule& rule, const Row& row, const char* p);
  void take_schema(Rule& rule, const Row& row, const char* p);
  void take_branches(Rule& rule, const Row& row, const char* p);
  void take_definitions(Rule& rule, const Row& row, const char* p);
  void take_secret(Rule& rule, const Row& row, const char* p);

  void add_value(ValueRules& values, const char* p);
  std::unique_ptr<Regex> regex_of(Rule& rule, const Row& row, const char* p, std::string_view pattern);
  /// Must be a list of strings.
  std::optional<std::vector<std::string>> strings_of(Rule& rule, const Row& row, const char* p);
  /// Must be of this kind.
  bool expect(Rule& rule, const Row& row, const char* p, Kind kind);
  /// Notes that the rule cannot be compiled.
  void refuse(Rule& rule, std::string_view keyword, const char* at, std::string message);

  void resolve(Rule& rule, const char* at);
  void link();

  Compiled& compiled_;
  Context context_;
  std::unordered_map<const char*, Rule*> known_;
  std::vector<std::pair<Rule*, const char*>> waiting_;
  std::vector<std::pair<Rule*, const char*>> references_;
};

/// A pattern of ECMA-262 in the spelling of RE2; nullopt if it is none that RE2 could have.
[[nodiscard]] std::optional<std::string> re2_spelling(std::string_view pattern);

/// "a/b~c" -> "/a~1b~0c"
[[nodiscard]] std::string pointer_token(std::string_view token);

}  // namespace mesh::json
