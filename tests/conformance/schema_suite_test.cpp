// The JSON Schema Test Suite, draft-07, run by the runtime's schemas. Nothing is left out silently: what needs more
// than one text, and where we differ in an optional part, is listed here by name.
#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <mesh/json/codec.hpp>
#include <mesh/json/schema.hpp>
#include <nlohmann/json.hpp>

namespace {

namespace fs = std::filesystem;
namespace json = mesh::json;

/// Groups that refer to other documents or through `$id`: the generator resolves such references before it makes a
/// text.
const std::set<std::string> kNeedsResolver = {
    "ref.json: remote ref, containing refs itself",
    "ref.json: Recursive references between schemas",
    "refRemote.json: remote ref",
    "refRemote.json: fragment within remote ref",
    "refRemote.json: ref within remote ref",
    "refRemote.json: base URI change",
    "refRemote.json: base URI change - change folder",
    "refRemote.json: base URI change - change folder in subschema",
    "refRemote.json: root ref in remote ref",
    "definitions.json: valid definition",
    "definitions.json: invalid definition",
};

nlohmann::json load(const fs::path& path) {
  std::ifstream file(path);
  return nlohmann::json::parse(file);
}

bool is_valid(const json::Schema& schema, const std::string& text) {
  json::Context context{json::Input(std::string_view(text))};
  return json::finish(json::read_by(json::skip_space(context.begin()), schema.at(""), context), context).has_value();
}

struct Verdicts {
  std::size_t right = 0;
  std::size_t left_out = 0;
  std::vector<std::string> wrong;
  std::set<std::string> refused;  ///< groups whose schema we do not compile
};

void run(const fs::path& path, Verdicts& verdicts) {
  for (const auto& group : load(path)) {
    const auto name = path.filename().string() + ": " + group.at("description").get<std::string>();
    const auto& tests = group.at("tests");
    const auto schema = json::Schema::compile(group.at("schema").dump());
    if (!schema) {
      verdicts.refused.insert(name);
      verdicts.left_out += tests.size();
      continue;
    }
    for (const auto& test : tests) {
      const auto text = test.at("data").dump();
      const bool good = is_valid(*schema, text);
      // Whoever collects finds something exactly where the one who stops at the first fault does.
      CHECK(json::violations(text, schema->at("")).empty() == good);
      if (good == test.at("valid").get<bool>()) {
        ++verdicts.right;
      } else {
        verdicts.wrong.push_back(name + ": " + test.at("description").get<std::string>());
      }
    }
  }
}

std::vector<fs::path> files_in(const fs::path& folder) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(folder)) {
    if (entry.path().extension() == ".json") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace

TEST_CASE("draft-07's mandatory tests: no wrong verdict") {
  Verdicts verdicts;
  for (const auto& file : files_in(JSON_SCHEMA_SUITE)) run(file, verdicts);
  for (const auto& wrong : verdicts.wrong) FAIL_CHECK(wrong);
  CHECK(verdicts.refused == kNeedsResolver);
  CHECK(verdicts.right >= 402);
  CHECK(verdicts.left_out <= 21);
}

TEST_CASE("draft-07's optional tests: formats that we check, large numbers, zeros behind the point") {
  // Formats that we have no test for let every string pass; so does content, which is an annotation.
  const std::set<std::string> not_ours = {
      "content.json",
      "ecmascript-regex.json",  // format regex
      "format/idn-email.json", "format/idn-hostname.json",          "format/iri-reference.json", "format/iri.json",
      "format/regex.json",     "format/relative-json-pointer.json", "format/uri-template.json"};
  Verdicts verdicts;
  std::set<std::string> passed_over;
  const fs::path optional = fs::path(JSON_SCHEMA_SUITE) / "optional";
  for (const auto& folder : {optional, optional / "format"}) {
    for (const auto& file : files_in(folder)) {
      const auto name = file.lexically_relative(optional).generic_string();
      if (not_ours.count(name) > 0) {
        passed_over.insert(name);
      } else {
        run(file, verdicts);
      }
    }
  }
  CHECK(passed_over == not_ours);
  for (const auto& wrong : verdicts.wrong) FAIL_CHECK(wrong);
  for (const auto& refused : verdicts.refused) FAIL_CHECK(refused);
  CHECK(verdicts.right >= 60);
}
