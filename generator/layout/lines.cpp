#include <algorithm>
#include <utility>

#include "layout/stages.hpp"

namespace meshgen::layout {
namespace {

constexpr std::size_t kStep = 2;

/// Where statements stand.
enum class Place : std::uint8_t { kNamespace, kRecord, kFunction, kSwitch };

class Splitter {
 public:
  Splitter(std::vector<Token> tokens, std::size_t& namespaces) : tokens_(std::move(tokens)), namespaces_(namespaces) {}

  std::optional<std::vector<Line>> run() {
    statements(0, Place::kNamespace);
    while (next_is("}") && namespaces_ > 0 && !failed_) {
      --namespaces_;
      end_block(0, false, Place::kNamespace, false);
      statements(0, Place::kNamespace);
    }
    if (failed_ || at_ != tokens_.size()) return std::nullopt;
    return std::move(lines_);
  }

 private:
  [[nodiscard]] bool at_end() const { return failed_ || at_ >= tokens_.size(); }
  [[nodiscard]] bool next_is(const Sign& text, std::size_t ahead = 0) const {
    return at_ + ahead < tokens_.size() && tokens_[at_ + ahead].is(text);
  }

  Line& begin_line(std::size_t indent, Place place) {
    Line line;
    line.indent = indent;
    line.declares = place == Place::kNamespace || place == Place::kRecord;
    lines_.push_back(std::move(line));
    return lines_.back();
  }

  void take(Line& line) {
    // A directive within a statement cannot be moved: left to who wrote it.
    const bool is_inside = !at_end() && tokens_[at_].kind == Kind::kDirective && !line.tokens.empty();
    if (at_end() || is_inside) {
      failed_ = true;
      return;
    }
    line.tokens.push_back(std::move(tokens_[at_++]));
  }

  /// A comment behind a statement belongs to its line.
  void end_line(Line& line) {
    if (!at_end() && tokens_[at_].is_comment() && tokens_[at_].newlines == 0) take(line);
  }

  /// Up to the brace that closes the block, or the end.
  void statements(std::size_t indent, Place place) {
    while (!at_end() && !next_is("}")) {
      const auto before = at_;
      statement(indent, place);
      if (at_ == before) failed_ = true;
    }
  }

  void statement(std::size_t indent, Place place) {
    const auto& first = tokens_[at_];
    if (first.kind == Kind::kDirective || first.is_comment()) {
      const bool is_directive = first.kind == Kind::kDirective;
      take(begin_line(is_directive ? 0 : comment_indent(indent, place), place));
      return;
    }
    const bool is_access = first.is("public") || first.is("protected") || first.is("private");
    if (is_access && next_is(":", 1)) {
      auto& line = begin_line(indent - 1, place);
      line.is_label = true;
      take(line);
      take(line);
      return end_line(line);
    }
    if (place == Place::kSwitch && (first.is("case") || first.is("default"))) return case_label(indent, place);
    if (first.is("if") || first.is("for") || first.is("while") || first.is("switch") || first.is("else")) {
      return control(indent, place);
    }
    if (first.is("template") && next_is("<", 1)) return template_head(indent, place);
    plain(indent, place);
  }

  /// A comment stands where the statement stands that it belongs to.
  [[nodiscard]] std::size_t comment_indent(std::size_t indent, Place place) const {
    if (place != Place::kSwitch) return indent;
    auto next = at_;
    while (next < tokens_.size() && tokens_[next].is_comment()) ++next;
    const bool is_label = next < tokens_.size() && (tokens_[next].is("case") || tokens_[next].is("default"));
    return is_label ? indent : indent + kStep;
  }

  void case_label(std::size_t indent, Place place) {
    auto& line = begin_line(indent, place);
    line.is_label = true;
    while (!at_end() && !next_is(":")) take(line);
    take(line);
    end_line(line);
    while (!at_end() && !next_is("}") && !next_is("case") && !next_is("default")) {
      const auto before = at_;
      statement(tokens_[at_].is_comment() ? indent : indent + kStep,
                tokens_[at_].is_comment() ? Place::kSwitch : Place::kFunction);
      if (at_ == before) failed_ = true;
    }
  }

  void control(std::size_t indent, Place place) {
    auto& line = begin_line(indent, place);
    const bool is_switch = next_is("switch");
    control_rest(line, indent, is_switch);
  }

  /// The keyword and what follows; `line` may hold a closing brace already.
  void control_rest(Line& line, std::size_t indent, bool is_switch) {
    const bool is_else = next_is("else");
    take(line);
    if (is_else && next_is("if")) take(line);
    if (next_is("constexpr")) take(line);
    if (next_is("(")) brackets(line);
    if (next_is("{")) {
      take(line);
      line.opens = Line::Opens::kControl;
      end_line(line);
      block(indent, is_switch ? Place::kSwitch : Place::kFunction);
      return;
    }
    line.is_control = true;
    end_line(line);
    if (next_is(";")) return take(line);
    if (!at_end()) statement(indent + kStep, Place::kFunction);
  }

  void template_head(std::size_t indent, Place place) {
    auto& line = begin_line(indent, place);
    take(line);
    std::size_t depth = 0;
    do {
      if (next_is("<")) ++depth;
      if (next_is(">")) --depth;
      take(line);
    } while (depth != 0 && !at_end());
    end_line(line);
  }

  /// From behind the opening brace to behind the closing one and what belongs to it.
  void block(std::size_t indent, Place place) {
    const auto opened = lines_.size() - 1;
    const bool in_namespace = lines_[opened].opens == Line::Opens::kNamespace;
    statements(in_namespace ? indent : indent + kStep, place);
    if (at_end()) {
      // A namespace may be closed by a later piece.
      if (failed_ || !in_namespace || indent != 0) {
        failed_ = true;
      } else {
        ++namespaces_;
      }
      return;
    }
    const bool is_record = lines_[opened].opens == Line::Opens::kRecord;
    end_block(indent, is_record, lines_[opened].declares ? Place::kNamespace : Place::kFunction,
              lines_[opened].begins("do"));
  }

  void end_block(std::size_t indent, bool is_record, Place place, bool opened_by_do) {
    auto& line = begin_line(indent, place);
    take(line);
    if (next_is("else")) return control_rest(line, indent, false);
    const bool is_do = next_is("while") && opened_by_do;
    if (is_do || is_record || next_is(";")) {
      while (!at_end() && !next_is(";")) take(line);
      take(line);
    }
    end_line(line);
  }

  /// One bracket with all that it holds.
  void brackets(Line& line) {
    const auto open = line.tokens.size();
    const bool is_lambda = next_is("{") && opens_lambda(line);
    take(line);
    if (failed_) return;
    if (is_lambda) {
      lambda_body(line, open);
    } else {
      while (!at_end() && !is_closer()) {
        if (is_opener()) {
          brackets(line);
        } else {
          take(line);
        }
      }
    }
    const auto& opener = line.tokens[open];
    const auto closer = opener.is("(") ? Sign(")") : opener.is("[") ? Sign("]") : Sign("}");
    if (at_end() || !next_is(closer)) {
      failed_ = true;
      return;
    }
    line.tokens[open].match = line.tokens.size();
    take(line);
    line.tokens.back().match = open;
  }

  [[nodiscard]] bool is_opener() const { return next_is("(") || next_is("[") || next_is("{"); }
  [[nodiscard]] bool is_closer() const { return next_is(")") || next_is("]") || next_is("}"); }

  void lambda_body(Line& line, std::size_t open) {
    line.tokens[open].role = Role::kBlock;
    auto outer = std::exchange(lines_, {});
    auto held = std::move(line);  // `line` lies in `outer`: nothing may move it meanwhile
    statements(0, Place::kFunction);
    held.tokens[open].make_inside().children = std::exchange(lines_, std::move(outer));
    line = std::move(held);
  }

  /// Does the brace that comes now begin the body of a lambda?
  [[nodiscard]] static bool opens_lambda(const Line& line) {
    const auto& tokens = line.tokens;
    auto at = tokens.size();
    if (at == 0) return false;
    // Over a return type: `-> T<int>&`.
    for (auto i = at; i > 0; --i) {
      const auto& token = tokens[i - 1];
      if (token.is("->")) {
        at = i - 1;
        break;
      }
      if (token.kind != Kind::kWord && !token.is("::") && !token.is("<") && !token.is(">") && !token.is("&") &&
          !token.is("*")) {
        break;
      }
    }
    while (at > 0 && (tokens[at - 1].is("mutable") || tokens[at - 1].is("noexcept"))) --at;
    if (at == 0) return false;
    if (tokens[at - 1].is("]")) return true;
    const auto open = tokens[at - 1].is(")") ? tokens[at - 1].match : kNone;
    return open != kNone && open > 0 && tokens[open - 1].is("]");
  }

  /// A declaration or an expression: to its semicolon or to the brace of its block.
  void plain(std::size_t indent, Place place) {
    begin_line(indent, place);
    const auto index = lines_.size() - 1;
    Seen seen;
    while (!at_end()) {
      if (next_is("{")) {
        const auto opens = block_kind(lines_[index], seen);
        if (opens != Line::Opens::kNothing) return open_block(index, indent, opens);
      }
      if (is_closer()) break;
      if (next_is("(")) seen.parameters = true;
      if (next_is("=")) seen.assignment = true;
      if (next_is(":") && seen.parameters) seen.initialisers = true;
      const bool is_last = next_is(";");
      if (is_opener()) {
        brackets(lines_[index]);
      } else {
        take(lines_[index]);
      }
      if (is_last) break;
    }
    if (lines_[index].tokens.empty() || !lines_[index].tokens.back().is(";")) failed_ = true;
    end_line(lines_[index]);
  }

  struct Seen {
    bool parameters = false;
    bool assignment = false;
    bool initialisers = false;
  };

  [[nodiscard]] static Line::Opens block_kind(const Line& line, const Seen& seen) {
    if (line.tokens.empty()) return Line::Opens::kOther;
    for (const auto& token : line.tokens) {
      if (token.is("inline") || token.is("export") || token.is("typedef") || token.is("static")) continue;
      if (token.is("namespace") || token.is("extern")) return Line::Opens::kNamespace;
      if (seen.parameters || seen.assignment) break;
      if (token.is("class") || token.is("struct") || token.is("union")) return Line::Opens::kRecord;
      if (token.is("enum")) return Line::Opens::kRecord;
      break;
    }
    const auto& last = line.tokens.back();
    if (last.is("do") || last.is("try")) return Line::Opens::kControl;
    if (!seen.parameters || seen.assignment || opens_lambda(line)) return Line::Opens::kNothing;
    const bool ends_head = last.is(")") || last.is("}") || last.is("const") || last.is("override") ||
                           last.is("final") || last.is("noexcept") || last.is("&") || last.is("&&");
    const bool has_return_type =
        std::any_of(line.tokens.begin(), line.tokens.end(), [](const Token& token) { return token.is("->"); });
    return ends_head || (has_return_type && !seen.initialisers) ? Line::Opens::kFunction : Line::Opens::kNothing;
  }

  void open_block(std::size_t index, std::size_t indent, Line::Opens opens) {
    if (lines_[index].begins("enum")) return enumeration(index);
    take(lines_[index]);
    lines_[index].opens = opens;
    end_line(lines_[index]);
    const auto place = opens == Line::Opens::kNamespace ? Place::kNamespace
                       : opens == Line::Opens::kRecord  ? Place::kRecord
                                                        : Place::kFunction;
    block(indent, place);
  }

  /// With all that it holds: a comma at its end asks for an enumerator a line.
  void enumeration(std::size_t index) {
    auto& line = lines_[index];
    const auto open = line.tokens.size();
    brackets(line);
    if (failed_) return;
    line.tokens[open].role = Role::kBlock;
    while (!at_end() && !next_is(";")) take(line);
    take(line);
    end_line(line);
  }

  std::vector<Token> tokens_;
  std::size_t& namespaces_;
  std::size_t at_ = 0;
  bool failed_ = false;
  std::vector<Line> lines_;
};

}  // namespace

std::optional<std::vector<Line>> split_lines(std::vector<Token> tokens, std::size_t& namespaces) {
  return Splitter(std::move(tokens), namespaces).run();
}

}  // namespace meshgen::layout
