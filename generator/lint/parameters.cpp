#include <algorithm>
#include <set>
#include <string_view>

#include <fmt/format.h>

#include "lint/rule.hpp"

namespace meshgen::lint {
namespace {

using load::Kind;
using load::Node;

/// A parameter of an address and a variable of a server say their values in the same way.
void check_values(const Context& context, const Named& named, std::string_view what, const diag::Code& code) {
  const auto* values = named.node->find("enum");
  if (values == nullptr || !values->is(Kind::kList)) return;
  if (values->items.empty()) {
    context.sink
        .report(code, values->span,
                fmt::format("no value of {} '{}' is allowed: its 'enum' is empty", what, named.name))
        .with_help("list its values, or leave 'enum' out");
    return;
  }
  std::set<std::string_view> known;
  for (const auto& value : values->items) {
    if (known.insert(value.text).second || !value.is(Kind::kString) || what == "variable") continue;
    context.sink.report(code, value.span, fmt::format("parameter '{}' lists '{}' twice", named.name, value.text))
        .with_help("take one of them out");
  }
  std::string all;
  for (const auto value : known) all += (all.empty() ? "" : ", ") + std::string(value);
  const auto check = [&](const Node& value, std::string_view role) {
    if (!value.is(Kind::kString) || known.contains(value.text)) return;
    context.sink
        .report(
            code, value.span,
            fmt::format("{} of {} '{}' is '{}', which its 'enum' does not list", role, what, named.name, value.text))
        .with_help(fmt::format("take one of: {}", all));
  };
  if (const auto* value = named.node->find("default")) check(*value, "the default");
  if (const auto* examples = named.node->find("examples"); examples != nullptr) {
    for (const auto& example : examples->items) check(example, "an example");
  }
}

}  // namespace

void check_parameters(const Context& context) {
  for (const auto& parameter : context.survey.parameters)
    check_values(context, parameter, "parameter", diag::codes::kParameterValues);
  for (const auto& variable : context.survey.server_variables)
    check_values(context, variable, "variable", diag::codes::kServerVariableValues);
}

}  // namespace meshgen::lint
