// What the generator says about examples and defaults, beside what JSON Schema's own test suite says about its data.
#include <cstddef>

#include <catch2/catch_test_macros.hpp>

#include "diag/printer.hpp"
#include "lint/judge.hpp"
#include "lint/survey.hpp"
#include "load/files.hpp"
#include "resolve/document.hpp"
#include "suite.hpp"

using namespace meshgen;

TEST_CASE("judge agrees with the test suite of JSON Schema, draft 7") {
  const suite::Suite suite(JSON_SCHEMA_TEST_SUITE);
  std::size_t cases = 0;
  for (const auto& group : suite.groups) {
    INFO(group.file << ": " << group.description);
    load::MemoryFiles files{suite::contract_files({&group, 1}, suite.remotes)};
    diag::Sink sink;
    const auto document = resolve::resolve(files, "suite.json", sink);
    REQUIRE(document);
    INFO(diag::print(sink, diag::Colours::kNever));
    CHECK_FALSE(sink.has_errors());
    const auto* payload =
        document->root().find("channels")->find("G001")->find("messages")->find("G001")->find("payload");
    const auto* schema = lint::json_schema(*document, *payload);
    REQUIRE(schema != nullptr);
    for (const auto& each : group.cases) {
      INFO(each.description << ": " << load::to_json(*each.data));
      lint::Judge judge(*document);
      CHECK(judge.objections(*schema, *each.data).empty() == each.is_valid);
      ++cases;
    }
  }
  // All of them: a folder that lacks some would prove little.
  constexpr std::size_t kMandatory = 423;
  CHECK(cases == kMandatory);
}
