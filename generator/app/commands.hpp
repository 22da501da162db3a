/// One function a command; each gives the exit code.
#pragma once

#include "app/options.hpp"
#include "diag/printer.hpp"

namespace meshgen::app {

/// `generate` and `check`.
[[nodiscard]] int run_generate(const GenerateCommand& command, diag::Colours colours);
[[nodiscard]] int run_validate(const ValidateCommand& command, diag::Colours colours);
/// `diff`: contracts, or their states, compared.
[[nodiscard]] int run_diff(const DiffCommand& command, diag::Colours colours);
/// `vendor`: copies of remote documents, and the lock that names them.
[[nodiscard]] int run_vendor(const VendorCommand& command, diag::Colours colours);
[[nodiscard]] int run_dump(const DumpCommand& command, diag::Colours colours);
[[nodiscard]] int run_init(const InitCommand& command);
[[nodiscard]] int run_explain(const ExplainCommand& command, diag::Colours colours);
[[nodiscard]] int run_schema(const SchemaCommand& command);

}  // namespace meshgen::app
