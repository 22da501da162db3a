#include "lint/survey.hpp"

#include <algorithm>
#include <array>
#include <set>

#include "model/merge.hpp"
#include "validate/schema.hpp"

namespace meshgen::lint {
namespace {

using load::Kind;
using load::Node;
using resolve::ResolvedDocument;

/// A copy of a node (an alias, a merged trait) has the place of what it copies: it is the same thing.
using Place = std::pair<const diag::SourceFile*, std::uint32_t>;

Place place_of(const Node& node) { return {node.span.file, node.span.begin}; }

constexpr std::array<std::string_view, 9> kSchemaKeywords{
    "additionalItems", "additionalProperties", "contains", "else", "if", "items", "not", "propertyNames", "then"};
constexpr std::array<std::string_view, 5> kSchemaMaps{"properties", "patternProperties", "definitions", "dependencies",
                                                      "$defs"};
constexpr std::array<std::string_view, 3> kSchemaLists{"allOf", "anyOf", "oneOf"};

template <std::size_t N>
bool contains(const std::array<std::string_view, N>& list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

class Surveyor {
 public:
  explicit Surveyor(const ResolvedDocument& document) : document_(document) {}

  Survey run() {
    const auto& root = document_.root();
    if (const auto* type = text_at(root, "defaultContentType")) default_content_type_ = type->text;
    each(root, "servers", [&](const Named& server) { take_server(server); });
    each(root, "channels", [&](const Named& channel) { take_channel(channel, true); });
    each(root, "operations", [&](const Named& operation) { take_operation(operation); });
    if (const auto* components = member(document_, root, "components", Kind::kMap)) take_components(*components);
    while (!pending_.empty()) {
      const auto schema = pending_.back();
      pending_.pop_back();
      take_schema(schema);
    }
    return std::move(survey_);
  }

 private:
  template <class Take>
  void each(const Node& node, std::string_view key, Take take) {
    const auto* map = member(document_, node, key, Kind::kMap);
    if (map == nullptr) return;
    for (const auto& entry : map->members) {
      const auto* target = document_.follow(entry.value);
      if (target != nullptr && target->is(Kind::kMap)) take(Named{entry.key, entry.key_span, target});
    }
  }
  bool is_new(const Node& node) { return seen_.insert(place_of(node)).second; }

  void take_components(const Node& components) {
    each(components, "servers", [&](const Named& server) { take_server(server); });
    each(components, "channels", [&](const Named& channel) { take_channel(channel, false); });
    each(components, "operations", [&](const Named& operation) { take_operation(operation); });
    each(components, "messages", [&](const Named& message) { (void)take_message(message); });
    each(components, "messageTraits", [&](const Named& trait) { take_trait(*trait.node); });
    each(components, "replies", [&](const Named& reply) { take_reply(reply); });
    each(components, "parameters", [&](const Named& parameter) { take(parameter, survey_.parameters); });
    each(components, "serverVariables", [&](const Named& variable) { take(variable, survey_.server_variables); });
    each(components, "messageBindings", [&](const Named& bindings) { take_binding_schemas(*bindings.node, {"key"}); });
    each(components, "operationBindings",
         [&](const Named& bindings) { take_binding_schemas(*bindings.node, {"groupId", "clientId"}); });
    if (const auto* schemas = member(document_, components, "schemas", Kind::kMap)) {
      for (const auto& entry : schemas->members) add_schema(&entry.value);
    }
  }

  void take(const Named& named, std::vector<Named>& list) {
    if (is_new(*named.node)) list.push_back(named);
  }
  void take_server(const Named& server) {
    take(server, survey_.servers);
    each(*server.node, "variables", [&](const Named& variable) { take(variable, survey_.server_variables); });
  }

  void take_channel(const Named& channel, bool is_root) {
    if (!is_new(*channel.node)) return;
    ChannelEntry entry{channel, {}, is_root};
    each(*channel.node, "messages", [&](const Named& message) {
      if (const auto index = take_message(message)) entry.messages.push_back(*index);
    });
    each(*channel.node, "parameters", [&](const Named& parameter) { take(parameter, survey_.parameters); });
    survey_.channel_at[channel.node] = survey_.channels.size();
    survey_.channels.push_back(std::move(entry));
  }

  void take_operation(const Named& operation) {
    if (!is_new(*operation.node)) return;
    survey_.operations.push_back(operation);
    take_bindings(*operation.node, {"groupId", "clientId"});
    if (const auto* reply = member(document_, *operation.node, "reply", Kind::kMap))
      take_reply({operation.name, operation.span, reply});
    const auto* traits = member(document_, *operation.node, "traits", Kind::kList);
    if (traits == nullptr) return;
    for (const auto& item : traits->items) {
      if (const auto* trait = document_.follow(item)) take_bindings(*trait, {"groupId", "clientId"});
    }
  }
  void take_reply(const Named& reply) {
    take(reply, survey_.replies);
    const auto* messages = member(document_, *reply.node, "messages", Kind::kList);
    if (messages == nullptr) return;
    for (const auto& item : messages->items) {
      const auto* target = document_.follow(item);
      const auto* link = document_.link(item);
      if (target != nullptr && link != nullptr && target->is(Kind::kMap))
        (void)take_message({link->key, target->span, target});
    }
  }

  /// Its index: a message that several channels have is one.
  std::optional<std::size_t> take_message(const Named& message) {
    const auto [found, is_first] = messages_.emplace(place_of(*message.node), survey_.messages.size());
    if (!is_first) return found->second;
    MessageEntry entry{message, nullptr, nullptr, default_content_type_};
    const auto* traits = member(document_, *message.node, "traits", Kind::kList);
    if (traits != nullptr && !traits->items.empty()) {
      survey_.merged.push_back(model::merge_traits(document_, *message.node));
      entry.name.node = &survey_.merged.back();
      for (const auto& item : traits->items) {
        if (const auto* trait = document_.follow(item)) take_trait(*trait);
      }
    }
    const auto& node = *entry.name.node;
    if (const auto* type = text_at(node, "contentType")) entry.content_type = type->text;
    if (const auto* payload = node.find("payload")) entry.payload = add_schema(payload);
    if (const auto* headers = node.find("headers")) entry.headers = add_schema(headers);
    take_bindings(node, {"key"});
    survey_.messages.push_back(std::move(entry));
    return found->second;
  }

  void take_trait(const Node& trait) {
    take_bindings(trait, {"key"});
    const auto* headers = trait.find("headers");
    const auto* schema = headers == nullptr ? nullptr : json_schema(document_, *headers);
    if (schema != nullptr) pending_.push_back({schema, true});
  }

  void take_bindings(const Node& node, std::initializer_list<std::string_view> keys) {
    if (const auto* bindings = member(document_, node, "bindings", Kind::kMap)) take_binding_schemas(*bindings, keys);
  }
  void take_binding_schemas(const Node& bindings, std::initializer_list<std::string_view> keys) {
    const auto* kafka = member(document_, bindings, "kafka", Kind::kMap);
    if (kafka == nullptr) return;
    for (const auto key : keys) {
      if (const auto* schema = kafka->find(key)) add_schema(schema);
    }
  }

  const Node* add_schema(const Node* node) {
    const auto* schema = json_schema(document_, *node);
    if (schema != nullptr && schema->is(Kind::kMap)) pending_.push_back({schema, false});
    return schema;
  }

  void take_schema(const SchemaEntry& entry) {
    const auto& node = *entry.node;
    if (!node.is(Kind::kMap) || !schemas_.insert({place_of(node), entry.is_partial}).second) return;
    survey_.schemas.push_back(entry);
    for (const auto& keyword : node.members) {
      const auto& value = keyword.value;
      const bool is_tuple = keyword.key == "items" && value.is(Kind::kList);
      if (contains(kSchemaKeywords, keyword.key) && !is_tuple) {
        add_schema(&value);
      } else if (contains(kSchemaMaps, keyword.key)) {
        for (const auto& each : value.members) add_schema(&each.value);
      } else if (contains(kSchemaLists, keyword.key) || is_tuple) {
        for (const auto& each : value.items) add_schema(&each);
      }
    }
  }

  const ResolvedDocument& document_;
  std::string default_content_type_;
  Survey survey_;
  std::vector<SchemaEntry> pending_;
  std::set<std::pair<Place, bool>> schemas_;
  std::set<Place> seen_;
  std::map<Place, std::size_t> messages_;
};

}  // namespace

Survey survey(const ResolvedDocument& document) { return Surveyor(document).run(); }

const Node* json_schema(const ResolvedDocument& document, const Node& node) {
  const auto* at = document.follow(node);
  constexpr int kWrappers = 8;  // seldom more than one; a wrapper that leads back to itself ends here
  for (int i = 0; at != nullptr && i < kWrappers; ++i) {
    const auto* inner = at->is(Kind::kMap) ? at->find("schema") : nullptr;
    if (inner == nullptr) return at->is(Kind::kMap) || at->is(Kind::kBool) ? at : nullptr;
    const auto* format = at->find("schemaFormat");
    if (format != nullptr && !validate::is_json_schema_format(format->text)) return nullptr;
    at = document.follow(*inner);
  }
  return nullptr;
}

const Node* member(const ResolvedDocument& document, const Node& node, std::string_view key, Kind kind) {
  const auto* value = node.find(key);
  const auto* target = value == nullptr ? nullptr : document.follow(*value);
  return target != nullptr && target->is(kind) ? target : nullptr;
}

const Node* text_at(const Node& node, std::string_view key) {
  const auto* value = node.find(key);
  return value != nullptr && value->is(Kind::kString) ? value : nullptr;
}

const Node* kafka_binding(const ResolvedDocument& document, const Node& node) {
  const auto* bindings = member(document, node, "bindings", Kind::kMap);
  return bindings == nullptr ? nullptr : member(document, *bindings, "kafka", Kind::kMap);
}

}  // namespace meshgen::lint
