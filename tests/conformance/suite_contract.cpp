// Writes one contract made of JSON Schema's test suite, draft 7, with the copies of what it refers to, and the names of
// its groups for generated_suite_test.cpp.
//   suite_contract SUITE FOLDER
#include <exception>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <stdexcept>
#include <string>

#include <fmt/format.h>

#include "suite.hpp"

namespace {

void write(const std::filesystem::path& path, const std::string& text) {
  std::filesystem::create_directories(path.parent_path());
  std::ofstream file(path);
  file << text;
  file.close();
  if (!file) throw std::runtime_error("cannot write " + path.string());
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) {
    std::cerr << "usage: suite_contract SUITE FOLDER\n";
    return 5;
  }
  try {
    const suite::Suite suite(argv[1]);
    for (const auto& [name, text] : suite::contract_files(suite.groups, suite.remotes))
      write(std::filesystem::path(argv[2]) / name, text);
    std::string names;
    for (std::size_t i = 0; i < suite.groups.size(); ++i) names += fmt::format("SUITE_GROUP(G{:03})\n", i + 1);
    write(std::filesystem::path(argv[2]) / "groups.inc", names);
  } catch (const std::exception& error) {
    std::cerr << "suite_contract: " << error.what() << "\n";
    return 1;
  }
  return 0;
}
