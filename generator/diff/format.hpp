/// What changed, as text for people and machines. Same input, same bytes.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "diff/change.hpp"
#include "diff/declarations.hpp"
#include "diff/version.hpp"

namespace meshgen::diff {

enum class Format { kText, kJson, kGithub, kMarkdown };

/// Two contracts compared.
struct Result {
  std::string before;    ///< as the user named it: "old.yaml", "main:asyncapi/orders.yaml"
  std::string after;     ///< "asyncapi/orders.yaml"
  std::string revision;  ///< in front of the places of the old contract: "main:", or nothing
  bool is_new = false;   ///< there was none before: nothing to compare with
  std::vector<Change> changes;
  VersionAdvice version;
  diag::Span version_place;  ///< `info.version` of the new contract
  std::vector<SourceChange> source;
  bool source_is_known = true;  ///< false: one of the contracts cannot become C++, so nothing is said of it

  [[nodiscard]] std::size_t breaking() const;
};

/// Ends with a line that says how many; "" only for no results.
[[nodiscard]] std::string format_text(std::span<const Result> results);
/// README.md says what it looks like.
[[nodiscard]] std::string format_json(std::span<const Result> results, std::string_view tool_version);
/// Workflow commands: breaking changes are errors, a version that is too small is a warning.
[[nodiscard]] std::string format_github(std::span<const Result> results);
/// For a comment on a pull request.
[[nodiscard]] std::string format_markdown(std::span<const Result> results);

}  // namespace meshgen::diff
