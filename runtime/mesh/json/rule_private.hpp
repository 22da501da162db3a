/// What a schema is once it is compiled: one rule for each place of its text where a schema stands.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <mesh/json/decimal_private.hpp>
#include <mesh/json/format.hpp>
#include <mesh/json/pattern.hpp>
#include <mesh/json/result.hpp>

namespace mesh::json {

class Rule;

/// `minimum` and its like.
struct Bound {
  std::string_view keyword;
  std::string_view must;   ///< "at least"
  int sign = 0;            ///< of the comparison, where the value is on the wrong side
  bool is_strict = false;  ///< equal is wrong, too
  std::string_view text;
  Digits digits;
};

struct NumberRules {
  std::vector<Bound> bounds;
  std::optional<Divisor> step;
  std::string_view step_text;
};

struct TextRules {
  std::size_t min_length = 0;
  std::size_t max_length = kNoLimit;
  std::unique_ptr<Regex> pattern;
  std::string pattern_source;  ///< as the schema spells it
  const FormatTest* format = nullptr;
};

struct ArrayRules {
  std::vector<const Rule*> tuple;
  const Rule* rest = nullptr;  ///< for the items behind the tuple
  const Rule* additional = nullptr;
  bool is_tuple = false;
  const Rule* contains = nullptr;
  std::size_t min = 0;
  std::size_t max = kNoLimit;
  bool is_unique = false;
};

struct ObjectRules {
  /// A name that the schema mentions, wherever it does.
  struct Name {
    std::string text;
    const Rule* rule = nullptr;
    bool is_required = false;
    bool is_known = false;  ///< by `properties`
  };
  struct Pattern {
    std::unique_ptr<Regex> regex;
    const Rule* rule = nullptr;
  };
  struct Dependency {
    std::size_t name = 0;
    std::vector<std::size_t> needs;
    const Rule* rule = nullptr;
  };

  std::deque<Name> names;  ///< in the order of `properties`, then the others
  std::unordered_map<std::string_view, std::size_t> indexes;
  std::vector<Pattern> patterns;
  const Rule* additional = nullptr;
  const Rule* of_names = nullptr;
  std::vector<Dependency> dependencies;
  std::size_t min = 0;
  std::size_t max = kNoLimit;
};

/// `enum` or `const`.
struct ValueRules {
  std::string_view keyword;
  std::array<bool, 6> has_kind{};
  std::vector<std::string> strings;    ///< sorted, as they read
  std::vector<std::string> canonical;  ///< sorted, all others
  std::string listed;                  ///< for the message: "must be one of 1, 2"
};

struct BranchRules {
  std::vector<const Rule*> all_of;
  std::vector<const Rule*> any_of;
  std::vector<const Rule*> one_of;
  const Rule* none = nullptr;
  const Rule* condition = nullptr;
  const Rule* then = nullptr;
  const Rule* otherwise = nullptr;
};

class Rule {
 public:
  enum class Answer : unsigned char { kDepends, kAlways, kNever };

  std::string pointer;  ///< into the schema's text
  Answer answer = Answer::kDepends;
  const Rule* target = nullptr;  ///< of a $ref: never a reference itself
  const Rule* around = nullptr;  ///< the schema in whose text this one stands
  bool is_secret = false;
  bool minds_secrets = false;  ///< there are secrets in this text
  unsigned types = 0;          ///< a bit for each Kind; 0: any
  bool is_integer = false;     ///< a number must be whole
  std::string must_be;         ///< "an integer or null"
  std::vector<ValueRules> values;
  std::unique_ptr<NumberRules> number;
  std::unique_ptr<TextRules> text;
  std::unique_ptr<ArrayRules> array;
  std::unique_ptr<ObjectRules> object;
  std::unique_ptr<BranchRules> branches;
  std::unique_ptr<Fault> broken;  ///< why it could not be compiled: it refuses all

  /// Does it look again at the value that it is given, by other rules?
  [[nodiscard]] bool has_branches() const noexcept {
    return branches != nullptr || (object != nullptr && !object->dependencies.empty());
  }
};

/// Behind the reference, if it is one.
[[nodiscard]] inline const Rule& behind(const Rule& rule) noexcept {
  return rule.target != nullptr ? *rule.target : rule;
}
const Rule& behind(const Rule&&) = delete;

/// All that a Schema holds. Rules point into the text.
struct Compiled {
  std::string source;  ///< with its padding
  std::string_view text;
  std::deque<Rule> rules;
  std::map<std::string, const Rule*, std::less<>> by_pointer;
  Rule missing;  ///< for a pointer that leads to no schema
  std::optional<Fault> fault;
};

[[nodiscard]] std::shared_ptr<const Compiled> compile_rules(std::string_view text);

}  // namespace mesh::json
