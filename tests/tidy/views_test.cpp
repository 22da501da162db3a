#include <regex>

#include <catch2/catch_test_macros.hpp>

#include "files.hpp"

namespace {

struct View {
  std::string name;
  std::vector<std::string> fields;
};

/// Structs of plan/view_*.hpp, read as text: a field is a line `type name…;`.
std::vector<View> views() {
  std::vector<View> list;
  const std::regex head("^struct (\\w+) \\{");
  const std::regex field(R"(^  [\w:<>]+ (\w+)(?: = \w+)?;)");
  for (const auto& file : tidy::files_in("generator/plan", {".hpp"})) {
    if (file.path.find("/view_") == std::string::npos) continue;
    for (const auto& line : tidy::lines_of(file.text)) {
      std::smatch found;
      if (std::regex_search(line, found, head)) list.push_back({found[1], {}});
      if (std::regex_search(line, found, field)) list.back().fields.push_back(found[1]);
    }
  }
  return list;
}

/// "### `OrderView`" to the next heading.
std::string section(const std::string& readme, const std::string& view) {
  const auto begin = readme.find("### `" + view + "`");
  if (begin == std::string::npos) return {};
  return readme.substr(begin, readme.find("\n#", begin + 3) - begin);
}

}  // namespace

TEST_CASE("templates/README.md lists every view with every field that it has, and no other") {
  const auto readme = tidy::text_of("templates/README.md");
  const auto list = views();
  REQUIRE(list.size() > 25);
  const std::regex row("\\n\\| `(\\w+)` \\|");
  for (const auto& view : list) {
    INFO(view.name);
    const auto text = section(readme, view.name);
    REQUIRE_FALSE(text.empty());
    std::vector<std::string> described;
    for (std::sregex_iterator at(text.begin(), text.end(), row), end; at != end; ++at) described.push_back((*at)[1]);
    CHECK(described == view.fields);
  }
}

TEST_CASE("a field that a template may see is bound, and a bound field is a view's") {
  std::string bound;
  for (const auto& file : tidy::files_in("generator/render", {".hpp"})) {
    if (file.path.find("/bind_") != std::string::npos) bound += file.text;
  }
  for (const auto& view : views()) {
    for (const auto& field : view.fields) {
      INFO(view.name << "::" << field);
      CHECK(bound.find("::" + field + ")") != std::string::npos);
    }
  }
}
