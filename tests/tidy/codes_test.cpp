#include <algorithm>
#include <map>
#include <regex>

#include <catch2/catch_test_macros.hpp>

#include "files.hpp"

namespace {

std::vector<std::string> codes() {
  std::vector<std::string> list;
  const auto text = tidy::text_of("generator/diag/codes.hpp");
  const std::regex row("inline constexpr Code k\\w+ *\\{\"([a-z0-9-]+)\"");
  for (std::sregex_iterator at(text.begin(), text.end(), row), end; at != end; ++at) list.push_back((*at)[1]);
  return list;
}

}  // namespace

TEST_CASE("every diagnostic code stands in the README's table and in no other way") {
  const auto readme = tidy::text_of("generator/README.md");
  const auto list = codes();
  REQUIRE(list.size() > 30);
  for (const auto& code : list) {
    INFO(code);
    CHECK(readme.find("| `" + code + "` |") != std::string::npos);
  }
  const std::regex row("\\n\\| `([a-z0-9-]+)` \\| (error|warning)");
  for (std::sregex_iterator at(readme.begin(), readme.end(), row), end; at != end; ++at) {
    INFO((*at)[1].str());
    CHECK(std::find(list.begin(), list.end(), (*at)[1].str()) != list.end());
  }
}

TEST_CASE("every diagnostic code is shown by some golden case") {
  std::string all;
  for (const auto& file : tidy::files_in("tests/golden/cases", {"stderr.txt"})) all += file.text;
  for (const auto& code : codes()) {
    INFO(code);
    CHECK(all.find("[" + code + "]") != std::string::npos);
  }
}

TEST_CASE("no code is declared that nothing reports") {
  const auto text = tidy::text_of("generator/diag/codes.hpp");
  std::string sources;
  for (const auto& file : tidy::files_in("generator", {".cpp", ".hpp"})) sources += file.text;
  const std::regex row("inline constexpr Code (k\\w+)");
  for (std::sregex_iterator at(text.begin(), text.end(), row), end; at != end; ++at) {
    INFO((*at)[1].str());
    CHECK(sources.find("codes::" + (*at)[1].str()) != std::string::npos);
  }
}
