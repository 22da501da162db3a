#include <algorithm>

#include "layout/stages.hpp"

namespace meshgen::layout {
namespace {

/// Judges each place between two tokens of a line: the same answers as clang-format's for what C++ we generate.
class Judge {
 public:
  explicit Judge(Line& line) : line_(line), tokens_(line.tokens) {}

  void run() {
    bool in_parameters = line_.has_parameters;
    const bool is_virtual =
        std::any_of(tokens_.begin(), tokens_.end(), [](const Token& token) { return token.is("virtual"); });
    tokens_.front().total = tokens_.front().width;
    for (std::size_t i = 1; i < tokens_.size(); ++i) {
      auto& token = tokens_[i];
      const auto& before = tokens_[i - 1];
      token.must_break = must(i);
      token.can_break = token.must_break || can(i, is_virtual);
      if (token.role == Role::kConstructorColon) in_parameters = false;
      token.penalty = cost(i, in_parameters) + 20 * token.binding;
      token.total = total(token, before);
    }
    std::size_t tail = 0;
    for (auto i = tokens_.size(); i > 0; --i) {
      auto& token = tokens_[i - 1];
      token.tail = tail;
      const bool ends_tail = token.can_break || token.is_comment() || token.kind == Kind::kString;
      tail = ends_tail ? 0 : tail + token.width + (token.spaced ? 1 : 0);
    }
  }

 private:
  static std::size_t total(const Token& token, const Token& before) {
    const auto& held_lines = before.inside();
    const bool is_several_lines = token.must_break || (!held_lines.children.empty() && !held_lines.is_statement);
    if (is_several_lines) return before.total + kColumns;
    std::size_t held = 0;
    if (held_lines.is_statement) {
      const auto& last = held_lines.children.front().tokens.back();
      held = last.kind == Kind::kLineComment ? kColumns : last.total + 1;
    }
    return before.total + token.width + held + (token.spaced ? 1 : 0);
  }

  /// A comma before the closing bracket asks for an item a line.
  [[nodiscard]] bool ends_in_comma(std::size_t open) const {
    const auto close = tokens_[open].match;
    return close != kNone && (tokens_[close - 1].is(",") || tokens_[close - 1].kind == Kind::kLineComment);
  }

  [[nodiscard]] bool must(std::size_t i) const {
    const auto& left = tokens_[i - 1];
    const auto& right = tokens_[i];
    if (left.kind == Kind::kString && right.kind == Kind::kString) return true;
    if (left.kind == Kind::kLineComment) return true;
    if (left.role == Role::kList && left.is("{") && ends_in_comma(i - 1)) return true;
    if (right.is("}") && right.match != kNone && ends_in_comma(right.match)) return true;
    if (right.kind == Kind::kLineComment) return right.newlines != 0 && !left.is("{");
    const auto& lines = left.inside().children;
    const bool has_own_line = !lines.empty() && lines.back().tokens.back().kind == Kind::kLineComment;
    return has_own_line;
  }

  [[nodiscard]] bool can(std::size_t i, bool is_virtual) const {
    const auto& left = tokens_[i - 1];
    const auto& right = tokens_[i];
    if (right.is("}")) return right.role == Role::kBlock;
    if (right.is(")") || right.role == Role::kTemplateClose || right.role == Role::kReference) return false;
    if (right.role == Role::kStartOfName || right.role == Role::kFunctionName) return true;
    if (left.role == Role::kReference) return false;
    if (right.kind == Kind::kLineComment) return left.role == Role::kList && left.is("{");
    if (right.role == Role::kTernary) return true;
    if (left.role == Role::kTernary || left.role == Role::kInheritanceColon) return false;
    if (right.role == Role::kInheritanceColon) return true;
    if (left.role == Role::kRangeColon) return true;
    if (right.is(":") && right.role != Role::kConstructorColon) return false;
    if (right.role == Role::kOverloaded) return false;
    if (left.is(">") && right.is(">")) return false;
    if (left.role == Role::kTemplateClose || left.role == Role::kUnary || left.is("operator")) return false;
    const bool is_defaulted = right.is("default") || right.is("delete");
    if (left.is("=") && is_virtual && left.nesting == 0 && !is_defaulted) return false;
    if (left.is("(") && i >= 2 && tokens_[i - 2].role == Role::kBinary) return false;
    if (right.is("]") && right.role == Role::kLambdaSquare) return false;
    if (left.role == Role::kTrailing) {
      return !right.is("{") && !right.is(";") && !right.is("=") && !right.is("(") && !right.is("<") && !right.is("::");
    }
    if (right.is("[") && right.role == Role::kAttributeSquare) return left.role != Role::kAttributeSquare;
    if (is_name(left) && right.kind == Kind::kString) return true;
    if (left.role == Role::kConstructorColon) return false;
    if (right.role == Role::kConstructorColon) return true;
    if (right.is("typename") && !left.is("const")) return true;
    if (left.role == Role::kBinary && !left.is("<<") && !left.is("->*")) return true;
    if (right.is("noexcept") && right.role == Role::kTrailing) return false;
    return breaks_after(left, right) || breaks_before(left, right);
  }

  static bool breaks_after(const Token& left, const Token& right) {
    if (left.is(",") || left.is("::") || left.is(";") || left.is("{") || left.is("class") || left.is("struct")) {
      return true;
    }
    if (left.is_comment()) return true;
    return (left.is("(") && !right.is(")")) || left.role == Role::kTemplateOpen;
  }

  static bool breaks_before(const Token& left, const Token& right) {
    if (right.role == Role::kMember || right.role == Role::kReturnArrow || right.is("<<") || right.is("[")) return true;
    return left.is(")") && (is_name(right) || right.is("const"));
  }

  [[nodiscard]] std::size_t cost(std::size_t i, bool in_parameters) const {
    const auto& left = tokens_[i - 1];
    const auto& right = tokens_[i];
    const bool is_for = line_.begins("for");
    if (left.is(";")) return 0;
    if (right.is("[")) {
      if (left.is("]")) return 200;
      if (right.role == Role::kLambdaSquare && left.is("=")) return 35;
      if (right.role == Role::kSubscript) return 500;
    }
    if (left.is("::")) return 500;
    if (right.role == Role::kStartOfName || right.role == Role::kFunctionName) {
      return left.role == Role::kStartOfName ? 110 : 200;
    }
    if (right.role == Role::kReference) return 190;
    if (right.role == Role::kReturnArrow) return 110;
    if (left.is("=") && right.is("{")) return 160;
    if (left.is("class") || left.is("struct") || left.is("union")) return 5000;
    if (left.is_comment()) return 1000;
    if (left.role == Role::kRangeColon || left.role == Role::kInheritanceColon ||
        left.role == Role::kConstructorColon) {
      return 2;
    }
    if (right.role == Role::kMember) {
      const auto next = right.next_operator;
      return next != kNone && tokens_[next - 1].closes_scope() ? 35 : 150;
    }
    if (right.role == Role::kTrailing && (i + 1 == tokens_.size() || !tokens_[i + 1].is("("))) {
      return (left.is(")") ? 100U : 120U) + (right.text.size() < 10 ? 50U : 0U);
    }
    if (is_for && left.is("=")) return 4;
    if (left.is("(") && in_parameters) return 100;
    if (left.is("(") && i >= 2) {
      const auto& word = tokens_[i - 2];
      if (word.is("for") || word.is("if") || (word.is("constexpr") && line_.begins("if"))) return 1000;
    }
    if (left.is("=") && in_parameters) return 110;
    if (right.is("}")) return 1;
    if (left.role == Role::kTemplateOpen) return 100;
    if (left.opens_scope()) return left.inside().parameters > 1 ? 1 : 19;
    if (left.role == Role::kUnary) return 60;
    if (left.is(",")) return 1;
    if (right.is("<<")) return !left.is(")") || right.operator_index > 0 ? 2 : 1;
    if (left.role == Role::kTernary) return kConditionalPrecedence;
    const auto level = precedence(left) != 0 ? precedence(left) : precedence(right);
    return level == 0 ? 3 : static_cast<std::size_t>(level);
  }

  Line& line_;
  std::vector<Token>& tokens_;
};

}  // namespace

void find_breaks(Line& line) { Judge(line).run(); }

}  // namespace meshgen::layout
