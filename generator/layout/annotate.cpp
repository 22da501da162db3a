#include <vector>

#include "layout/stages.hpp"

namespace meshgen::layout {
namespace {

struct Scope {
  std::size_t opener = kNone;
  std::size_t binding = 1;
};

class Annotator {
 public:
  explicit Annotator(Line& line) : line_(line), tokens_(line.tokens) {}

  void run() {
    match_angles();
    scopes_.push_back({});
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
      auto& token = tokens_[i];
      token.nesting = scopes_.size() - 1;
      token.binding = scopes_.back().binding;
      const auto opener = scopes_.back().opener;
      token.in_parenthesis = opener != kNone && tokens_[opener].is("(");
      count_parameter(i, opener);
      if (token.role == Role::kPlain || token.role == Role::kTemplateOpen) assign_role(i);
      if (token.opens_scope() && token.match != kNone) {
        const std::size_t weight = token.is("[") ? 10 : token.is("<") ? 12 : 1;
        scopes_.push_back({i, token.binding + weight});
      } else if (token.closes_scope() && token.match != kNone) {
        scopes_.pop_back();
        // The first brackets of a declaration outside of functions are taken for its parameters.
        if (scopes_.size() == 1 && token.is(")") && line_.declares && !has_assignment_) has_parameters_ = true;
      }
    }
    find_function_name();
  }

  [[nodiscard]] bool is_declaration() const { return has_parameters_; }

 private:
  void match_angles() {
    std::vector<std::size_t> open;
    for (std::size_t i = 1; i < tokens_.size(); ++i) {
      auto& token = tokens_[i];
      const auto& before = tokens_[i - 1];
      const bool may_open = token.is("<") && before.kind == Kind::kWord && !before.is("operator") &&
                            (!token.spaced || before.is("template"));
      if (may_open) {
        open.push_back(i);
      } else if (token.is(">") && !open.empty() && !before.is("operator")) {
        tokens_[open.back()].match = i;
        tokens_[open.back()].role = Role::kTemplateOpen;
        token.match = open.back();
        token.role = Role::kTemplateClose;
        open.pop_back();
      } else if (token.is("(") || token.is("[") || token.is("{")) {
        continue;
      } else if (token.is(";") || token.is("&&") || token.is("||")) {
        if (token.is(";") || token.spaced) open.clear();
      }
    }
  }

  void count_parameter(std::size_t i, std::size_t opener) {
    if (opener == kNone || tokens_[opener].match == i) return;
    auto& scope = tokens_[opener].make_inside();
    if (tokens_[i].is("{") && tokens_[i].role == Role::kBlock) ++scope.blocks;
    if (tokens_[i].is(",")) {
      ++scope.parameters;
      scope.commas.push_back(i);
    } else if (scope.parameters == 0 && !tokens_[i].is_comment()) {
      scope.parameters = 1;
    }
  }

  void assign_role(std::size_t i) {
    auto& token = tokens_[i];
    if (token.kind == Kind::kWord) return word(i);
    if (token.kind != Kind::kPunctuation) return;
    const Token* before = i == 0 ? nullptr : &tokens_[i - 1];
    const Token* after = i + 1 < tokens_.size() ? &tokens_[i + 1] : nullptr;
    if (before != nullptr && before->is("operator")) {
      token.role = Role::kOverloaded;
    } else if (token.is("(")) {
      if (i >= 2 && before->role == Role::kOverloaded) token.role = Role::kOverloaded;
    } else if (token.is("{")) {
      token.role = token.match == kNone ? Role::kBlock : Role::kList;
    } else if (token.is("}")) {
      token.role = token.match == kNone ? Role::kBlock : tokens_[token.match].role;
    } else if (token.is("[")) {
      square(i);
    } else if (token.is("]")) {
      if (token.match != kNone) token.role = tokens_[token.match].role;
    } else if (token.is(".") || token.is("->")) {
      const bool begins = before == nullptr || before->is("{") || before->is(",") || before->is("(");
      const bool is_type = token.is("->") && token.nesting == 0 && token.spaced;
      token.role = begins ? Role::kDesignator : is_type ? Role::kReturnArrow : Role::kMember;
    } else if (token.is(":")) {
      colon(i);
    } else if (token.is("?")) {
      token.role = Role::kTernary;
      ++questions_;
    } else if (token.is(",")) {
      if (token.nesting == 0 && has_initialisers_) token.role = Role::kConstructorComma;
    } else if (token.is("&") || token.is("*") || token.is("&&")) {
      star(token, before, after);
    } else if (token.is("!") || token.is("~") || token.is("++") || token.is("--")) {
      token.role = Role::kUnary;
    } else if (token.is("+") || token.is("-")) {
      token.role = expects_operand(before) ? Role::kUnary : Role::kBinary;
    } else if (token.role == Role::kPlain && precedence(token) > kCommaPrecedence) {
      token.role = Role::kBinary;
      if (token.nesting == 0 && precedence(token) == kAssignmentPrecedence) has_assignment_ = true;
    }
  }

  /// Does an operand begin behind it?
  [[nodiscard]] static bool expects_operand(const Token* before) {
    if (before == nullptr || before->opens_scope() || before->is("return") || before->is("case")) return true;
    return precedence(*before) != 0 && before->role != Role::kTemplateClose && before->role != Role::kReference;
  }

  static void star(Token& token, const Token* before, const Token* after) {
    const bool spaced_after = after != nullptr && after->spaced;
    if (expects_operand(before)) {
      token.role = Role::kUnary;
    } else if (token.spaced) {
      token.role = spaced_after ? Role::kBinary : Role::kUnary;
    } else {
      token.role = Role::kReference;
    }
  }

  void square(std::size_t i) {
    auto& token = tokens_[i];
    const bool is_double = i + 1 < tokens_.size() && tokens_[i + 1].is("[") && !tokens_[i + 1].spaced;
    if (is_double || (i > 0 && tokens_[i - 1].role == Role::kAttributeSquare && tokens_[i - 1].is("["))) {
      token.role = Role::kAttributeSquare;
      return;
    }
    const bool indexes = i > 0 && (is_name(tokens_[i - 1]) || tokens_[i - 1].is(")") || tokens_[i - 1].is("]"));
    token.role = indexes ? Role::kSubscript : Role::kLambdaSquare;
  }

  void colon(std::size_t i) {
    auto& token = tokens_[i];
    if (questions_ > 0) {
      --questions_;
      token.role = Role::kTernary;
    } else if (token.nesting == 0 && (line_.begins("class") || line_.begins("struct"))) {
      token.role = Role::kInheritanceColon;
    } else if (token.nesting == 0 && has_parameters_) {
      token.role = Role::kConstructorColon;
      has_initialisers_ = true;
    } else if (token.in_parenthesis && line_.begins("for")) {
      token.role = Role::kRangeColon;
    }
  }

  void word(std::size_t i) {
    auto& token = tokens_[i];
    const bool is_outer = token.nesting == 0;
    if (!(has_parameters_ && is_outer) && begins_name(i)) {
      token.role = Role::kStartOfName;
      return;
    }
    const bool may_trail = is_name(token) || token.is("const") || token.is("noexcept");
    if (may_trail && has_parameters_ && is_outer && i > 0) {
      const auto& before = tokens_[i - 1];
      const bool is_value = before.role == Role::kConstructorColon || before.role == Role::kConstructorComma ||
                            before.is("=") || before.is("::");
      if (!is_value && !has_initialisers_) token.role = Role::kTrailing;
    }
  }

  /// Is the word the name that a declaration gives, behind its type?
  [[nodiscard]] bool begins_name(std::size_t i) const {
    if (i == 0 || i + 1 >= tokens_.size() || !is_name(tokens_[i])) return false;
    const auto& after = tokens_[i + 1];
    if (after.is("*") || after.is("&") || after.is("&&") || after.kind == Kind::kString) return false;
    auto at = i - 1;
    while (at > 0 && (tokens_[at].is("const") || tokens_[at].is_comment())) --at;
    const auto& before = tokens_[at];
    if (before.role == Role::kTemplateClose) {
      const auto open = before.match;
      return open > 0 && !tokens_[open - 1].is(".") && !tokens_[open - 1].is("template");
    }
    return before.role == Role::kReference || is_name(before) ||
           (before.kind == Kind::kWord && is_type_keyword(before.text));
  }

  void find_function_name() {
    if (tokens_.front().is("using")) return;
    for (std::size_t i = 1; i < tokens_.size() && tokens_[i].role != Role::kList; ++i) {
      auto& token = tokens_[i];
      if (token.is("operator")) {
        token.role = Role::kFunctionName;
        return;
      }
      if (token.role != Role::kStartOfName || token.nesting != 0) continue;
      const auto open = parameters_behind(i);
      if (open != kNone && may_be_parameters(open)) {
        token.role = Role::kFunctionName;
        return;
      }
    }
  }

  /// The bracket behind a name that may be qualified and have arguments.
  [[nodiscard]] std::size_t parameters_behind(std::size_t name) const {
    for (auto i = name + 1; i < tokens_.size(); ++i) {
      if (tokens_[i].role == Role::kTemplateOpen) {
        i = tokens_[i].match;
      } else if (tokens_[i].is("::")) {
        ++i;
        if (i >= tokens_.size() || !is_name(tokens_[i])) return kNone;
      } else {
        return tokens_[i].is("(") && tokens_[i].match != kNone ? i : kNone;
      }
    }
    return kNone;
  }

  [[nodiscard]] bool may_be_parameters(std::size_t open) const {
    const auto close = tokens_[open].match;
    if (tokens_.back().is("{") || close == open + 1) return true;
    if (is_name(tokens_[open + 1]) && !tokens_.back().is(";")) return true;
    for (auto i = open + 1; i < close; ++i) {
      const auto& token = tokens_[i];
      if ((token.is("(") || token.role == Role::kTemplateOpen) && token.match != kNone) {
        i = token.match;
        continue;
      }
      if (token.is("const") || (token.kind == Kind::kWord && is_type_keyword(token.text)) ||
          token.role == Role::kReference || token.role == Role::kStartOfName || token.is("...")) {
        return true;
      }
      const bool is_literal =
          token.kind == Kind::kString || token.kind == Kind::kNumber || token.kind == Kind::kCharacter;
      if (token.is("{") || is_literal) return false;
    }
    return false;
  }

  Line& line_;
  std::vector<Token>& tokens_;
  std::vector<Scope> scopes_;
  bool has_assignment_ = false;
  bool has_parameters_ = false;
  bool has_initialisers_ = false;
  std::size_t questions_ = 0;
};

/// Between tokens that the source has on two lines: would they be apart on one?
bool needs_space(const Token& left, const Token& right) {
  if (left.role == Role::kBlock || right.role == Role::kBlock) return true;
  if (left.is("(") || left.is("[") || left.is("{") || left.role == Role::kTemplateOpen) return false;
  if (left.is("::") || left.role == Role::kUnary || left.role == Role::kMember || left.role == Role::kDesignator) {
    return false;
  }
  if (right.is(")") || right.is("]") || right.is("}") || right.role == Role::kTemplateClose) return false;
  return !right.is(",") && !right.is(";") && !right.is("::") && right.role != Role::kMember;
}

}  // namespace

void annotate(Line& line) {
  Annotator annotator(line);
  annotator.run();
  line.has_parameters = annotator.is_declaration();
  auto& tokens = line.tokens;
  for (std::size_t i = 1; i < tokens.size(); ++i) {
    if (tokens[i].newlines != 0) tokens[i].spaced = needs_space(tokens[i - 1], tokens[i]);
    const auto& left = tokens[i - 1];
    const bool holds_lines = !left.inside().children.empty();
    if (left.is("{") && tokens[i].is("}")) tokens[i].spaced = holds_lines;
    if (holds_lines) tokens[i].spaced = true;
  }
}

}  // namespace meshgen::layout
