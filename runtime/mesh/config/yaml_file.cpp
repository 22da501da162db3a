#include <fstream>
#include <map>
#include <sstream>

#include <fmt/format.h>
#include <yaml-cpp/yaml.h>

#include <mesh/config/yaml_file_private.hpp>

namespace mesh::config {
namespace {

constexpr int kDeepest = 16;

class Flattener {
 public:
  explicit Flattener(std::string path) : path_(std::move(path)) {}

  void map(const YAML::Node& node, const std::string& prefix, int depth) {
    if (depth > kDeepest) return fault(node, "settings are nested too deeply");
    for (const auto& entry : node) {
      if (!entry.first.IsScalar()) {
        fault(entry.first, "a key must be plain text");
        continue;
      }
      const auto key = prefix.empty() ? entry.first.Scalar() : prefix + "." + entry.first.Scalar();
      const auto& value = entry.second;
      if (value.IsMap()) {
        map(value, key, depth + 1);
      } else if (value.IsScalar()) {
        add(key, value.Scalar(), entry.first);
      } else if (value.IsSequence()) {
        list(key, value, entry.first);
      } else {
        fault(entry.first, fmt::format("'{}' has no value: write one or leave the key out", key));
      }
    }
  }

  void fault(const YAML::Node& node, const std::string& what) {
    faults_ += fmt::format("{}{}:{}: {}", faults_.empty() ? "" : "\n", path_, node.Mark().line + 1, what);
  }

  std::vector<FileSetting> settings_;
  std::string faults_;

 private:
  void list(const std::string& key, const YAML::Node& items, const YAML::Node& place) {
    std::string joined;
    for (const auto& item : items) {
      if (!item.IsScalar()) return fault(item, fmt::format("'{}' must be a list of plain values", key));
      if (!joined.empty()) joined += ',';
      joined += item.Scalar();
    }
    add(key, std::move(joined), place);
  }

  void add(const std::string& key, std::string value, const YAML::Node& place) {
    const auto line = place.Mark().line + 1;
    const auto [first, is_new] = seen_.emplace(key, line);
    if (!is_new)
      return fault(place, fmt::format("'{}' was already set in line {}: keep one of them", key, first->second));
    settings_.push_back({key, std::move(value), line});
  }

  std::string path_;
  std::map<std::string, int> seen_;
};

}  // namespace

Result<std::vector<FileSetting>> read_yaml_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::stringstream text;
  // The stream is asked after reading: a folder opens well and only then fails.
  if (!file || !(text << file.rdbuf())) {
    return fail(
        ErrorKind::kConfiguration,
        fmt::format("{}: can't read the settings file (empty or missing): check MESH_CONFIG or the argument", path));
  }
  try {
    const auto root = YAML::Load(text.str());
    if (root.IsNull()) return std::vector<FileSetting>{};
    if (!root.IsMap())
      return fail(ErrorKind::kConfiguration, fmt::format("{}:1: settings must be a map of keys to values", path));
    Flattener flattener(path);
    flattener.map(root, {}, 0);
    if (!flattener.faults_.empty()) return fail(ErrorKind::kConfiguration, std::move(flattener.faults_));
    return std::move(flattener.settings_);
  } catch (const YAML::Exception& error) {
    return fail(ErrorKind::kConfiguration, fmt::format("{}:{}: {}", path, error.mark.line + 1, error.msg));
  }
}

}  // namespace mesh::config
