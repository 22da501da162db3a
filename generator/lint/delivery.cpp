#include <algorithm>

#include <fmt/format.h>

#include "lint/rule.hpp"

namespace meshgen::lint {

/// A transaction binds offsets to what is sent: where nothing is, it only costs, and what a handler does elsewhere is
/// not in it.
void check_delivery(const Context& context) {
  const auto& operations = context.api.operations;
  const bool sends = std::any_of(operations.begin(), operations.end(), [](const model::Operation& operation) {
    return operation.is_kafka && operation.action == model::Action::kSend;
  });
  if (sends) return;
  for (const auto& operation : operations) {
    if (operation.action != model::Action::kReceive || operation.delivery != model::DeliveryGuarantee::kExactlyOnce)
      continue;
    context.sink
        .report(diag::codes::kNothingSent, operation.origin.span,
                fmt::format("operation '{}' is exactly-once, but the contract has no send operation", operation.id))
        .with_help(
            "declare what it sends, or let 'x-delivery' be 'at-least-once': what a handler does elsewhere is "
            "in no transaction");
  }
}

}  // namespace meshgen::lint
