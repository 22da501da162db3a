#include <cstddef>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "diag/codes.hpp"
#include "render/template.hpp"

namespace meshgen::render {
namespace {

using Kind = TemplateNode::Kind;

/// One `{{…}}` with the text around it on its line.
struct Tag {
  char sigil = 0;  // '#', '^', '/', '>', '!' or 0 for a variable
  std::string_view name;
  std::size_t begin = 0;  // of "{{"
  std::size_t end = 0;    // past "}}"
};

class Parser {
 public:
  Parser(const diag::SourceFile& source, diag::Sink& sink) : source_(source), text_(source.text()), sink_(sink) {}

  Template parse() {
    Template result;
    result.source = &source_;
    stack_.push_back({});
    while (at_ < text_.size()) {
      const auto open = text_.find("{{", at_);
      if (open == std::string_view::npos) {
        add_text(at_, text_.size());
        break;
      }
      Tag tag;
      if (!read_tag(open, tag)) break;
      const bool alone = tag.sigil != 0 && stands_alone(tag);
      add_text(at_, alone ? line_begin(tag.begin) : tag.begin);
      at_ = alone ? line_end(tag.end) : tag.end;
      if (!take(tag, alone)) break;
    }
    while (stack_.size() > 1) {
      const auto& open = stack_.back().node;
      sink_.report(diag::codes::kTemplateSyntax, open.span, fmt::format("section '{}' is never closed", open.text));
      close();
    }
    result.nodes = std::move(stack_.front().node.children);
    return result;
  }

 private:
  struct Level {
    TemplateNode node;
  };

  [[nodiscard]] diag::Span span(std::size_t begin, std::size_t end) const {
    return {&source_, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
  }

  bool read_tag(std::size_t open, Tag& tag) {
    const auto close = text_.find("}}", open);
    const auto line = text_.find('\n', open);
    if (close == std::string_view::npos || (line < close && text_[open + 2] != '!')) {
      sink_.report(diag::codes::kTemplateSyntax, span(open, open + 2), "tag is never closed")
          .with_help("a tag is closed by '}}' on the same line");
      return false;
    }
    tag.begin = open;
    tag.end = close + 2;
    auto inside = text_.substr(open + 2, close - open - 2);
    if (!inside.empty() && std::string_view("#^/>!").find(inside.front()) != std::string_view::npos) {
      tag.sigil = inside.front();
      inside.remove_prefix(1);
    }
    while (inside.starts_with(' ')) inside.remove_prefix(1);
    while (inside.ends_with(' ')) inside.remove_suffix(1);
    tag.name = inside;
    if (tag.sigil == '!') return true;
    constexpr std::string_view kNameCharacters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_./";
    if (inside.empty() || inside.find_first_not_of(kNameCharacters) != std::string_view::npos) {
      sink_
          .report(diag::codes::kTemplateSyntax, span(tag.begin, tag.end),
                  fmt::format("'{}' is no tag of ours", text_.substr(tag.begin, tag.end - tag.begin)))
          .with_help("there are {{name}}, {{#name}}, {{^name}}, {{/name}}, {{> part}}, {{! comment }} and {{.}}");
      return false;
    }
    return true;
  }

  [[nodiscard]] std::size_t line_begin(std::size_t at) const {
    const auto newline = at == 0 ? std::string_view::npos : text_.rfind('\n', at - 1);
    return newline == std::string_view::npos ? 0 : newline + 1;
  }
  [[nodiscard]] std::size_t line_end(std::size_t at) const {
    const auto newline = text_.find('\n', at);
    return newline == std::string_view::npos ? text_.size() : newline + 1;
  }
  [[nodiscard]] bool stands_alone(const Tag& tag) const {
    const auto before = text_.substr(line_begin(tag.begin), tag.begin - line_begin(tag.begin));
    const auto after = text_.substr(tag.end, line_end(tag.end) - tag.end);
    return line_begin(tag.begin) >= at_ && before.find_first_not_of(" \t") == std::string_view::npos &&
           after.find_first_not_of(" \t\n") == std::string_view::npos;
  }

  void add_text(std::size_t begin, std::size_t end) {
    while (begin < end) {
      const auto stop = std::min(line_end(begin), end);
      TemplateNode node;
      node.text = std::string(text_.substr(begin, stop - begin));
      node.begins_line = line_begin(begin) == begin;
      node.span = span(begin, stop);
      add(std::move(node));
      begin = stop;
    }
  }

  void add(TemplateNode node) { stack_.back().node.children.push_back(std::move(node)); }

  void close() {
    auto done = std::move(stack_.back().node);
    stack_.pop_back();
    add(std::move(done));
  }

  bool take(const Tag& tag, bool alone) {
    TemplateNode node;
    node.text = std::string(tag.name);
    node.span = span(tag.begin, tag.end);
    node.begins_line = line_begin(tag.begin) == tag.begin;
    switch (tag.sigil) {
      case '!':
        return true;
      case '>':
        node.kind = Kind::kPartial;
        if (alone) node.indent = std::string(text_.substr(line_begin(tag.begin), tag.begin - line_begin(tag.begin)));
        add(std::move(node));
        return true;
      case '#':
      case '^':
        node.kind = tag.sigil == '#' ? Kind::kSection : Kind::kInverted;
        stack_.push_back({std::move(node)});
        return true;
      case '/':
        if (stack_.size() == 1 || stack_.back().node.text != tag.name) {
          auto& diagnostic = sink_.report(diag::codes::kTemplateSyntax, node.span,
                                          fmt::format("section '{}' is closed but not open", tag.name));
          if (stack_.size() > 1) {
            diagnostic.note(stack_.back().node.span, fmt::format("'{}' is open here", stack_.back().node.text));
          }
          return false;
        }
        close();
        return true;
      default:
        node.kind = Kind::kVariable;
        add(std::move(node));
        return true;
    }
  }

  const diag::SourceFile& source_;
  std::string_view text_;
  diag::Sink& sink_;
  std::size_t at_ = 0;
  std::vector<Level> stack_;
};

}  // namespace

Template parse_template(const diag::SourceFile& source, diag::Sink& sink) { return Parser(source, sink).parse(); }

}  // namespace meshgen::render
