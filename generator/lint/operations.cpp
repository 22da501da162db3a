#include <fmt/format.h>

#include "lint/rule.hpp"

namespace meshgen::lint {

/// A contract without operations has no direction: nothing becomes a publisher or a handler.
void check_operations(const Context& context) {
  if (context.api.declares_operations || context.api.channels.empty()) return;
  context
      .refuse(diag::codes::kNoOperations, context.api.channels.front().origin.span,
              "the document has channels but no operations")
      .with_help("say under 'operations' what this application sends and receives: {action: send, channel: {$ref: …}}");
}

}  // namespace meshgen::lint
