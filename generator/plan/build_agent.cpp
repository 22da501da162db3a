#include "plan/build_agent.hpp"

#include <algorithm>
#include <set>
#include <string>

#include <fmt/format.h>

#include "diag/codes.hpp"
#include "model/paths.hpp"
#include "plan/names.hpp"

namespace meshgen::plan {
namespace {

using model::Operation;

void append(std::string& list, const std::string& item) {
  if (!list.empty()) list += ", ";
  list += item;
}

class Planner {
 public:
  Planner(const model::Api& api, TypesPlan& types, const EventsPlan& events, const ChannelsPlan& channels,
          diag::Sink& sink)
      : api_(api), types_(types), events_(events), channels_(channels), sink_(sink) {}

  AgentFileView run() {
    view_.contract = api_.file_name;
    view_.cpp_namespace = types_.view.cpp_namespace;
    view_.name = string_literal(model::file_stem(api_.file_name));
    model::Docs docs;
    docs.description = api_.description;
    view_.docs = doc_lines(docs);
    types_.scope.take("Agent", "the agent", {}, sink_);
    std::set<std::string> seen;
    std::string send_topics;
    for (std::size_t i = 0; i < api_.operations.size(); ++i) {
      const auto& operation = api_.operations[i];
      if (!operation.is_kafka || operation.messages.empty()) continue;
      if (operation.action == model::Action::kSend) {
        view_.publishers.push_back(publisher(operation, channels_.operation_constants.at(i)));
        const auto& topic = channels_.channel_constants.at(operation.channel);
        if (seen.insert(topic).second) append(send_topics, topic);
      } else if (distinguishable(operation)) {
        view_.handlers.push_back(handler(operation, channels_.operation_constants.at(i)));
      }
    }
    constructor(send_topics);
    view_.has_receives = !view_.handlers.empty();
    view_.has_sends = !view_.publishers.empty();
    return std::move(view_);
  }

 private:
  [[nodiscard]] const MessageView& message(std::size_t index) const { return events_.messages.at(index); }

  /// Several messages of one operation need types of their own, so that a record can be told to be one of them.
  bool distinguishable(const Operation& operation) {
    if (operation.messages.size() < 2) return true;
    std::set<std::string> types;
    for (const auto index : operation.messages) {
      if (message(index).has_type) types.insert(message(index).type);
    }
    if (types.size() == operation.messages.size()) return true;
    sink_
        .report(diag::codes::kUnsupported, operation.origin.span,
                fmt::format("nothing tells the messages of operation '{}' apart", operation.id))
        .with_help("give each message a 'ce_type' header with a 'const' of its own, or an operation of its own");
    return false;
  }

  PublisherView publisher(const Operation& operation, const std::string& constant) {
    PublisherView view;
    view.name = type_name(operation.id) + "Publisher";
    view.operation = operation.id;
    view.constant = constant;
    view.topic = api_.channels[operation.channel].topic;
    view.docs = doc_lines(operation.docs);
    types_.scope.take(view.name, operation.id, operation.origin.span, sink_);
    for (const auto index : operation.messages) {
      const auto& each = message(index);
      view.has_source = view.has_source || (each.is_event && !each.has_source);
      view.has_type = view.has_type || (each.is_event && !each.has_type);
    }
    view.is_explicit = !view.has_source && !view.has_type;
    if (view.has_source) {
      view.constructor_parameters += ", std::string source";
      view.constructor_initialisers += ", source_(std::move(source))";
    }
    if (view.has_type) {
      view.constructor_parameters += ", std::string type";
      view.constructor_initialisers += ", type_(std::move(type))";
    }
    Scope scope(fmt::format("in class {}", view.name));
    for (const auto index : operation.messages) {
      const auto& each = message(index);
      const auto name = operation.messages.size() > 1 ? "send_" + member_name(each.id) : std::string("send");
      scope.take(name, each.id, api_.messages[index].origin.span, sink_);
      for (const bool waits : {true, false}) view.methods.push_back(method(each, view, name, waits));
    }
    return view;
  }

  static SendMethodView method(const MessageView& message, const PublisherView& publisher, const std::string& name,
                               bool waits) {
    SendMethodView view;
    view.message = message.name;
    view.call = waits ? "send" : "send_async";
    view.docs = message.docs;
    view.waits = waits;
    append(view.parameters, fmt::format("const {}& payload", message.payload));
    append(view.arguments, "payload");
    if (message.has_key_argument) {
      append(view.parameters, message.key_argument);
      append(view.arguments, "key");
    }
    if (message.has_headers) {
      append(view.parameters, fmt::format("const {}& headers", message.headers));
      append(view.arguments, "headers");
    }
    view.declared_parameters = view.parameters;
    if (message.is_event) {
      append(view.parameters, "mesh::EventAttributes event");
      append(view.declared_parameters, "mesh::EventAttributes event = {}");
      append(view.arguments, "std::move(event)");
      view.sets_source = !message.has_source;
      view.sets_type = !message.has_type;
    }
    view.publisher = publisher.name;
    view.method = name + (waits ? "" : "_async");
    view.result = waits ? "Sent" : "PendingSend";
    return view;
  }

  HandlerView handler(const Operation& operation, const std::string& constant) {
    HandlerView view;
    const auto stem = type_name(operation.id);
    view.name = stem + "Handler";
    view.dispatch = stem + "Dispatch";
    view.operation = operation.id;
    view.constant = constant;
    view.member = member_name(operation.id);
    view.group = operation.group_id.value_or("");
    view.topic = api_.channels[operation.channel].topic;
    view.docs = doc_lines(operation.docs);
    for (const auto& name : {view.name, view.dispatch})
      types_.scope.take(name, operation.id, operation.origin.span, sink_);
    Scope scope(fmt::format("in class {}", view.name));
    std::string known;
    for (const auto index : operation.messages) {
      const auto& each = message(index);
      HandleView handle;
      handle.method = "on_" + member_name(each.id);
      handle.message = each.name;
      handle.received = each.has_headers ? fmt::format("mesh::Received<{}, {}>", each.payload, each.headers)
                                         : fmt::format("mesh::Received<{}>", each.payload);
      handle.docs = each.docs;
      scope.take(handle.method, each.id, api_.messages[index].origin.span, sink_);
      if (api_.messages[index].cloud_events)
        append(known, "'" + api_.messages[index].cloud_events->type.value_or("") + "'");
      view.handles.push_back(std::move(handle));
    }
    view.known_types = string_literal(known);
    view.dispatches = operation.messages.size() > 1;
    if (view.dispatches) {
      view.cases = view.handles;
    } else {
      view.only = view.handles.front();
    }
    return view;
  }

  void constructor(const std::string& send_topics) {
    std::string subscriptions;
    for (const auto& handler : view_.handlers) {
      view_.constructor_parameters += fmt::format(", {}& {}", handler.name, handler.member);
      append(subscriptions, fmt::format("{{{}, &{}_}}", handler.constant, handler.member));
    }
    view_.subscriptions = "{" + subscriptions + "}";
    view_.send_topics = "{" + send_topics + "}";
  }

  const model::Api& api_;
  TypesPlan& types_;
  const EventsPlan& events_;
  const ChannelsPlan& channels_;
  diag::Sink& sink_;
  AgentFileView view_;
};

}  // namespace

AgentFileView plan_agent(const model::Api& api, TypesPlan& types, const EventsPlan& events,
                         const ChannelsPlan& channels, diag::Sink& sink) {
  return Planner(api, types, events, channels, sink).run();
}

}  // namespace meshgen::plan
