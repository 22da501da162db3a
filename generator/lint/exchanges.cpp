#include <algorithm>

#include <fmt/format.h>

#include "lint/rule.hpp"
#include "model/dispatch.hpp"
#include "model/paths.hpp"

namespace meshgen::lint {
namespace {

using model::Operation;

bool same(const std::optional<model::Location>& left, const std::optional<model::Location>& right) {
  if (left.has_value() != right.has_value()) return false;
  return !left || (left->where == right->where && left->path == right->path);
}

/// A record is matched before it is known which message it is.
void check_correlation(const Context& context, const std::vector<std::size_t>& messages) {
  const auto& first = context.api.messages[messages.front()];
  for (const auto index : messages) {
    const auto& message = context.api.messages[index];
    if (same(message.correlation, first.correlation)) continue;
    context
        .refuse(diag::codes::kUnsupported, message.origin.span,
                fmt::format("message '{}' has its correlation id elsewhere than '{}'", message.id, first.id))
        .note(first.origin.span, fmt::format("message '{}' is here", first.id))
        .with_help("a record is matched before its message is known: give all of them the same 'correlationId'");
    return;
  }
}

void check_reply_channel(const Context& context, const Operation& operation) {
  const auto& reply = *operation.reply;
  if (!reply.channel) return;
  const auto& channel = context.api.channels[*reply.channel];
  if (!channel.is_kafka) {
    context
        .refuse(diag::codes::kUnsupported, reply.span,
                fmt::format("the reply of '{}' goes by channel '{}', which is not Kafka's", operation.id, channel.id))
        .with_help("meshgen makes code of Kafka channels only: let the reply come by one");
  } else if (!model::parameters_in(channel.topic).empty()) {
    context
        .refuse(
            diag::codes::kUnsupported, reply.span,
            fmt::format("the reply of '{}' goes to '{}', whose parameters nobody gives", operation.id, channel.topic))
        .with_help("let the request say it: an address of null in the channel, and 'address: {location: …}' here");
  }
}

void check_told_apart(const Context& context, const Operation& operation) {
  const auto& messages = operation.reply->messages;
  if (messages.size() < 2 || model::discriminant(context.api, messages)) return;
  auto text = fmt::format("nothing tells the replies of operation '{}' apart", operation.id);
  // The requester reads them.
  auto& diagnostic = operation.action == model::Action::kSend
                         ? context.refuse(diag::codes::kMessagesAlike, operation.reply->span, std::move(text))
                         : context.sink.report(diag::codes::kMessagesAlike, operation.reply->span, std::move(text));
  diagnostic.with_help(
      "give each message a header, a 'ce_type' or a required member of the payload with a 'const' of its own");
}

}  // namespace

/// What a requester and a replier must know to find each other.
void check_exchanges(const Context& context) {
  for (const auto& operation : context.api.operations) {
    if (!model::is_exchange(operation)) continue;
    check_reply_channel(context, operation);
    check_told_apart(context, operation);
    check_correlation(context, operation.messages);
    check_correlation(context, operation.reply->messages);
  }
}

}  // namespace meshgen::lint
