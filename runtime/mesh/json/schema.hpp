/// JSON Schema, draft-07, run on JSON text: for what a fused reader cannot express, and for schemas that come at run
/// time. No tree of the text is built.
///
/// Cost. The text is checked for strictness once. A value that several schemas look at is read again from its place;
/// what is found out is kept while a call lasts, so that a schema runs at most once on a value for each place in the
/// schema's text that names it, and once more to tell what is wrong. A run reads the value's text once. Together: at
/// most (places of schemas) · (length of the text) · (levels of nesting), whatever the schema. Memory grows with the
/// runs that are kept: only where schemas are tried, combined or looked up by pattern.
///
/// Numbers are compared by their digits, of any length, never as doubles. `pattern` is run by RE2, in linear time.
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <tl/expected.hpp>

#include <mesh/json/context.hpp>
#include <mesh/json/input.hpp>
#include <mesh/json/result.hpp>
#include <mesh/json/violation.hpp>
#include <mesh/json/write.hpp>

namespace mesh::json {

/// One compiled schema. Lives as long as its Schema (and its copies).
class Rule;
struct Compiled;

/// Schemas that are run one within the other, for values within values as for `allOf` within `allOf`: one more ends the
/// call with a "depth" fault. That many need less than 2 MB of stack.
inline constexpr unsigned kMaxSchemaDepth = 1024;

/// A compiled JSON Schema (draft-07) and what it refers to. Immutable once made; safe for any number of threads; copies
/// share it.
///
/// `$ref` leads to JSON Pointers within the text ("#", "#/definitions/a"); its siblings are ignored; `$id` is passed
/// over. A reference that leads back to itself asks for nothing. Unknown keywords and formats are passed over; a
/// `multipleOf` of more than 19 digits and a pattern that RE2 cannot run are refused. `x-secret: true`: no value that
/// the schema has a say on, and nothing inside it, is shown in messages and paths.
class Schema {
 public:
  /// For generated code: the generator has made `text`. What it cannot compile refuses every value and says so in its
  /// fault.
  explicit Schema(std::string_view text);
  /// For schemas that come at run time: the fault says what is wrong with it; its path leads into the schema.
  [[nodiscard]] static tl::expected<Schema, Fault> compile(std::string_view text);

  /// The schema at a JSON Pointer within the text: "" is the whole, "/definitions/Order" a part. It must be a place
  /// where draft-07 has a schema, or one that a `$ref` names; else this is a rule that refuses everything.
  [[nodiscard]] const Rule& at(std::string_view pointer) const;
  [[nodiscard]] std::string_view text() const noexcept;

 private:
  explicit Schema(std::shared_ptr<const Compiled> compiled) noexcept;

  std::shared_ptr<const Compiled> compiled_;
};

/// Reads the value at `p` and checks it by the rule; gives the place behind it, nullptr once the fault is noted.
[[nodiscard]] const char* read_by(const char* p, const Rule& rule, Context& context);

/// Checks by the rule, then reads into `out` with kRead.
template <auto kRead, class T>
[[nodiscard]] const char* read_ruled(const char* p, T& out, const Rule& rule, Context& context) {
  return read_by(p, rule, context) == nullptr ? nullptr : kRead(p, out, context);
}

/// The text of a part of a C++ value.
[[nodiscard]] bool check_written(std::string& text, const Rule& rule, Context& context);

/// A C++ value: written with kWrite, its text checked by the rule.
template <auto kWrite, class T>
[[nodiscard]] bool check_ruled(const T& value, const Rule& rule, Context& context) {
  std::string text;
  Writer out(text);
  kWrite(value, out);
  out.finish();
  return check_written(text, rule, context);
}

enum class Choice : bool { kFirst, kOnly };
/// Which alternative the value at `p` is valid by: the first (kFirst, anyOf) or the only one (kOnly, oneOf);
/// `rules.size()` and a noted fault if none is (or, for kOnly, more than one). The value is not consumed.
[[nodiscard]] std::size_t choose_by(const char* p, std::span<const Rule* const> rules, Choice choice, Context& context);

/// The text of a C++ value that is one of these alternatives.
[[nodiscard]] bool check_only_written(std::string& text, std::span<const Rule* const> rules, Context& context);

/// A C++ value of one alternative of oneOf: written with kWrite, its text must be valid by exactly one, as whoever
/// reads it asks for.
template <auto kWrite, class T>
[[nodiscard]] bool check_only(const T& value, std::span<const Rule* const> rules, Context& context) {
  std::string text;
  Writer out(text);
  kWrite(value, out);
  out.finish();
  return check_only_written(text, rules, context);
}

/// Which of these JSON texts equals the value at `p`, as draft-07 compares values (1 equals 1.0, member order is
/// nothing); `values.size()` if none. Moves `p` behind the value; nullptr if it is no JSON.
[[nodiscard]] std::size_t find_value(const char*& p, std::span<const std::string_view> values, Context& context);

/// All that is wrong with the text, in its order, at most `most`; of malformed text only that. For tools and dead
/// letters, not for the hot path. Of alternatives that all fail, the one that got furthest is told of.
[[nodiscard]] std::vector<Violation> violations(const Input& text, const Rule& rule, std::size_t most = 100);

}  // namespace mesh::json
