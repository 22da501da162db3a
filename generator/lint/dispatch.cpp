#include <fmt/format.h>

#include "lint/rule.hpp"
#include "model/dispatch.hpp"

namespace meshgen::lint {

/// Whoever receives one of several messages must be able to tell which it is.
void check_dispatch(const Context& context) {
  for (const auto& operation : context.api.operations) {
    if (!operation.is_kafka || operation.messages.size() < 2) continue;
    if (model::discriminant(context.api, operation.messages)) continue;
    auto text = fmt::format("nothing tells the messages of operation '{}' apart", operation.id);
    // Who sends them knows what they are; it is the readers' trouble.
    auto& diagnostic = operation.action == model::Action::kReceive
                           ? context.refuse(diag::codes::kMessagesAlike, operation.origin.span, std::move(text))
                           : context.sink.report(diag::codes::kMessagesAlike, operation.origin.span, std::move(text));
    diagnostic.with_help(
        "give each message a header, a 'ce_type' or a required member of the payload with a 'const' of its own");
  }
}

}  // namespace meshgen::lint
