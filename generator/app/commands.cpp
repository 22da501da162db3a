#include "app/commands.hpp"

#include <algorithm>
#include <cstdio>
#include <string>

#include <fmt/format.h>

#include "app/exit_code.hpp"
#include "app/pipeline.hpp"
#include "model/dump.hpp"
#include "write/writer.hpp"

namespace meshgen::app {
namespace {

void say(std::FILE* out, const std::string& text) { std::fwrite(text.data(), 1, text.size(), out); }

void say_diagnostics(const diag::Sink& sink, diag::Colours colours) { say(stderr, diag::print(sink, colours)); }

std::string counted(std::size_t count, std::string_view what) {
  return fmt::format("{} {}{}", count, what, count == 1 ? "" : "s");
}

}  // namespace

int run_generate(const GenerateCommand& command, diag::Colours colours) {
  diag::Sink sink;
  load::DiskFiles files;
  const auto rendered = render_contract(files, command.contract, command.options, command.templates, sink);
  if (!rendered) {
    say_diagnostics(sink, colours);
    return exit_code(sink);
  }
  if (command.check_only) {
    const auto drift = write::check_tree(rendered->tree, command.output, sink);
    say_diagnostics(sink, colours);
    if (sink.has_errors()) return exit_code(sink);
    if (drift.empty()) return kDone;
    say(stdout, drift);
    say(stderr, fmt::format("meshgen: {} is not what {} gives; run: meshgen generate {} -o {}\n", command.output,
                            command.contract, command.contract, command.output));
    return kDrift;
  }
  const auto written = write::write_tree(rendered->tree, command.output, sink);
  if (!sink.has_errors() && !command.depfile.empty()) {
    write::write_depfile(command.depfile, command.stamp.empty() ? command.output : command.stamp, rendered->inputs,
                         sink);
  }
  if (!sink.has_errors() && !command.stamp.empty()) write::write_stamp(command.stamp, sink);
  say_diagnostics(sink, colours);
  if (sink.has_errors()) return exit_code(sink);
  if (!command.quiet) {
    say(stdout, fmt::format("{}: {} written, {} unchanged{}\n", command.output, counted(written.changed.size(), "file"),
                            written.unchanged,
                            written.removed.empty() ? "" : fmt::format(", {} removed", written.removed.size())));
  }
  return kDone;
}

int run_validate(const ValidateCommand& command, diag::Colours colours) {
  int worst = kDone;
  for (const auto& path : command.contracts) {
    diag::Sink sink;
    load::DiskFiles files;
    const auto contract = read_contract(files, path, Purpose::kValidate, sink);
    say_diagnostics(sink, colours);
    const auto code = exit_code(sink);
    const auto all = sink.sorted();
    if (code == kDone) {
      const auto warnings = static_cast<std::size_t>(all.size());
      say(stdout,
          fmt::format("{}: valid{}\n", path, warnings == 0 ? "" : fmt::format(", {}", counted(warnings, "warning"))));
    }
    // 4 before 2 before 3, over all documents
    const auto rank = [](int each) {
      return each == kInputOutput ? 3 : each == kDocumentWrong ? 2 : each == kNotSupported ? 1 : 0;
    };
    if (rank(code) > rank(worst)) worst = code;
  }
  return worst;
}

int run_dump(const DumpCommand& command, diag::Colours colours) {
  diag::Sink sink;
  load::DiskFiles files;
  const auto contract = read_contract(files, command.contract, Purpose::kValidate, sink);
  say_diagnostics(sink, colours);
  if (contract) say(stdout, model::dump(contract->api));
  return exit_code(sink);
}

}  // namespace meshgen::app
