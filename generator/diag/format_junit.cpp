#include <string>

#include <fmt/format.h>

#include "diag/escape.hpp"
#include "diag/format.hpp"
#include "diag/printer.hpp"

namespace meshgen::diag {
namespace {

std::string case_name(const Diagnostic& diagnostic) {
  const auto region = region_of(diagnostic.span);
  if (!region) return std::string(diagnostic.code->id);
  return fmt::format("{}:{}:{} {}", diagnostic.span.file->path(), region->begin.line, region->begin.column,
                     diagnostic.code->id);
}

/// Warnings pass, and say so in the output: a test suite knows only success and failure.
std::string test_case(const Report& report, const Diagnostic& diagnostic) {
  const auto words = as_xml_text(print(diagnostic, *report.sink, Colours::kNever));
  const auto head = fmt::format("    <testcase name=\"{}\" classname=\"{}\" time=\"0\">\n",
                                as_xml_attribute(case_name(diagnostic)), as_xml_attribute(report.document));
  const auto body = diagnostic.severity == Severity::kError
                        ? fmt::format("      <failure message=\"{}\" type=\"{}\">{}</failure>\n",
                                      as_xml_attribute(diagnostic.message), diagnostic.code->id, words)
                        : fmt::format("      <system-out>{}</system-out>\n", words);
  return head + body + "    </testcase>\n";
}

}  // namespace

std::string format_junit(std::span<const Report> reports) {
  std::string suites;
  std::size_t tests = 0;
  std::size_t failures = 0;
  for (const auto& report : reports) {
    const auto all = report.sink->sorted();
    std::string cases;
    for (const auto* diagnostic : all) cases += test_case(report, *diagnostic);
    if (all.empty()) {
      cases = fmt::format("    <testcase name=\"valid\" classname=\"{}\" time=\"0\"/>\n",
                          as_xml_attribute(report.document));
    }
    const auto count = all.empty() ? 1 : all.size();
    suites += fmt::format(
        "  <testsuite name=\"{}\" tests=\"{}\" failures=\"{}\" errors=\"0\" skipped=\"0\" time=\"0\">\n{}  "
        "</testsuite>\n",
        as_xml_attribute(report.document), count, report.sink->error_count(), cases);
    tests += count;
    failures += report.sink->error_count();
  }
  return fmt::format(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      "<testsuites name=\"meshgen\" tests=\"{}\" failures=\"{}\" errors=\"0\" time=\"0\">\n{}</testsuites>\n",
      tests, failures, suites);
}

}  // namespace meshgen::diag
