#include <cstdio>
#include <string>
#include <string_view>

#include <fmt/format.h>

#include "app/commands.hpp"
#include "app/exit_code.hpp"
#include "base/text.hpp"
#include "diag/code_list.hpp"
#include "diag/pages.hpp"
#include "settings/settings.hpp"

namespace meshgen::app {
namespace {

/// "a warning; exit 3 where it is an error"
std::string weight(const diag::Code& code) {
  diag::Sink sink;
  sink.report_as(diag::Severity::kError, code, {}, "");
  const auto exit = exit_code(sink);
  return code.severity == diag::Severity::kError
             ? fmt::format("An error; meshgen leaves with {}.", exit)
             : fmt::format("A warning; meshgen leaves with {} where it is raised to an error.", exit);
}

/// The page as it is written: headings in colour, examples indented in place of their fences.
std::string shown(const diag::Page& page, diag::Colours colours) {
  const bool on = colours == diag::Colours::kAlways;
  const auto paint = [&](std::string_view escape) { return on ? escape : std::string_view{}; };
  constexpr std::string_view kBold = "\x1b[1m";
  constexpr std::string_view kCyan = "\x1b[1;36m";
  constexpr std::string_view kOff = "\x1b[0m";
  std::string out;
  bool in_example = false;
  bool after_heading = false;
  for (const auto line : base::split_lines(page.text)) {
    const bool skipped = after_heading && line.empty();
    after_heading = false;
    if (line.starts_with("```")) {
      in_example = !in_example;
    } else if (in_example) {
      out += line.empty() ? "\n" : fmt::format("    {}\n", line);
    } else if (line.starts_with("## ")) {
      out += fmt::format("{}{}{}\n", paint(kCyan), line.substr(3), paint(kOff));
      after_heading = true;
    } else if (line.starts_with("# ")) {
      out += fmt::format("{}{}{}\n", paint(kBold), line.substr(2), paint(kOff));
      if (const auto* code = diag::find_code(page.code)) out += weight(*code) + "\n";
    } else if (!skipped) {
      out += fmt::format("{}\n", line);
    }
  }
  return out;
}

std::string list() {
  std::string out;
  for (const auto* code : diag::all_codes()) {
    const auto* page = diag::find_page(code->id);
    out += fmt::format("{:<22} {:<8} {}\n", code->id, code->severity == diag::Severity::kError ? "error" : "warning",
                       page == nullptr ? std::string_view{} : page->title);
  }
  return out;
}

}  // namespace

int run_explain(const ExplainCommand& command, diag::Colours colours) {
  std::string text;
  if (command.code.empty()) {
    text = list();
  } else if (const auto* page = diag::find_page(command.code)) {
    text = shown(*page, colours);
  } else {
    const auto words =
        fmt::format("meshgen: there is no diagnostic '{}': {}\n", command.code, diag::meant_code(command.code));
    std::fputs(words.c_str(), stderr);
    return kBadArguments;
  }
  std::fwrite(text.data(), 1, text.size(), stdout);
  return kDone;
}

int run_schema(const SchemaCommand& command) {
  const auto text = command.name == "settings" ? settings::schema() : diag::diagnostics_schema();
  std::fwrite(text.data(), 1, text.size(), stdout);
  return kDone;
}

}  // namespace meshgen::app
