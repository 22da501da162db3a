/// Runs a program and keeps what it says.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace golden {

struct Said {
  int exit_code = -1;  ///< -1: it was ended by a signal
  std::string out;
  std::string err;
};

/// In `folder`, with the arguments as they are; waits for its end. What it says goes through files in `scratch`.
[[nodiscard]] Said run(const std::string& program, const std::vector<std::string>& arguments,
                       const std::filesystem::path& folder, const std::filesystem::path& scratch);

[[nodiscard]] std::string read_file(const std::filesystem::path& path);

}  // namespace golden
