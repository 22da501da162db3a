#include "app/options.hpp"

#include <algorithm>
#include <map>
#include <memory>
#include <sstream>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "app/exit_code.hpp"
#include "base/text.hpp"
#include "plan/names.hpp"

namespace meshgen::app {
namespace {

constexpr const char* kFooter =
    R"(Exit codes: 0 done, 2 the document has errors, 3 valid but not supported, 4 a file cannot be
read or written, 5 wrong arguments, 6 check found drift, 1 a bug of ours.

Example:
  meshgen init greeter && cmake -S greeter -B greeter/build && cmake --build greeter/build)";

constexpr const char* kGenerateFooter = R"(Examples:
  meshgen generate asyncapi/orders.yaml -o gen
  meshgen generate asyncapi/orders.yaml -o gen --namespace shop::orders
  meshgen generate asyncapi/orders.yaml -o gen --templates my-templates
Only changed files are written; files that are not ours are never touched.)";

constexpr const char* kCheckFooter = R"(Examples:
  meshgen check asyncapi/orders.yaml -o gen
Writes nothing. Prints a unified diff and leaves with 6 when the committed files are not what the
contract and the templates give.)";

constexpr const char* kValidateFooter = R"(Examples:
  meshgen validate asyncapi/*.yaml
Prints every error with its place, code and remedy.)";

constexpr const char* kDumpFooter = R"(Example:
  meshgen dump asyncapi/orders.yaml | jq '.operations[].id'
Prints what meshgen understood of the contract as JSON.)";

constexpr const char* kInitFooter = R"(Example:
  meshgen init greeter
Writes greeter/asyncapi/greeter.yaml, greeter/CMakeLists.txt and greeter/app/main.cpp: a project that
builds and runs. Nothing that exists is overwritten.)";

void add_generate(CLI::App& app, GenerateCommand& command) {
  app.add_option("contract", command.contract, "AsyncAPI 3.0 or 3.1 document, YAML or JSON")->required();
  app.add_option("-o,--output", command.output, "folder of the generated files, nothing else")->required();
  app.add_option("--namespace", command.options.cpp_namespace,
                 "C++ namespace (else x-cpp-namespace, else the file's name)");
  app.add_option("--templates", command.templates, "folder whose templates replace ours, file by file");
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

}  // namespace

Parsed parse_arguments(int argc, const char* const* argv) {
  Parsed parsed;
  CLI::App app{"meshgen: AsyncAPI contracts become typed C++20 Kafka agents", "meshgen"};
  app.footer(kFooter);
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
  generate_app->footer(kGenerateFooter);

  GenerateCommand check;
  auto* check_app = app.add_subcommand("check", "would 'generate' change anything?");
  add_generate(*check_app, check);
  check.check_only = true;
  check_app->footer(kCheckFooter);

  ValidateCommand validate;
  auto* validate_app = app.add_subcommand("validate", "say what is wrong with a contract");
  validate_app->add_option("contracts", validate.contracts, "documents")->required();
  validate_app->footer(kValidateFooter);

  DumpCommand dump;
  auto* dump_app = app.add_subcommand("dump", "print the model of a contract as JSON");
  dump_app->add_option("contract", dump.contract, "document")->required();
  dump_app->footer(kDumpFooter);

  InitCommand init;
  auto* init_app = app.add_subcommand("init", "write a starter project");
  init_app->add_option("name", init.name, "of the project: lower-case letters, digits and '-'")->required();
  init_app->add_option("--folder", init.folder, "where to (default: the name)");
  init_app->footer(kInitFooter);

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
  for (const auto* command : {&generate, &check}) {
    const auto& name = command->options.cpp_namespace;
    if (name.empty() || plan::is_namespace(name)) continue;
    parsed.text = fmt::format(
        "meshgen: '{}' is no C++ namespace: write identifiers with '::' between them, as in 'shop::orders'\n", name);
    parsed.exit_code = kBadArguments;
    return parsed;
  }
  if (generate_app->parsed()) parsed.command = generate;
  if (check_app->parsed()) parsed.command = check;
  if (validate_app->parsed()) parsed.command = validate;
  if (dump_app->parsed()) parsed.command = dump;
  if (init_app->parsed()) parsed.command = init;
  return parsed;
}

}  // namespace meshgen::app
