#include <algorithm>

#include "layout/place.hpp"

namespace meshgen::layout {

std::size_t Placer::before(std::size_t token) const {
  while (token > 0) {
    if (!tokens_[--token].is_comment()) return token;
  }
  return kNone;
}

bool Placer::begins_chain_link(std::size_t token) const {
  return tokens_[token].role == Role::kMember && token > 0 && tokens_[token - 1].closes_scope();
}

bool Placer::may_break(const State& state) const {
  const auto& token = tokens_[state.next];
  const auto& left = tokens_[state.next - 1];
  const auto& scope = state.scopes.back();
  if (!token.can_break && !(scope.break_before_brace && token.is("}") && token.role == Role::kBlock)) return false;
  // A list that is an argument or an item begins on the line of its brace.
  if (!token.must_break && left.is("{") && left.role == Role::kList && state.next >= 2) {
    const auto& holder = tokens_[state.next - 2];
    if (holder.is("{") || holder.is("(") || holder.is(",")) return false;
  }
  if (left.opens_scope() && !left.is("{") && state.lowest_level < state.line_level &&
      state.lowest_level < token.nesting) {
    return false;
  }
  if (token.role == Role::kMember && scope.has_unbroken_chain) return false;
  // A short return type stays with the name.
  if (token.role == Role::kFunctionName && state.column < 6) return false;
  if (token.role != Role::kBinary && !token.is(",") && scope.no_break_in_operand) return false;
  return !state.no_break && !scope.no_break;
}

bool Placer::next_is_long_string(const State& state) const {
  const auto& token = tokens_[state.next];
  if (token.kind != Kind::kString || token.text.starts_with("R\"")) return false;
  if (state.next + 1 < tokens_.size() && tokens_[state.next + 1].kind == Kind::kString) return true;
  return state.column + token.width + token.tail > kColumns;
}

bool Placer::must_break(const State& state) const {
  const auto& token = tokens_[state.next];
  const auto& left = tokens_[state.next - 1];
  const auto& scope = state.scopes.back();
  if (token.must_break) return true;
  if (scope.break_before_brace && token.is("}") && token.role == Role::kBlock) return true;
  const bool begins_parameter = left.is(",") || left.is(";");
  const bool is_name_behind_template = left.role == Role::kTemplateClose && token.role == Role::kStartOfName &&
                                       tokens_.front().role != Role::kAttributeSquare;
  const bool is_branch = token.role == Role::kTernary && !left.is("?");
  if ((begins_parameter || is_name_behind_template || is_branch) && scope.break_before_next &&
      token.kind != Kind::kLineComment && !token.is(")") && !token.is("}")) {
    return true;
  }
  if (token.role == Role::kConstructorColon &&
      (state.column + tokens_.back().total - left.total > kColumns || scope.break_before_next)) {
    return true;
  }
  const auto column = new_line_column(state);
  if (token.role == Role::kMember) {
    const auto to_next = token.next_operator == kNone ? 0 : tokens_[token.next_operator].total - token.total;
    if (state.column + to_next > kColumns && (state.column > column || token.nesting < state.line_level)) return true;
  }
  if (begins_chain_link(state.next) && (scope.call_chain != 0 || scope.break_before_next)) return true;
  if (state.column <= column && !line_.begins("enum")) return false;
  if ((column == indent_ + kContinuation || left.is(",") || token.nesting < 2) && !left.is("return") &&
      !left.is("<<") && left.role != Role::kTernary && next_is_long_string(state)) {
    return true;
  }
  if (left.role == Role::kBinary && token.can_break) {
    const auto level = precedence(left);
    if (level != kAssignmentPrecedence && scope.break_before_next) {
      if (tokens_[state.next - 2].ends_binary) return true;
      const bool compares = level >= 9 && level <= kSpaceshipPrecedence;
      if (!compares) return true;
    }
  }
  if (token.role == Role::kFunctionName && scope.break_before_next) return true;
  return left.is("{") && left.role == Role::kBlock && !token.is("}");
}

std::size_t Placer::new_line_column(const State& state) const {
  const auto& token = tokens_[state.next];
  const auto& left = tokens_[state.next - 1];
  const auto& scope = state.scopes.back();
  const auto continued = std::max(scope.last_space, scope.indent) + kContinuation;
  const auto previous = before(state.next);
  if (token.is("{") && token.role == Role::kBlock) return token.nesting == 0 ? indent_ : scope.indent;
  if ((token.is("}") || token.is("]")) && state.scopes.size() > 1) {
    const auto& outer = state.scopes[state.scopes.size() - 2];
    if (token.is("}") && token.role == Role::kBlock && token.match != kNone) return outer.block_indent;
    return token.match != kNone && tokens_[token.match].role == Role::kList ? outer.last_space : indent_;
  }
  if (token.kind == Kind::kString && state.string_column != 0) return state.string_column;
  if (token.role == Role::kMember) return scope.call_chain == 0 ? continued : scope.call_chain;
  if (scope.question != 0 && (token.role == Role::kTernary || left.role == Role::kTernary)) return scope.question;
  if (left.is(",") && scope.variable != 0) return scope.variable;
  if (token.role == Role::kConstructorColon || token.role == Role::kInheritanceColon) return indent_ + kContinuation;
  if ((previous != kNone && tokens_[previous].role == Role::kAttributeSquare) || token.is("operator") ||
      token.role == Role::kFunctionName) {
    return std::max(scope.last_space, scope.indent);
  }
  if (token.role == Role::kSubscript) return continued;
  if (token.role == Role::kStartOfName || token.role == Role::kReference || left.is("::") || left.is("=")) {
    return continued;
  }
  if (left.is(")") && precedence(token) == 0 && !token.is(":") && !token.is_comment()) return continued;
  if (scope.indent == indent_ && previous != kNone && !tokens_[previous].is("}") &&
      tokens_[previous].role != Role::kConstructorComma) {
    return scope.indent + kContinuation;
  }
  return scope.indent;
}

}  // namespace meshgen::layout
