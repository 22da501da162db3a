/// The rows of differences.yaml: each is shown by a fixture, and our side of it holds. The other side, the reference
/// parser's, is asked by differential/run.js.
#include <filesystem>
#include <set>
#include <string>

#include <catch2/catch_test_macros.hpp>

#include "../golden/process.hpp"
#include "diag/sink.hpp"
#include "load/yaml.hpp"

using namespace meshgen;

namespace {

const std::filesystem::path kFolder = CONFORMANCE;

std::string text_at(const load::Node& row, std::string_view key) {
  const auto* value = row.find(key);
  return value == nullptr ? std::string{} : value->text;
}

}  // namespace

TEST_CASE("our verdict on each listed difference is the one that the list says") {
  const diag::SourceFile source("differences.yaml", golden::read_file(kFolder / "differences.yaml"));
  diag::Sink sink;
  const auto rows = load::parse_yaml(source, sink);
  REQUIRE(rows);
  std::set<std::string> ids;
  for (const auto& row : rows->items) {
    const auto id = text_at(row, "id");
    INFO(id);
    CHECK(ids.insert(id).second);
    const auto fixture = kFolder / "fixtures" / (id + ".yaml");
    REQUIRE(std::filesystem::exists(fixture));
    for (const auto* key : {"text", "parser", "we"}) CHECK_FALSE(text_at(row, key).empty());

    const auto said = golden::run(MESHGEN_BINARY, {"validate", fixture.filename().string()}, fixture.parent_path(),
                                  std::filesystem::temp_directory_path());
    INFO(said.err);
    CHECK((said.exit_code == 2) == (text_at(row, "we") == "refuse"));
    const auto expect = text_at(row, "expect");
    if (!expect.empty()) CHECK(said.err.find("[" + expect + "]") != std::string::npos);
  }
  CHECK(rows->items.size() > 10);

  for (const auto& entry : std::filesystem::directory_iterator(kFolder / "fixtures")) {
    INFO(entry.path());
    CHECK(ids.contains(entry.path().stem().string()));
  }
}
