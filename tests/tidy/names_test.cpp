#include <regex>
#include <string>

#include <catch2/catch_test_macros.hpp>

#include "files.hpp"

TEST_CASE("what the runtime's functions are called is no name of a generated function") {
  // Calls with the runtime's Context find its functions as well as those of the same name in the generated file.
  const auto planner = tidy::text_of("generator/plan/build_codec.cpp");
  const std::regex function(R"(\b(?:read|check|write)_([a-z0-9_]+) ?\()");
  std::size_t found = 0;
  for (const auto& file : tidy::files_in("runtime/mesh/json", {".hpp"})) {
    for (std::sregex_iterator each(file.text.begin(), file.text.end(), function), end; each != end; ++each, ++found) {
      INFO(file.path << " has " << each->str() << "): write it into kRuntimeNames");
      CHECK(planner.find('"' + (*each)[1].str() + '"') != std::string::npos);
    }
  }
  CHECK(found > 50);
}
