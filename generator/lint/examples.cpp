#include <set>

#include <fmt/format.h>

#include "lint/judge.hpp"
#include "lint/rule.hpp"

namespace meshgen::lint {

/// "Message examples MUST validate" (AsyncAPI 3, Message Example Object). A warning: the reference parser lets them
/// pass.
void check_examples(const Context& context) {
  std::set<std::pair<const diag::SourceFile*, std::uint32_t>> seen;  // a message may stand in two channels
  for (const auto& message : context.api.messages) {
    for (const auto& example : message.examples) {
      if (!message.payload || example.payload == nullptr) continue;
      if (!seen.insert({example.span.file, example.span.begin}).second) continue;
      const auto objection = judge(context.api.types, *message.payload, *example.payload);
      if (!objection) continue;
      const auto& schema = context.api.types[*message.payload];
      const auto name = example.name.empty() ? std::string("an example") : fmt::format("example '{}'", example.name);
      context.sink
          .report(diag::codes::kExampleMismatch, objection->span,
                  fmt::format("{} of message '{}' is not valid: {} {}", name, message.id,
                              objection->path.empty() ? "it" : "'" + objection->path + "'", objection->text))
          .note(schema.origin.span, "the payload's schema is here");
    }
  }
}

}  // namespace meshgen::lint
