#include "diff/spell.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/text.hpp"

namespace meshgen::diff {

std::string_view word_for(const Change& change) {
  if (change.allowed) return "allowed";
  switch (change.impact) {
    case Impact::kBreaking:
      return "breaking";
    case Impact::kCompatible:
      return "compatible";
    case Impact::kDocumentation:
      return "documentation";
  }
  return "";
}

std::string place_of(const diag::Span& span, std::string_view revision) {
  if (span.file == nullptr) return {};
  const auto position = span.file->position(span.begin);
  return fmt::format("{}{}:{}:{}", revision, span.file->path(), position.line, position.column);
}

std::size_t Result::breaking() const {
  return static_cast<std::size_t>(
      std::count_if(changes.begin(), changes.end(), [](const Change& change) { return change.is_breaking(); }));
}

std::string summary(const Result& result) {
  if (result.is_new) return "new";
  if (result.changes.empty()) return "no change";
  const auto count = [&](std::string_view word) {
    return std::count_if(result.changes.begin(), result.changes.end(),
                         [&](const Change& change) { return word_for(change) == word; });
  };
  std::vector<std::string> parts;
  if (const auto n = count("breaking"); n != 0) parts.push_back(fmt::format("{} breaking", n));
  if (const auto n = count("allowed"); n != 0) parts.push_back(fmt::format("{} breaking but allowed", n));
  if (const auto n = count("compatible"); n != 0) parts.push_back(fmt::format("{} compatible", n));
  if (const auto n = count("documentation"); n != 0) parts.push_back(fmt::format("{} documentation only", n));
  return base::join(parts, ", ");
}

std::string version_text(const VersionAdvice& advice) {
  if (advice.deserves == Step::kNone) return {};
  if (!advice.is_readable)
    return fmt::format("version: '{}' and '{}' are not both MAJOR.MINOR.PATCH; the change deserves {} step", advice.was,
                       advice.is, spell(advice.deserves));
  if (advice.is_enough) return {};
  return fmt::format("version: {} -> {} is too small: the change deserves {} step, {} would do", advice.was, advice.is,
                     spell(advice.deserves), advice.wanted);
}

std::string spell(const SourceChange& change) {
  if (change.was.empty()) return fmt::format("{} {} is new and must be written", change.name, change.is);
  if (change.is.empty()) return fmt::format("{} is gone", change.name);
  return fmt::format("{} was {}, and is {}", change.name, change.was, change.is);
}

}  // namespace meshgen::diff
