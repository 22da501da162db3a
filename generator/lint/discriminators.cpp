#include <algorithm>
#include <set>
#include <string_view>

#include <fmt/format.h>

#include "lint/rule.hpp"

namespace meshgen::lint {
namespace {

using load::Kind;
using load::Node;

constexpr int kDepthMax = 20;  ///< of schemas that stand for others

class Discriminators {
 public:
  explicit Discriminators(const Context& context) : context_(context) {
    const auto* components = member(context.document, context.document.root(), "components", Kind::kMap);
    const auto* schemas =
        components == nullptr ? nullptr : member(context.document, *components, "schemas", Kind::kMap);
    if (schemas != nullptr) {
      for (const auto& schema : schemas->members) names_.insert(schema.key);
    }
    for (const auto& schema : context.survey.schemas) {
      const auto* properties = schema.node->find("properties");
      if (properties == nullptr) continue;
      for (const auto& property : properties->members) {
        const auto* value = property.value.find("const");
        if (value != nullptr && value->is(Kind::kString)) names_.insert(value->text);
      }
    }
  }

  void check(const Node& schema) {
    const auto* discriminator = text_at(schema, "discriminator");
    if (discriminator == nullptr) return;
    const auto& name = discriminator->text;
    if (!has(schema, name, "properties", 0)) {
      context_.sink
          .report(diag::codes::kDiscriminator, discriminator->span,
                  fmt::format("the discriminator '{}' is no property of this schema", name))
          .with_help(fmt::format("declare '{}' under 'properties', as a string that is required", name));
      return;
    }
    if (!has(schema, name, "required", 0)) {
      context_.sink
          .report(diag::codes::kDiscriminator, discriminator->span,
                  fmt::format("the discriminator '{}' is not required, so a value may not tell what it is", name))
          .with_help(fmt::format("add '{}' to 'required'", name));
      return;
    }
    check_values(schema, name);
  }

 private:
  /// Declared, or required: by the schema, by one it is composed of, or by each of its alternatives.
  bool has(const Node& place, const std::string& name, std::string_view keyword, int depth) {
    const auto* schema = json_schema(context_.document, place);
    if (schema == nullptr || depth > kDepthMax) return true;
    if (const auto* list = schema->find(keyword); list != nullptr) {
      if (list->find(name) != nullptr) return true;
      if (std::any_of(list->items.begin(), list->items.end(), [&](const Node& item) { return item.text == name; }))
        return true;
    }
    const auto branch_has = [&](const Node& branch) { return has(branch, name, keyword, depth + 1); };
    const auto* all = schema->find("allOf");
    if (all != nullptr && std::any_of(all->items.begin(), all->items.end(), branch_has)) return true;
    for (const auto* key : {"oneOf", "anyOf"}) {
      const auto* list = schema->find(key);
      if (list != nullptr && !list->items.empty() && std::all_of(list->items.begin(), list->items.end(), branch_has))
        return true;
    }
    return false;
  }

  /// The values of a discriminator are names of schemas, unless a schema says with 'const' what it is called.
  void check_values(const Node& schema, const std::string& name) {
    const auto* properties = schema.find("properties");
    const auto* property = properties == nullptr ? nullptr : properties->find(name);
    const auto* of = property == nullptr ? nullptr : json_schema(context_.document, *property);
    const auto* values = of == nullptr ? nullptr : of->find("enum");
    if (values == nullptr) return;
    for (const auto& value : values->items) {
      if (!value.is(Kind::kString) || names_.contains(value.text)) continue;
      context_.sink
          .report(
              diag::codes::kDiscriminator, value.span,
              fmt::format("'{}' is a value of the discriminator '{}', but no schema is called that", value.text, name))
          .with_help("its values are names under 'components/schemas', or each schema gives the property a 'const'");
    }
  }

  const Context& context_;
  std::set<std::string_view> names_;  ///< of schemas, and the constants that stand in for them
};

}  // namespace

/// "The property name used MUST be defined at this schema and it MUST be in the required property list" (AsyncAPI 3).
void check_discriminators(const Context& context) {
  const bool any =
      std::any_of(context.survey.schemas.begin(), context.survey.schemas.end(),
                  [](const SchemaEntry& schema) { return text_at(*schema.node, "discriminator") != nullptr; });
  if (!any) return;
  Discriminators discriminators(context);
  for (const auto& schema : context.survey.schemas) discriminators.check(*schema.node);
}

}  // namespace meshgen::lint
