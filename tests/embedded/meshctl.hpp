/// meshctl run as a process.
#pragma once

#include <sys/wait.h>

#include <array>
#include <cstdio>
#include <string>

#include <catch2/catch_test_macros.hpp>

namespace mesh::test {

struct Finished {
  int code = -1;
  std::string text;  ///< both outputs
};

inline Finished shell(const std::string& command) {
  Finished finished;
  auto* pipe = popen((command + " 2>&1").c_str(), "r");
  REQUIRE(pipe != nullptr);
  std::array<char, 4096> buffer{};
  for (std::size_t n = 0; (n = std::fread(buffer.data(), 1, buffer.size(), pipe)) > 0;)
    finished.text.append(buffer.data(), n);
  const auto status = pclose(pipe);
  finished.code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  return finished;
}

inline Finished meshctl(const std::string& arguments) { return shell(std::string(MESHCTL) + " " + arguments); }

}  // namespace mesh::test
