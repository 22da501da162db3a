#include <algorithm>

#include <fmt/format.h>

#include "lint/rule.hpp"

namespace meshgen::lint {
namespace {

using load::Kind;
using load::Node;

/// The address of a channel: its own, or the topic that its Kafka binding names.
const Node* address_of(const Context& context, const Node& channel) {
  if (const auto* address = text_at(channel, "address")) return address;
  const auto* kafka = kafka_binding(context.document, channel);
  return kafka == nullptr ? nullptr : text_at(*kafka, "topic");
}

bool has_messages(const Node& node) {
  const auto* messages = node.find("messages");
  return messages != nullptr && (!messages->items.empty() || !messages->members.empty());
}

bool becomes_code(const Context& context, const Node& reply) {
  const auto& operations = context.api.operations;
  return std::any_of(operations.begin(), operations.end(), [&](const model::Operation& operation) {
    return model::is_exchange(operation) && operation.reply->span.file == reply.span.file &&
           operation.reply->span.begin == reply.span.begin;
  });
}

void check_reply(const Context& context, const Named& reply) {
  const auto* address = member(context.document, *reply.node, "address", Kind::kMap);
  const auto* channel = member(context.document, *reply.node, "channel", Kind::kMap);
  const bool names_address = reply.node->find("address") != nullptr;
  const bool names_channel = reply.node->find("channel") != nullptr;
  const auto* fixed = channel == nullptr ? nullptr : text_at(*channel, "address");
  if (address != nullptr && fixed != nullptr) {
    context.sink
        .report(diag::codes::kReplyAddress, address->span,
                fmt::format("the reply of '{}' says where it goes, and so does its channel", reply.name))
        .note(fixed->span, "the channel's address is here")
        .with_help("leave one out: with 'address' in the reply, the channel's is null");
  }
  const bool is_lost =
      !names_address && (names_channel ? channel != nullptr && address_of(context, *channel) == nullptr : true);
  if (is_lost) {
    auto text = fmt::format("nothing says where the reply of '{}' goes", reply.name);
    auto& diagnostic = becomes_code(context, *reply.node)
                           ? context.refuse(diag::codes::kReplyNowhere, reply.node->span, std::move(text))
                           : context.sink.report(diag::codes::kReplyNowhere, reply.node->span, std::move(text));
    diagnostic.with_help("give its channel an address, or say in the reply 'address: {location: …}'");
  }
  const auto& listed = reply.node->find("messages") != nullptr || channel == nullptr ? *reply.node : *channel;
  if (!has_messages(listed) && (channel != nullptr || (names_address && !names_channel))) {
    context.sink
        .report(diag::codes::kReplyEmpty, reply.node->span,
                fmt::format("the reply of '{}' has no message, and neither has its channel", reply.name))
        .with_help(
            "add what comes back to the 'messages' of the reply's channel; without it the operation becomes code as if "
            "it had no reply");
  }
}

void check_operation(const Context& context, const Named& operation) {
  const auto* reply = member(context.document, *operation.node, "reply", Kind::kMap);
  const auto* asked = member(context.document, *operation.node, "channel", Kind::kMap);
  const auto* answered = reply == nullptr ? nullptr : member(context.document, *reply, "channel", Kind::kMap);
  if (asked == nullptr || asked != answered) return;
  context.sink
      .report(diag::codes::kReplyToItself, reply->find("channel")->span,
              fmt::format("the reply of '{}' goes to the channel that the request comes by", operation.name))
      .with_help("who reads requests would read replies too: give the reply a channel of its own");
}

}  // namespace

/// What AsyncAPI says of the Operation Reply Object, and what would lose replies.
void check_replies(const Context& context) {
  for (const auto& reply : context.survey.replies) check_reply(context, reply);
  for (const auto& operation : context.survey.operations) check_operation(context, operation);
}

}  // namespace meshgen::lint
