#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "lint/rule.hpp"

namespace meshgen::lint {
namespace {

using load::Kind;
using load::Node;

bool has_registry(const Context& context, const Node& server) {
  const auto* kafka = kafka_binding(context.document, server);
  return kafka != nullptr && kafka->find("schemaRegistryUrl") != nullptr;
}

/// By one of the servers that the channel is on: its own list, else all of the document's.
bool reaches_registry(const Context& context, const Node& channel, bool any_has_one) {
  const auto* servers = member(context.document, channel, "servers", Kind::kList);
  if (servers == nullptr || servers->items.empty()) return any_has_one;
  return std::any_of(servers->items.begin(), servers->items.end(), [&](const Node& item) {
    const auto* server = context.document.follow(item);
    return server == nullptr || has_registry(context, *server);
  });
}

void check_message(const Context& context, const MessageEntry& message, bool has_one) {
  const auto* kafka = kafka_binding(context.document, *message.name.node);
  if (kafka == nullptr) return;
  const auto* place = text_at(*kafka, "schemaIdLocation");
  if (!has_one) {
    for (const auto* key : {"schemaIdLocation", "schemaIdPayloadEncoding", "schemaLookupStrategy"}) {
      const auto* field = kafka->find_member(key);
      if (field == nullptr) continue;
      context.sink
          .report(diag::codes::kSchemaRegistry, field->key_span,
                  fmt::format("'{}' asks for a schema registry, but no server of message '{}' has one", key,
                              message.name.name))
          .with_help("add 'bindings: {kafka: {schemaRegistryUrl: …}}' to the server, or leave the field out");
      return;  // the others follow from it
    }
    return;
  }
  const auto* encoding = kafka->find_member("schemaIdPayloadEncoding");
  if (encoding == nullptr || place == nullptr || place->text != "header") return;
  context.sink
      .report(diag::codes::kSchemaRegistry, encoding->key_span,
              "'schemaIdPayloadEncoding' has no effect: the schema's id lies in a header")
      .note(place->span, "'schemaIdLocation' is here")
      .with_help("say 'schemaIdLocation: payload', or leave the encoding out");
}

}  // namespace

/// The Kafka bindings give some fields a meaning only where a server names a registry.
void check_schema_registry(const Context& context) {
  bool any_has_one = false;
  for (const auto& server : context.survey.servers) {
    any_has_one = any_has_one || has_registry(context, *server.node);
    const auto* kafka = kafka_binding(context.document, *server.node);
    const auto* vendor = kafka == nullptr ? nullptr : kafka->find_member("schemaRegistryVendor");
    if (vendor == nullptr || kafka->find("schemaRegistryUrl") != nullptr) continue;
    context.sink
        .report(diag::codes::kSchemaRegistry, vendor->key_span,
                fmt::format("server '{}' names the vendor of a schema registry, but no registry", server.name))
        .with_help("add 'schemaRegistryUrl'");
  }
  if (context.survey.servers.empty()) return;  // a library: its servers are another document's
  std::set<std::size_t> seen;
  for (const auto& channel : context.survey.channels) {
    if (!channel.is_root || channel.messages.empty()) continue;
    const bool has_one = reaches_registry(context, *channel.name.node, any_has_one);
    for (const auto index : channel.messages) {
      if (seen.insert(index).second) check_message(context, context.survey.messages[index], has_one);
    }
  }
}

}  // namespace meshgen::lint
