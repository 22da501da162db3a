#include <deque>
#include <filesystem>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "app/commands.hpp"
#include "app/libraries.hpp"
#include "app/pipeline.hpp"
#include "app/revision.hpp"
#include "app/work.hpp"
#include "diff/compare.hpp"
#include "lint/lint.hpp"
#include "model/reach.hpp"
#include "plan/plan.hpp"

namespace meshgen::app {
namespace {

namespace fs = std::filesystem;

/// Where the old contracts are.
struct Past {
  load::FileReader* reader = nullptr;  ///< nullptr: the disk
  std::string folder;                  ///< `--against DIR`
  std::string path;                    ///< `--against REF:PATH`, or OLD
  std::string revision;                ///< "main:", in front of the places of what it was
};

/// One contract at one time.
struct State {
  std::shared_ptr<diag::Sink> sink = std::make_shared<diag::Sink>();
  std::optional<Contract> contract;
};

std::string old_path(const Past& past, const std::string& path) {
  if (!past.path.empty()) return past.path;
  if (past.folder.empty()) return path;
  std::error_code error;
  const auto same = fs::path(past.folder) / fs::path(path).relative_path();
  if (fs::path(path).is_relative() && fs::exists(same, error)) return same.string();
  return (fs::path(past.folder) / fs::path(path).filename()).string();
}

/// The same libraries where they were.
std::vector<std::shared_ptr<const settings::Shared>> were(
    const Past& past, const std::vector<std::shared_ptr<const settings::Shared>>& shared) {
  std::vector<std::shared_ptr<const settings::Shared>> old;
  for (const auto& each : shared) {
    old.push_back(std::make_shared<const settings::Shared>(settings::Shared{
        old_path(past, each->path), each->output, each->cpp_namespace, each->types, were(past, each->shared)}));
  }
  return old;
}

State read_state(load::FileReader& reader, const std::string& path, plan::Role role) {
  State state;
  state.contract = read_contract(reader, path, Purpose::kValidate, *state.sink, role);
  return state;
}

/// The C++ that a contract becomes; nullopt if it becomes none.
std::optional<plan::Plan> plan_of(load::FileReader& reader, const Contract& contract, const plan::Options& options,
                                  const Shares& shares) {
  diag::Sink sink;
  const auto& api = contract.api;
  lint::lint(api, contract.document, lint::Severity::kRefuse, sink);
  model::report_gaps(api, model::GapsAre::kErrors, sink);
  if (sink.has_errors()) return std::nullopt;
  // What was no library yet was declared by the contract's own code.
  diag::Sink of_libraries;
  Libraries libraries(reader, of_libraries);
  const auto sharing = libraries.read(contract.document, shares);
  auto plan = plan::build_plan(api, contract.document, options, sink, sharing.value_or(plan::Sharing{}));
  return sink.has_errors() ? std::nullopt : std::optional(std::move(plan));
}

/// A contract at one time, and from where its libraries are read.
struct Side {
  load::FileReader& reader;
  const Contract& contract;
  Shares shares;
};

void compare_source(const Side& before, const Side& after, plan::Options options, diff::Result& result) {
  // The namespace that follows from the file's name says nothing about the contract.
  if (options.cpp_namespace.empty() && !before.contract.api.cpp_namespace && !after.contract.api.cpp_namespace)
    options.cpp_namespace = "contract";
  const auto was = plan_of(before.reader, before.contract, options, before.shares);
  const auto is = plan_of(after.reader, after.contract, options, after.shares);
  result.source_is_known = was && is;
  if (was && is) result.source = diff::compare_declarations(*was, *is);
}

diag::Span place_of_version(const Contract& contract) {
  const auto* info = contract.document.root().find("info");
  const auto* version = info == nullptr ? nullptr : info->find("version");
  return version == nullptr ? diag::Span{} : version->span;
}

class Run {
 public:
  Run(const DiffCommand& command, diag::Colours colours) : command_(command), speaker_({}, colours) {}

  int run() {
    const auto past = find_past();
    if (!past) return code_;
    auto settings = command_.settings;
    if (settings.empty()) settings = settings::find_settings().value_or("");
    std::vector<settings::Contract> named;
    for (const auto& path : command_.contracts) named.push_back({path, {}, {}, {}, {}, {}});
    if (command_.against.empty()) named.erase(named.begin());
    for (auto& each : named) each.options.role = command_.role;
    const auto work = find_work(std::move(named), settings, "diff", command_.ref_roots, speaker_);
    code_ = work.exit_code;
    for (const auto& contract : work.contracts) compare(*past, contract, work);
    say();
    for (const auto& result : results_) {
      if (result.breaking() == 0) continue;
      speaker_.complain(
          fmt::format("meshgen: {} breaks who relies on {}; 'diff: allow' of {} lets pass what is meant\n",
                      diag::visible(result.after), diag::visible(result.before), settings::kFileName));
      code_ = worse(code_, kBreaking);
    }
    return code_;
  }

 private:
  std::optional<Past> find_past() {
    Past past;
    std::error_code error;
    if (command_.against.empty()) {
      past.path = command_.contracts.front();
      return past;
    }
    if (fs::is_directory(command_.against, error)) {
      past.folder = command_.against;
      return past;
    }
    const auto colon = command_.against.find(':');
    const auto name = command_.against.substr(0, colon);
    if (colon != std::string::npos) past.path = command_.against.substr(colon + 1);
    auto opened = Revision::open(name);
    if (const auto* why = std::get_if<std::string>(&opened)) {
      speaker_.complain(
          fmt::format("meshgen: cannot compare with '{}': {}\n", diag::visible(command_.against), diag::visible(*why)));
      code_ = kInputOutput;
      return std::nullopt;
    }
    revision_ = std::move(std::get<std::unique_ptr<Revision>>(opened));
    past.reader = revision_.get();
    past.revision = name + ":";
    return past;
  }

  void compare(const Past& past, const settings::Contract& contract, const Work& work) {
    const auto role = command_.role == plan::Role::kApplication ? contract.options.role : command_.role;
    const auto before_path = old_path(past, contract.path);
    diff::Result result;
    result.before = past.revision + before_path;
    result.after = contract.path;
    result.revision = past.revision;
    auto files = files_of(contract.path, work.ref_roots);
    auto old_files = files_of(before_path, work.ref_roots);
    auto& past_reader = past.reader != nullptr ? *past.reader : old_files;
    auto after = read_state(files, contract.path, role);
    if (!is_sound(after, contract.path)) return;
    // OLD must be there; what `--against` does not have is new.
    result.is_new = !command_.against.empty() && past.path.empty() &&
                    std::holds_alternative<load::ReadFailure>(past_reader.read(before_path));
    if (!result.is_new) {
      auto before = read_state(past_reader, before_path, role);
      if (!is_sound(before, result.before)) return;
      fill(result, {past_reader, *before.contract, {were(past, contract.shared), contract.output}},
           {files, *after.contract, {contract.shared, contract.output}}, contract.options);
      static_cast<void>(diff::allow(work.allowances, result.changes));
      result.version = diff::advise(before.contract->api.version, after.contract->api.version, result.changes);
      states_.push_back(std::move(before));
    }
    states_.push_back(std::move(after));
    results_.push_back(std::move(result));
  }

  static void fill(diff::Result& result, const Side& before, const Side& after, const plan::Options& options) {
    result.changes = diff::compare({&before.contract.document, &before.contract.api},
                                   {&after.contract.document, &after.contract.api});
    result.version_place = place_of_version(after.contract);
    compare_source(before, after, options, result);
  }

  /// Warnings are the business of `validate`.
  bool is_sound(const State& state, const std::string& name) {
    const int code = exit_code(*state.sink);
    if (code == kDone && state.contract) return true;
    speaker_.complain(fmt::format("meshgen: {} cannot be compared:\n", diag::visible(name)));
    speaker_.diagnostics(name, state.sink);
    code_ = worse(code_, code);
    return false;
  }

  void say() const {
    std::string text;
    switch (command_.format) {
      case diff::Format::kText:
        text = diff::format_text(results_);
        break;
      case diff::Format::kJson:
        text = diff::format_json(results_, MESHGEN_VERSION);
        break;
      case diff::Format::kGithub:
        text = diff::format_github(results_);
        break;
      case diff::Format::kMarkdown:
        text = diff::format_markdown(results_);
        break;
    }
    speaker_.say(text);
  }

  const DiffCommand& command_;
  Speaker speaker_;
  std::unique_ptr<Revision> revision_;
  std::deque<State> states_;  ///< the results point into their texts
  std::vector<diff::Result> results_;
  int code_ = kDone;
};

}  // namespace

int run_diff(const DiffCommand& command, diag::Colours colours) { return Run(command, colours).run(); }

}  // namespace meshgen::app
