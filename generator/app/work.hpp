/// What a command is to do: the contract that was named, or those of meshgen.yaml.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/speaker.hpp"
#include "diag/policy.hpp"
#include "load/files.hpp"
#include "settings/settings.hpp"

namespace meshgen::app {

struct Work {
  std::vector<settings::Contract> contracts;  ///< in the order in which they are spoken of
  diag::Policy policy;
  std::vector<diff::Allowance> allowances;
  std::vector<std::string> ref_roots;  ///< those of meshgen.yaml and of the command line
  std::string settings;                ///< the file that was read; empty: none
  int exit_code = 0;                   ///< when there is nothing to do
};

/// `named` come from the command line; without any meshgen.yaml is looked for. `settings` is `--settings`.
/// `ref_roots` is `--ref-root`. Without contracts there is an exit code, and everything has been said.
[[nodiscard]] Work find_work(std::vector<settings::Contract> named, const std::string& settings,
                             std::string_view command, const std::vector<std::string>& ref_roots, Speaker& speaker);

/// The files of one contract, as far as its references may lead.
[[nodiscard]] load::DiskFiles files_of(const std::string& contract, const std::vector<std::string>& ref_roots);

}  // namespace meshgen::app
