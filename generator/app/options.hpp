/// Command line to values. The only includer of CLI11.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "app/exit_code.hpp"
#include "diag/format.hpp"
#include "diff/format.hpp"
#include "plan/options.hpp"

namespace meshgen::app {

enum class ColourChoice { kAuto, kAlways, kNever };

/// How diagnostics are said, and which of them make the command fail.
struct Voice {
  diag::Format format = diag::Format::kText;
  std::string report;  ///< a file for the format; empty: text to stderr, others to stdout
  FailOn fail_on = FailOn::kErrors;
};

/// `--shared FILE=FOLDER[=NAMESPACE]`
struct SharedOption {
  std::string path;
  std::string folder;
  std::string cpp_namespace;
};

struct GenerateCommand {
  std::string contract;  ///< empty: those of meshgen.yaml
  std::string output;
  plan::Options options;
  std::vector<SharedOption> shared;
  std::string templates;
  std::string depfile;
  std::string stamp;
  std::string settings;  ///< --settings; empty: meshgen.yaml, looked for when no contract is named
  std::vector<std::string> ref_roots;
  bool check_only = false;  ///< `meshgen check`
  bool quiet = false;
  Voice voice;
};

struct ValidateCommand {
  std::vector<std::string> contracts;  ///< "-": standard input; empty: those of meshgen.yaml
  std::string stdin_filename;
  std::string settings;
  std::vector<std::string> ref_roots;
  bool verbose = false;
  Voice voice;
};

struct DiffCommand {
  std::vector<std::string> contracts;  ///< OLD and NEW; with `against` the new ones, empty: those of meshgen.yaml
  std::string against;                 ///< REF, REF:PATH or a folder
  std::string settings;
  std::vector<std::string> ref_roots;
  plan::Role role = plan::Role::kApplication;
  diff::Format format = diff::Format::kText;
};

struct VendorCommand {
  std::vector<std::string> contracts;  ///< empty: those of meshgen.yaml
  std::string settings;
  std::string folder;  ///< of the copies, below the lock's; empty: as the lock says
  std::vector<std::string> ref_roots;
  bool update = false;
  bool check_only = false;
  int timeout_seconds = 30;  ///< a document
};

struct DumpCommand {
  std::string contract;
  std::vector<std::string> ref_roots;
};

struct InitCommand {
  std::string name;
  std::string folder;  ///< empty: the name
};

struct ExplainCommand {
  std::string code;  ///< empty: the list
};

struct SchemaCommand {
  std::string name;  ///< diagnostics or settings
};

using Command = std::variant<GenerateCommand, ValidateCommand, DiffCommand, VendorCommand, DumpCommand, InitCommand,
                             ExplainCommand, SchemaCommand>;

struct Parsed {
  std::optional<Command> command;  ///< nullopt: say `text` and leave with `exit_code`
  ColourChoice colours = ColourChoice::kAuto;
  std::string text;
  int exit_code = 0;
};

[[nodiscard]] Parsed parse_arguments(int argc, const char* const* argv);

}  // namespace meshgen::app
