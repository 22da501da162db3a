#include "settings/ignores.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "diag/code_list.hpp"
#include "diag/codes.hpp"

namespace meshgen::settings {
namespace {

using load::Kind;
using load::Node;

constexpr std::string_view kKey = "x-meshgen-ignore";

/// Below these a key is a property's name, not a field.
constexpr std::array<std::string_view, 4> kNames{"properties", "patternProperties", "definitions", "$defs"};
/// The user's data, not ours to read.
constexpr std::array<std::string_view, 5> kData{"default", "const", "enum", "example", "examples"};

template <std::size_t N>
bool contains(const std::array<std::string_view, N>& list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

class Collector {
 public:
  explicit Collector(diag::Sink& sink) : sink_(sink) {}

  /// Nodes know where they begin; they end where their next sibling begins, or with their parent. `extent` is that
  /// range.
  void visit(const Node& node, const diag::Span& extent, bool holds_names) {
    if (node.is(Kind::kList)) return visit_items(node, extent);
    if (!node.is(Kind::kMap)) return;
    const auto* ignore = holds_names ? nullptr : node.find(kKey);
    if (ignore != nullptr) read(*ignore, extent);
    const auto starts = begins(node, extent);
    for (const auto& member : node.members) {
      // What an alias or a merge key brought in stands elsewhere, and is visited there.
      if (!lies_in(member.key_span, extent) || !lies_in(member.value.span, extent)) continue;
      if (!holds_names && (member.key.starts_with("x-") || contains(kData, member.key))) continue;
      const auto next = std::upper_bound(starts.begin(), starts.end(), member.key_span.begin);
      visit(member.value, {extent.file, member.key_span.begin, next == starts.end() ? extent.end : *next},
            !holds_names && contains(kNames, member.key));
    }
  }

 private:
  static bool lies_in(const diag::Span& span, const diag::Span& extent) {
    return span.file == extent.file && span.begin >= extent.begin && span.begin < extent.end;
  }

  /// Where members begin, in the text's order (merge keys come last in the tree).
  static std::vector<std::uint32_t> begins(const Node& node, const diag::Span& extent) {
    std::vector<std::uint32_t> list;
    for (const auto& member : node.members) {
      if (lies_in(member.key_span, extent)) list.push_back(member.key_span.begin);
    }
    std::sort(list.begin(), list.end());
    return list;
  }

  void visit_items(const Node& node, const diag::Span& extent) {
    for (std::size_t i = 0; i < node.items.size(); ++i) {
      const auto& item = node.items[i];
      if (!lies_in(item.span, extent)) continue;
      auto end = extent.end;
      if (i + 1 < node.items.size() && lies_in(node.items[i + 1].span, extent)) end = node.items[i + 1].span.begin;
      visit(item, {extent.file, item.span.begin, std::max(end, item.span.begin)}, false);
    }
  }

  void read(const Node& value, const diag::Span& extent) {
    if (value.is(Kind::kMap)) {
      for (const auto& [code, code_span, reason] : value.members) {
        if (!reason.is(Kind::kString)) {
          wrong(reason.span);
        } else {
          add(code, code_span, reason.text, extent);
        }
      }
    } else if (value.is(Kind::kList)) {
      for (const auto& item : value.items) {
        if (!item.is(Kind::kString)) {
          wrong(item.span);
        } else {
          add(item.text, item.span, {}, extent);
        }
      }
    } else {
      wrong(value.span);
    }
  }

  void wrong(const diag::Span& span) {
    sink_
        .report(diag::codes::kExtension, span, fmt::format("'{}' must be a list of codes, or codes with reasons", kKey))
        .with_help(fmt::format("write '{}: [no-topic]' or '{}: {{no-topic: not built yet}}'", kKey, kKey));
  }

  void add(const std::string& id, const diag::Span& place, const std::string& reason, const diag::Span& extent) {
    const auto* code = diag::find_code(id);
    if (code == nullptr) {
      sink_.report(diag::codes::kUnusedIgnore, place, fmt::format("there is no diagnostic '{}'", id))
          .with_help(diag::meant_code(id));
      return;
    }
    if (code->severity == diag::Severity::kError) {
      sink_.report(diag::codes::kExtension, place, fmt::format("'{}' is an error and cannot be ignored", id))
          .with_help(fmt::format("only warnings can; 'meshgen explain {}' says what to do", id));
      return;
    }
    sink_.ignore({place, extent, id, reason, 0});
  }

  diag::Sink& sink_;
};

}  // namespace

void collect_ignores(const Node& root, diag::Sink& sink) {
  const auto* file = root.span.file;
  if (file == nullptr) return;
  // Nearly no document has one. A key that is spelled with escapes is none.
  if (file->text().find(kKey) == std::string::npos) return;
  const auto end = static_cast<std::uint32_t>(file->text().size() + 1);
  Collector(sink).visit(root, {file, 0, end}, false);
}

void report_unused_ignores(const diag::SourceFile& file, diag::Sink& sink) {
  std::vector<diag::Ignore> unused;
  for (const auto& each : sink.ignores()) {
    if (each.uses == 0 && each.place.file == &file && each.code != diag::codes::kUnusedIgnore.id)
      unused.push_back(each);
  }
  for (const auto& each : unused) {
    sink.report(diag::codes::kUnusedIgnore, each.place, fmt::format("nothing here gives '{}'", each.code))
        .with_help("take it out: it would hide the next one");
  }
}

}  // namespace meshgen::settings
