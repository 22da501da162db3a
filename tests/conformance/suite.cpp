#include "suite.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <stdexcept>
#include <utility>

#include <fmt/format.h>

#include "base/sha256.hpp"
#include "load/yaml.hpp"
#include "resolve/lock.hpp"

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

std::map<std::string, std::string> contract_files(std::span<const Group> groups,
                                                  const std::map<std::string, std::string>& remotes) {
  std::string channels;
  std::string operations;
  for (std::size_t i = 0; i < groups.size(); ++i) {
    const auto id = fmt::format("G{:03}", i + 1);
    const auto* comma = i + 1 < groups.size() ? "," : "";
    channels += fmt::format(R"(    "{0}": {{"address": "{0}", "messages": {{"{0}": {{"payload": {{)"
                            R"("schemaFormat": "application/schema+json;version=draft-07", "schema": {1}}}}}}}}}{2})",
                            id, meshgen::load::to_json(*groups[i].schema), comma);
    operations +=
        fmt::format(R"(    "{0}": {{"action": "receive", "channel": {{"$ref": "#/channels/{0}"}}}}{1})", id, comma);
    channels += '\n';
    operations += '\n';
  }
  std::map<std::string, std::string> files;
  meshgen::resolve::Lock lock;
  for (const auto& [url, text] : remotes) {
    lock.copies.push_back({url, "vendored/" + meshgen::resolve::copy_name(url), meshgen::base::sha256_hex(text)});
    files[lock.copies.back().file] = text;
  }
  files["meshgen.lock"] = to_text(lock);
  files["suite.json"] =
      "{\n  \"asyncapi\": \"3.0.0\",\n  \"info\": {\"title\": \"Suite\", \"version\": \"1\"},\n"
      "  \"channels\": {\n" +
      channels + "  },\n  \"operations\": {\n" + operations + "  }\n}\n";
  return files;
}

}  // namespace suite
