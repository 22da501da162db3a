#include "app/options.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <memory>
#include <sstream>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "app/exit_code.hpp"
#include "app/help.hpp"
#include "base/text.hpp"
#include "plan/names.hpp"
#include "resolve/lock.hpp"

namespace meshgen::app {
namespace {

/// An option that takes one of a few words; another word is answered with the one that was meant.
template <class Value, std::size_t N>
void add_choice(CLI::App& app, const std::string& name, Value& value, const char* description,
                std::array<std::pair<std::string_view, Value>, N> choices) {
  const auto read = [name, choices, &value](const std::string& word) {
    std::vector<std::string_view> words;
    for (const auto& [each, meaning] : choices) {
      if (each == word) value = meaning;
      if (each == word) return;
      words.push_back(each);
    }
    const std::vector<std::string> all(words.begin(), words.end());
    const auto near = base::closest(word, words);
    throw CLI::ValidationError(name, near ? fmt::format("there is no '{}': did you mean '{}'?", word, *near)
                                          : fmt::format("there is no '{}', but: {}", word, base::join(all, ", ")));
  };
  app.add_option_function<std::string>(name, read, description);
}

void add_voice(CLI::App& app, Voice& voice) {
  using diag::Format;
  add_choice(app, "--format", voice.format, "of diagnostics: text, json, sarif, github or junit",
             std::array<std::pair<std::string_view, Format>, 5>{{{"text", Format::kText},
                                                                 {"json", Format::kJson},
                                                                 {"sarif", Format::kSarif},
                                                                 {"github", Format::kGithub},
                                                                 {"junit", Format::kJunit}}});
  app.add_option("--report", voice.report, "write that format to this file; text stays on standard error");
  add_choice(
      app, "--fail-severity", voice.fail_on, "what makes the command fail: error or warning",
      std::array<std::pair<std::string_view, FailOn>, 2>{{{"error", FailOn::kErrors}, {"warning", FailOn::kWarnings}}});
}

void add_settings(CLI::App& app, std::string& settings) {
  app.add_option("--settings", settings, "this file in place of meshgen.yaml, for a contract named here, too");
}

void add_ref_roots(CLI::App& app, std::vector<std::string>& roots) {
  app.add_option("--ref-root", roots,
                 "a folder that references may lead to, beside the repository; any number of times")
      ->expected(1)
      ->take_all();
}

void add_role(CLI::App& app, plan::Role& role, const char* description) {
  add_choice(app, "--role", role, description,
             std::array<std::pair<std::string_view, plan::Role>, 2>{
                 {{"application", plan::Role::kApplication}, {"inverse", plan::Role::kInverse}}});
}

void add_shared(CLI::App& app, std::vector<SharedOption>& shared) {
  const auto read = [&shared](const std::vector<std::string>& words) {
    for (const auto& word : words) {
      const auto folder = word.find('=');
      if (folder == 0 || folder == std::string::npos || folder + 1 == word.size())
        throw CLI::ValidationError("--shared", fmt::format("'{}' is not FILE=FOLDER[=NAMESPACE]", word));
      const auto name = word.find('=', folder + 1);
      SharedOption option{word.substr(0, folder), word.substr(folder + 1, name - folder - 1), {}};
      if (name != std::string::npos) option.cpp_namespace = word.substr(name + 1);
      if (name != std::string::npos && !plan::is_namespace(option.cpp_namespace))
        throw CLI::ValidationError("--shared", fmt::format("'{}' is no C++ namespace", option.cpp_namespace));
      shared.push_back(std::move(option));
    }
  };
  app.add_option_function<std::vector<std::string>>(
         "--shared", read,
         "FILE=FOLDER[=NAMESPACE]: a library and its generated code, whose types are used and not declared again; any "
         "number of times")
      ->expected(1)
      ->take_all();
}

void add_generate(CLI::App& app, GenerateCommand& command) {
  app.add_option("contract", command.contract,
                 "AsyncAPI 3.0 or 3.1 document, YAML or JSON; without it: those of meshgen.yaml");
  app.add_option("-o,--output", command.output, "folder of the generated files, nothing else");
  app.add_option("--namespace", command.options.cpp_namespace,
                 "C++ namespace (else x-cpp-namespace, else the file's name)");
  add_role(app, command.options.role, "whose side becomes code: application or inverse, who talks with it");
  app.add_option("--templates", command.templates, "folder whose templates replace ours, file by file");
  app.add_option_function<std::vector<std::string>>(
         "--types",
         [&command](const std::vector<std::string>& wishes) {
           for (const auto& wish : wishes) {
             const auto at = std::min(wish.find('='), wish.size());
             const auto which = std::string_view(wish).substr(std::min(at + 1, wish.size()));
             if (!plan::choose(std::string_view(wish).substr(0, at), which, command.options.types))
               throw CLI::ValidationError(fmt::format("'{}' is no choice of types; {}", wish, plan::kTypeChoices));
           }
         },
         "C++ types: time=chrono, map=unordered, string=view, optional=boxed; several with a comma between")
      ->delimiter(',');
  app.add_flag("--tests", command.options.tests, "a Catch2 test of the contract's examples as well: examples_test.cpp");
  app.add_option("--shards", command.options.shards,
                 "units that the codec is split into, by the names of its types: codec.cpp, codec_2.cpp, …")
      ->check(CLI::Range(1, plan::kShardsMax));
  add_shared(app, command.shared);
  add_settings(app, command.settings);
  add_ref_roots(app, command.ref_roots);
  add_voice(app, command.voice);
}

void add_diff(CLI::App& app, DiffCommand& command) {
  using diff::Format;
  app.add_option("contracts", command.contracts,
                 "OLD and NEW; with --against the new ones, without any: those of meshgen.yaml");
  app.add_option("--against", command.against,
                 "what they were: REF or REF:PATH of git, or a folder that holds the old ones");
  add_choice(app, "--format", command.format, "text, json, github or markdown",
             std::array<std::pair<std::string_view, Format>, 4>{{{"text", Format::kText},
                                                                 {"json", Format::kJson},
                                                                 {"github", Format::kGithub},
                                                                 {"markdown", Format::kMarkdown}}});
  add_role(app, command.role, "whose side is looked at: application or inverse, who talks with it");
  app.add_option("--settings", command.settings, "this file in place of meshgen.yaml, which says what is let pass");
  add_ref_roots(app, command.ref_roots);
  app.footer(help::kDiffFooter);
}

void add_vendor(CLI::App& app, VendorCommand& command) {
  app.add_option("contracts", command.contracts, "documents; without any: those of meshgen.yaml");
  auto* update = app.add_flag("--update", command.update, "fetch what has a copy already, and take what is there now");
  app.add_flag("--check", command.check_only, "has upstream changed? Writes nothing")->excludes(update);
  app.add_option("--folder", command.folder, "of the copies, below the folder of meshgen.lock (default: vendored)");
  constexpr int kLongest = 3600;
  app.add_option("--timeout", command.timeout_seconds, "seconds for a document (30)")->check(CLI::Range(1, kLongest));
  app.add_option("--settings", command.settings, "this file in place of meshgen.yaml");
  add_ref_roots(app, command.ref_roots);
  app.footer(help::kVendorFooter);
}

std::string meant(std::string_view word, const std::vector<std::string_view>& known) {
  const auto near = base::closest(word, known);
  return near ? fmt::format(": did you mean '{}'?", *near) : std::string{};
}

/// CLI11 says that something was not expected; a person wants to know what was meant.
std::string complaint(const CLI::App& app, const CLI::ParseError& error, int argc, const char* const* argv) {
  std::vector<std::string> storage;
  std::string text = error.what();
  const auto commands = app.get_subcommands({});
  const auto* command = app.get_subcommands().empty() ? nullptr : app.get_subcommands().front();
  if (command == nullptr) {
    std::vector<std::string_view> names;
    for (const auto* each : commands) storage.push_back(each->get_name());
    names.assign(storage.begin(), storage.end());
    if (argc > 1 && argv[1][0] != '-') text = fmt::format("there is no command '{}'{}", argv[1], meant(argv[1], names));
  } else if (dynamic_cast<const CLI::ExtrasError*>(&error) != nullptr) {
    for (const auto* option : command->get_options()) {
      for (const auto& name : option->get_lnames()) storage.push_back("--" + name);
    }
    const std::vector<std::string_view> names(storage.begin(), storage.end());
    for (int i = 1; i < argc; ++i) {
      const std::string_view word(argv[i]);
      const auto flag = word.substr(0, word.find('='));
      if (!flag.starts_with("--") || std::find(names.begin(), names.end(), flag) != names.end()) continue;
      text = fmt::format("'{}' has no option '{}'{}", command->get_name(), flag, meant(flag, names));
      break;
    }
  }
  return fmt::format("meshgen: {}\nRun 'meshgen{}{} --help' for more.\n", text, command == nullptr ? "" : " ",
                     command == nullptr ? "" : command->get_name());
}

/// What CLI11 cannot say: which options need each other. Empty: all is well.
std::string contradiction(const GenerateCommand& command) {
  const bool named = !command.contract.empty();
  if (named && command.output.empty()) return "--output is required";
  if (!named) {
    const std::array<std::pair<const char*, const std::string*>, 5> needs{
        {{"--output", &command.output},
         {"--namespace", &command.options.cpp_namespace},
         {"--templates", &command.templates},
         {"--depfile", &command.depfile},
         {"--stamp", &command.stamp}}};
    for (const auto& [option, value] : needs) {
      if (!value->empty()) return fmt::format("{} needs a contract: without one, meshgen.yaml says what to do", option);
    }
    if (command.options.role != plan::Role::kApplication)
      return "--role needs a contract: without one, meshgen.yaml says what to do";
    if (command.options.types != plan::TypeChoices{})
      return "--types needs a contract: without one, meshgen.yaml says what to do";
    if (command.options.tests) return "--tests needs a contract: without one, meshgen.yaml says what to do";
    if (!command.shared.empty()) return "--shared needs a contract: without one, meshgen.yaml says what to do";
    if (command.options.shards > 1) return "--shards needs a contract: without one, meshgen.yaml says what to do";
  }
  const auto& name = command.options.cpp_namespace;
  if (!name.empty() && !plan::is_namespace(name)) {
    return fmt::format("'{}' is no C++ namespace: write identifiers with '::' between them, as in 'shop::orders'",
                       name);
  }
  return {};
}

std::string contradiction(const ValidateCommand& command) {
  const auto dashes = std::count(command.contracts.begin(), command.contracts.end(), "-");
  if (dashes > 1) return "standard input can be read once: '-' stands there twice";
  if (dashes == 0 && !command.stdin_filename.empty()) return "--stdin-filename needs '-' among the documents";
  return {};
}

std::string contradiction(const VendorCommand& command) {
  if (command.folder.empty() || resolve::is_below(command.folder)) return {};
  return fmt::format("--folder '{}' must lie below the folder of {}", command.folder, resolve::kLockName);
}

std::string contradiction(const DiffCommand& command) {
  if (command.against.empty()) {
    if (command.contracts.size() == 2) return {};
    return "two contracts are compared, OLD and NEW; or say with --against what they were";
  }
  if (command.against.find(':') != std::string::npos && command.contracts.size() != 1)
    return "--against REF:PATH names the old text of one contract: name that contract";
  return {};
}

}  // namespace

Parsed parse_arguments(int argc, const char* const* argv) {
  Parsed parsed;
  CLI::App app{"meshgen: AsyncAPI contracts become typed C++20 Kafka agents", "meshgen"};
  app.footer(help::kFooter);
  app.set_version_flag("--version", std::string("meshgen ") + MESHGEN_VERSION);
  app.require_subcommand(1);
  const std::map<std::string, ColourChoice> colours{
      {"auto", ColourChoice::kAuto}, {"always", ColourChoice::kAlways}, {"never", ColourChoice::kNever}};
  app.add_option("--colour,--color", parsed.colours, "auto, always or never")
      ->transform(CLI::CheckedTransformer(colours, CLI::ignore_case));

  GenerateCommand generate;
  auto* generate_app = app.add_subcommand("generate", "write types, codec, events, channels and agent");
  add_generate(*generate_app, generate);
  generate_app->add_option("--depfile", generate.depfile, "write what was read, in Make's format, for a build tool");
  generate_app->add_option("--stamp", generate.stamp, "touch this file when done; the depfile's target");
  generate_app->add_flag("-q,--quiet", generate.quiet, "say nothing when all is well");
  generate_app->footer(help::kGenerateFooter);

  GenerateCommand check;
  auto* check_app = app.add_subcommand("check", "would 'generate' change anything?");
  add_generate(*check_app, check);
  check.check_only = true;
  check_app->footer(help::kCheckFooter);

  ValidateCommand validate;
  auto* validate_app = app.add_subcommand("validate", "say what is wrong with a contract");
  validate_app->add_option("contracts", validate.contracts,
                           "documents, '-' is standard input; without any: those of meshgen.yaml");
  validate_app->add_option("--stdin-filename", validate.stdin_filename,
                           "what standard input is called: in messages, and where relative references begin");
  validate_app->add_flag("-v,--verbose", validate.verbose, "list what was silenced, and the files that were read");
  add_settings(*validate_app, validate.settings);
  add_ref_roots(*validate_app, validate.ref_roots);
  add_voice(*validate_app, validate.voice);
  validate_app->footer(help::kValidateFooter);

  DiffCommand diff;
  auto* diff_app = app.add_subcommand("diff", "say what changed between two contracts, and whom it breaks");
  add_diff(*diff_app, diff);

  VendorCommand vendor;
  auto* vendor_app = app.add_subcommand("vendor", "keep copies of the remote documents that contracts refer to");
  add_vendor(*vendor_app, vendor);

  DumpCommand dump;
  auto* dump_app = app.add_subcommand("dump", "print the model of a contract as JSON");
  dump_app->add_option("contract", dump.contract, "document")->required();
  add_ref_roots(*dump_app, dump.ref_roots);
  dump_app->footer(help::kDumpFooter);

  InitCommand init;
  auto* init_app = app.add_subcommand("init", "write a starter project");
  init_app->add_option("name", init.name, "of the project: lower-case letters, digits and '-'")->required();
  init_app->add_option("--folder", init.folder, "where to (default: the name)");
  init_app->footer(help::kInitFooter);

  ExplainCommand explain;
  auto* explain_app = app.add_subcommand("explain", "tell what a diagnostic means and what to do");
  explain_app->add_option("code", explain.code, "as in the brackets behind a diagnostic; without it: the list");
  explain_app->footer(help::kExplainFooter);

  SchemaCommand schema;
  auto* schema_app = app.add_subcommand("schema", "print a JSON Schema of ours");
  schema_app->add_option("name", schema.name, "diagnostics or settings")
      ->required()
      ->check(CLI::IsMember(std::vector<std::string>{"diagnostics", "settings"}));
  schema_app->footer(help::kSchemaFooter);

  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    std::ostringstream out;
    std::ostringstream err;
    const int code = app.exit(error, out, err);
    parsed.text = code == 0 ? out.str() : complaint(app, error, argc, argv);
    parsed.exit_code = code == 0 ? kDone : kBadArguments;
    return parsed;
  }
  const std::array<std::pair<const CLI::App*, std::string>, 5> wrong{{{generate_app, contradiction(generate)},
                                                                      {check_app, contradiction(check)},
                                                                      {validate_app, contradiction(validate)},
                                                                      {diff_app, contradiction(diff)},
                                                                      {vendor_app, contradiction(vendor)}}};
  for (const auto& [command, text] : wrong) {
    if (!command->parsed() || text.empty()) continue;
    parsed.text = fmt::format("meshgen: {}\nRun 'meshgen {} --help' for more.\n", text, command->get_name());
    parsed.exit_code = kBadArguments;
    return parsed;
  }
  if (generate_app->parsed()) parsed.command = generate;
  if (check_app->parsed()) parsed.command = check;
  if (validate_app->parsed()) parsed.command = validate;
  if (diff_app->parsed()) parsed.command = diff;
  if (vendor_app->parsed()) parsed.command = vendor;
  if (dump_app->parsed()) parsed.command = dump;
  if (init_app->parsed()) parsed.command = init;
  if (explain_app->parsed()) parsed.command = explain;
  if (schema_app->parsed()) parsed.command = schema;
  return parsed;
}

}  // namespace meshgen::app
