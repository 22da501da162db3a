/// A golden case: a folder with inputs and what must come of them (README.md).
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace golden {

/// Path below a folder -> bytes.
using Files = std::map<std::string, std::string>;

struct Case {
  std::string name;
  std::filesystem::path folder;
  bool passes = false;  ///< `pass_…`
  std::vector<std::string> arguments;
  Files inputs;
  Files expected;  ///< below `out/`
  std::string out;
  std::string err;
  int exit_code = 0;
};

[[nodiscard]] std::vector<Case> read_cases(const std::filesystem::path& folder);

[[nodiscard]] Files read_folder(const std::filesystem::path& folder);
void write_folder(const std::filesystem::path& folder, const Files& files);

/// Rewrites what the case expects.
void update(const Case& golden, const Files& expected, const std::string& out, const std::string& err, int exit_code);

}  // namespace golden
