#include <memory>
#include <vector>

#include <catch2/catch_test_macros.hpp>
#include <nlohmann/json.hpp>

#include "diag/code_list.hpp"
#include "diag/codes.hpp"
#include "diag/format.hpp"

using namespace meshgen::diag;
using Json = nlohmann::json;

namespace {

Span at(const SourceFile& file, std::string_view word) {
  const auto begin = static_cast<std::uint32_t>(file.text().find(word));
  return {&file, begin, begin + static_cast<std::uint32_t>(word.size())};
}

constexpr Tool kTool{"1.2.3"};

/// Two diagnostics with all that one can have, in a file whose name is as bad as a name can be.
struct Shop {
  SourceFile file{"a \"b\",c:%\xE9.yaml", "\xC3\xA4: wrong\nb:\n  c: 1  \n"};
  Sink sink;
  Shop() {
    sink.report(codes::kWrongKind, at(file, "wrong"), "'\x1b' & <\"x\">\nmust be a number")
        .note(at(file, "b:"), "declared, here")
        .note({}, "nowhere")
        .with_help("write 1");
    sink.report(codes::kNoTopic, {&file, at(file, "c: 1").begin, at(file, "c: 1").begin}, "no topic");
  }
  [[nodiscard]] std::vector<Report> reports() const { return {{"shop.yaml", &sink}}; }
};

}  // namespace

TEST_CASE("a place without a length reaches to the end of its line's text") {
  const Shop shop;
  const auto region = region_of(shop.sink.sorted()[1]->span);
  REQUIRE(region);
  CHECK(region->begin.line == 3);
  CHECK(region->begin.column == 3);
  CHECK(region->end.line == 3);
  CHECK(region->end.column == 7);
  const SourceFile blank("x", "\n");
  CHECK(region_of({&blank, 0, 0})->end.column == 1);
  CHECK_FALSE(region_of({}));
}

TEST_CASE("json has every field, columns in code points, and only valid UTF-8") {
  const Shop shop;
  const auto json = Json::parse(format_json(shop.reports(), kTool));
  CHECK(json["formatVersion"] == 1);
  CHECK(json["tool"]["version"] == "1.2.3");
  CHECK(json["documents"][0] == Json{{"document", "shop.yaml"}, {"errors", 1}, {"warnings", 1}});
  const auto& first = json["diagnostics"][0];
  CHECK(first["file"] == "a \"b\",c:%\xEF\xBF\xBD.yaml");
  CHECK(first["line"] == 1);
  CHECK(first["column"] == 4);
  CHECK(first["endLine"] == 1);
  CHECK(first["endColumn"] == 9);
  CHECK(first["code"] == "wrong-kind");
  CHECK(first["severity"] == "error");
  CHECK(first["message"] == "'\x1b' & <\"x\">\nmust be a number");
  CHECK(first["help"] == "write 1");
  CHECK(first["notes"][0]["line"] == 2);
  CHECK(first["notes"][0]["message"] == "declared, here");
  CHECK(first["notes"][1]["file"].is_null());
  CHECK(json["diagnostics"][1]["severity"] == "warning");
}

TEST_CASE("json tells apart what was silenced, by whom and why") {
  const SourceFile file("x.yaml", "a: b\n");
  Sink sink(Policy{{{"no-topic", Level::kIgnore}}});
  sink.ignore({at(file, "a"), {&file, 0, 5}, "nothing-required", "later", 0});
  sink.report(codes::kNoRequired, at(file, "b"), "m");
  sink.report(codes::kNoTopic, {}, "n");
  const std::vector<Report> reports{{"x.yaml", &sink}};
  const auto json = Json::parse(format_json(reports, kTool));
  CHECK(json["diagnostics"].empty());
  CHECK(json["documents"][0]["warnings"] == 0);
  REQUIRE(json["silenced"].size() == 2);
  CHECK(json["silenced"][0]["silencedBy"] == "settings");
  CHECK(json["silenced"][1]["silencedBy"] == "document");
  CHECK(json["silenced"][1]["reason"] == "later");
}

TEST_CASE("sarif names the rule, the region, related places, and relative addresses") {
  const Shop shop;
  const auto run = Json::parse(format_sarif(shop.reports(), kTool))["runs"][0];
  CHECK(run["tool"]["driver"]["name"] == "meshgen");
  CHECK(run["tool"]["driver"]["version"] == "1.2.3");
  CHECK(run["tool"]["driver"]["rules"].size() == all_codes().size());
  CHECK(run["columnKind"] == "unicodeCodePoints");
  const auto& result = run["results"][0];
  CHECK(result["level"] == "error");
  const auto index = result["ruleIndex"].get<std::size_t>();
  CHECK(run["tool"]["driver"]["rules"][index]["id"] == result["ruleId"]);
  CHECK_FALSE(run["tool"]["driver"]["rules"][index]["help"]["text"].get<std::string>().empty());
  const auto& place = result["locations"][0]["physicalLocation"];
  CHECK(place["artifactLocation"]["uri"] == "a%20%22b%22%2Cc%3A%25%E9.yaml");
  CHECK(run["artifacts"][place["artifactLocation"]["index"].get<std::size_t>()]["location"]["uri"] ==
        place["artifactLocation"]["uri"]);
  CHECK(place["region"] == Json{{"startLine", 1}, {"startColumn", 4}, {"endLine", 1}, {"endColumn", 9}});
  CHECK(result["relatedLocations"].size() == 2);
  CHECK(result["relatedLocations"][0]["physicalLocation"]["region"]["startLine"] == 2);
  CHECK_FALSE(result["relatedLocations"][1].contains("physicalLocation"));
}

TEST_CASE("a fingerprint stays when lines move, and differs where the same is said twice") {
  const auto fingerprints = [](const std::string& text) {
    const SourceFile file("x.yaml", text);
    Sink sink;
    auto begin = static_cast<std::uint32_t>(text.find("b:"));
    sink.report(codes::kNoRequired, {&file, begin, begin + 1}, "m");
    begin = static_cast<std::uint32_t>(text.rfind("b:"));
    sink.report(codes::kNoRequired, {&file, begin, begin + 1}, "m");
    const std::vector<Report> reports{{"x.yaml", &sink}};
    const auto results = Json::parse(format_sarif(reports, kTool))["runs"][0]["results"];
    return std::vector<std::string>{results[0]["partialFingerprints"]["meshgen/v1"],
                                    results[1]["partialFingerprints"]["meshgen/v1"]};
  };
  const auto before = fingerprints("a: {b: 1}\nc: {b: 1}\n");
  CHECK(before == fingerprints("# moved\n\na: {b: 1}\nc: {b: 1}\n"));
  CHECK(before[0] != before[1]);
  const auto twins = fingerprints("- b: 1\n- b: 1\n");
  CHECK(twins[0] != twins[1]);
}

TEST_CASE("what two documents share is one result, and silence is a suppression") {
  const SourceFile file("common.yaml", "a: b\n");
  Sink first;
  first.report(codes::kNoRequired, at(file, "b"), "m");
  Sink second;
  second.report(codes::kNoRequired, at(file, "b"), "m");
  second.ignore({at(file, "a"), {&file, 0, 1}, "no-topic", "known", 0});
  second.report(codes::kNoTopic, at(file, "a"), "n");
  const std::vector<Report> reports{{"1.yaml", &first}, {"2.yaml", &second}};
  const auto results = Json::parse(format_sarif(reports, kTool))["runs"][0]["results"];
  REQUIRE(results.size() == 2);
  CHECK_FALSE(results[0].contains("suppressions"));
  CHECK(results[1]["suppressions"][0] == Json{{"kind", "inSource"}, {"justification", "known"}});
  CHECK(format_github(reports) ==
        "::warning file=common.yaml,line=1,col=4,endLine=1,endColumn=5,title=nothing-required::m\n");
}

TEST_CASE("a github command is one line with everything in it escaped") {
  const Shop shop;
  CHECK(format_github(shop.reports()) ==
        "::error file=a \"b\"%2Cc%3A%25\xEF\xBF\xBD.yaml,line=1,col=4,endLine=1,endColumn=9,title=wrong-kind"
        "::'?' & <\"x\">%0Amust be a number%0Anote: declared, here (a \"b\",c:%25\xEF\xBF\xBD.yaml:2:1)"
        "%0Anote: nowhere%0Ahelp: write 1\n"
        "::warning file=a \"b\"%2Cc%3A%25\xEF\xBF\xBD.yaml,line=3,col=3,endLine=3,endColumn=7,title=no-topic::no "
        "topic\n");
}

TEST_CASE("junit: errors fail, warnings pass and say so, a document without either is one passed test") {
  const Shop shop;
  const Sink nothing;
  const std::vector<Report> reports{{"shop.yaml", &shop.sink}, {"<good>.yaml", &nothing}};
  const auto xml = format_junit(reports);
  CHECK(xml.starts_with(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"meshgen\" tests=\"3\" failures=\"1\""));
  CHECK(xml.find("<testsuite name=\"shop.yaml\" tests=\"2\" failures=\"1\"") != std::string::npos);
  CHECK(xml.find("<failure message=\"'\xEF\xBF\xBD' &amp; &lt;&quot;x&quot;&gt;&#10;must be a number\" "
                 "type=\"wrong-kind\">") != std::string::npos);
  CHECK(xml.find("<system-out>a &quot;b&quot;,c:%\xEF\xBF\xBD.yaml:3:3: warning: no topic") != std::string::npos);
  CHECK(xml.find("<testcase name=\"valid\" classname=\"&lt;good&gt;.yaml\" time=\"0\"/>") != std::string::npos);
  CHECK(xml.find('\x1b') == std::string::npos);
}
