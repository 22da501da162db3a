/// Tokens put one behind the other, each on the same or on a new line; what that costs.
#pragma once

#include <compare>
#include <string>
#include <string_view>
#include <vector>

#include "layout/stages.hpp"

namespace meshgen::layout {

/// An open bracket, or an expression that acts like one: how lines are indented inside of it.
struct Scope {
  std::size_t opener = kNone;
  std::size_t indent = 0;
  std::size_t last_space = 0;    ///< where the last operand began: what it continues is indented from there
  std::size_t block_indent = 0;  ///< where statements inside are indented from
  std::size_t call_begin = 0;    ///< column of the innermost call
  std::size_t call_chain = 0;    ///< column of the first `.` that began a line
  std::size_t variable = 0;      ///< column of what is assigned to
  std::size_t question = 0;      ///< column of `?`
  bool one_a_line = false;       ///< several a line, or each on its own, but no mixture
  bool no_break = false;
  bool no_break_in_operand = false;
  bool break_before_next = false;  ///< the next parameter begins a line
  bool break_before_brace = false;
  bool has_break = false;
  bool has_unbroken_chain = false;
  bool has_inline_list = false;  ///< a list began on the line of what holds it

  friend auto operator<=>(const Scope&, const Scope&) = default;
};

struct State {
  std::size_t next = 0;  ///< token
  std::size_t column = 0;
  std::size_t line_level = 0;    ///< nesting of the token that began the line
  std::size_t lowest_level = 0;  ///< on this line
  std::size_t string_column = 0;
  bool no_break = false;
  std::vector<Scope> scopes;
};

/// Costs of breaks are small numbers, a column too many is worth more than all of them.
constexpr std::size_t kExcessCost = 1'000'000;

/// How far a line is indented that goes on with the one before.
constexpr std::size_t kContinuation = 4;

class Placer {
 public:
  Placer(const Line& line, std::size_t indent, Cost& cost)
      : line_(line), tokens_(line.tokens), indent_(indent), cost_(cost) {}

  /// The first token stands.
  [[nodiscard]] State begin(std::string* out) const;
  [[nodiscard]] bool may_break(const State& state) const;
  [[nodiscard]] bool must_break(const State& state) const;
  /// False if what the token before holds, the body of a lambda, cannot stand like that.
  bool place(State& state, bool on_new_line, std::size_t& penalty, std::string* out) const;

 private:
  bool place_children(State& state, bool on_new_line, std::size_t& penalty, std::string* out) const;
  std::size_t add(State& state, bool on_new_line, std::size_t extra_spaces, std::string* out) const;
  void add_on_line(State& state, std::size_t extra_spaces, std::string* out) const;
  void note_operand(State& state) const;
  std::size_t add_on_new_line(State& state, std::string* out) const;
  void keep_parents_open(State& state) const;
  std::size_t advance(State& state, bool on_new_line, std::string* out) const;
  void note_inline_list(State& state, const Token& left, bool on_new_line) const;
  [[nodiscard]] bool parts_lambdas(std::size_t token) const;
  void open_expressions(State& state) const;
  void open_scope(State& state) const;
  std::size_t finish_token(State& state, std::size_t placed, bool may_split, std::string* out) const;
  std::size_t place_table(State& state, std::size_t open, std::string* out) const;

  [[nodiscard]] std::size_t new_line_column(const State& state) const;
  [[nodiscard]] bool next_is_long_string(const State& state) const;
  [[nodiscard]] std::size_t before(std::size_t token) const;  ///< kNone, or the one before that is no comment
  [[nodiscard]] bool begins_chain_link(std::size_t token) const;

  const Line& line_;
  const std::vector<Token>& tokens_;
  std::size_t indent_;
  Cost& cost_;
};

}  // namespace meshgen::layout
