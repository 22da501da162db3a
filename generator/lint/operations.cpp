#include <fmt/format.h>

#include "lint/rule.hpp"

namespace meshgen::lint {

/// A contract without operations has no direction: its messages become types, but no publisher and no handler.
void check_operations(const Context& context) {
  for (const auto& operation : context.api.operations) {
    if (!operation.reply || !operation.is_kafka || !operation.reply->messages.empty()) continue;
    context.sink
        .report(diag::codes::kNotCarried, operation.reply->span,
                fmt::format("nothing says what the reply of '{}' is: it becomes code without one", operation.id))
        .with_help("list under 'messages' of the reply, or of its channel, what comes back");
  }
  if (context.api.declares_operations || context.api.channels.empty()) return;
  context.sink
      .report(diag::codes::kNoOperations, context.api.channels.front().origin.span,
              "the document has channels but no operations")
      .with_help("say under 'operations' what this application sends and receives: {action: send, channel: {$ref: …}}");
}

}  // namespace meshgen::lint
