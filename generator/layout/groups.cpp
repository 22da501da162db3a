#include "layout/stages.hpp"

namespace meshgen::layout {
namespace {

constexpr int kUnaryPrecedence = 16;
constexpr int kMemberPrecedence = 17;

/// Climbs the precedences: an operator's operands and what they are made of get their beginning and end marked, so
/// that breaks inside of an operand can be indented behind it.
class Grouper {
 public:
  explicit Grouper(std::vector<Token>& tokens) : tokens_(tokens) { parse(0); }

 private:
  [[nodiscard]] bool at_end() const { return at_ >= tokens_.size(); }
  [[nodiscard]] const Token& now() const { return tokens_[at_]; }
  [[nodiscard]] bool closes_now() const { return now().closes_scope() && now().match != kNone; }

  /// -1: no operator.
  [[nodiscard]] int operator_now() const {
    if (at_end()) return -1;
    const auto& token = now();
    if (token.role == Role::kTernary) return kConditionalPrecedence;
    if (token.is(";")) return 0;
    if (token.role == Role::kRangeColon) return kCommaPrecedence;
    if (token.role == Role::kBinary || token.is(",")) return precedence(token);
    if (token.role == Role::kMember || token.role == Role::kDesignator) return kMemberPrecedence;
    return -1;
  }

  void skip_trailing_comments() {
    while (!at_end() && now().kind == Kind::kLineComment) ++at_;
  }

  void next() {
    ++at_;
    skip_trailing_comments();
  }

  void parse(int level) {
    while (!at_end() && now().is("return")) next();
    if (at_end() || level > kMemberPrecedence) return;
    if (level == kConditionalPrecedence) return conditional();
    if (level == kUnaryPrecedence) return unary();
    const auto begin = at_;
    auto last_operator = kNone;
    std::size_t index = 0;
    while (!at_end()) {
      parse(level + 1);
      const auto found = operator_now();
      const bool is_other_branch =
          found == kConditionalPrecedence && level == kAssignmentPrecedence && !at_end() && now().is(":");
      if (at_end() || closes_now() || (found != -1 && found < level) || is_other_branch) break;
      if (now().opens_scope() && now().match != kNone) {
        scope();
        continue;
      }
      if (found == level) {
        if (last_operator != kNone) tokens_[last_operator].next_operator = at_;
        last_operator = at_;
        tokens_[at_].operator_index = index++;
      }
      next();
    }
    if (last_operator != kNone && (!at_end() || level > 0)) mark(begin, level == kMemberPrecedence ? 0 : level);
  }

  void scope() {
    while (!at_end() && !closes_now()) {
      next();
      parse(0);
    }
    if (!at_end()) next();
  }

  void conditional() {
    const auto begin = at_;
    parse(kConditionalPrecedence + 1);
    if (at_end() || !now().is("?")) return;
    next();
    parse(kAssignmentPrecedence);
    if (at_end() || now().role != Role::kTernary) return;
    next();
    parse(kAssignmentPrecedence);
    mark(begin, kConditionalPrecedence);
  }

  void unary() {
    std::vector<std::size_t> operators;
    while (!at_end() && now().role == Role::kUnary) {
      operators.push_back(at_);
      next();
    }
    parse(kMemberPrecedence);
    for (auto i = operators.size(); i > 0; --i) mark(operators[i - 1], 0);
  }

  void mark(std::size_t begin, int level) {
    tokens_[begin].opens.push_back(level);
    if (level > 0) tokens_[begin].begins_binary = true;
    if (at_end()) return;
    auto end = at_ - 1;
    while (end > 0 && tokens_[end].is_comment()) --end;
    ++tokens_[end].closes;
    if (level > 0) tokens_[end].ends_binary = true;
  }

  std::vector<Token>& tokens_;
  std::size_t at_ = 0;
};

}  // namespace

void group_expressions(Line& line) { const Grouper grouper(line.tokens); }

}  // namespace meshgen::layout
