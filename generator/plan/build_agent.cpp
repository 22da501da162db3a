#include "plan/build_agent.hpp"

#include <algorithm>
#include <set>
#include <string>

#include <fmt/format.h>

#include "diag/codes.hpp"
#include "model/dispatch.hpp"
#include "model/paths.hpp"
#include "plan/build_exchange.hpp"
#include "plan/locate.hpp"
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
    transactional_ = std::any_of(api_.operations.begin(), api_.operations.end(), [](const Operation& operation) {
      return operation.is_kafka && !operation.messages.empty() && is_exactly_once(operation);
    });
    std::set<std::string> seen;
    std::string send_topics;
    for (std::size_t i = 0; i < api_.operations.size(); ++i) {
      const auto& operation = api_.operations[i];
      if (!operation.is_kafka || operation.messages.empty()) continue;
      if (operation.action == model::Action::kSend) {
        const auto& topic = channels_.channel_constants.at(operation.channel);
        if (seen.insert(topic).second) append(send_topics, topic);
        if (model::is_exchange(operation)) {
          view_.requesters.push_back(exchanges_.requester(i, publisher(operation, i, kAsking)));
          continue;
        }
        view_.publishers.push_back(publisher(operation, i, kSending));
      } else {
        view_.handlers.push_back(handler(operation, channels_.operation_constants.at(i)));
        if (!model::is_exchange(operation)) continue;
        auto& answering = view_.handlers.back();
        exchanges_.replier(i, answering);
        answering.constructed = "transport, " + answering.member;
        const auto fixed = operation.reply->address ? std::nullopt : fixed_reply_channel(api_, operation);
        const auto topic = fixed ? channels_.channel_constants.at(*fixed) : std::string();
        if (fixed && seen.insert(topic).second) append(send_topics, topic);
      }
    }
    constructor(send_topics);
    view_.has_receives = !view_.handlers.empty();
    view_.has_sends = !view_.publishers.empty();
    return std::move(view_);
  }

 private:
  [[nodiscard]] const MessageView& message(std::size_t index) const { return events_.messages.at(index); }

  /// What the class and its methods are called.
  struct Verb {
    std::string_view class_ending;
    std::string_view method;
  };
  static constexpr Verb kSending{"Publisher", "send"};
  static constexpr Verb kAsking{"Requester", "ask"};

  PublisherView publisher(const Operation& operation, std::size_t operation_index, const Verb& verb) {
    PublisherView view;
    view.name = type_name(operation.id) + std::string(verb.class_ending);
    view.operation = in_comment(operation.id);
    view.constant = channels_.operation_constants.at(operation_index);
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
      auto name = std::string(verb.method);
      if (operation.messages.size() > 1) name += "_" + member_name(each.id);
      scope.take(name, each.id, api_.messages[index].origin.span, sink_);
      for (const bool waits : {true, false}) {
        view.methods.push_back(
            method(each, view, name, waits, address(operation, api_.messages[index]), verb.method == kAsking.method));
      }
      if (transactional_ && verb.method != kAsking.method)
        view.transaction_methods.push_back(in_transaction(*(view.methods.end() - 2)));
    }
    return view;
  }

  /// Which of the channel's topics a message goes to.
  struct Address {
    std::string type;        ///< empty: there is one topic
    std::string expression;  ///< from the message itself; empty: the caller says it
  };

  Address address(const Operation& operation, const model::Message& message) const {
    const auto found = channels_.addresses.find(operation.channel);
    if (found == channels_.addresses.end()) return {};
    Address address{found->second.address, {}};
    std::string values;
    for (const auto& parameter : api_.channels[operation.channel].parameters) {
      const auto literal = string_literal(parameter.name);
      const auto& parts = found->second.parameters;
      const auto part =
          std::find_if(parts.begin(), parts.end(), [&](const ParameterView& each) { return each.wire == literal; });
      if (part == parts.end()) continue;  // of the address, but not of the topic: it is the key
      const auto place = parameter.location ? locate(api_, types_, message, *parameter.location) : std::nullopt;
      if (!place || place->is_conditional || place->value.starts_with("event.")) return address;
      append(values, fmt::format(".{} = {}", part->member, place->value));
    }
    address.expression = fmt::format("{}{{{}}}", address.type, values);
    return address;
  }

  static SendMethodView method(const MessageView& message, const PublisherView& publisher, const std::string& name,
                               bool waits, const Address& address, bool asks) {
    SendMethodView view;
    view.message = message.name;
    view.call = waits ? "send" : "send_async";
    view.docs = message.docs;
    view.waits = waits;
    append(view.parameters, fmt::format("const {}& payload", message.payload));
    append(view.arguments, "payload");
    view.has_address = !address.type.empty();
    view.address = address.expression;
    if (view.has_address && address.expression.empty()) {
      append(view.parameters, fmt::format("const {}& address", address.type));
      view.address = "address";
    }
    if (message.has_key_argument) {
      append(view.parameters, message.key_argument);
      append(view.arguments, "key");
    }
    if (message.has_headers) {
      append(view.parameters, fmt::format("const {}& headers", message.headers));
      append(view.arguments, "headers");
    }
    if (asks) append(view.parameters, "mesh::Millis timeout");
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

  static bool is_exactly_once(const Operation& operation) {
    return operation.action == model::Action::kReceive && operation.delivery == model::DeliveryGuarantee::kExactlyOnce;
  }

  static SendMethodView in_transaction(SendMethodView view) {
    constexpr std::string_view kFirst = "mesh::Transaction& transaction, ";
    view.parameters.insert(0, kFirst);
    view.declared_parameters.insert(0, kFirst);
    view.waits = false;
    view.result = "void";
    return view;
  }

  HandlerView handler(const Operation& operation, const std::string& constant) {
    HandlerView view;
    const auto stem = type_name(operation.id);
    view.name = stem + "Handler";
    view.dispatch = stem + "Dispatch";
    view.operation = in_comment(operation.id);
    view.constant = constant;
    view.member = member_name(operation.id);
    view.constructed = view.member;
    view.group = in_comment(operation.group_id.value_or(""));
    view.topic = api_.channels[operation.channel].topic;
    view.docs = doc_lines(operation.docs);
    view.is_exactly_once = is_exactly_once(operation);
    view.is_at_most_once = operation.delivery == model::DeliveryGuarantee::kAtMostOnce;
    for (const auto& name : {view.name, view.dispatch})
      types_.scope.take(name, operation.id, operation.origin.span, sink_);
    Scope scope(fmt::format("in class {}", view.name));
    view.dispatches = operation.messages.size() > 1;
    const auto told = view.dispatches ? model::discriminant(api_, operation.messages) : std::nullopt;
    if (told) tell_apart(*told, view);
    for (const auto index : operation.messages) {
      const auto& each = message(index);
      HandleView handle;
      handle.method = "on_" + member_name(each.id);
      handle.message = each.name;
      handle.received = each.has_headers ? fmt::format("mesh::Received<{}, {}>", each.payload, each.headers)
                                         : fmt::format("mesh::Received<{}>", each.payload);
      handle.answer = "mesh::Outcome";
      handle.docs = each.docs;
      handle.captures = view.is_exactly_once ? "this, &delivery" : "this";
      handle.parameter = view.is_exactly_once ? ", mesh::Transaction& transaction" : "";
      handle.argument = view.is_exactly_once ? ", *delivery.transaction" : "";
      scope.take(handle.method, each.id, api_.messages[index].origin.span, sink_);
      if (told) handle.value = told_value(*told, each, api_.messages[index]);
      view.handles.push_back(std::move(handle));
    }
    if (view.dispatches) {
      view.cases = view.handles;
    } else {
      view.only = view.handles.front();
    }
    return view;
  }

  static void tell_apart(const model::Discriminant& told, HandlerView& view) {
    std::string known;
    for (const auto& value : told.values) append(known, "'" + value + "'");
    view.known = string_literal(known);
    view.told_by = string_literal(told.name);
    view.by_type = told.by == model::ToldBy::kEventType;
    view.by_header = told.by == model::ToldBy::kHeader;
    view.by_payload = told.by == model::ToldBy::kPayload;
  }

  /// The constant that the message's own struct has for it.
  std::string told_value(const model::Discriminant& told, const MessageView& view,
                         const model::Message& message) const {
    if (told.by == model::ToldBy::kEventType) return view.name + "::kType";
    const auto id = api_.types.target(told.by == model::ToldBy::kHeader ? *message.headers : *message.payload);
    return types_.cpp->name(id) + "::" + types_.member(id, told.name);
  }

  void constructor(const std::string& send_topics) {
    std::string subscriptions;
    for (const auto& handler : view_.handlers) {
      view_.constructor_parameters += fmt::format(", {}& {}", handler.name, handler.member);
      append(subscriptions, fmt::format("{{{}, &{}_}}", handler.constant, handler.member));
    }
    std::string asks;
    for (const auto& requester : view_.requesters) {
      view_.constructor_parameters += fmt::format(", {}& {}", requester.name, requester.member);
      append(asks, fmt::format("&{}.requester()", requester.member));
      view_.has_variants = view_.has_variants || requester.dispatches;
    }
    if (!asks.empty()) view_.asks = ", {" + asks + "}";
    view_.has_requesters = !view_.requesters.empty();
    view_.has_repliers = std::any_of(view_.handlers.begin(), view_.handlers.end(),
                                     [](const HandlerView& handler) { return handler.replier.has_value(); });
    view_.has_exchanges = view_.has_requesters || view_.has_repliers;
    view_.subscriptions = "{" + subscriptions + "}";
    view_.send_topics = "{" + send_topics + "}";
  }

  const model::Api& api_;
  TypesPlan& types_;
  const EventsPlan& events_;
  const ChannelsPlan& channels_;
  diag::Sink& sink_;
  bool transactional_ = false;  ///< some handler is called in transactions
  ExchangePlanner exchanges_{api_, types_, events_, channels_, sink_};
  AgentFileView view_;
};

}  // namespace

AgentFileView plan_agent(const model::Api& api, TypesPlan& types, const EventsPlan& events,
                         const ChannelsPlan& channels, diag::Sink& sink) {
  return Planner(api, types, events, channels, sink).run();
}

}  // namespace meshgen::plan
