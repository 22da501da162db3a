/// Command line to values. The only includer of CLI11.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "plan/options.hpp"

namespace meshgen::app {

enum class ColourChoice { kAuto, kAlways, kNever };

struct GenerateCommand {
  std::string contract;
  std::string output;
  plan::Options options;
  std::string templates;
  std::string depfile;
  std::string stamp;
  bool check_only = false;  ///< `meshgen check`
  bool quiet = false;
};

struct ValidateCommand {
  std::vector<std::string> contracts;
};

struct DumpCommand {
  std::string contract;
};

struct InitCommand {
  std::string name;
  std::string folder;  ///< empty: the name
};

using Command = std::variant<GenerateCommand, ValidateCommand, DumpCommand, InitCommand>;

struct Parsed {
  std::optional<Command> command;  ///< nullopt: say `text` and leave with `exit_code`
  ColourChoice colours = ColourChoice::kAuto;
  std::string text;
  int exit_code = 0;
};

[[nodiscard]] Parsed parse_arguments(int argc, const char* const* argv);

}  // namespace meshgen::app
