// Writes one contract made of schemas.yaml, and the names of its entries for verdicts.cpp.
//   ajv_contract SCHEMAS FOLDER
#include <exception>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <stdexcept>
#include <string>

#include <fmt/format.h>

#include "schemas.hpp"

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
    std::cerr << "usage: ajv_contract SCHEMAS FOLDER\n";
    return 5;
  }
  try {
    const ajv::Schemas schemas(argv[1]);
    for (const auto& [name, text] : schemas.contract()) write(std::filesystem::path(argv[2]) / name, text);
    std::string names;
    for (std::size_t i = 0; i < schemas.entries.size(); ++i) names += fmt::format("AJV_ENTRY(G{:03})\n", i + 1);
    write(std::filesystem::path(argv[2]) / "entries.inc", names);
  } catch (const std::exception& error) {
    std::cerr << "ajv_contract: " << error.what() << "\n";
    return 1;
  }
  return 0;
}
