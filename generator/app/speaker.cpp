#include "app/speaker.hpp"

#include <cstdio>
#include <utility>

#include <fmt/format.h>

#include "app/exit_code.hpp"
#include "write/writer.hpp"

namespace meshgen::app {
namespace {

void put(std::FILE* out, std::string_view text) { std::fwrite(text.data(), 1, text.size(), out); }

}  // namespace

std::string formatted(diag::Format format, const std::vector<diag::Report>& reports) {
  constexpr diag::Tool kTool{MESHGEN_VERSION};
  switch (format) {
    case diag::Format::kJson:
      return diag::format_json(reports, kTool);
    case diag::Format::kSarif:
      return diag::format_sarif(reports, kTool);
    case diag::Format::kGithub:
      return diag::format_github(reports);
    case diag::Format::kJunit:
      return diag::format_junit(reports);
    case diag::Format::kText:
      break;
  }
  std::string text;
  for (const auto& report : reports) text += diag::print(*report.sink, diag::Colours::kNever);
  return text;
}

bool Speaker::machine_reads_stdout() const { return voice_.format != diag::Format::kText && voice_.report.empty(); }

void Speaker::diagnostics(const std::string& document, std::shared_ptr<const diag::Sink> sink) {
  if (!machine_reads_stdout()) put(stderr, diag::print(*sink, colours_));
  reports_.push_back({document, sink.get()});
  sinks_.push_back(std::move(sink));
}

void Speaker::say(std::string_view text) const {
  if (!machine_reads_stdout()) put(stdout, text);
}

void Speaker::show(std::string_view text) const { put(machine_reads_stdout() ? stderr : stdout, text); }

void Speaker::complain(std::string_view text) const { put(stderr, text); }

int Speaker::finish(int code) {
  if (voice_.report.empty()) {
    if (voice_.format != diag::Format::kText) put(stdout, formatted(voice_.format, reports_));
    return code;
  }
  diag::Sink sink;
  if (write::write_text(voice_.report, formatted(voice_.format, reports_), sink)) return code;
  put(stderr, diag::print(sink, colours_));
  return worse(code, kInputOutput);
}

}  // namespace meshgen::app
