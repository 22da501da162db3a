#include <fmt/format.h>

#include "lint/rule.hpp"

namespace meshgen::lint {

/// What a CloudEvents header schema says beyond the specification, or against it.
void check_cloud_events(const Context& context) {
  for (const auto& message : context.api.messages) {
    if (!message.cloud_events) continue;
    const auto& event = *message.cloud_events;
    if (event.id_format_span.file != nullptr && context.severity == Severity::kWarn) {  // else it is refused
      context.sink.report(diag::codes::kCloudEventsId, event.id_format_span, "'ce_id' is given a format")
          .with_help("an id is any non-empty string (CloudEvents 1.0.2, \"id\"): leave the format out");
    }
    if (event.dataschema && event.dataschema->ends_with(".proto")) {
      context.sink
          .report(diag::codes::kDataschema, message.origin.span,
                  fmt::format("the data is JSON, but its dataschema is '{}'", *event.dataschema))
          .with_help("name a JSON Schema, or leave the attribute out");
    }
  }
}

}  // namespace meshgen::lint
