/// What golden cases cannot show: standard input, reports, many contracts at once.
#include <string>
#include <vector>

#include <catch2/catch_test_macros.hpp>
#include <nlohmann/json.hpp>

#include "child.hpp"

namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

std::string contract(const std::string& name, const std::string& payload = "{$ref: 'common.yaml#/Order'}") {
  return "asyncapi: 3.0.0\ninfo: {title: Shop, version: 1.0.0}\nchannels:\n  orders:\n    address: " + name +
         "\n    messages: {placed: {payload: " + payload +
         "}}\noperations:\n  place: {action: send, channel: {$ref: '#/channels/orders'}}\n";
}

constexpr auto kCommon = "Order: {type: object, required: [id], properties: {id: {type: string}}}\n";

std::string nth(int i) { return std::to_string(i / 10) + std::to_string(i % 10); }

}  // namespace

TEST_CASE("standard input is read under the name that it is given, and references begin there") {
  const child::Scratch folder;
  folder.write("api/common.yaml", kCommon);
  folder.write("api/orders.yaml", "what is on the disk is not read\n");
  folder.write("typed", contract("orders"));
  const auto typed = (folder.path() / "typed").string();
  const auto named = child::run(folder, {"validate", "-", "--stdin-filename", "api/orders.yaml"}, typed);
  CHECK(named.exit_code == 0);
  CHECK(named.out == "api/orders.yaml: valid\n");
  const auto nameless = child::run(folder, {"validate", "-"}, typed);
  CHECK(nameless.exit_code == 2);
  CHECK(nameless.err.starts_with("<stdin>:6:"));
  CHECK(nameless.err.find("cannot read 'common.yaml'") != std::string::npos);
  CHECK(child::run(folder, {"validate", "-", "-"}, typed).exit_code == 5);
  CHECK(child::run(folder, {"validate", "typed", "--stdin-filename", "x"}, typed).exit_code == 5);
}

TEST_CASE("a format on standard output stands alone; in a report it leaves the words where they were") {
  const child::Scratch folder;
  folder.write("common.yaml", kCommon);
  folder.write("a.yaml", contract("a"));
  const auto alone = child::run(folder, {"generate", "a.yaml", "-o", "out", "--format", "json"});
  CHECK(alone.exit_code == 0);
  CHECK(alone.err.empty());
  CHECK(Json::parse(alone.out)["documents"][0]["document"] == "a.yaml");
  const auto both =
      child::run(folder, {"generate", "a.yaml", "-o", "out", "--format", "sarif", "--report", "made/a.sarif"});
  CHECK(both.out == "out: 0 files written, 8 unchanged\n");
  CHECK(Json::parse(folder.read("made/a.sarif"))["version"] == "2.1.0");
  folder.write("a.yaml", contract("b"));
  const auto drift = child::run(folder, {"check", "a.yaml", "-o", "out", "--format", "junit"});
  CHECK(drift.exit_code == 6);
  CHECK(drift.out.starts_with("<?xml"));
  CHECK(drift.out.find("+++") == std::string::npos);
  CHECK(drift.err.find("+++ out/channels.hpp") != std::string::npos);
}

TEST_CASE("the format is said when meshgen.yaml is wrong, too") {
  const child::Scratch folder;
  folder.write("meshgen.yaml", "contract: []\n");
  const auto said = child::run(folder, {"validate", "--format", "json"});
  CHECK(said.exit_code == 2);
  CHECK(Json::parse(said.out)["diagnostics"][0]["code"] == "unknown-field");
}

TEST_CASE("many contracts give the words and files that they give one after the other") {
  const child::Scratch folder;
  folder.write("common.yaml", kCommon);
  std::string expected_out;
  std::string expected_err;
  for (int i = 0; i < 30; ++i) {
    const auto name = "c" + nth(i);
    const bool warns = i % 3 == 1;
    const bool wrong = i % 7 == 3;
    folder.write(name + ".yaml", contract(name, wrong   ? "{$ref: 'common.yaml#/Ordr'}"
                                                : warns ? "{type: object, properties: {id: {type: string}}}"
                                                        : "{$ref: 'common.yaml#/Order'}"));
    const auto alone = child::run(folder, {"generate", name + ".yaml", "-o", "out/" + name});
    CHECK(alone.exit_code == (wrong ? 2 : 0));
    expected_out += alone.out;
    expected_err += alone.err;
  }
  fs::rename(folder.path() / "out", folder.path() / "one_by_one");
  folder.write("meshgen.yaml", "contracts: ['c[0-9]*.yaml']\noptions: {output: 'out/{name}'}\n");
  for (int round = 0; round < 5; ++round) {
    fs::remove_all(folder.path() / "out");
    const auto together = child::run(folder, {"generate"});
    CHECK(together.exit_code == 2);
    CHECK(together.out == expected_out);
    CHECK(together.err == expected_err);
  }
  for (const auto& entry : fs::recursive_directory_iterator(folder.path() / "one_by_one")) {
    if (!entry.is_regular_file()) continue;
    const auto below = entry.path().lexically_relative(folder.path() / "one_by_one").string();
    INFO(below);
    CHECK(folder.read("out/" + below) == folder.read("one_by_one/" + below));
  }
}

TEST_CASE("meshgen.yaml is found in a folder above, and its paths begin there") {
  const child::Scratch folder;
  folder.write("common.yaml", kCommon);
  folder.write("a.yaml", contract("a"));
  folder.write("meshgen.yaml", "contracts: {a.yaml: gen/a}\n");
  folder.write("deep/below/file", "");
  const auto said = child::run(folder, {"generate"}, "/dev/null", "deep/below");
  CHECK(said.exit_code == 0);
  CHECK(said.out == "../../gen/a: 8 files written, 0 unchanged\n");
  CHECK(fs::exists(folder.path() / "gen/a/types.hpp"));
  CHECK(child::run(folder, {"check"}, "/dev/null", "deep").exit_code == 0);
}

TEST_CASE("severities of --settings hold for contracts that are named") {
  const child::Scratch folder;
  folder.write("a.yaml", contract("a", "{type: object, properties: {id: {type: string}}}"));
  folder.write("strict.yaml", "contracts: []\nseverities: {nothing-required: error}\n");
  CHECK(child::run(folder, {"validate", "a.yaml"}).exit_code == 0);
  CHECK(child::run(folder, {"validate", "a.yaml", "--settings", "strict.yaml"}).exit_code == 2);
  CHECK(child::run(folder, {"validate", "a.yaml", "--fail-severity", "warning"}).exit_code == 2);
  const auto refused = child::run(folder, {"generate", "a.yaml", "-o", "out", "--fail-severity", "warning"});
  CHECK(refused.exit_code == 2);
  CHECK_FALSE(fs::exists(folder.path() / "out"));
}
