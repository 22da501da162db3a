#include "app/options.hpp"

#include <map>
#include <memory>
#include <sstream>

#include <CLI/CLI.hpp>

#include "app/exit_code.hpp"

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
    parsed.text = code == 0 ? out.str() : err.str();
    parsed.exit_code = code == 0 ? kDone : kBadArguments;
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
