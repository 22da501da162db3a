#include "layout/place.hpp"

#include <algorithm>
#include <ranges>

namespace meshgen::layout {
namespace {

constexpr std::size_t kIndent = 2;
constexpr std::size_t kStringBreakCost = 1000;
constexpr std::size_t kFirstBreakCost = 15;
constexpr std::size_t kNoTableCost = 10'000;

void put(std::string* out, std::string_view text) {
  if (out != nullptr) out->append(text);
}

void put_blanks(std::string* out, std::size_t count) {
  if (out != nullptr) out->append(count, ' ');
}

}  // namespace

State Placer::begin(std::string* out) const {
  State state;
  state.column = indent_;
  Scope scope;
  scope.indent = scope.last_space = scope.block_indent = indent_;
  state.scopes.push_back(scope);
  advance(state, false, out);
  return state;
}

bool Placer::place(State& state, bool on_new_line, std::size_t& penalty, std::string* out) const {
  if (!place_children(state, on_new_line, penalty, out)) return false;
  penalty += add(state, on_new_line, 0, out);
  return true;
}

bool Placer::place_children(State& state, bool on_new_line, std::size_t& penalty, std::string* out) const {
  const auto& inside = tokens_[state.next - 1].inside();
  const auto& children = inside.children;
  if (children.empty()) return true;
  if (on_new_line) {
    const auto indent = state.scopes.back().indent;
    for (const auto& child : children) {
      const auto column = indent + child.indent;
      std::string text;
      penalty += append_line(child, column, text, cost_);
      put(out, "\n");
      put_blanks(out, column);
      put(out, text);
    }
    return true;
  }
  const auto& child = children.front();
  const bool has_comment = child.tokens.back().kind == Kind::kLineComment;
  if (!inside.is_statement || has_comment || child.width() + state.column + 2 > kColumns) return false;
  std::string text;
  penalty += append_line(child, state.column + 1, text, cost_);
  put(out, " ");
  put(out, text);
  state.column += 1 + child.width();
  return true;
}

std::size_t Placer::add(State& state, bool on_new_line, std::size_t extra_spaces, std::string* out) const {
  std::size_t penalty = 0;
  if (on_new_line) {
    penalty = add_on_new_line(state, out);
  } else {
    add_on_line(state, extra_spaces, out);
  }
  return penalty + advance(state, on_new_line, out);
}

void Placer::add_on_line(State& state, std::size_t extra_spaces, std::string* out) const {
  const auto& token = tokens_[state.next];
  const auto& left = tokens_[state.next - 1];
  auto& scope = state.scopes.back();
  const bool is_designated = state.next >= 2 && tokens_[state.next - 2].role == Role::kDesignator;
  if (token.is("=") && (line_.begins("for") || token.nesting == 0) && scope.variable == 0 && !is_designated) {
    scope.variable = state.column;
    for (auto i = state.next; i > 0 && scope.variable >= tokens_[i - 1].width; --i) {
      scope.variable -= tokens_[i - 1].width;
      if (tokens_[i - 1].spaced || i == 1) break;
    }
  }
  if (parts_lambdas(state.next)) state.no_break = true;
  const auto spaces = (token.kind == Kind::kLineComment ? 2U : token.spaced ? 1U : 0U) + extra_spaces;
  put_blanks(out, spaces);
  if (left.opens_scope()) scope.indent = state.column + spaces;
  if (scope.one_a_line && left.is(",")) scope.no_break = true;
  if (begins_chain_link(state.next) && state.column > new_line_column(state)) scope.has_unbroken_chain = true;
  // Behind a call with long arguments nothing of the rest of the chain is broken.
  if (token.role == Role::kMember && left.is(")") && left.match != kNone &&
      left.total - tokens_[left.match].total > 10) {
    scope.no_break = true;
  }
  const auto previous = before(state.next);
  if (!token.is_comment() && previous != kNone) {
    const auto& operation = tokens_[previous];
    const auto level = precedence(operation);
    const bool joins_operands = operation.role == Role::kBinary || operation.is(",");
    const bool keeps = operation.role != Role::kConstructorComma && level != kAssignmentPrecedence &&
                       level != kRelationalPrecedence && level != kSpaceshipPrecedence;
    const bool has_two_operands = operation.operator_index == 0 && operation.next_operator == kNone;
    if (joins_operands && keeps && !has_two_operands) scope.no_break_in_operand = true;
  }
  state.column += spaces;
  note_operand(state);
}

/// Where an operand or argument begins on the line, what is inside of it is indented from there.
void Placer::note_operand(State& state) const {
  const auto& token = tokens_[state.next];
  const auto& left = tokens_[state.next - 1];
  auto& scope = state.scopes.back();
  const bool begins_condition = left.is("(") && state.next >= 2 &&
                                (tokens_[state.next - 2].is("for") || tokens_[state.next - 2].is("if") ||
                                 (tokens_[state.next - 2].is("constexpr") && line_.begins("if")));
  const bool is_simple_value = precedence(left) == kAssignmentPrecedence ||
                               (left.is("<<") && left.operator_index == 0 && left.next_operator == kNone);
  const bool begins_operand = (left.is(",") && !token.is_comment()) || left.role == Role::kTernary ||
                              left.role == Role::kConstructorColon ||
                              (left.role == Role::kBinary && (!is_simple_value || token.begins_binary));
  // The arguments of a call that another call follows are indented from the bracket.
  const bool begins_link = left.opens_scope() && left.match != kNone && left.match + 1 < tokens_.size() &&
                           tokens_[left.match + 1].role == Role::kMember && state.scopes.size() > 1 &&
                           state.scopes[state.scopes.size() - 2].call_chain == 0;
  if (begins_condition && !token.is_comment()) {
    scope.last_space = state.column;
    scope.block_indent = state.column;
  } else if (left.role == Role::kInheritanceColon) {
    scope.indent = state.column;
    scope.last_space = state.column;
  } else if (begins_operand || begins_link) {
    scope.last_space = state.column;
  }
}

std::size_t Placer::add_on_new_line(State& state, std::string* out) const {
  const auto& token = tokens_[state.next];
  const auto& left = tokens_[state.next - 1];
  auto& scope = state.scopes.back();
  std::size_t penalty = token.penalty;
  // The first break of a scope costs more: breaks come together.
  if (!scope.has_break) penalty += kFirstBreakCost;
  scope.has_break = true;
  state.column = new_line_column(state);
  put(out, "\n");
  put_blanks(out, state.column);
  scope.block_indent = state.column;
  if (token.role == Role::kMember && scope.call_chain == 0) scope.call_chain = state.column;
  const auto previous = before(state.next);
  const Token* const operation = previous == kNone ? nullptr : &tokens_[previous];
  const bool behind_list_sign = operation != nullptr && (operation->is(",") || operation->is(";"));
  if ((behind_list_sign && !scope.one_a_line) || left.role == Role::kBinary) scope.break_before_next = false;
  const bool behind_outer_template =
      operation != nullptr && operation->role == Role::kTemplateClose && token.nesting == 0;
  if (behind_outer_template) scope.break_before_next = false;
  if (token.is("?") || (operation != nullptr && operation->is("?"))) scope.break_before_next = true;
  if (token.kind != Kind::kLineComment) scope.last_space = state.column;
  state.line_level = token.nesting;
  state.lowest_level = token.nesting;
  keep_parents_open(state);
  if (operation != nullptr && !operation->is(",") && !operation->is(":") && !operation->is(";") &&
      !behind_outer_template && operation->role != Role::kBinary && token.role != Role::kBinary &&
      !operation->opens_scope()) {
    scope.break_before_next = true;
  }
  if (operation != nullptr && operation->is("{")) scope.break_before_brace = true;
  if (scope.one_a_line && !left.is("(") && !left.is("{") && left.role != Role::kBinary) {
    scope.break_before_next = true;
  }
  return penalty;
}

/// A break inside means that what holds the scope is no longer one line: its next parameter begins one.
void Placer::keep_parents_open(State& state) const {
  for (std::size_t i = 0; i + 1 < state.scopes.size(); ++i) state.scopes[i].break_before_next = true;
}

std::size_t Placer::advance(State& state, bool on_new_line, std::string* out) const {
  const auto placed = state.next;
  const auto& token = tokens_[placed];
  {
    auto& scope = state.scopes.back();
    if (token.is(",") || token.role == Role::kBinary) scope.no_break_in_operand = false;
    if (token.role == Role::kInheritanceColon) scope.one_a_line = true;
    if (token.is("?") && token.role == Role::kTernary) scope.question = state.column;
    if (!token.opens_scope() && !token.closes_scope() && token.role != Role::kReference) {
      state.lowest_level = std::min(state.lowest_level, token.nesting);
    }
    if (token.role == Role::kMember) scope.call_begin = token.next_operator == kNone ? 0 : state.column;
    if (token.role == Role::kConstructorColon) {
      scope.indent = state.column + 2;
      scope.block_indent = scope.indent;
      scope.one_a_line = true;
      scope.break_before_next = false;
    }
    if (token.role == Role::kInheritanceColon) scope.indent = indent_ + kContinuation;
    if ((token.role == Role::kBinary || token.role == Role::kTernary) && on_new_line) {
      scope.block_indent = state.column + token.width + 1;
    }
    if (token.role == Role::kLambdaSquare && token.is("[")) scope.last_space = state.column;
  }
  const auto previous = placed == 0 ? kNone : before(placed);
  if (previous != kNone) note_inline_list(state, tokens_[previous], on_new_line);
  open_expressions(state);
  if (token.closes_scope() && token.match != kNone && state.scopes.size() > 1) state.scopes.pop_back();
  const bool may_split = !state.scopes.back().no_break && !state.scopes.back().no_break_in_operand;
  if (token.opens_scope()) open_scope(state);
  for (std::size_t i = 0; i < token.closes && state.scopes.size() > 1; ++i) {
    const auto variable = state.scopes.back().variable;
    state.scopes.pop_back();
    state.scopes.back().variable = variable;
  }
  if (token.kind == Kind::kString) {
    if (state.string_column == 0) state.string_column = state.column;
  } else if (!token.is_comment() && !is_name(token)) {
    state.string_column = 0;
  }
  state.column += token.width;
  ++state.next;
  auto penalty = finish_token(state, placed, may_split, out);
  const auto& inside = token.inside();
  if (token.role == Role::kList && token.is("{") && !inside.commas.empty() &&
      (inside.formats.size() == 1 || inside.holds_lists)) {
    state.scopes.back().one_a_line = true;
  }
  if (previous != kNone && tokens_[previous].inside().formats.size() > 1) penalty += place_table(state, previous, out);
  return penalty;
}

/// A list that begins on the line of its holder and is broken behind its brace forbids breaks outside of it.
void Placer::note_inline_list(State& state, const Token& left, bool on_new_line) const {
  const auto& token = tokens_[state.next];
  auto& scope = state.scopes.back();
  const auto count = state.scopes.size();
  const bool has_several_blocks = scope.opener != kNone && tokens_[scope.opener].inside().blocks > 1;
  if (!token.is_comment() && left.is("{") && count > 1 && !has_several_blocks) {
    auto& outer = state.scopes[count - 2];
    if (outer.has_inline_list && on_new_line) {
      for (std::size_t i = 0; i + 1 < count; ++i) state.scopes[i].no_break = true;
    }
    outer.has_inline_list = false;
  }
  const bool begins_value = left.role == Role::kBinary || left.role == Role::kTernary || left.is("(") || left.is(",") ||
                            (left.is(":") && left.role != Role::kConstructorColon);
  if (begins_value) scope.has_inline_list = !on_new_line && (!left.is("(") || left.inside().parameters > 1);
}

/// Between brackets and a lambda among other arguments: they stay on one line, or the first begins a new one.
bool Placer::parts_lambdas(std::size_t token) const {
  const auto previous = before(token);
  if (previous == kNone || !tokens_[previous].is("(")) return false;
  const auto& open = tokens_[previous].inside();
  const auto& now = tokens_[token];
  if (open.blocks == 0 || now.is_comment() || now.is("(") || now.role == Role::kLambdaSquare) return false;
  if (open.blocks > 1) return true;
  if (open.commas.empty()) return false;
  const auto& last = tokens_[open.commas.back() + 1];
  return last.role != Role::kLambdaSquare && !last.is("{");
}

void Placer::open_expressions(State& state) const {
  const auto& token = tokens_[state.next];
  if (token.opens.empty()) return;
  const auto previous = state.next == 0 ? kNone : before(state.next);
  const Token* const left = previous == kNone ? nullptr : &tokens_[previous];
  const bool behind_return = left != nullptr && left->is("return");
  bool is_aligned = left != nullptr && (left->opens_scope() || left->is(";") || behind_return ||
                                        (left->role == Role::kBinary && precedence(*left) == kAssignmentPrecedence));
  for (auto i = token.opens.size(); i > 0; --i) {
    const auto level = token.opens[i - 1];
    const auto& outer = state.scopes.back();
    Scope inner = outer;
    inner.has_break = false;
    inner.no_break = outer.no_break || outer.no_break_in_operand;
    if (level > kCommaPrecedence) inner.one_a_line = false;
    if (!behind_return || level > 0) {
      inner.indent = std::max({state.column, inner.indent, outer.last_space});
    }
    if (level > 0) inner.last_space = std::max(inner.last_space, state.column);
    if (level != kConditionalPrecedence && token.role != Role::kUnary) inner.call_begin = state.column;
    if (!is_aligned && level > kAssignmentPrecedence) inner.indent += kContinuation;
    if ((left != nullptr && !left->opens_scope()) || level != kCommaPrecedence) inner.break_before_next = false;
    state.scopes.push_back(inner);
    is_aligned = false;
  }
}

void Placer::open_scope(State& state) const {
  const auto& token = tokens_[state.next];
  const auto& outer = state.scopes.back();
  Scope scope;
  scope.opener = state.next;
  scope.last_space = outer.last_space;
  if (token.role == Role::kBlock && token.match != kNone) {
    scope.indent = outer.block_indent + kIndent;
    scope.block_indent = outer.block_indent;
    scope.one_a_line = true;
    scope.break_before_next = true;
    state.scopes.push_back(scope);
    return;
  }
  scope.block_indent = std::max(outer.call_begin, outer.block_indent);
  if (token.is("{")) {
    const bool ends_in_comma = token.match != kNone && tokens_[token.match - 1].is(",");
    const bool is_designated = state.next + 1 < tokens_.size() && tokens_[state.next + 1].role == Role::kDesignator;
    scope.indent = outer.last_space + kContinuation;
    scope.one_a_line = ends_in_comma || is_designated;
    scope.break_before_next = ends_in_comma;
    if (token.inside().parameters > 1) scope.block_indent = std::max(scope.block_indent, state.column + 1);
  } else {
    scope.indent = kContinuation + std::max(outer.last_space, outer.call_begin);
    if (token.is("<") && token.in_parenthesis) {
      scope.indent = std::max(scope.indent, outer.indent);
      scope.last_space = std::max(scope.last_space, outer.indent);
    }
  }
  scope.no_break = token.inside().children.empty() && (outer.no_break || outer.no_break_in_operand ||
                                                       (token.role == Role::kTemplateOpen && outer.has_unbroken_chain));
  state.scopes.push_back(scope);
}

/// Writes the token, a literal in pieces if it passes the last column.
std::size_t Placer::finish_token(State& state, std::size_t placed, bool may_split, std::string* out) const {
  const auto& token = tokens_[placed];
  std::size_t penalty = 0;
  const auto quote = token.text.find('"');
  const bool is_literal = token.kind == Kind::kString && token.text.ends_with('"') && token.text.size() > quote + 1 &&
                          (quote == 0 || token.text[quote - 1] != 'R');
  if (is_literal && may_split && token.tail < kColumns) {
    const auto prefix = token.text.substr(0, quote + 1);
    auto text = token.text.substr(prefix.size(), token.text.size() - prefix.size() - 1);
    const bool breaks_behind = state.next < tokens_.size() && may_break(state);
    const auto tail = breaks_behind ? 0 : token.tail;
    const auto begin = state.column - token.width;
    const auto used = begin + prefix.size();
    bool is_split = false;
    put(out, prefix);
    while (used + columns_of(text) + 1 + tail > kColumns) {
      if (used + 1 >= kColumns) break;
      const auto length = split_string(text, kColumns - 1 - used);
      if (length == 0 || length >= text.size()) break;
      put(out, text.substr(0, length));
      put(out, "\"\n");
      put_blanks(out, begin);
      put(out, prefix);
      text.remove_prefix(length);
      penalty += kStringBreakCost;
      is_split = true;
    }
    put(out, text);
    put(out, "\"");
    state.column = used + columns_of(text) + 1 + tail - token.tail;
    if (is_split) {
      for (auto& scope : state.scopes) scope.break_before_next = true;
      state.scopes.back().last_space = begin;
    }
  } else {
    put(out, token.text);
  }
  if (state.column > kColumns) penalty += kExcessCost * (state.column - kColumns);
  return penalty;
}

/// A long list: as many items a line as make the fewest lines, in columns.
std::size_t Placer::place_table(State& state, std::size_t open, std::string* out) const {
  const auto& list = tokens_[open].inside();
  if (state.next >= tokens_.size() || tokens_[open + 1].role == Role::kDesignator) return 0;
  const auto placed = state.next - 1;
  const auto room = kColumns + tokens_[placed].width - std::min(state.column, kColumns + tokens_[placed].width);
  const ColumnFormat* best = nullptr;
  for (const auto& format : list.formats | std::views::reverse) {
    if (format.total_width > room && format.columns != 1) continue;
    if (best != nullptr && format.line_count > best->line_count) break;
    best = &format;
  }
  if (best == nullptr) return kNoTableCost;
  std::size_t penalty = 0;
  std::size_t column = 0;
  std::size_t item = 0;
  while (state.next != tokens_[open].match) {
    std::size_t extra = 0;
    bool begins_line = tokens_[state.next].must_break;
    if (item < list.commas.size() && state.next - 1 == list.commas[item]) {
      extra = best->sizes[column] - std::min(best->sizes[column], list.item_widths[item]);
      ++column;
      ++item;
    }
    if (column == best->columns || begins_line) {
      column = 0;
      begins_line = true;
    }
    penalty += add(state, begins_line, extra, out);
  }
  return penalty;
}

}  // namespace meshgen::layout
