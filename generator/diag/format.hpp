/// Diagnostics for machines. Same input, same bytes: no time, no host, no folder of the machine.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "diag/sink.hpp"

namespace meshgen::diag {

enum class Format { kText, kJson, kSarif, kGithub, kJunit };

/// What was said of one document.
struct Report {
  std::string document;  ///< as the user named it
  const Sink* sink = nullptr;
};

struct Tool {
  std::string_view version;
};

/// Lines and columns from 1, columns in code points; the end is the place behind the last one. A place without a length
/// (an object is known by where it begins) reaches to the end of its line.
struct Region {
  Position begin;
  Position end;
};

[[nodiscard]] std::optional<Region> region_of(const Span& span);

/// diagnostics.schema.json says what it looks like.
[[nodiscard]] std::string format_json(std::span<const Report> reports, const Tool& tool);
/// SARIF 2.1.0. A result that several documents share (a common file) stands there once.
[[nodiscard]] std::string format_sarif(std::span<const Report> reports, const Tool& tool);
/// Workflow commands of GitHub Actions, a line each; what documents share once.
[[nodiscard]] std::string format_github(std::span<const Report> reports);
/// One test suite a document, one test case a diagnostic; errors are failures.
[[nodiscard]] std::string format_junit(std::span<const Report> reports);

}  // namespace meshgen::diag
