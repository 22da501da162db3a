#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "base/text.hpp"
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
    for (auto& name : model::parameters_in(text->text)) used.insert(std::move(name));
  }
  std::vector<std::string_view> idle;  // declared, and nowhere in the address
  if (variables != nullptr) {
    for (const auto& variable : variables->members) {
      if (!used.contains(variable.key)) idle.push_back(variable.key);
    }
  }
  std::set<std::string> meant;  // what is misspelt is one fault, not two
  for (const auto& name : used) {
    if (variables != nullptr && variables->find(name) != nullptr) continue;
    const auto* host = text_at(*server.node, "host");
    const bool in_host = host != nullptr && host->text.find('{' + name + '}') != std::string::npos;
    auto& diagnostic = context.sink.report(
        diag::codes::kServerVariables, in_host ? host->span : text_at(*server.node, "pathname")->span,
        fmt::format("the {} of server '{}' has '{{{}}}', but no variable of that name", in_host ? "host" : "pathname",
                    server.name, name));
    const auto near = base::closest(name, idle);
    if (near) {
      diagnostic.note(variables->find_member(*near)->key_span, fmt::format("'{}' is declared here", *near));
      meant.insert(*near);
    }
    diagnostic.with_help(near ? fmt::format("did you mean '{}'?", *near)
                              : fmt::format("add 'variables: {{{}: {{default: …}}}}' to the server", name));
  }
  for (const auto variable : idle) {
    if (meant.contains(std::string(variable))) continue;
    context.sink
        .report(diag::codes::kServerVariables, variables->find_member(variable)->key_span,
                fmt::format("variable '{}' of server '{}' stands neither in its host nor in its pathname", variable,
                            server.name))
        .with_help(fmt::format("write '{{{}}}' where its value belongs, or leave it out", variable));
  }
}

}  // namespace

/// `{v}` in a host or pathname and `variables` have to agree.
void check_server_variables(const Context& context) {
  for (const auto& server : context.survey.servers) check_server(context, server);
}

}  // namespace meshgen::lint
