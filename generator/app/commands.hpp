/// One function a command; each gives the exit code.
#pragma once

#include "app/options.hpp"
#include "diag/printer.hpp"

namespace meshgen::app {

[[nodiscard]] int run_generate(const GenerateCommand& command, diag::Colours colours);
[[nodiscard]] int run_validate(const ValidateCommand& command, diag::Colours colours);
[[nodiscard]] int run_dump(const DumpCommand& command, diag::Colours colours);
[[nodiscard]] int run_init(const InitCommand& command);

}  // namespace meshgen::app
