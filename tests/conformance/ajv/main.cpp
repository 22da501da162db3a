// Verdicts about documents, a line each: `[ENTRY,DOCUMENT]` gives `[GENERATED,SCHEMA,JUDGE,AGAIN]`, strings that are
// empty where the document is valid.
//   ajv_verdicts SCHEMAS < DOCUMENTS > VERDICTS
#include <charconv>
#include <exception>
#include <iostream>
#include <stdexcept>
#include <string>

#include <nlohmann/json.hpp>

#include "verdicts.hpp"

namespace {

void run(const std::string& schemas) {
  const ajv::Verdicts verdicts(schemas);
  std::string line;
  while (std::getline(std::cin, line)) {
    std::size_t entry = 0;
    const auto comma = line.find(',');
    if (comma == std::string::npos || line.front() != '[' || line.back() != ']')
      throw std::runtime_error("no [ENTRY,DOCUMENT]: " + line);
    std::from_chars(line.data() + 1, line.data() + comma, entry);
    const auto said = verdicts.of(entry, line.substr(comma + 1, line.size() - comma - 2));
    const nlohmann::json list{said.generated, said.schema, said.judge, said.again};
    std::cout << list.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) << '\n';
  }
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "usage: ajv_verdicts SCHEMAS < DOCUMENTS > VERDICTS\n";
    return 5;
  }
  try {
    run(argv[1]);
  } catch (const std::exception& error) {
    std::cerr << "ajv_verdicts: " << error.what() << "\n";
    return 1;
  }
  return 0;
}
