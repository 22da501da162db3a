#include "suite.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <stdexcept>
#include <utility>

#include "load/yaml.hpp"

namespace suite {
namespace {

namespace fs = std::filesystem;
using meshgen::load::Node;

std::string text_of(const fs::path& path) {
  std::ifstream file(path);
  std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  if (text.empty()) throw std::runtime_error("cannot read " + path.string());
  return text;
}

std::vector<fs::path> files_in(const fs::path& folder) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(folder)) {
    if (entry.path().extension() == ".json") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

const Node& at(const Node& node, const char* key) {
  const auto* value = node.find(key);
  if (value == nullptr) throw std::runtime_error(std::string("the suite has no '") + key + "'");
  return *value;
}

}  // namespace

Suite::Suite(const std::string& folder) {
  for (const auto& path : files_in(fs::path(folder) / "tests" / "draft7")) {
    // Within an object: what begins as a list is read as YAML, which has no pairs of surrogates.
    auto source = std::make_shared<const meshgen::diag::SourceFile>(path.filename().string(),
                                                                    "{\"groups\": " + text_of(path) + "}");
    sink_.keep(source);
    auto root = meshgen::load::parse_yaml(*source, sink_);
    if (!root) throw std::runtime_error("cannot parse " + path.string());
    roots_.push_back(std::make_unique<Node>(std::move(*root)));
    for (const auto& group : at(*roots_.back(), "groups").items) {
      Group read{path.filename().string(), at(group, "description").text, &at(group, "schema"), {}};
      for (const auto& test : at(group, "tests").items)
        read.cases.push_back({at(test, "description").text, &at(test, "data"), at(test, "valid").boolean});
      groups.push_back(std::move(read));
    }
  }
  const auto below = fs::path(folder) / "remotes";
  for (const auto& entry : fs::recursive_directory_iterator(below)) {
    if (entry.path().extension() != ".json") continue;
    remotes["http://localhost:1234/" + fs::relative(entry.path(), below).generic_string()] = text_of(entry.path());
  }
}

}  // namespace suite
