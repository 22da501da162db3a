#include <array>
#include <fstream>
#include <sstream>
#include <string>

#include <catch2/catch_test_macros.hpp>
#include <nlohmann/json.hpp>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validation_results.hpp>
#include <valijson/validator.hpp>

#include "diag/printer.hpp"
#include "load/yaml.hpp"
#include "settings/settings.hpp"

using namespace meshgen;

namespace {

bool is_valid(const std::string& yaml) {
  const diag::SourceFile file("meshgen.yaml", yaml);
  diag::Sink sink;
  const auto root = load::parse_yaml(file, sink);
  REQUIRE(root);
  const auto instance = nlohmann::json::parse(load::to_json(*root));
  const auto text = nlohmann::json::parse(settings::schema());
  valijson::Schema schema;
  valijson::SchemaParser(valijson::SchemaParser::kDraft7)
      .populateSchema(valijson::adapters::NlohmannJsonAdapter(text), schema);
  valijson::Validator validator;
  return validator.validate(schema, valijson::adapters::NlohmannJsonAdapter(instance), nullptr);
}

std::string text_of(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  return std::move(text).str();
}

}  // namespace

TEST_CASE("our own meshgen.yaml is valid by the published schema, and read without a word") {
  const auto text = text_of(REPOSITORY "/meshgen.yaml");
  CHECK(is_valid(text));
  load::DiskFiles files;
  diag::Sink sink;
  const auto settings =
      settings::read_settings(files, REPOSITORY "/meshgen.yaml", "0.1.0", settings::expand_on_disk, sink);
  INFO(diag::print(sink, diag::Colours::kNever));
  REQUIRE(settings);
  CHECK(settings->contracts.size() == 3);
}

TEST_CASE("the schema and the reader agree on what is right and what is not") {
  struct Row {
    std::string text;
    bool right;
  };
  const std::array rows{
      Row{"contracts: []\n", true},
      Row{"contracts: {a.yaml: o, b.yaml: {output: p, namespace: 'a::b', role: application, templates: t}}\n", true},
      Row{"contracts: [a.yaml, {contract: b.yaml, output: p}]\noptions: {output: 'g/{name}'}\n", true},
      Row{"contracts: []\nrequires: '>=0.3 <1'\nseverities: {no-topic: error}\n", true},
      Row{"contracts: []\nrequires: '0.3'\n", true},
      Row{"contracts: {a.yaml: {output: o, shards: 64}}\noptions: {shards: 1}\n", true},
      Row{"contracts: {a.yaml: {output: o, shards: 65}}\n", false},
      Row{"contracts: [{contract: a.yaml, output: o, shards: '2'}]\n", false},
      Row{"contracts: {c.yaml: p, a.yaml: {output: o, shared: c.yaml}}\noptions: {shared: [c.yaml]}\n", true},
      Row{"contracts: {a.yaml: {output: o, shared: 7}}\n", false},
      Row{"{}\n", false},
      Row{"[]\n", false},
      Row{"contracts: 7\n", false},
      Row{"contracts: [7]\n", false},
      Row{"contracts: [{output: p}]\n", false},
      Row{"contracts: {a.yaml: {outputs: p, output: p}}\n", false},
      Row{"contracts: []\nother: 1\n", false},
      Row{"contracts: []\nrequires: new\n", false},
      Row{"contracts: []\nrequires: 1\n", false},
      Row{"contracts: []\noptions: {role: none}\n", false},
      Row{"contracts: []\nseverities: {no-topic: off}\n", false},
      Row{"contracts: []\nseverities: [no-topic]\n", false},
  };
  for (const auto& row : rows) {
    INFO(row.text);
    CHECK(is_valid(row.text) == row.right);
    load::MemoryFiles files{{{"meshgen.yaml", row.text}}};
    diag::Sink sink;
    const auto settings = settings::read_settings(files, "meshgen.yaml", "0.3.0", settings::expand_on_disk, sink);
    CHECK(settings.has_value() == row.right);
  }
}
