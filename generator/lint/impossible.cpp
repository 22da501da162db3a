#include <algorithm>
#include <unordered_set>

#include <fmt/format.h>

#include "base/text.hpp"
#include "lint/rule.hpp"

namespace meshgen::lint {
namespace {

using load::Kind;
using load::Node;

bool is_false(const Node* schema) { return schema != nullptr && schema->is(Kind::kBool) && !schema->boolean; }

void check_schema(const Context& context, const Node& schema) {
  const auto* required = schema.find("required");
  if (required == nullptr || !required->is(Kind::kList) || required->items.empty()) return;
  const auto* properties = schema.find("properties");
  const auto* patterns = schema.find("patternProperties");
  const bool is_closed = is_false(schema.find("additionalProperties"));
  std::unordered_set<std::string_view> possible;
  std::unordered_set<std::string_view> forbidden;
  if (properties != nullptr) {
    for (const auto& property : properties->members) {
      (is_false(context.document.follow(property.value)) ? forbidden : possible).insert(property.key);
    }
  }
  const auto by_pattern = [&](const Node& name) {
    return patterns != nullptr &&
           std::any_of(patterns->members.begin(), patterns->members.end(), [&](const load::Member& pattern) {
             return context.judge.matches(pattern.key, name.text).value_or(true);
           });
  };
  for (const auto& name : required->items) {
    if (!name.is(Kind::kString) || possible.contains(name.text)) continue;
    const bool is_forbidden = forbidden.contains(name.text);
    if (!is_forbidden && (!is_closed || by_pattern(name))) continue;
    auto& diagnostic = context.sink.report(
        diag::codes::kRequiredImpossible, name.span,
        fmt::format("no object is valid here: '{}' is required, but {}", name.text,
                    is_forbidden ? "its schema is 'false'" : "'additionalProperties: false' does not allow it"));
    std::vector<std::string_view> names(possible.begin(), possible.end());
    std::sort(names.begin(), names.end());
    constexpr std::size_t kCompared = 500;  // spelling help for a list of thousands is not worth its time
    const auto near = names.size() > kCompared ? std::nullopt : base::closest(name.text, names);
    diagnostic.with_help(near ? fmt::format("did you mean '{}'?", *near)
                              : fmt::format("declare '{}' under 'properties', or do not require it", name.text));
  }
}

}  // namespace

/// Names that are required and cannot be there.
void check_impossible(const Context& context) {
  for (const auto& schema : context.survey.schemas) {
    if (!schema.is_partial) check_schema(context, *schema.node);
  }
}

}  // namespace meshgen::lint
