#include "app/commands.hpp"

#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "app/exit_code.hpp"
#include "app/pipeline.hpp"
#include "app/speaker.hpp"
#include "app/standard_input.hpp"
#include "app/work.hpp"
#include "base/parallel.hpp"
#include "model/dump.hpp"
#include "settings/roots.hpp"
#include "write/writer.hpp"

namespace meshgen::app {
namespace {

std::string counted(std::size_t count, std::string_view what) {
  return fmt::format("{} {}{}", count, what, count == 1 ? "" : "s");
}

/// One contract as far as it may be taken while others are under way: read, rendered, compared; nothing is written.
struct Prepared {
  std::shared_ptr<diag::Sink> sink;
  std::optional<Rendered> rendered;
  std::string drift;
};

Prepared prepare(const settings::Contract& contract, const Work& work, bool check_only) {
  Prepared prepared;
  prepared.sink = std::make_shared<diag::Sink>(work.policy);
  auto files = files_of(contract.path, work.ref_roots);
  prepared.rendered = render_contract(files, contract.path, contract.options, contract.templates, *prepared.sink,
                                      {contract.shared, contract.output});
  if (prepared.rendered && check_only) {
    prepared.drift = write::check_tree(prepared.rendered->tree, contract.output, *prepared.sink);
  }
  return prepared;
}

int finish_check(const settings::Contract& contract, const Prepared& prepared, bool is_named, Speaker& speaker) {
  speaker.diagnostics(contract.path, prepared.sink);
  const int code = exit_code(*prepared.sink, speaker.fail_on());
  if (code != kDone || prepared.drift.empty()) return code;
  speaker.show(prepared.drift);
  const auto command =
      is_named ? fmt::format("meshgen generate {} -o {}", contract.path, contract.output) : "meshgen generate";
  speaker.complain(fmt::format("meshgen: {} is not what {} gives; run: {}\n", contract.output, contract.path, command));
  return kDrift;
}

int finish_generate(const settings::Contract& contract, const Prepared& prepared, const GenerateCommand& command,
                    const std::string& settings, Speaker& speaker) {
  auto& sink = *prepared.sink;
  if (const int code = exit_code(sink, speaker.fail_on()); code != kDone || !prepared.rendered) {
    speaker.diagnostics(contract.path, prepared.sink);
    return code;
  }
  const auto written = write::write_tree(prepared.rendered->tree, contract.output, sink);
  if (!sink.has_errors() && !command.depfile.empty()) {
    auto inputs = prepared.rendered->inputs;
    if (!settings.empty()) inputs.push_back(settings);
    write::write_depfile(command.depfile, command.stamp.empty() ? contract.output : command.stamp, inputs, sink);
  }
  if (!sink.has_errors() && !command.stamp.empty()) write::write_stamp(command.stamp, sink);
  speaker.diagnostics(contract.path, prepared.sink);
  const int code = exit_code(sink, speaker.fail_on());
  if (!command.quiet && !sink.has_errors()) {
    speaker.say(fmt::format("{}: {} written, {} unchanged{}\n", contract.output,
                            counted(written.changed.size(), "file"), written.unchanged,
                            written.removed.empty() ? "" : fmt::format(", {} removed", written.removed.size())));
  }
  return code;
}

/// What `--verbose` adds: what was silenced, and what was read.
std::string told_in_full(const diag::Sink& sink, const std::vector<std::string>& files) {
  std::string text;
  for (const auto* each : sink.silenced()) {
    const auto first_line = diag::print(*each, sink, diag::Colours::kNever);
    const auto why = each->silence == diag::Silence::kSettings ? std::string("by meshgen.yaml")
                     : each->silence_reason.empty()            ? std::string("by x-meshgen-ignore")
                                                               : "by x-meshgen-ignore: " + each->silence_reason;
    text += fmt::format("ignored {}  {}\n", first_line.substr(0, first_line.find('\n') + 1), diag::visible(why));
  }
  for (const auto& file : files) text += fmt::format("read {}\n", diag::visible(file));
  return text;
}

struct Validated {
  std::shared_ptr<diag::Sink> sink;
  std::vector<std::string> files;
};

Validated validate_one(load::FileReader& reader, const std::string& path, const diag::Policy& policy) {
  Validated validated{std::make_shared<diag::Sink>(policy), {}};
  const auto contract = read_contract(reader, path, Purpose::kValidate, *validated.sink);
  if (contract) {
    for (const auto& file : contract->document.files) {
      if (!file->is_embedded) validated.files.push_back(file->path);
    }
  }
  return validated;
}

/// Those of the command line: one that is named later is taken to share with those before it.
std::vector<std::shared_ptr<const settings::Shared>> shared_of(const GenerateCommand& command) {
  std::vector<std::shared_ptr<const settings::Shared>> list;
  for (const auto& each : command.shared) {
    list.push_back(std::make_shared<const settings::Shared>(
        settings::Shared{each.path, each.folder, each.cpp_namespace, command.options.types, list}));
  }
  return list;
}

}  // namespace

int run_generate(const GenerateCommand& command, diag::Colours colours) {
  Speaker speaker(command.voice, colours);
  std::vector<settings::Contract> named;
  const bool is_named = !command.contract.empty();
  if (is_named)
    named.push_back({command.contract, command.output, command.templates, command.options, shared_of(command), {}});
  const auto work = find_work(std::move(named), command.settings, command.check_only ? "check" : "generate",
                              command.ref_roots, speaker);
  std::vector<Prepared> prepared(work.contracts.size());
  base::in_parallel(prepared.size(),
                    [&](std::size_t i) { prepared[i] = prepare(work.contracts[i], work, command.check_only); });
  // In order, by this thread alone: the same words and files as one after the other.
  int code = work.exit_code;
  for (std::size_t i = 0; i < prepared.size(); ++i) {
    const auto& contract = work.contracts[i];
    code = worse(code, command.check_only ? finish_check(contract, prepared[i], is_named, speaker)
                                          : finish_generate(contract, prepared[i], command, work.settings, speaker));
  }
  return speaker.finish(code);
}

int run_validate(const ValidateCommand& command, diag::Colours colours) {
  Speaker speaker(command.voice, colours);
  const auto input_name = command.stdin_filename.empty() ? std::string("<stdin>") : command.stdin_filename;
  std::vector<settings::Contract> named;
  for (const auto& path : command.contracts) named.push_back({path, {}, {}, {}, {}, {}});
  const auto work = find_work(std::move(named), command.settings, "validate", command.ref_roots, speaker);
  std::unique_ptr<load::FileReader> input;
  if (std::find(command.contracts.begin(), command.contracts.end(), "-") != command.contracts.end())
    input = standard_input_as(input_name, settings::reference_roots(input_name, work.ref_roots));
  std::vector<Validated> validated(work.contracts.size());
  base::in_parallel(validated.size(), [&](std::size_t i) {
    const auto& path = work.contracts[i].path;
    auto files = files_of(path, work.ref_roots);
    validated[i] = path == "-" ? validate_one(*input, input_name, work.policy) : validate_one(files, path, work.policy);
  });
  int worst = work.exit_code;
  for (std::size_t i = 0; i < validated.size(); ++i) {
    const auto& [sink, files] = validated[i];
    const auto& path = work.contracts[i].path == "-" ? input_name : work.contracts[i].path;
    speaker.diagnostics(path, sink);
    if (command.verbose) speaker.complain(told_in_full(*sink, files));
    const auto code = exit_code(*sink, command.voice.fail_on);
    if (code == kDone) {
      const auto warnings = sink->sorted().size();
      speaker.say(
          fmt::format("{}: valid{}\n", path, warnings == 0 ? "" : fmt::format(", {}", counted(warnings, "warning"))));
    }
    worst = worse(worst, code);
  }
  return speaker.finish(worst);
}

int run_dump(const DumpCommand& command, diag::Colours colours) {
  Speaker speaker({}, colours);
  const auto sink = std::make_shared<diag::Sink>();
  auto files = files_of(command.contract, command.ref_roots);
  const auto contract = read_contract(files, command.contract, Purpose::kValidate, *sink);
  speaker.diagnostics(command.contract, sink);
  if (contract) speaker.say(model::dump(contract->api));
  return speaker.finish(exit_code(*sink));
}

}  // namespace meshgen::app
