// What the generator says about examples and defaults, beside what JSON Schema's own test suite says about its data.
#include <map>
#include <string>

#include <catch2/catch_test_macros.hpp>

#include "base/sha256.hpp"
#include "diag/printer.hpp"
#include "lint/judge.hpp"
#include "lint/survey.hpp"
#include "load/files.hpp"
#include "resolve/document.hpp"
#include "resolve/lock.hpp"
#include "suite.hpp"

using namespace meshgen;

namespace {

/// The contract beside its vendored copies, as `meshgen vendor` would have laid them.
std::map<std::string, std::string> contract_of(const suite::Group& group, const suite::Suite& suite) {
  std::map<std::string, std::string> files;
  resolve::Lock lock;
  for (const auto& [url, text] : suite.remotes) {
    lock.copies.push_back({url, "vendored/" + resolve::copy_name(url), base::sha256_hex(text)});
    files[lock.copies.back().file] = text;
  }
  files["meshgen.lock"] = to_text(lock);
  files["suite.json"] =
      R"({"asyncapi": "3.0.0", "info": {"title": "t", "version": "v"}, "channels": {"c": {"messages": )"
      R"({"m": {"payload": {"schemaFormat": "application/schema+json;version=draft-07", "schema": )" +
      load::to_json(*group.schema) + "}}}}}}";
  return files;
}

}  // namespace

TEST_CASE("judge agrees with the test suite of JSON Schema, draft 7") {
  const suite::Suite suite(JSON_SCHEMA_TEST_SUITE);
  std::size_t cases = 0;
  for (const auto& group : suite.groups) {
    INFO(group.file << ": " << group.description);
    load::MemoryFiles files{contract_of(group, suite)};
    diag::Sink sink;
    const auto document = resolve::resolve(files, "suite.json", sink);
    REQUIRE(document);
    INFO(diag::print(sink, diag::Colours::kNever));
    CHECK_FALSE(sink.has_errors());
    const auto* payload = document->root().find("channels")->find("c")->find("messages")->find("m")->find("payload");
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
