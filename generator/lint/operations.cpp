#include "lint/rule.hpp"

namespace meshgen::lint {

/// A contract without operations has no direction: its messages become types, but no publisher and no handler.
void check_operations(const Context& context) {
  for (const auto& operation : context.api.operations) {
    if (!operation.reply || !operation.is_kafka) continue;
    context.sink
        .report(diag::codes::kNotCarried, operation.reply->span,
                "the messages of this reply become types, the exchange itself becomes no code yet")
        .with_help("send and receive the reply by two operations of their own");
  }
  if (context.api.declares_operations || context.api.channels.empty()) return;
  context.sink
      .report(diag::codes::kNoOperations, context.api.channels.front().origin.span,
              "the document has channels but no operations")
      .with_help("say under 'operations' what this application sends and receives: {action: send, channel: {$ref: …}}");
}

}  // namespace meshgen::lint
