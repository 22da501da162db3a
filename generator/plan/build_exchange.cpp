#include "plan/build_exchange.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "diag/codes.hpp"
#include "model/dispatch.hpp"
#include "plan/names.hpp"

namespace meshgen::plan {
namespace {

using model::Location;
using model::Message;
using model::Operation;

std::string escaped(const std::string& token) {
  std::string text;
  for (const char c : token) text += c == '~' ? "~0" : c == '/' ? "~1" : std::string(1, c);
  return text;
}

/// As the contract writes it.
std::string expression(const std::optional<Location>& location) {
  if (!location) return string_literal("");
  std::string text = location->where == Location::Where::kHeader ? "$message.header#" : "$message.payload#";
  for (const auto& token : location->path) text += "/" + escaped(token);
  return string_literal(text);
}

/// Lint refuses messages that differ.
std::optional<Location> correlation_of(const model::Api& api, const std::vector<std::size_t>& messages) {
  return messages.empty() ? std::nullopt : api.messages[messages.front()].correlation;
}

std::string spell(model::ReplyHeaders headers) {
  switch (headers) {
    case model::ReplyHeaders::kMesh:
      return "mesh::ReplyHeaders::kMesh";
    case model::ReplyHeaders::kSpring:
      return "mesh::ReplyHeaders::kSpring";
    case model::ReplyHeaders::kSmallRye:
      return "mesh::ReplyHeaders::kSmallrye";
  }
  return {};
}

bool uses(const std::vector<FillView>& fills, std::string_view root) {
  return std::any_of(fills.begin(), fills.end(), [&](const FillView& fill) {
    return fill.statement.find(std::string(root) + ".") != std::string::npos;
  });
}

/// Of one argument of a call.
void put_in_place(std::string& arguments, std::string_view name, std::string_view other) {
  if (const auto at = arguments.find(name); at != std::string::npos) arguments.replace(at, name.size(), other);
}

std::string replies_by(const model::Api& api, const Operation& operation) {
  const auto channel = fixed_reply_channel(api, operation);
  if (!channel) return "the topic that the request names";
  return fmt::format("topic `{}`", api.channels[*channel].topic);
}

}  // namespace

std::optional<std::size_t> fixed_reply_channel(const model::Api& api, const Operation& operation) {
  const auto& channel = operation.reply->channel;
  return channel && !api.channels[*channel].topic.empty() ? channel : std::nullopt;
}

ExchangeView plan_exchange(const model::Api& api, const Operation& operation) {
  ExchangeView view;
  const auto& reply = *operation.reply;
  view.id = in_comment(operation.id);
  view.constant = constant_name(operation.id) + "Exchange";
  view.wire = string_literal(operation.id);
  view.headers = spell(reply.headers);
  const auto asked = correlation_of(api, operation.messages);
  const auto answered = correlation_of(api, reply.messages);
  view.reply_address = expression(reply.address);
  view.has_reply_address = reply.address.has_value();
  view.request_correlation = expression(asked);
  view.has_request_correlation = asked.has_value();
  view.reply_correlation = expression(answered);
  view.has_reply_correlation = answered.has_value();
  return view;
}

std::vector<FillView> ExchangePlanner::fills(const Message& message, const std::optional<Location>& place,
                                             const FillRoots& roots, const std::string& value,
                                             const std::string& what) const {
  if (!place) return {};
  const auto statements = fill(api_, types_, message, *place, roots, value);
  if (!statements) {
    if (!reported_.insert({place->span.file, place->span.begin, message.id}).second) return {};
    sink_
        .report(diag::codes::kUnsupported, place->span,
                fmt::format("{} cannot lie in message '{}' here", what, message.id))
        .with_help(
            "the place must lead through objects of this message to a string without 'const' or 'enum', or be a "
            "header");
    return {};
  }
  std::vector<FillView> fills;
  for (const auto& statement : *statements) fills.push_back({statement});
  return fills;
}

/// CloudEvents' extension for it, if the message declares it and has its id elsewhere.
void ExchangePlanner::also_as_extension(const Message& message, const FillRoots& roots, const std::string& value,
                                        std::vector<FillView>& all) const {
  if (!message.cloud_events || !message.headers) return;
  const Location extension{Location::Where::kHeader, {"ce_correlationid"}, {}};
  if (message.correlation && message.correlation->path == extension.path) return;
  const auto statements = fill(api_, types_, message, extension, roots, value);
  if (!statements) return;
  for (const auto& statement : *statements) all.push_back({statement});
}

std::vector<FillView> ExchangePlanner::request_fills(const Operation& operation, const Message& message,
                                                     const FillRoots& roots) const {
  auto all = fills(message, message.correlation, roots, "ticket->id()", "the correlation id");
  also_as_extension(message, roots, "ticket->id()", all);
  for (auto& each : fills(message, operation.reply->address, roots, "ticket->reply_topic()", "the reply's address"))
    all.push_back(std::move(each));
  return all;
}

AskMethodView ExchangePlanner::method(const Operation& operation, const Message& message,
                                      const SendMethodView& send) const {
  AskMethodView view;
  view.docs = send.docs;
  view.requester = send.publisher;
  view.method = send.method;
  view.call = send.waits ? "ask" : "ask_async";
  view.result = send.waits ? "Reply" : "mesh::PendingReply<Reply>";
  view.full_result = send.waits ? view.requester + "::Reply" : "mesh::PendingReply<" + view.requester + "::Reply>";
  view.message = send.message;
  view.parameters = send.parameters;
  view.declared_parameters = send.declared_parameters;
  view.address = send.address;
  view.has_address = send.has_address;
  view.waits = send.waits;
  view.sets_source = send.sets_source;
  view.sets_type = send.sets_type;
  const FillRoots roots{"filled", "filled_headers", "event"};
  view.fills = request_fills(operation, message, roots);
  view.fills_payload = uses(view.fills, roots.payload);
  view.fills_headers = uses(view.fills, roots.headers);
  view.arguments = send.arguments;
  if (view.fills_payload) put_in_place(view.arguments, "payload", roots.payload);
  if (view.fills_headers) put_in_place(view.arguments, "headers", roots.headers);
  return view;
}

void ExchangePlanner::tell_apart(const Operation& operation, RequesterView& view) const {
  const auto& messages = operation.reply->messages;
  view.dispatches = messages.size() > 1;
  std::string types;
  for (const auto index : messages)
    types += (types.empty() ? "" : ", ") + fmt::format("mesh::Reply<{}>", events_.messages.at(index).name);
  view.reply = view.dispatches ? fmt::format("std::variant<{}>", types) : types;
  if (!view.dispatches) {
    view.only = ReplyCaseView{"", events_.messages.at(messages.front()).name};
    return;
  }
  const auto told = model::discriminant(api_, messages);
  if (!told) return;  // lint says so
  view.told_by = string_literal(told->name);
  view.by_type = told->by == model::ToldBy::kEventType;
  view.by_header = told->by == model::ToldBy::kHeader;
  view.by_payload = told->by == model::ToldBy::kPayload;
  std::string known;
  for (const auto& value : told->values) known += (known.empty() ? "'" : ", '") + value + "'";
  view.known = string_literal(known);
  for (std::size_t i = 0; i < messages.size(); ++i)
    view.cases.push_back({string_literal(told->values[i]), events_.messages.at(messages[i]).name});
}

RequesterView ExchangePlanner::requester(std::size_t index, const PublisherView& publisher) const {
  const auto& operation = api_.operations[index];
  RequesterView view;
  view.name = publisher.name;
  view.operation = publisher.operation;
  view.constant = publisher.constant;
  view.exchange = channels_.exchange_constants.at(index);
  view.member = member_name(operation.id);
  view.topic = publisher.topic;
  view.docs = publisher.docs;
  view.has_source = publisher.has_source;
  view.has_type = publisher.has_type;
  const bool is_fixed = fixed_reply_channel(api_, operation).has_value();
  view.replies = is_fixed ? replies_by(api_, operation) : "the topic that its constructor is given";
  view.constructor_parameters = publisher.constructor_parameters;
  view.constructor_initialisers = publisher.constructor_initialisers;
  view.reply_topic = "{}";
  if (!is_fixed) {
    view.constructor_parameters += ", std::string reply_topic";
    view.reply_topic = "std::move(reply_topic)";
  }
  tell_apart(operation, view);
  for (std::size_t i = 0; i < publisher.methods.size(); ++i) {
    // Two of each message: one waits, one does not.
    const auto& message = api_.messages[operation.messages[i / 2]];
    view.methods.push_back(method(operation, message, publisher.methods[i]));
  }
  return view;
}

void ExchangePlanner::replier(std::size_t index, HandlerView& handler) const {
  const auto& operation = api_.operations[index];
  ReplierView view;
  view.handler = handler.name;
  view.dispatch = handler.dispatch;
  view.constant = handler.constant;
  view.exchange = channels_.exchange_constants.at(index);
  view.replies = operation.reply->address ? "the topic that the request names" : replies_by(api_, operation);
  std::string messages;
  const FillRoots roots{"reply.value", "reply.headers", "reply.event"};
  // What nobody could write, nobody can read.
  for (const auto each : operation.messages) (void)request_fills(operation, api_.messages[each], roots);
  for (const auto each : operation.reply->messages) {
    const auto& message = api_.messages[each];
    const auto& event = events_.messages.at(each);
    messages += (messages.empty() ? "" : ", ") + event.name;
    ReplyWriteView write;
    write.dispatch = handler.dispatch;
    write.message = event.name;
    write.fills = fills(message, message.correlation, roots, "id", "the correlation id");
    also_as_extension(message, roots, "id", write.fills);
    write.parameters = fmt::format(
        "{}mesh::Reply<{}>{} reply, {}const std::string& id", write.fills.empty() && !event.is_event ? "const " : "",
        event.name, write.fills.empty() && !event.is_event ? "&" : "", write.fills.empty() ? "[[maybe_unused]] " : "");
    write.arguments = "reply.value";
    if (event.has_key_argument) {
      sink_
          .report(diag::codes::kUnsupported, message.origin.span,
                  fmt::format("nothing says where the key of reply '{}' lies", message.id))
          .with_help("say it with 'x-key: $message.payload#/…', or leave the key out: a reply has that of its request");
    }
    if (event.has_headers) write.arguments += ", reply.headers";
    if (event.is_event) write.arguments += ", std::move(reply.event)";
    view.writes.push_back(std::move(write));
  }
  view.answer = fmt::format("mesh::Answer<{}>", messages);
  for (auto* list : {&handler.handles, &handler.cases}) {
    for (auto& each : *list) each.answer = "Answer";
  }
  handler.is_replier = true;
  handler.replier = std::move(view);
}

}  // namespace meshgen::plan
