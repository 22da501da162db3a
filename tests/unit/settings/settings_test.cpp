#include <array>
#include <string>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include "diag/printer.hpp"
#include "settings/settings.hpp"

using namespace meshgen;

namespace {

struct Read {
  std::optional<settings::Settings> settings;
  std::string said;
};

Read read(const std::string& text, const std::string& path = "meshgen.yaml") {
  load::MemoryFiles files{{{path, text}}};
  const auto expand = [](const std::string& pattern) -> std::vector<std::string> {
    if (pattern == "asyncapi/*.yaml") return {"asyncapi/billing.yaml", "asyncapi/orders.v1.yaml"};
    if (pattern == "../asyncapi/*.yaml") return {"../asyncapi/billing.yaml"};
    return {};
  };
  diag::Sink sink;
  auto settings = settings::read_settings(files, path, "0.3.1", expand, sink);
  return {std::move(settings), diag::print(sink, diag::Colours::kNever)};
}

}  // namespace

TEST_CASE("contracts are a list or a map, with defaults from the options, in the file's order") {
  const auto list = read(
      "requires: '>=0.3 <1'\ncontracts:\n  - asyncapi/orders.yaml\n  - {contract: b.yaml, output: out/b, namespace: "
      "'x::b'}\n"
      "options: {output: 'gen/{name}', namespace: 'shop::{name}', templates: mine}\n");
  CHECK(list.said.empty());
  REQUIRE(list.settings);
  REQUIRE(list.settings->contracts.size() == 2);
  const auto& first = list.settings->contracts[0];
  CHECK(first.path == "asyncapi/orders.yaml");
  CHECK(first.output == "gen/orders");
  CHECK(first.options.cpp_namespace == "shop::orders");
  CHECK(first.templates == "mine");
  CHECK(list.settings->contracts[1].output == "out/b");
  CHECK(list.settings->contracts[1].options.cpp_namespace == "x::b");

  const auto map = read(
      "contracts:\n  b.yaml: gen/b\n  a.yaml: {output: gen/a, role: application}\n  c.yaml:\n"
      "options: {output: gen/rest}\n");
  REQUIRE(map.settings);
  REQUIRE(map.settings->contracts.size() == 3);
  CHECK(map.settings->contracts[0].path == "b.yaml");
  CHECK(map.settings->contracts[0].output == "gen/b");
  CHECK(map.settings->contracts[2].output == "gen/rest");
}

TEST_CASE("types are chosen for all, and otherwise for one") {
  const auto result = read(
      "contracts:\n  a.yaml:\n  b.yaml: {types: {map: ordered, optional: boxed}}\n"
      "options: {output: 'gen/{name}', types: {time: chrono, map: unordered}}\n");
  REQUIRE(result.settings);
  const auto& contracts = result.settings->contracts;
  CHECK(contracts[0].options.types == plan::TypeChoices{.time_is_chrono = true, .maps_are_unordered = true});
  CHECK(contracts[1].options.types == plan::TypeChoices{.time_is_chrono = true, .optionals_are_boxed = true});
}

TEST_CASE("a pattern stands for the files that it matches, each under its name") {
  const auto result = read("contracts: ['asyncapi/*.yaml']\noptions: {output: 'gen/{name}'}\n");
  REQUIRE(result.settings);
  REQUIRE(result.settings->contracts.size() == 2);
  CHECK(result.settings->contracts[0].output == "gen/billing");
  CHECK(result.settings->contracts[1].output == "gen/orders");
}

TEST_CASE("shards are the contract's own, else the options'") {
  const auto result = read("contracts: {a.yaml: {output: a, shards: 4}, b.yaml: b}\noptions: {shards: 2}\n");
  REQUIRE(result.settings);
  CHECK(result.settings->contracts[0].options.shards == 4);
  CHECK(result.settings->contracts[1].options.shards == 2);
}

TEST_CASE("what is shared is one of the contracts, with its output, namespace and what it shares itself") {
  const auto result = read(
      "contracts:\n  money.yaml: gen/money\n  common.yaml: {output: gen/common, namespace: 'a::b', shared: "
      "./money.yaml}\n"
      "  orders.yaml: {output: gen/orders, shared: [common.yaml]}\n");
  INFO(result.said);
  REQUIRE(result.settings);
  const auto& contracts = result.settings->contracts;
  CHECK(contracts[0].shared.empty());
  REQUIRE(contracts[2].shared.size() == 1);
  const auto& common = *contracts[2].shared.front();
  CHECK(common.path == "common.yaml");
  CHECK(common.output == "gen/common");
  CHECK(common.cpp_namespace == "a::b");
  REQUIRE(common.shared.size() == 1);
  CHECK(common.shared.front()->output == "gen/money");
}

TEST_CASE("of the documents that all share, each takes those before it") {
  const auto result = read(
      "contracts: [orders.yaml, common.yaml, money.yaml]\n"
      "options: {output: 'gen/{name}', shared: [money.yaml, common.yaml]}\n");
  INFO(result.said);
  REQUIRE(result.settings);
  const auto& contracts = result.settings->contracts;
  CHECK(contracts[0].shared.size() == 2);
  REQUIRE(contracts[1].shared.size() == 1);
  CHECK(contracts[1].shared.front()->path == "money.yaml");
  CHECK(contracts[2].shared.empty());
}

TEST_CASE("paths are taken from the folder of the file") {
  const auto result = read("contracts: ['asyncapi/*.yaml', a.yaml]\noptions: {output: 'gen/{name}', templates: mine}\n",
                           "../meshgen.yaml");
  REQUIRE(result.settings);
  CHECK(result.settings->contracts[0].path == "../asyncapi/billing.yaml");
  CHECK(result.settings->contracts[1].path == "../a.yaml");
  CHECK(result.settings->contracts[1].output == "../gen/a");
  CHECK(result.settings->contracts[1].templates == "../mine");
}

TEST_CASE("severities are read; what is an error stays one") {
  const auto result =
      read("contracts: []\nseverities: {no-topic: ignore, nothing-required: error, wrong-kind: error}\n");
  REQUIRE(result.settings);
  CHECK(result.settings->policy.levels.at("no-topic") == diag::Level::kIgnore);
  CHECK(result.settings->policy.levels.at("nothing-required") == diag::Level::kError);
}

TEST_CASE("what is wrong is said with its place and the way out") {
  struct Row {
    std::string text;
    std::string_view says;
    std::string_view help;
  };
  const std::array rows{
      Row{"contract: []\n", "1:1: error: meshgen.yaml has no field 'contract' [unknown-field]",
          "help: did you mean 'contracts'?"},
      Row{"{}\n", "1:1: error: meshgen.yaml has no 'contracts' [missing-field]", "help: list the documents"},
      Row{"- a\n", "1:1: error: meshgen.yaml must be an object, not a list [wrong-kind]", ""},
      Row{"contracts: [a.yaml]\n", "1:13: error: 'a.yaml' has no 'output' [missing-field]",
          "options: {output: gen/{name}}"},
      Row{"contracts: [{output: x}]\n", "error: this entry has no 'contract' [missing-field]", ""},
      Row{"contracts: {a.yaml: {outputs: x, output: y}}\n", "error: 'a.yaml' has no field 'outputs' [unknown-field]",
          "help: did you mean 'output'?"},
      Row{"contracts: 7\n", "error: 'contracts' must be a list or an object, not an integer [wrong-kind]", ""},
      Row{"contracts: {a.yaml: 7}\n", "error: 'a.yaml' must be an output folder or an object", ""},
      Row{"contracts: []\noptions: {outputs: x}\n", "error: 'options' has no field 'outputs'", "'output'"},
      Row{"contracts: ['x/*.yaml']\noptions: {output: o}\n", "error: no file is named like 'x/*.yaml' [file-not-read]",
          ""},
      Row{"contracts: [a.yaml, b.yaml]\noptions: {output: o}\n",
          "1:21: error: 'b.yaml' writes into 'o', as another contract does [wrong-value]", "'output: gen/{name}'"},
      Row{"contracts: {a.yaml: o, b.yaml: ./o/}\n", "writes into './o/', as another contract does", ""},
      Row{"contracts: {a.yaml: {output: o, role: invers}}\n", "error: 'invers' is no role [wrong-value]",
          "did you mean 'inverse'?"},
      Row{"contracts: {a.yaml: {output: o, namespace: a.b}}\n", "1:44: error: 'a.b' is no C++ namespace [namespace]",
          ""},
      Row{"contracts: {a.yaml: {output: o, shards: 0}}\n",
          "1:41: error: 'shards' must be a number from 1 to 64 [wrong-value]", ""},
      Row{"contracts: []\noptions: {shards: many}\n", "error: 'shards' must be a number from 1 to 64", ""},
      Row{"contracts: {a.yaml: {output: o, shared: b.yaml}}\n",
          "1:41: error: 'b.yaml' is none of the contracts [wrong-value]", "list it under 'contracts', too"},
      Row{"contracts: {a.yaml: {output: o, shared: b.yaml}, b.yaml: {output: p, shared: a.yaml}}\n",
          "error: 'b.yaml' cannot share the types of 'a.yaml', which shares those of it [wrong-value]", ""},
      Row{"contracts: {a.yaml: {output: o, shared: a.yaml}}\n", "error: 'a.yaml' cannot share the types of 'a.yaml'",
          ""},
      Row{"contracts: {a.yaml: {output: o, shared: {b: c}}}\n",
          "error: 'shared' must be a document or a list of documents, not an object [wrong-kind]", ""},
      Row{"contracts: []\nrequires: '>=1'\n",
          "2:11: error: this repository wants meshgen >=1, this is 0.3.1 [tool-version]", ""},
      Row{"contracts: []\nrequires: new\n", "error: 'new' is no range of versions [wrong-value]", ">=0.3 <1"},
      Row{"contracts: []\nrequires: 0.3\n", "error: 'requires' must be a range of versions in quotes, not a number",
          ""},
      Row{"contracts: []\nseverities: {no-topics: ignore}\n",
          "error: there is no diagnostic 'no-topics' [unknown-field]", "did you mean 'no-topic'?"},
      Row{"contracts: []\nseverities: {no-topic: off}\n", "error: 'off' is no severity [wrong-value]",
          "there are: error, warning, ignore"},
      Row{"contracts: []\nseverities: {wrong-kind: warning}\n", "error: 'wrong-kind' is an error and cannot be less",
          "'meshgen explain wrong-kind'"},
  };
  for (const auto& row : rows) {
    const auto result = read(row.text);
    INFO(row.text << result.said);
    CHECK_FALSE(result.settings);
    CHECK(result.said.find(row.says) != std::string::npos);
    CHECK(result.said.find(row.help) != std::string::npos);
  }
}
