/// Marks every section of every template on both sides, renders all passing cases with the marked set, and says which
/// mark never came out.
#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <map>
#include <memory>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include "app/pipeline.hpp"
#include "diag/printer.hpp"

namespace {

namespace fs = std::filesystem;

std::string read_file(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  return std::move(text).str();
}

/// `{{#name}}` alone on its line gets a marked copy in front, taken both ways.
std::string marked(const std::string& name, const std::string& text, std::set<std::string>& marks) {
  std::string result;
  std::istringstream lines(text);
  std::size_t number = 0;
  for (std::string line; std::getline(lines, line);) {
    ++number;
    const auto open = line.find("{{#") != std::string::npos ? line.find("{{#") : line.find("{{^");
    if (open != std::string::npos && line.find_first_not_of(' ') == open) {
      const auto field = line.substr(open + 3, line.find("}}") - open - 3);
      const auto mark = name + ":" + std::to_string(number) + " " + field;
      for (const auto& [tag, side] : {std::pair("{{#", "taken"), std::pair("{{^", "not taken")}) {
        const auto text_of_mark = "@@" + mark + " " + side + "@@";
        marks.insert(text_of_mark);
        // A comment: the layout of what is generated leaves it where it is.
        result += tag + field + "}}\n// " + text_of_mark + "\n{{/" + field + "}}\n";
      }
    }
    result += line + "\n";
  }
  return result;
}

std::map<std::string, std::string> templates_marked(std::set<std::string>& marks) {
  std::map<std::string, std::string> files;
  for (const auto& entry : fs::recursive_directory_iterator(TEMPLATES)) {
    if (entry.path().extension() != ".mustache") continue;
    const auto name = entry.path().lexically_relative(TEMPLATES).generic_string();
    files[name] = marked(name, read_file(entry.path()), marks);
  }
  return files;
}

/// Lists that are never empty where their section stands, so that "not taken" cannot be shown.
constexpr std::array kNeverEmpty{
    // a publisher has a method, a handler a handle, a replier a reply, an enum a value, a union an alternative, a tuple
    // an item
    "methods", "handles", "writes", "values", "alternatives", "items",
    // inside a section of a flag that says whether there are any
    "codec_value.mustache:13 read", "forward", "codecs", "includes", "runtime_includes", "shared_includes", "config",
    "names", "reads", "checks", "parameters", "declarations", "rules",
    // the plan gives a union words of its own when the contract has none
    "files/types.hpp.mustache:41 docs"};

/// Renders a contract with the marked set, its codec in so many units, and takes away what comes out.
void erase_shown(const std::string& contract, const std::string& templates, int shards, std::set<std::string>& marks) {
  meshgen::load::DiskFiles files;
  meshgen::diag::Sink sink;
  meshgen::plan::Options options;
  options.tests = true;
  options.shards = shards;
  meshgen::app::Shares shares;
  shares.output = "cases/contract";
  if (const auto library = fs::path(contract).replace_filename("common.yaml"); fs::exists(library)) {
    shares.documents.push_back(std::make_shared<const meshgen::settings::Shared>(
        meshgen::settings::Shared{library.string(), "cases/common", {}, {}, {}}));
  }
  const auto rendered = meshgen::app::render_contract(files, contract, options, templates, sink, shares);
  INFO(meshgen::diag::print(sink, meshgen::diag::Colours::kNever));
  if (!rendered) return;  // a case with a namespace or templates of its own
  for (const auto& file : rendered->tree) {
    for (auto at = file.bytes.find("@@"); at != std::string::npos; at = file.bytes.find("@@", at)) {
      const auto end = file.bytes.find("@@", at + 2) + 2;
      marks.erase(file.bytes.substr(at, end - at));
      at = end;
    }
  }
}

bool cannot_be_shown(const std::string& mark) {
  return mark.ends_with(" not taken@@") &&
         std::any_of(kNeverEmpty.begin(), kNeverEmpty.end(),
                     [&](const std::string& name) { return mark.find(name + " not taken@@") != std::string::npos; });
}

}  // namespace

TEST_CASE("every section of every template is taken both ways by some golden case") {
  std::set<std::string> marks;
  const auto set = templates_marked(marks);
  REQUIRE(marks.size() > 100);
  auto folder = (fs::temp_directory_path() / "meshgen-marks-XXXXXX").string();
  REQUIRE(::mkdtemp(folder.data()) != nullptr);
  for (const auto& [name, text] : set) {
    fs::create_directories((fs::path(folder) / name).parent_path());
    std::ofstream(fs::path(folder) / name, std::ios::binary) << text;
  }
  for (const auto& entry : fs::directory_iterator(GOLDEN_CASES)) {
    const auto contract = entry.path() / "input.yaml";
    if (!entry.path().filename().string().starts_with("pass_") || !fs::exists(contract)) continue;
    if (!fs::exists(entry.path() / "expected")) continue;
    for (const int shards : {1, 2}) erase_shown(contract.string(), folder, shards, marks);
  }
  fs::remove_all(folder);
  for (const auto& mark : marks) {
    if (!cannot_be_shown(mark)) FAIL_CHECK("no case has " << mark);
  }
}
