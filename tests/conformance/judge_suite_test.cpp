// What the generator says about examples and defaults, and what it bundles, beside what JSON Schema's own test suite
// says about its data.
#include <cstddef>
#include <optional>

#include <catch2/catch_test_macros.hpp>

#include "diag/printer.hpp"
#include "lint/judge.hpp"
#include "lint/survey.hpp"
#include "load/files.hpp"
#include "load/yaml.hpp"
#include "model/bundle.hpp"
#include "resolve/document.hpp"
#include "suite.hpp"

using namespace meshgen;

namespace {

// All of them: a folder that lacks some would prove little.
constexpr std::size_t kMandatory = 423;

const suite::Suite& the_suite() {
  static const suite::Suite kSuite(JSON_SCHEMA_SUITE);
  return kSuite;
}

/// A contract of one group, and its payload's schema.
struct Contract {
  explicit Contract(const suite::Group& group) : files(suite::contract_files({&group, 1}, the_suite().remotes)) {
    document = resolve::resolve(files, "suite.json", sink);
    REQUIRE(document);
    INFO(diag::print(sink, diag::Colours::kNever));
    CHECK_FALSE(sink.has_errors());
    payload = document->root().find("channels")->find("G001")->find("messages")->find("G001")->find("payload");
  }

  diag::Sink sink;
  load::MemoryFiles files;
  std::optional<resolve::ResolvedDocument> document;
  const load::Node* payload = nullptr;
};

/// How many of the group's cases were judged.
std::size_t judge(const suite::Group& group, const Contract& contract) {
  const auto* schema = lint::json_schema(*contract.document, *contract.payload);
  REQUIRE(schema != nullptr);
  for (const auto& each : group.cases) {
    INFO(each.description << ": " << load::to_json(*each.data));
    lint::Judge judge(*contract.document);
    CHECK(judge.objections(*schema, *each.data).empty() == each.is_valid);
  }
  return group.cases.size();
}

}  // namespace

TEST_CASE("judge agrees with the test suite of JSON Schema, draft 7") {
  std::size_t cases = 0;
  for (const auto& group : the_suite().groups) {
    INFO(group.file << ": " << group.description);
    cases += judge(group, Contract(group));
  }
  CHECK(cases == kMandatory);
}

TEST_CASE("a bundle of the test suite's schemas says what they say") {
  std::size_t cases = 0;
  for (const auto& group : the_suite().groups) {
    const Contract contract(group);
    model::Bundle bundle(*contract.document);
    const auto pointer = bundle.add(*contract.payload, {"G001"});
    const auto text = bundle.text();
    INFO(group.file << ": " << group.description << "\n" << text);
    // The bundle as the schema of a contract again: `definitions` beside the reference to one of them.
    diag::Sink sink;
    const diag::SourceFile source("bundle.json", text.substr(0, text.rfind('}')) + ",\"$ref\": \"#" + pointer + "\"}");
    const auto root = load::parse_yaml(source, sink);
    REQUIRE(root);
    suite::Group bundled = group;
    bundled.schema = &*root;
    cases += judge(bundled, Contract(bundled));
  }
  CHECK(cases == kMandatory);
}
