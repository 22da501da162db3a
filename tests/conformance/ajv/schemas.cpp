#include "schemas.hpp"

#include <fstream>
#include <iterator>
#include <memory>
#include <stdexcept>

#include "../suite.hpp"
#include "load/yaml.hpp"

namespace ajv {

using meshgen::load::Node;

Schemas::Schemas(const std::string& path) {
  std::ifstream file(path);
  std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  auto source = std::make_shared<const meshgen::diag::SourceFile>("schemas.yaml", std::move(text));
  sink_.keep(source);
  root_ = meshgen::load::parse_yaml(*source, sink_);
  if (!root_) throw std::runtime_error("cannot read " + path);
  for (const auto& item : root_->items) {
    const auto* id = item.find("id");
    const auto* schema = item.find("schema");
    const auto* valid = item.find("valid");
    if (id == nullptr || schema == nullptr || valid == nullptr)
      throw std::runtime_error(path + ": an entry lacks 'id', 'schema' or 'valid'");
    Entry entry{id->text, schema, {}};
    for (const auto& each : valid->items) entry.valid.push_back(each.text);
    entries.push_back(std::move(entry));
  }
}

std::map<std::string, std::string> Schemas::contract() const {
  std::vector<suite::Group> groups;
  groups.reserve(entries.size());
  for (const auto& entry : entries) groups.push_back({"schemas.yaml", entry.id, entry.schema, {}});
  return suite::contract_files(groups, {});
}

}  // namespace ajv
