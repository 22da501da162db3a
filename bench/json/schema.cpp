#include "schema.hpp"

#include <string_view>

#include <yaml-cpp/yaml.h>

namespace bench {
namespace {

class Converter {
 public:
  Converter(const YAML::Node& schemas, bool with_format) : schemas_(schemas), with_format_(with_format) {}

  Tree convert(const YAML::Node& node) const {
    if (node.IsSequence()) {
      Tree list = Tree::array();
      for (const auto& item : node) list.push_back(convert(item));
      return list;
    }
    if (!node.IsMap()) return scalar(node);
    if (const auto reference = node["$ref"]) {
      const auto path = reference.as<std::string>();
      return convert(schemas_[path.substr(path.rfind('/') + 1)]);
    }
    Tree object = Tree::object();
    for (const auto& member : node) {
      const auto name = member.first.as<std::string>();
      if (name == "format" && !with_format_) continue;
      if (name == "const") {
        object["enum"] = Tree::array({convert(member.second)});
      } else {
        object[name] = convert(member.second);
      }
    }
    return object;
  }

 private:
  static Tree scalar(const YAML::Node& node) {
    const auto text = node.as<std::string>();
    if (node.Tag() == "!") return text;  // quoted
    if (Tree value = Tree::parse(text, nullptr, false); value.is_primitive() && !value.is_discarded()) return value;
    return text;
  }

  YAML::Node schemas_;
  bool with_format_;
};

std::string name_of(Kind kind) {
  switch (kind) {
    case Kind::kOrder:
      return "Order";
    case Kind::kAgentMessage:
      return "AgentMessage";
    case Kind::kTelemetry:
      return "Telemetry";
  }
  return "";
}

}  // namespace

std::string schema_of(Kind kind, bool with_format) {
  const auto schemas = YAML::LoadFile(BENCH_CONTRACT)["components"]["schemas"];
  return Converter(schemas, with_format).convert(schemas[name_of(kind)]).dump();
}

}  // namespace bench
