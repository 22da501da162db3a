#include <algorithm>
#include <array>
#include <set>
#include <string_view>

#include <fmt/format.h>

#include "base/text.hpp"
#include "lint/rule.hpp"

namespace meshgen::lint {
namespace {

using load::Kind;
using load::Node;

template <std::size_t N>
bool contains(const std::array<std::string_view, N>& list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

constexpr std::array<std::string_view, 5> kNotKafka{"apiKey", "http", "httpApiKey", "symmetricEncryption",
                                                    "asymmetricEncryption"};
/// What travels as it is, and needs TLS around it.
constexpr std::array<std::string_view, 4> kInTheClear{"plain", "userPassword", "oauth2", "openIdConnect"};

void check_scheme(const Context& context, const Named& server, const Node& place, const Node& scheme,
                  std::string_view protocol) {
  const auto* type = text_at(scheme, "type");
  if (type == nullptr) return;
  const auto report = [&](const diag::Code& code, std::string text) -> diag::Diagnostic& {
    auto& diagnostic = context.sink.report(code, place.span, std::move(text));
    if (&place != &scheme) diagnostic.note(type->span, "the scheme's type is here");
    return diagnostic;
  };
  if (contains(kNotKafka, type->text)) {
    report(diag::codes::kSecurityMechanism,
           fmt::format("Kafka cannot carry '{}', which server '{}' asks for", type->text, server.name))
        .with_help("Kafka has scramSha256, scramSha512, plain, gssapi, oauth2 and X509");
  } else if (protocol == "kafka" && type->text == "X509") {
    report(diag::codes::kSecurityMechanism,
           fmt::format("server '{}' asks for certificates, but its protocol has no TLS", server.name))
        .with_help("say 'protocol: kafka-secure'");
  } else if (protocol == "kafka" && contains(kInTheClear, type->text)) {
    report(diag::codes::kSecurityCleartext,
           fmt::format("server '{}' would be sent credentials in the clear: '{}' without TLS", server.name, type->text))
        .with_help("say 'protocol: kafka-secure', or use scramSha512");
  }
}

void check_scopes_of(const Context& context, const Node& scheme) {
  const auto* type = text_at(scheme, "type");
  const auto* wanted = scheme.find("scopes");
  const auto* flows = member(context.document, scheme, "flows", Kind::kMap);
  if (type == nullptr || type->text != "oauth2" || wanted == nullptr || flows == nullptr) return;
  std::set<std::string_view> known;
  const Node* available = nullptr;
  for (const auto& flow : flows->members) {
    const auto* scopes = flow.value.find("availableScopes");
    if (scopes == nullptr) continue;
    available = scopes;
    for (const auto& scope : scopes->members) known.insert(scope.key);
  }
  if (available == nullptr) return;  // validate asks for it
  for (const auto& scope : wanted->items) {
    if (!scope.is(Kind::kString) || known.contains(scope.text)) continue;
    auto& diagnostic = context.sink.report(diag::codes::kSecurityScopes, scope.span,
                                           fmt::format("no flow of this scheme has the scope '{}'", scope.text));
    diagnostic.note(available->span, "the scopes that there are stand here");
    const std::vector<std::string_view> names(known.begin(), known.end());
    const auto near = base::closest(scope.text, names);
    diagnostic.with_help(near ? fmt::format("did you mean '{}'?", *near)
                              : fmt::format("add '{}' to the flow's 'availableScopes'", scope.text));
  }
}

}  // namespace

/// What a Kafka server asks for has to be something that Kafka, and its protocol, can carry.
void check_security(const Context& context) {
  for (const auto& server : context.survey.servers) {
    const auto* protocol = text_at(*server.node, "protocol");
    const auto* security = server.node->find("security");
    if (protocol == nullptr || security == nullptr) continue;
    if (protocol->text != "kafka" && protocol->text != "kafka-secure") continue;
    for (const auto& item : security->items) {
      const auto* scheme = context.document.follow(item);
      if (scheme != nullptr && scheme->is(Kind::kMap)) check_scheme(context, server, item, *scheme, protocol->text);
    }
  }
}

/// Scopes are those of the scheme's flows.
void check_scopes(const Context& context) {
  std::set<std::pair<const diag::SourceFile*, std::uint32_t>> seen;
  const auto check = [&](const Node& item) {
    const auto* scheme = context.document.follow(item);
    if (scheme == nullptr || !scheme->is(Kind::kMap)) return;
    if (seen.insert({scheme->span.file, scheme->span.begin}).second) check_scopes_of(context, *scheme);
  };
  for (const auto* list : {&context.survey.servers, &context.survey.operations}) {
    for (const auto& each : *list) {
      const auto* security = each.node->find("security");
      if (security == nullptr) continue;
      for (const auto& item : security->items) check(item);
    }
  }
  const auto* components = member(context.document, context.document.root(), "components", Kind::kMap);
  const auto* schemes =
      components == nullptr ? nullptr : member(context.document, *components, "securitySchemes", Kind::kMap);
  if (schemes == nullptr) return;
  for (const auto& scheme : schemes->members) check(scheme.value);
}

}  // namespace meshgen::lint
