#include "lint/rule.hpp"

namespace meshgen::lint {

/// A contract without operations has no direction: its messages become types, but no publisher and no handler.
void check_operations(const Context& context) {
  if (context.api.declares_operations || context.api.channels.empty()) return;
  context.sink
      .report(diag::codes::kNoOperations, context.api.channels.front().origin.span,
              "the document has channels but no operations")
      .with_help("say under 'operations' what this application sends and receives: {action: send, channel: {$ref: …}}");
}

}  // namespace meshgen::lint
