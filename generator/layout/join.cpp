#include <utility>

#include "layout/stages.hpp"

namespace meshgen::layout {
namespace {

bool ends_in_comment(const Line& line) { return line.tokens.back().is_comment(); }

/// Its first token comes to stand behind `line`.
void append(Line& line, Line next, bool spaced) {
  const auto offset = line.tokens.size();
  const auto width = line.width() + (spaced ? 1 : 0);
  next.tokens.front().spaced = spaced;
  next.tokens.front().can_break = true;
  for (auto& token : next.tokens) {
    token.total += width;
    if (token.match != kNone) token.match += offset;
    if (token.next_operator != kNone) token.next_operator += offset;
    if (token.own != nullptr) {
      for (auto& comma : token.own->commas) comma += offset;
    }
    line.tokens.push_back(std::move(token));
  }
}

class Joiner {
 public:
  explicit Joiner(std::vector<Line> lines) : lines_(std::move(lines)) {}

  std::vector<Line> run() {
    std::vector<Line> joined;
    for (std::size_t i = 0; i < lines_.size();) {
      const auto count = lines_to_join(i);
      auto line = std::move(lines_[i]);
      const bool is_empty_block = count == 1 && line.opens != Line::Opens::kNothing;
      for (std::size_t k = 1; k <= count; ++k) {
        auto& next = lines_[i + k];
        // They stood alone; together they need not.
        if (line.indent + line.width() + next.width() > kColumns) {
          analyse(line);
          analyse(next);
        }
        append(line, std::move(next), !is_empty_block);
      }
      joined.push_back(std::move(line));
      i += count + 1;
    }
    return joined;
  }

 private:
  /// Behind the i-th.
  [[nodiscard]] std::size_t lines_to_join(std::size_t i) const {
    const auto& line = lines_[i];
    if (i + 1 >= lines_.size() || ends_in_comment(line)) return 0;
    const auto& next = lines_[i + 1];
    const auto room = line.indent + line.width() <= kColumns ? kColumns - line.indent - line.width() : 0;
    if (line.is_control) return room != 0 && joins_statement(i, room) ? 1 : 0;
    if (line.opens == Line::Opens::kNothing || line.opens == Line::Opens::kControl) return 0;
    if (line.begins("}") || line.begins("switch")) return 0;
    // An empty block is one line however long.
    if (next.begins("}")) {
      const bool ends = next.tokens.size() == 1 || next.tokens[1].is(";") || next.tokens[1].is_comment();
      return ends ? 1 : 0;
    }
    return line.opens == Line::Opens::kFunction && joins_body(i, room) ? 2 : 0;
  }

  [[nodiscard]] bool joins_statement(std::size_t i, std::size_t room) const {
    const auto& head = lines_[i];
    const auto& next = lines_[i + 1];
    const bool is_loop_or_if = head.begins("if") || head.begins("for") || head.begins("while");
    if (!is_loop_or_if || !head.tokens.back().is(")") || 1 + next.width() > room) return false;
    if (next.begins("if") || next.begins("for") || next.begins("while") || next.begins(";")) return false;
    if (next.tokens.front().is_comment() || next.opens != Line::Opens::kNothing) return false;
    return !head.begins("if") || i + 2 >= lines_.size() || !lines_[i + 2].begins("else");
  }

  [[nodiscard]] bool joins_body(std::size_t i, std::size_t room) const {
    if (i + 2 >= lines_.size() || room == 0) return false;
    const auto& body = lines_[i + 1];
    const auto& end = lines_[i + 2];
    if (body.tokens.front().kind == Kind::kDirective || ends_in_comment(body) || !end.begins("}")) return false;
    if (1 + body.width() + 1 + end.width() > room) return false;
    for (const auto& token : body.tokens) {
      if (token.is("{") && (token.match == kNone || token.role == Role::kBlock)) return false;
    }
    return true;
  }

  std::vector<Line> lines_;
};

}  // namespace

std::vector<Line> join_lines(std::vector<Line> lines) { return Joiner(std::move(lines)).run(); }

}  // namespace meshgen::layout
