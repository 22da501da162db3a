#include <fmt/format.h>

#include "lint/rule.hpp"

namespace meshgen::lint {
namespace {

using load::Kind;
using load::Node;

void check_constant(const Context& context, const Node& schema) {
  const auto* value = schema.find("const");
  if (value == nullptr) return;
  const auto objection = context.judge.objection(schema, *value, "const");
  if (!objection) return;
  context.sink
      .report(diag::codes::kConstMismatch, objection->span,
              fmt::format("no value is valid here: the 'const' {}", objection->text))
      .with_help(objection->help);
}

/// A message for the first member: when the type is wrong, all of them are.
void check_members(const Context& context, const Node& schema) {
  const auto* values = schema.find("enum");
  if (values == nullptr || !values->is(Kind::kList)) return;
  std::optional<Objection> first;
  std::size_t others = 0;
  for (const auto& value : values->items) {
    auto objection = context.judge.objection(schema, value, "enum");
    if (!objection) continue;
    if (first) {
      ++others;
    } else {
      first = std::move(objection);
    }
  }
  if (!first) return;
  const auto more = others == 0   ? std::string{}
                    : others == 1 ? std::string(", nor can another one")
                                  : fmt::format(", nor can {} others", others);
  context.sink
      .report(diag::codes::kEnumMismatch, first->span,
              fmt::format("this 'enum' value can never be valid: it {}{}", first->text, more))
      .with_help(first->help.empty() ? "take it out, or mend the keywords beside 'enum'" : first->help);
}

}  // namespace

/// What `enum` and `const` list has to be valid by the other keywords of their schema.
void check_values(const Context& context) {
  for (const auto& schema : context.survey.schemas) {
    const auto* node = schema.node;
    if (node->find("const") != nullptr) {
      check_constant(context, *node);
      if (node->find("enum") != nullptr) continue;  // the constant was held against the enum, too
    }
    check_members(context, *node);
  }
}

}  // namespace meshgen::lint
