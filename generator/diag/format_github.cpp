#include <set>
#include <string>

#include <fmt/format.h>

#include "diag/escape.hpp"
#include "diag/format.hpp"

namespace meshgen::diag {
namespace {

std::string place(const Span& span) {
  const auto region = region_of(span);
  if (!region) return {};
  return fmt::format("file={},line={},col={},endLine={},endColumn={},", as_github_property(span.file->path()),
                     region->begin.line, region->begin.column, region->end.line, region->end.column);
}

std::string command(const Diagnostic& diagnostic) {
  std::string words = diagnostic.message;
  for (const auto& note : diagnostic.notes) {
    words += "\nnote: " + note.text;
    if (const auto region = region_of(note.span)) {
      words += fmt::format(" ({}:{}:{})", note.span.file->path(), region->begin.line, region->begin.column);
    }
  }
  if (!diagnostic.help.empty()) words += "\nhelp: " + diagnostic.help;
  return fmt::format("::{} {}title={}::{}\n", diagnostic.severity == Severity::kError ? "error" : "warning",
                     place(diagnostic.span), as_github_property(diagnostic.code->id), as_github_text(words));
}

}  // namespace

std::string format_github(std::span<const Report> reports) {
  std::string out;
  std::set<std::string> said;
  for (const auto& report : reports) {
    for (const auto* diagnostic : report.sink->sorted()) {
      auto line = command(*diagnostic);
      if (said.insert(line).second) out += line;
    }
  }
  return out;
}

}  // namespace meshgen::diag
