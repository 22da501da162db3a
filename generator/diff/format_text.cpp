#include <fmt/format.h>

#include "diag/printer.hpp"
#include "diff/format.hpp"
#include "diff/spell.hpp"

namespace meshgen::diff {
namespace {

std::string change_text(const Result& result, const Change& change) {
  const auto before = diag::visible(place_of(change.place.before, result.revision));
  const auto after = diag::visible(place_of(change.place.after, ""));
  auto text = fmt::format("{}{}: {} [{}]\n", after.empty() ? before : after,
                          after.empty() && before.empty() ? diag::visible(result.after) : "",
                          diag::visible(fmt::format("{}: {}", word_for(change), change.text)), change.code->id);
  text += fmt::format("  at {}\n", diag::visible(change.place.path));
  if (!before.empty() && !after.empty()) text += fmt::format("  before: {}\n", before);
  if (change.breaks.any()) text += fmt::format("  breaks {}\n", spell(change.breaks));
  if (change.allowed) text += fmt::format("  allowed: {}\n", diag::visible(*change.allowed));
  return text;
}

std::string result_text(const Result& result) {
  std::string text;
  if (result.is_new)
    return fmt::format("{}: new, there is none in {}\n", diag::visible(result.after), diag::visible(result.before));
  for (const auto& change : result.changes) text += change_text(result, change);
  if (!result.source.empty()) text += "generated C++ that changes under user code:\n";
  for (const auto& change : result.source) text += fmt::format("  {}\n", diag::visible(spell(change)));
  if (!result.source_is_known) text += "generated C++: not compared, one of the contracts becomes no code\n";
  const auto advice = version_text(result.version);
  if (!advice.empty()) text += fmt::format("{}\n", diag::visible(advice));
  return text +
         fmt::format("{} -> {}: {}\n", diag::visible(result.before), diag::visible(result.after), summary(result));
}

}  // namespace

std::string format_text(std::span<const Result> results) {
  std::string text;
  for (const auto& result : results) text += result_text(result);
  return text;
}

}  // namespace meshgen::diff
