#include <fmt/format.h>

#include "diag/escape.hpp"
#include "diff/format.hpp"
#include "diff/spell.hpp"

namespace meshgen::diff {
namespace {

/// A cell of a table: what a contract holds must not end up as markup.
std::string cell(std::string_view text) {
  constexpr std::string_view kMarkup = "\\`*_{}[]<#|~&@";
  std::string safe;
  for (const char c : diag::as_utf8(text)) {
    if (static_cast<unsigned char>(c) < 0x20U) {
      safe += ' ';
      continue;
    }
    if (kMarkup.find(c) != std::string_view::npos) safe += '\\';
    safe += c;
  }
  return safe;
}

std::string section(const Result& result) {
  auto text = fmt::format("### {}: {}\n", cell(result.after), summary(result));
  if (!result.changes.empty()) text += "\n| change | what | where | breaks |\n|---|---|---|---|\n";
  for (const auto& change : result.changes) {
    auto what = cell(change.text);
    if (change.allowed) what += fmt::format(" (allowed: {})", cell(*change.allowed));
    text += fmt::format("| {} `{}` | {} | {} | {} |\n", word_for(change), change.code->id, what,
                        cell(change.place.path), spell(change.breaks));
  }
  if (const auto advice = version_text(result.version); !advice.empty()) text += fmt::format("\n{}\n", cell(advice));
  if (!result.source.empty()) text += "\nGenerated C++ that changes under user code:\n\n";
  for (const auto& change : result.source) text += fmt::format("- {}\n", cell(spell(change)));
  return text;
}

}  // namespace

std::string format_markdown(std::span<const Result> results) {
  std::string text = "## Contracts\n";
  for (const auto& result : results) text += "\n" + section(result);
  return text;
}

}  // namespace meshgen::diff
