#include <set>
#include <string>

#include <fmt/format.h>

#include "lint/rule.hpp"
#include "model/paths.hpp"

namespace meshgen::lint {
namespace {

using load::Kind;

void check_server(const Context& context, const Named& server) {
  const auto* variables = member(context.document, *server.node, "variables", Kind::kMap);
  std::set<std::string> used;
  for (const auto* key : {"host", "pathname"}) {
    const auto* text = text_at(*server.node, key);
    if (text == nullptr) continue;
    for (auto& name : model::parameters_in(text->text)) {
      const bool is_first = used.insert(name).second;
      if (!is_first || (variables != nullptr && variables->find(name) != nullptr)) continue;
      context.sink
          .report(
              diag::codes::kServerVariables, text->span,
              fmt::format("the {} of server '{}' has '{{{}}}', but no variable of that name", key, server.name, name))
          .with_help(fmt::format("add 'variables: {{{}: {{default: …}}}}' to the server", name));
    }
  }
  if (variables == nullptr) return;
  for (const auto& variable : variables->members) {
    if (used.contains(variable.key)) continue;
    context.sink
        .report(diag::codes::kServerVariables, variable.key_span,
                fmt::format("variable '{}' of server '{}' stands neither in its host nor in its pathname", variable.key,
                            server.name))
        .with_help(fmt::format("write '{{{}}}' where its value belongs, or leave it out", variable.key));
  }
}

}  // namespace

/// `{v}` in a host or pathname and `variables` have to agree.
void check_server_variables(const Context& context) {
  for (const auto& server : context.survey.servers) check_server(context, server);
}

}  // namespace meshgen::lint
