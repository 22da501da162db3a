#include <fmt/format.h>

#include "diag/escape.hpp"
#include "diag/format.hpp"
#include "diff/format.hpp"
#include "diff/spell.hpp"

namespace meshgen::diff {
namespace {

/// An annotation lies in the new text; what has no place there is shown without one.
std::string command(std::string_view level, const diag::Span& span, std::string_view title, std::string_view text) {
  std::string place;
  if (const auto region = diag::region_of(span)) {
    place = fmt::format("file={},line={},col={},endLine={},endColumn={},", diag::as_github_property(span.file->path()),
                        region->begin.line, region->begin.column, region->end.line, region->end.column);
  }
  return fmt::format("::{} {}title={}::{}\n", level, place, diag::as_github_property(title),
                     diag::as_github_text(text));
}

std::string change_line(const Change& change, const Result& result) {
  auto text = fmt::format("{}\nat {}", change.text, change.place.path);
  if (change.breaks.any()) text += fmt::format("\nbreaks {}", spell(change.breaks));
  if (change.allowed) text += fmt::format("\nallowed: {}", *change.allowed);
  if (const auto before = place_of(change.place.before, result.revision); !before.empty())
    text += fmt::format("\nbefore: {}", before);
  return command(change.is_breaking() ? "error" : "notice", change.place.after, change.code->id, text);
}

}  // namespace

std::string format_github(std::span<const Result> results) {
  std::string out;
  for (const auto& result : results) {
    for (const auto& change : result.changes) out += change_line(change, result);
    if (const auto text = version_text(result.version); !text.empty())
      out += command("warning", result.version_place, "version", text);
  }
  return out;
}

}  // namespace meshgen::diff
