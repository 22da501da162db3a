#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "lint/rule.hpp"

namespace meshgen::lint {

/// A payload of which nothing is required accepts `{}`: seldom what its writer meant.
void check_required(const Context& context) {
  std::set<model::TypeId> seen;
  for (const auto& message : context.api.messages) {
    if (!message.payload || !seen.insert(*message.payload).second) continue;
    const auto& type = context.api.types[context.api.types.target(*message.payload)];
    const auto* object = std::get_if<model::Object>(&type.shape);
    if (object == nullptr || object->properties.empty()) continue;
    const bool any = std::any_of(object->properties.begin(), object->properties.end(),
                                 [](const model::Property& property) { return property.required; });
    if (any) continue;
    context.sink
        .report(diag::codes::kNoRequired, type.origin.span,
                fmt::format("no property of the payload of '{}' is required", message.id))
        .with_help("list under 'required' what every record has");
  }
}

}  // namespace meshgen::lint
