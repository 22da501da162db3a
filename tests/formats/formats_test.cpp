#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

#include <catch2/catch_test_macros.hpp>
#include <nlohmann/json.hpp>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validation_results.hpp>
#include <valijson/validator.hpp>

#include "app/pipeline.hpp"
#include "app/speaker.hpp"
#include "base/text.hpp"
#include "diag/codes.hpp"
#include "diag/pages.hpp"
#include "xml.hpp"

using namespace meshgen;
using Json = nlohmann::json;

namespace {

namespace fs = std::filesystem;

/// Everything that golden documents make us say, and what no document can: bad names, silence, notes without a place.
class Corpus {
 public:
  Corpus() {
    for (const auto& entry : fs::directory_iterator(GOLDEN_CASES)) {
      const auto contract = entry.path() / "input.yaml";
      if (!fs::exists(contract)) continue;
      for (const auto purpose : {app::Purpose::kValidate, app::Purpose::kGenerate}) {
        load::DiskFiles files;
        auto& sink = *sinks_.emplace_back(std::make_unique<diag::Sink>());
        (void)app::read_contract(files, contract.string(), purpose, sink);
        reports_.push_back({entry.path().filename().string(), &sink});
      }
    }
    auto& sink = *sinks_.emplace_back(std::make_unique<diag::Sink>(diag::Policy{{{"no-topic", diag::Level::kIgnore}}}));
    file_ = std::make_shared<const diag::SourceFile>("caf\xE9 \"\x01<&>\",:%\n.yaml", "a: \xFF\n");
    sink.report(diag::codes::kNotUtf8, {file_.get(), 3, 4}, "\x1b[31m \xE2\x82 ]]> \"q\" 100%")
        .note({}, "nowhere")
        .note({file_.get(), 0, 1}, "here\nand on")
        .with_help("\x07");
    sink.report(diag::codes::kNoTopic, {}, "silenced");
    sink.ignore({{file_.get(), 0, 1}, {file_.get(), 0, 6}, "nothing-required", "why \xFF", 0});
    sink.report(diag::codes::kNoRequired, {file_.get(), 0, 1}, "silenced, too");
    reports_.push_back({"<odd>\x02", &sink});
    std::sort(reports_.begin(), reports_.end(),
              [](const diag::Report& a, const diag::Report& b) { return a.document < b.document; });
  }
  [[nodiscard]] const std::vector<diag::Report>& reports() const { return reports_; }
  [[nodiscard]] std::size_t count() const {
    std::size_t count = 0;
    for (const auto& report : reports_) count += report.sink->sorted().size();
    return count;
  }
  [[nodiscard]] std::size_t silenced() const {
    std::size_t count = 0;
    for (const auto& report : reports_) count += report.sink->silenced().size();
    return count;
  }

 private:
  std::shared_ptr<const diag::SourceFile> file_;
  std::vector<std::unique_ptr<diag::Sink>> sinks_;
  std::vector<diag::Report> reports_;
};

/// Empty: `instance` is valid by the schema; else what is not.
std::string faults(const Json& schema_text, const Json& instance) {
  valijson::Schema schema;
  valijson::SchemaParser(valijson::SchemaParser::kDraft7)
      .populateSchema(valijson::adapters::NlohmannJsonAdapter(schema_text), schema);
  valijson::Validator validator;
  valijson::ValidationResults results;
  validator.validate(schema, valijson::adapters::NlohmannJsonAdapter(instance), &results);
  std::string text;
  valijson::ValidationResults::Error error;
  while (results.popError(error)) {
    for (const auto& step : error.context) text += step;
    text += ": " + error.description + "\n";
  }
  return text;
}

}  // namespace

TEST_CASE("json is valid by the schema that we publish") {
  const Corpus corpus;
  REQUIRE(corpus.count() > 150);
  const auto schema = Json::parse(diag::diagnostics_schema());
  auto json = Json::parse(app::formatted(diag::Format::kJson, corpus.reports()));
  CHECK(faults(schema, json).empty());
  CHECK(json["diagnostics"].size() == corpus.count());
  CHECK(json["silenced"].size() == corpus.silenced());
  CHECK(corpus.silenced() >= 2);
  auto broken = json;
  broken["diagnostics"][0].erase("code");
  CHECK_FALSE(faults(schema, broken).empty());
  broken = json;
  broken["diagnostics"][0]["line"] = 0;
  CHECK_FALSE(faults(schema, broken).empty());
  broken = json;
  broken["silenced"][0].erase("reason");
  CHECK_FALSE(faults(schema, broken).empty());
}

TEST_CASE("sarif is valid by the schema of the standard") {
  if (!fs::exists(SARIF_SCHEMA)) {
    if (std::getenv("CI") != nullptr) FAIL("the schema of SARIF 2.1.0 is not there");
    SKIP("the schema of SARIF 2.1.0 could not be fetched: nothing was checked");
  }
  std::ifstream in(SARIF_SCHEMA, std::ios::binary);
  const auto schema = Json::parse(in);
  const Corpus corpus;
  const auto sarif = Json::parse(app::formatted(diag::Format::kSarif, corpus.reports()));
  CHECK(faults(schema, sarif).empty());
  auto broken = sarif;
  broken["runs"][0]["results"][0].erase("message");
  CHECK_FALSE(faults(schema, broken).empty());
  broken = sarif;
  broken["runs"][0]["tool"]["driver"].erase("name");
  CHECK_FALSE(faults(schema, broken).empty());
  broken = sarif;
  broken["runs"][0]["results"][0]["level"] = "fatal";
  CHECK_FALSE(faults(schema, broken).empty());
}

TEST_CASE("sarif: indices lead to what they name, fingerprints differ, regions are in order") {
  const Corpus corpus;
  const auto run = Json::parse(app::formatted(diag::Format::kSarif, corpus.reports()))["runs"][0];
  std::vector<std::string> prints;
  for (const auto& result : run["results"]) {
    INFO(result.dump(2));
    CHECK(run["tool"]["driver"]["rules"][result["ruleIndex"].get<std::size_t>()]["id"] == result["ruleId"]);
    prints.push_back(result["partialFingerprints"]["meshgen/v1"]);
    if (!result.contains("locations")) continue;
    const auto& place = result["locations"][0]["physicalLocation"];
    const auto index = place["artifactLocation"]["index"].get<std::size_t>();
    CHECK(run["artifacts"][index]["location"]["uri"] == place["artifactLocation"]["uri"]);
    const auto& region = place["region"];
    CHECK(std::pair(region["startLine"].get<int>(), region["startColumn"].get<int>()) <=
          std::pair(region["endLine"].get<int>(), region["endColumn"].get<int>()));
  }
  std::sort(prints.begin(), prints.end());
  CHECK(std::adjacent_find(prints.begin(), prints.end()) == prints.end());
}

/// The shape that junit.xsd of Jenkins describes, as far as we use it.
TEST_CASE("junit is well-formed and of the shape that its readers know") {
  const Corpus corpus;
  std::string why;
  const auto root = xml::parse(app::formatted(diag::Format::kJunit, corpus.reports()), why);
  INFO(why);
  REQUIRE(root);
  CHECK(root->name == "testsuites");
  REQUIRE(root->children.size() == corpus.reports().size());
  int all = 0;
  int all_failed = 0;
  for (const auto& suite : root->children) {
    CHECK(suite.name == "testsuite");
    int failed = 0;
    for (const auto& each : suite.children) {
      CHECK(each.name == "testcase");
      CHECK_FALSE(each.attributes.at("name").empty());
      CHECK_FALSE(each.attributes.at("classname").empty());
      CHECK(each.attributes.size() == 3);  // and the time
      CHECK(each.children.size() <= 1);
      for (const auto& child : each.children) {
        CHECK((child.name == "failure" || child.name == "system-out"));
        if (child.name != "failure") continue;
        ++failed;
        CHECK_FALSE(child.attributes.at("type").empty());
        CHECK_FALSE(child.attributes.at("message").empty());
      }
    }
    CHECK(suite.attributes.at("tests") == std::to_string(suite.children.size()));
    CHECK(suite.attributes.at("failures") == std::to_string(failed));
    CHECK(suite.attributes.at("errors") == "0");
    all += static_cast<int>(suite.children.size());
    all_failed += failed;
  }
  CHECK(root->attributes.at("tests") == std::to_string(all));
  CHECK(root->attributes.at("failures") == std::to_string(all_failed));
}

TEST_CASE("github: one command a line, no control characters") {
  const Corpus corpus;
  const auto text = app::formatted(diag::Format::kGithub, corpus.reports());
  for (const auto line : base::split_lines(text)) {
    INFO(line);
    CHECK((line.starts_with("::error ") || line.starts_with("::warning ")));
    CHECK(std::none_of(line.begin(), line.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20U; }));
  }
  std::size_t bad = 0;
  CHECK(base::is_utf8(text, bad));
}
