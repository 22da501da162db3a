#include <fmt/format.h>

#include "lint/rule.hpp"

namespace meshgen::lint {

/// A default is what a reader takes in place of what is absent: it has to be valid itself.
void check_defaults(const Context& context) {
  for (const auto& schema : context.survey.schemas) {
    const auto* value = schema.node->find("default");
    if (value == nullptr) continue;
    const auto objection = context.judge.objection(*schema.node, *value);
    if (!objection) continue;
    context.sink
        .report(diag::codes::kDefaultMismatch, objection->span,
                fmt::format("the default is not valid by its own schema: {} {}",
                            objection->path.empty() ? std::string("it") : "'" + objection->path + "'", objection->text))
        .with_help(objection->help);
  }
}

}  // namespace meshgen::lint
