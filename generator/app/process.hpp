/// Other programs, run to their end: never through a shell.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace meshgen::app {

struct Said {
  int failure = 0;        ///< errno of what kept it from running
  int exit_code = -1;     ///< -1: ended by a signal
  std::string out;        ///< standard output
  std::string err;        ///< standard error, the first 64 KiB
  bool too_long = false;  ///< it said more than was wanted, and was ended for it
};

/// Runs `words` (the first is looked up on the PATH) with empty standard input and waits. Standard output is kept up to
/// `out_bytes_max`; a program that says more is ended.
[[nodiscard]] Said run_program(std::vector<std::string> words, std::size_t out_bytes_max);

/// Up to the first line's end.
[[nodiscard]] std::string first_line(const std::string& text);

}  // namespace meshgen::app
