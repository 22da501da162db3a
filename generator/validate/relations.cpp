#include "validate/relations.hpp"

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "base/text.hpp"
#include "diag/codes.hpp"
#include "validate/values.hpp"

namespace meshgen::validate {
namespace {

using load::Kind;
using load::Node;
using resolve::ResolvedDocument;

class Relations {
 public:
  Relations(const ResolvedDocument& document, diag::Sink& sink) : document_(document), sink_(sink) {
    remember("channels", root_channels_);
    remember("servers", root_servers_);
  }

  void check() {
    const auto& root = document_.root();
    const auto* components = object_at(root, "components");
    each(root, "channels", [&](const load::Member& member) { channel(member.value, true); });
    each(root, "operations", [&](const load::Member& member) { operation(member.value, true); });
    if (components == nullptr) return;
    each(*components, "channels", [&](const load::Member& member) { channel(member.value, false); });
    each(*components, "operations", [&](const load::Member& member) { operation(member.value, false); });
  }

 private:
  void remember(std::string_view key, std::set<const Node*>& nodes) {
    each(document_.root(), key, [&](const load::Member& member) {
      nodes.insert(&member.value);
      if (const auto* target = document_.follow(member.value)) nodes.insert(target);
    });
  }

  template <class Use>
  void each(const Node& node, std::string_view key, Use use) {
    const auto* map = object_at(node, key);
    if (map == nullptr) return;
    for (const auto& member : map->members) use(member);
  }

  [[nodiscard]] const Node* object_at(const Node& node, std::string_view key) const {
    const auto* value = node.find(key);
    const auto* target = value == nullptr ? nullptr : document_.follow(*value);
    return target != nullptr && target->is(Kind::kMap) ? target : nullptr;
  }

  /// The list at `key`, empty if there is none.
  [[nodiscard]] const std::vector<Node>& list_at(const Node& node, std::string_view key) const {
    static const std::vector<Node> kNone;
    const auto* value = node.find(key);
    const auto* target = value == nullptr ? nullptr : document_.follow(*value);
    return target != nullptr && target->is(Kind::kList) ? target->items : kNone;
  }

  /// Also when the root's entry and this reference lead to the same object by different ways.
  [[nodiscard]] bool leads_into(const Node& reference, const std::set<const Node*>& nodes) const {
    const auto* at = &reference;
    while (const auto* link = document_.link(*at)) {
      if (nodes.contains(link->node)) return true;
      at = link->node;
    }
    return false;
  }

  void channel(const Node& entry, bool in_root) {
    // The rule reads the root's own text: behind a reference the servers may stand anywhere.
    if (in_root && ResolvedDocument::reference(entry) == nullptr) {
      for (const auto& item : list_at(entry, "servers")) server(item);
    }
    const auto* node = document_.follow(entry);
    if (node != nullptr && node->is(Kind::kMap) && channels_seen_.insert(node).second) parameters(*node);
  }

  void server(const Node& item) {
    const auto* text = ResolvedDocument::reference(item);
    if (text == nullptr || document_.link(item) == nullptr || leads_into(item, root_servers_)) return;
    if (text->text.find("#/servers/") != std::string::npos) return;  // of another document: it passes
    sink_.report(diag::codes::kChannelServer, text->span, fmt::format("'{}' is no server of this document", text->text))
        .with_help("a channel refers to '#/servers/…': put the server there, by '$ref' if it is declared elsewhere");
  }

  void parameters(const Node& node) {
    const auto* address = node.find("address");
    if (address != nullptr && !address->is(Kind::kString) && !address->is(Kind::kNull)) return;
    const auto text = address != nullptr && address->is(Kind::kString) ? address->text : std::string{};
    const auto expected = base::names_in_braces(text);
    const auto* value = node.find("parameters");
    const auto* described = object_at(node, "parameters");
    if (value != nullptr && described == nullptr) return;  // reported where it stands
    std::vector<std::string_view> missing;
    for (const auto& name : expected) {
      if (described == nullptr || described->find(name) == nullptr) missing.push_back(name);
    }
    if (described != nullptr) needless_parameters(*described, text, expected, missing);
    for (const auto name : missing) {
      sink_
          .report(described != nullptr ? diag::codes::kParameters : diag::codes::kParametersMissing, address->span,
                  fmt::format("the address has '{{{}}}', but no parameter describes it", name))
          .with_help(fmt::format("add 'parameters: {{{}: {{description: …}}}}' to the channel", name));
    }
  }

  /// Takes out of `missing` what another name was meant for: one fault, told once. No address has that many names but
  /// to try us.
  void needless_parameters(const Node& described, std::string_view address, const std::vector<std::string>& expected,
                           std::vector<std::string_view>& missing) {
    for (const auto& entry : described.members) {
      if (std::find(expected.begin(), expected.end(), entry.key) != expected.end()) continue;
      auto& diagnostic =
          sink_.report(diag::codes::kParameters, entry.key_span,
                       fmt::format("parameter '{}' does not occur in the address '{}'", entry.key, address));
      constexpr std::size_t kMost = 50;
      const auto near = missing.size() > kMost ? std::nullopt : base::closest(entry.key, missing);
      if (near) {
        diagnostic.with_help(fmt::format("did you mean '{}'?", *near));
        std::erase(missing, *near);
      } else {
        diagnostic.with_help(fmt::format("write '{{{}}}' where it stands in the address, or leave it out", entry.key));
      }
    }
  }

  void operation(const Node& entry, bool in_root) {
    const bool refers = ResolvedDocument::reference(entry) != nullptr;
    const auto* node = document_.follow(entry);
    if (node == nullptr || !node->is(Kind::kMap)) return;
    const auto* channel = node->find("channel");
    if (in_root && channel != nullptr) operation_channel(*channel, !refers);
    if (!operations_seen_.insert(node).second) return;
    if (channel != nullptr) operation_messages(*node, *channel);
    if (const auto* reply = object_at(*node, "reply")) this->reply(*reply, in_root);
  }

  /// The channel of an operation of the root; `by_text` when the operation itself stands there.
  void operation_channel(const Node& channel, bool by_text) {
    const auto* text = ResolvedDocument::reference(channel);
    if (text == nullptr || document_.link(channel) == nullptr) return;
    const bool refused = by_text && !names_root_channel(text->text);
    if (!refused && leads_into(channel, root_channels_)) return;
    sink_
        .report(refused ? diag::codes::kOperationChannel : diag::codes::kChannelElsewhere, text->span,
                fmt::format("'{}' is no channel of this document", text->text))
        .with_help(
            "an operation refers to '#/channels/…': put the channel there, by '$ref' if it is declared elsewhere");
  }

  [[nodiscard]] std::set<const Node*> messages_of(const Node& channel) const {
    std::set<const Node*> nodes;
    const auto* node = document_.follow(channel);
    const auto* messages = node == nullptr ? nullptr : object_at(*node, "messages");
    if (messages == nullptr) return nodes;
    for (const auto& member : messages->members) nodes.insert(&member.value);
    return nodes;
  }

  void operation_messages(const Node& node, const Node& channel) {
    const auto* channel_text = ResolvedDocument::reference(channel);
    const auto* target = document_.follow(channel);
    const bool is_sound = target != nullptr && target->is(Kind::kMap);
    if (!is_sound || (channel_text == nullptr && channel.find("$ref") != nullptr)) return;
    const auto known = messages_of(channel);
    for (const auto& item : list_at(node, "messages")) {
      const auto* text = ResolvedDocument::reference(item);
      const auto* link = document_.link(item);
      if (link == nullptr || known.contains(link->node)) continue;
      const bool refused = channel_text == nullptr || !names_message_of(text->text, channel_text->text);
      const auto name = channel_text == nullptr ? std::string("its channel")
                                                : fmt::format("channel '{}'", document_.link(channel)->key);
      auto& diagnostic = sink_.report(refused ? diag::codes::kUnknownMessage : diag::codes::kMessageElsewhere,
                                      text->span, fmt::format("'{}' is no message of {}", text->text, name));
      if (channel_text != nullptr) diagnostic.with_help(what_there_is(*target, channel_text->text, item));
    }
  }

  /// The messages of the channel; the one that is meant, if one of them is the very thing that `item` leads to.
  [[nodiscard]] std::string what_there_is(const Node& channel, std::string_view reference, const Node& item) const {
    const auto* messages = object_at(channel, "messages");
    if (messages == nullptr || messages->members.empty()) return "the channel has no messages";
    std::vector<std::string> names;
    for (const auto& member : messages->members) {
      names.push_back(fmt::format("{}/messages/{}", reference, member.key));
      if (document_.follow(member.value) == document_.follow(item))
        return fmt::format("write '{}', which leads there", names.back());
    }
    return "the channel has: " + base::join(names, ", ");
  }

  void reply(const Node& node, bool in_root) {
    const auto* channel = node.find("channel");
    if (channel == nullptr) return;
    if (in_root) operation_channel(*channel, false);
    if (document_.follow(*channel) == nullptr) return;  // so below it has a link, if it is a reference
    const auto* channel_text = ResolvedDocument::reference(*channel);
    const auto known = messages_of(*channel);
    for (const auto& item : list_at(node, "messages")) {
      const auto* link = document_.link(item);
      if (link == nullptr || known.contains(link->node) || channel_text == nullptr) continue;
      const auto* text = ResolvedDocument::reference(item);
      sink_
          .report(
              diag::codes::kReplyMessage, text->span,
              fmt::format("'{}' is no message of the reply's channel '{}'", text->text, document_.link(*channel)->key))
          .with_help(fmt::format("refer to one of its messages: '{}/messages/…'", channel_text->text));
    }
  }

  const ResolvedDocument& document_;
  diag::Sink& sink_;
  std::set<const Node*> root_channels_;
  std::set<const Node*> root_servers_;
  std::set<const Node*> channels_seen_;
  std::set<const Node*> operations_seen_;
};

}  // namespace

bool names_root_channel(std::string_view reference) { return reference.find("#/channels/") != std::string_view::npos; }

bool names_message_of(std::string_view message, std::string_view channel) {
  if (!is_uri_reference(message) || !is_uri_reference(channel)) return true;
  return message.starts_with(std::string(channel) + "/messages");
}

void check_relations(const ResolvedDocument& document, diag::Sink& sink) { Relations(document, sink).check(); }

}  // namespace meshgen::validate
