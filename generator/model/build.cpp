#include "model/build.hpp"

#include <algorithm>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "base/text.hpp"
#include "diag/codes.hpp"
#include "model/extensions.hpp"
#include "model/json_schema.hpp"
#include "model/merge.hpp"
#include "model/messages.hpp"
#include "model/paths.hpp"
#include "model/role.hpp"
#include "model/roots.hpp"
#include "model/unique.hpp"
#include "validate/relations.hpp"
#include "validate/schema.hpp"

namespace meshgen::model {
namespace {

using load::Kind;
using load::Node;

std::string text_of(const Node& node, std::string_view key) {
  const auto* value = node.find(key);
  return value != nullptr && value->is(Kind::kString) ? value->text : std::string{};
}

class Builder {
 public:
  Builder(const resolve::ResolvedDocument& document, diag::Sink& sink)
      : document_(document),
        sink_(sink),
        paths_(document),
        schemas_(document, paths_, api_.types),
        messages_(document, paths_, schemas_, api_.types, default_content_type(), api_.merged, sink) {}

  Api build() {
    const auto& root = document_.root();
    const auto& path = document_.files.front()->path;
    const auto slash = path.find_last_of("/\\");
    api_.file_name = slash == std::string::npos ? path : path.substr(slash + 1);
    if (const auto* info = root.find("info"); info != nullptr) {
      api_.title = text_of(*info, "title");
      api_.version = text_of(*info, "version");
      api_.description = text_of(*info, "description");
    }
    if (const auto* name = root.find("x-cpp-namespace"); name != nullptr && name->is(Kind::kString)) {
      api_.cpp_namespace = name->text;
      api_.cpp_namespace_span = name->span;
    }
    each(root, "servers", [&](const load::Member& member) { server(member); });
    each(root, "channels", [&](const load::Member& member) { channel(member.key, member.key_span, member.value); });
    api_.declares_operations = root.find("operations") != nullptr;
    each(root, "operations", [&](const load::Member& member) { operation(member); });
    library(root);
    settle_unique_items(api_.types);
    name_roots(api_);
    return std::move(api_);
  }

 private:
  [[nodiscard]] std::string default_content_type() const {
    const auto text = text_of(document_.root(), "defaultContentType");
    return text.empty() ? "application/json" : text;
  }

  template <class Use>
  void each(const Node& node, std::string_view key, Use use) {
    const auto* map = object_at(node, key);
    if (map == nullptr) return;
    for (const auto& member : map->members) use(member);
  }

  void library(const Node& root) {
    const auto has = [&](std::string_view key) {
      const auto* map = object_at(root, key);
      return map != nullptr && !map->members.empty();
    };
    const auto* components = object_at(root, "components");
    if (has("channels") || has("operations") || components == nullptr) return;
    each(*components, "messages",
         [&](const load::Member& member) { api_.library_messages.push_back(message_at({&member.value, member.key})); });
    each(*components, "schemas", [&](const load::Member& member) {
      const auto* target = document_.follow(member.value);
      if (target == nullptr) return;
      const auto* format = target->is(Kind::kMap) ? target->find("schemaFormat") : nullptr;
      const auto* inner = format == nullptr ? nullptr : target->find("schema");
      if (inner != nullptr && !validate::is_json_schema_format(format->text)) return;
      api_.library_schemas.push_back(schemas_.read(inner != nullptr ? *inner : member.value, {member.key}));
    });
    api_.is_library = !api_.library_messages.empty() || !api_.library_schemas.empty();
  }

  /// The object that stands at `key`, through references; nullptr if there is none.
  const Node* object_at(const Node& node, std::string_view key) const {
    const auto* value = node.find(key);
    const auto* target = value == nullptr ? nullptr : document_.follow(*value);
    return target != nullptr && target->is(Kind::kMap) ? target : nullptr;
  }
  const Node* kafka_binding(const Node& node) const {
    const auto* bindings = object_at(node, "bindings");
    return bindings == nullptr ? nullptr : object_at(*bindings, "kafka");
  }

  void server(const load::Member& member) {
    const auto* node = document_.follow(member.value);
    if (node == nullptr || !node->is(Kind::kMap)) return;
    Server server;
    server.name = member.key;
    server.host = text_of(*node, "host");
    server.protocol = text_of(*node, "protocol");
    server.docs = read_docs(*node);
    server.origin = {member.key_span, {member.key}};
    if (const auto* security = node->find("security"); security != nullptr) {
      for (const auto& item : security->items) {
        const auto* scheme = document_.follow(item);
        if (scheme == nullptr || !scheme->is(Kind::kMap)) continue;
        const auto* link = document_.link(item);
        server.security.push_back({link == nullptr ? std::string{} : link->key, text_of(*scheme, "type"), item.span});
      }
    }
    server_nodes_[&member.value] = api_.servers.size();
    api_.servers.push_back(std::move(server));
  }

  void channel(const std::string& id, diag::Span span, const Node& entry) {
    const auto* node = document_.follow(entry);
    if (node == nullptr || !node->is(Kind::kMap)) return;
    Channel channel;
    channel.id = id;
    channel.origin = {span, {id}};
    channel.docs = read_docs(*node);
    if (const auto* address = node->find("address"); address != nullptr && address->is(Kind::kString))
      channel.address = address->text;
    else
      channel.topic_is_broken = address != nullptr && !address->is(Kind::kNull);
    if (const auto* kafka = kafka_binding(*node)) channel.kafka = read_topic_settings(*kafka);
    channel.topic = channel.kafka.topic ? *channel.kafka.topic : channel.address.value_or("");
    parameters(*node, channel);
    if (const auto* messages = object_at(*node, "messages")) {
      for (const auto& member : messages->members) {
        message_nodes_[{node, &member.value}] = api_.messages.size();
        any_message_.emplace(&member.value, api_.messages.size());
        channel.messages.push_back(api_.messages.size());
        auto message = messages_.read(member.key, member.value);
        key_from_parameter(channel, message);
        api_.messages.push_back(std::move(message));
      }
    }
    channels_[&entry] = api_.channels.size();
    channel_targets_.push_back(node);
    channel.is_kafka = speaks_kafka(*node);
    api_.channels.push_back(std::move(channel));
  }

  void parameters(const Node& node, Channel& channel) {
    const auto* parameters = object_at(node, "parameters");
    const auto expected = parameters_in(channel.address.value_or(""));
    if (parameters != nullptr) {
      for (const auto& entry : parameters->members) {
        const auto* target = document_.follow(entry.value);
        if (target == nullptr || !target->is(Kind::kMap)) continue;
        Parameter parameter;
        parameter.name = entry.key;
        parameter.docs = read_docs(*target);
        parameter.origin = {entry.key_span, {entry.key}};
        if (const auto* values = target->find("enum")) {
          for (const auto& value : values->items) parameter.enumeration.push_back(value.text);
        }
        if (const auto* value = target->find("default")) parameter.default_value = value->text;
        if (const auto* place = target->find("location")) parameter.location = read_location(*place, sink_);
        channel.parameters.push_back(std::move(parameter));
      }
    }
    for (const auto& name : expected) {
      const bool declared = std::any_of(channel.parameters.begin(), channel.parameters.end(),
                                        [&](const Parameter& parameter) { return parameter.name == name; });
      if (declared) continue;
      Parameter parameter;
      parameter.name = name;
      parameter.origin = {node.find("address")->span, {name}};
      channel.parameters.push_back(std::move(parameter));
    }
  }

  /// A parameter of an address that the topic does not repeat is the record's key.
  void key_from_parameter(const Channel& channel, Message& message) {
    const Parameter* source = nullptr;
    for (const auto& parameter : channel.parameters) {
      if (!parameter.location || channel.topic.find('{' + parameter.name + '}') != std::string::npos) continue;
      if (source != nullptr) {
        sink_.report(diag::codes::kKeyConflict, parameter.origin.span, "two parameters say where the record key lies")
            .note(source->origin.span, "the first is here")
            .with_help("keep the 'location' of one, or say 'x-key' on the message");
        return;
      }
      source = &parameter;
    }
    if (source == nullptr) return;
    if (message.key_location && message.key_location->path != source->location->path) {
      sink_
          .report(diag::codes::kKeyConflict, message.key_location->span,
                  "'x-key' and a channel parameter name different places for the key")
          .note(source->location->span, "the parameter's place is here");
      return;
    }
    message.key_location = source->location;
  }

  /// The channel that an operation or a reply names. What is none of the root's (validate says so) is read now; `id`
  /// is its name when it stands in the operation itself. nullopt for what validate refuses.
  std::optional<std::size_t> channel_of(const Node& operation, const std::string& id, bool refers) {
    const auto* value = operation.find("channel");
    if (value == nullptr || !value->is(Kind::kMap)) return std::nullopt;
    const auto* link = document_.link(*value);
    const auto* text = resolve::ResolvedDocument::reference(*value);
    if (text != nullptr && link == nullptr) return std::nullopt;
    const auto& entry = link == nullptr ? *value : *link->node;
    if (const auto found = channels_.find(&entry); found != channels_.end()) return found->second;
    const auto same = std::find(channel_targets_.begin(), channel_targets_.end(), document_.follow(entry));
    if (same != channel_targets_.end()) return static_cast<std::size_t>(same - channel_targets_.begin());
    if (text != nullptr && !refers && !validate::names_root_channel(text->text)) return std::nullopt;
    channel(link == nullptr ? id : link->key, value->span, entry);
    const auto found = channels_.find(&entry);
    return found == channels_.end() ? std::nullopt : std::optional(found->second);
  }

  void operation(const load::Member& member) {
    const auto* target = document_.follow(member.value);
    if (target == nullptr || !target->is(Kind::kMap)) return;
    const auto channel = channel_of(*target, member.key, resolve::ResolvedDocument::reference(member.value) != nullptr);
    if (!channel) return;
    api_.merged.push_back(merge_traits(document_, *target));
    const auto& node = api_.merged.back();
    Operation operation;
    operation.id = member.key;
    operation.origin = {member.key_span, {member.key}};
    operation.docs = read_docs(node);
    operation.action = text_of(node, "action") == "receive" ? Action::kReceive : Action::kSend;
    operation.channel = *channel;
    operation_messages(node, operation);
    if (const auto* kafka = kafka_binding(node)) {
      if (const auto* group = object_at(*kafka, "groupId")) operation.group_id = sole_value(*group);
      if (const auto* client = object_at(*kafka, "clientId")) operation.client_id = sole_value(*client);
    }
    if (const auto* reply_node = object_at(node, "reply")) operation.reply = reply(*reply_node, member.key);
    if (const auto* headers = node.find("x-reply-headers")) reply_headers(*headers, operation);
    operation.is_kafka = api_.channels[*channel].is_kafka;
    failure_handling(node, operation);
    api_.operations.push_back(std::move(operation));
  }

  void operation_messages(const Node& node, Operation& operation) {
    const auto* channel_node = channel_targets_[operation.channel];
    const auto& channel = api_.channels[operation.channel];
    const auto* channel_text = resolve::ResolvedDocument::reference(*node.find("channel"));
    const auto* list = node.find("messages");
    if (list != nullptr) list = document_.follow(*list);
    if (list == nullptr) {
      operation.messages = channel.messages;
      return;
    }
    for (const auto& item : list->items) {
      const auto* link = document_.link(item);
      if (link == nullptr) {
        if (const auto index = inline_message(item, operation.id)) operation.messages.push_back(*index);
        continue;
      }
      const auto found = message_nodes_.find({channel_node, link->node});
      if (found != message_nodes_.end()) {
        operation.messages.push_back(found->second);
        continue;
      }
      // Of another place, which validate lets pass with a warning, or refuses.
      if (channel_text != nullptr && validate::names_message_of(item.find("$ref")->text, channel_text->text)) {
        operation.messages.push_back(message_at(*link));
      }
    }
  }

  Reply reply(const Node& node, const std::string& operation) {
    Reply reply;
    reply.span = node.span;
    if (const auto* address = object_at(node, "address")) {
      if (const auto* place = address->find("location")) reply.address = read_location(*place, sink_);
    }
    reply.channel = channel_of(node, operation + "Reply", true);
    const auto* list = node.find("messages");
    if (list != nullptr) list = document_.follow(*list);
    if (list == nullptr) {
      if (reply.channel) reply.messages = api_.channels[*reply.channel].messages;
      return reply;
    }
    for (const auto& item : list->items) {
      const auto* link = document_.link(item);
      if (link == nullptr) {
        if (const auto index = inline_message(item, operation + "Reply")) reply.messages.push_back(*index);
        continue;
      }
      reply.messages.push_back(message_at(*link));
    }
    return reply;
  }

  void reply_headers(const Node& node, Operation& operation) {
    if (operation.reply) {
      operation.reply->headers = read_reply_headers(node, sink_);
      return;
    }
    sink_.report(diag::codes::kExtension, node.span, "'x-reply-headers' belongs to an operation with a reply")
        .with_help("say under 'reply' what comes back, and by which channel");
  }

  /// The message that a link leads to; one that stands in no channel is read now.
  std::size_t message_at(const resolve::Link& link) {
    const auto [found, is_new] = any_message_.emplace(link.node, api_.messages.size());
    if (is_new) api_.messages.push_back(messages_.read(link.key, *link.node));
    return found->second;
  }

  /// One that is written where a reference belongs; it goes by the operation's name.
  std::optional<std::size_t> inline_message(const Node& item, const std::string& id) {
    if (!item.is(Kind::kMap) || resolve::ResolvedDocument::reference(item) != nullptr) return std::nullopt;
    return message_at({&item, id});
  }

  bool speaks_kafka(const Node& channel) const {
    const auto* servers = channel.find("servers");
    std::vector<std::size_t> indexes;
    if (servers != nullptr) {
      for (const auto& item : servers->items) {
        const auto* link = document_.link(item);
        if (link == nullptr) continue;
        if (const auto found = server_nodes_.find(link->node); found != server_nodes_.end())
          indexes.push_back(found->second);
      }
    }
    if (indexes.empty()) {
      for (std::size_t i = 0; i < api_.servers.size(); ++i) indexes.push_back(i);
    }
    return indexes.empty() || std::any_of(indexes.begin(), indexes.end(), [&](std::size_t i) {
             return api_.servers[i].protocol == "kafka" || api_.servers[i].protocol == "kafka-secure";
           });
  }

  void failure_handling(const Node& node, Operation& operation) {
    const auto* retry = node.find("x-retry");
    const auto* breaker = node.find("x-circuit-breaker");
    const auto* dead_letter = node.find("x-dead-letter");
    const auto* delivery = node.find("x-delivery");
    if (operation.action == Action::kSend) {
      for (const auto& [extension, name] :
           {std::pair(retry, "x-retry"), std::pair(breaker, "x-circuit-breaker"),
            std::pair(dead_letter, "x-dead-letter"), std::pair(delivery, "x-delivery")}) {
        if (extension == nullptr) continue;
        sink_.report(diag::codes::kExtension, extension->span, fmt::format("'{}' belongs to a receive operation", name))
            .with_help("delivery of what is sent is the producer's: see 'delivery.timeout.ms'");
      }
      return;
    }
    if (retry != nullptr) operation.retry = read_retry(*retry, sink_);
    if (breaker != nullptr) operation.breaker = read_circuit_breaker(*breaker, sink_);
    if (dead_letter != nullptr) operation.dead_letter = read_dead_letter(document_, *dead_letter, sink_);
    if (delivery != nullptr) delivery_of(*delivery, retry, operation);
    complete_receive(api_, operation);
    const auto& topic = api_.channels[operation.channel].topic;
    if (operation.dead_letter.enabled && operation.dead_letter.topic == topic) {
      sink_
          .report(diag::codes::kDeadLetterLoop, operation.dead_letter.span,
                  fmt::format("dead letters of '{}' would go to '{}' again", topic, topic))
          .with_help("name another topic, or leave 'topic' out: the default is '<topic>.<group>.dlq'");
    }
  }

  void delivery_of(const Node& node, const Node* retry, Operation& operation) {
    operation.delivery = read_delivery(node, sink_);
    if (operation.delivery == DeliveryGuarantee::kAtMostOnce && retry != nullptr) {
      sink_
          .report(diag::codes::kExtension, retry->span,
                  "'x-retry' contradicts 'x-delivery: at-most-once': no record is tried twice")
          .note(node.span, "declared here")
          .with_help("leave 'x-retry' out, or let 'x-delivery' be 'at-least-once'");
    }
    if (operation.delivery == DeliveryGuarantee::kExactlyOnce && operation.reply) {
      sink_
          .report(diag::codes::kExtension, node.span,
                  "'x-delivery: exactly-once' does not reach the replies of an operation")
          .with_help("let it be 'at-least-once', or send the answer by an operation of its own");
    }
  }

  const resolve::ResolvedDocument& document_;
  diag::Sink& sink_;
  Api api_;
  Paths paths_;
  SchemaReader schemas_;
  MessageReader messages_;
  std::map<const Node*, std::size_t> server_nodes_;
  std::map<const Node*, std::size_t> channels_;  ///< by the node in the root's map
  std::vector<const Node*> channel_targets_;     ///< what it leads to, by index
  std::map<std::pair<const Node*, const Node*>, std::size_t> message_nodes_;
  std::map<const Node*, std::size_t> any_message_;  ///< the same without their channels, first ones first
};

}  // namespace

Api build_model(const resolve::ResolvedDocument& document, diag::Sink& sink) { return Builder(document, sink).build(); }

}  // namespace meshgen::model
