/// The names by which templates see plan/view_agent.hpp.
#pragma once

#include "plan/view_agent.hpp"
#include "render/bind_exchange.hpp"
#include "render/fields.hpp"

namespace meshgen::render {

template <>
struct Fields<plan::HeaderView> {
  static constexpr auto list = std::make_tuple(
      field("wire", &plan::HeaderView::wire), field("member", &plan::HeaderView::member),
      field("is_constant", &plan::HeaderView::is_constant), field("is_word", &plan::HeaderView::is_word),
      field("is_plain", &plan::HeaderView::is_plain), field("is_optional", &plan::HeaderView::is_optional),
      field("has_default", &plan::HeaderView::has_default), field("assign", &plan::HeaderView::assign),
      field("differs", &plan::HeaderView::differs));
};
template <>
struct Fields<plan::KeyView> {
  static constexpr auto list =
      std::make_tuple(field("condition", &plan::KeyView::condition), field("value", &plan::KeyView::value),
                      field("is_conditional", &plan::KeyView::is_conditional));
};
template <>
struct Fields<plan::RequiredAttributeView> {
  static constexpr auto list = std::make_tuple(field("member", &plan::RequiredAttributeView::member),
                                               field("wire", &plan::RequiredAttributeView::wire),
                                               field("is_callers", &plan::RequiredAttributeView::is_callers));
};
template <>
struct Fields<plan::MessageView> {
  static constexpr auto list = std::make_tuple(
      field("id", &plan::MessageView::id), field("name", &plan::MessageView::name),
      field("docs", &plan::MessageView::docs), field("payload", &plan::MessageView::payload),
      field("headers", &plan::MessageView::headers), field("has_headers", &plan::MessageView::has_headers),
      field("is_event", &plan::MessageView::is_event), field("is_plain", &plan::MessageView::is_plain),
      field("type", &plan::MessageView::type), field("source", &plan::MessageView::source),
      field("dataschema", &plan::MessageView::dataschema), field("content_type", &plan::MessageView::content_type),
      field("has_type", &plan::MessageView::has_type), field("has_source", &plan::MessageView::has_source),
      field("has_dataschema", &plan::MessageView::has_dataschema),
      field("required_attributes", &plan::MessageView::required_attributes),
      field("header_fields", &plan::MessageView::header_fields), field("key", &plan::MessageView::key),
      field("has_key_argument", &plan::MessageView::has_key_argument),
      field("key_argument", &plan::MessageView::key_argument),
      field("key_statement", &plan::MessageView::key_statement),
      field("read_parameters", &plan::MessageView::read_parameters),
      field("write_parameters", &plan::MessageView::write_parameters));
};
template <>
struct Fields<plan::EventsFileView> {
  static constexpr auto list = std::make_tuple(
      field("contract", &plan::EventsFileView::contract), field("cpp_namespace", &plan::EventsFileView::cpp_namespace),
      field("has_events", &plan::EventsFileView::has_events), field("messages", &plan::EventsFileView::messages));
};
template <>
struct Fields<plan::ConfigEntryView> {
  static constexpr auto list =
      std::make_tuple(field("name", &plan::ConfigEntryView::name), field("value", &plan::ConfigEntryView::value));
};
template <>
struct Fields<plan::ParameterView> {
  static constexpr auto list = std::make_tuple(
      field("member", &plan::ParameterView::member), field("wire", &plan::ParameterView::wire),
      field("docs", &plan::ParameterView::docs), field("default_value", &plan::ParameterView::default_value),
      field("values_constant", &plan::ParameterView::values_constant), field("values", &plan::ParameterView::values),
      field("count", &plan::ParameterView::count), field("has_values", &plan::ParameterView::has_values),
      field("index", &plan::ParameterView::index));
};
template <>
struct Fields<plan::ChannelView> {
  static constexpr auto list = std::make_tuple(
      field("id", &plan::ChannelView::id), field("constant", &plan::ChannelView::constant),
      field("config_constant", &plan::ChannelView::config_constant), field("docs", &plan::ChannelView::docs),
      field("topic", &plan::ChannelView::topic), field("partitions", &plan::ChannelView::partitions),
      field("replicas", &plan::ChannelView::replicas), field("has_config", &plan::ChannelView::has_config),
      field("config", &plan::ChannelView::config), field("address", &plan::ChannelView::address),
      field("parameters_constant", &plan::ChannelView::parameters_constant),
      field("members", &plan::ChannelView::members), field("count", &plan::ChannelView::count),
      field("has_parameters", &plan::ChannelView::has_parameters), field("parameters", &plan::ChannelView::parameters));
};
template <>
struct Fields<plan::SendView> {
  static constexpr auto list = std::make_tuple(
      field("id", &plan::SendView::id), field("constant", &plan::SendView::constant),
      field("wire", &plan::SendView::wire), field("channel_constant", &plan::SendView::channel_constant));
};
template <>
struct Fields<plan::ReceiveView> {
  static constexpr auto list = std::make_tuple(
      field("id", &plan::ReceiveView::id), field("constant", &plan::ReceiveView::constant),
      field("wire", &plan::ReceiveView::wire), field("channel_constant", &plan::ReceiveView::channel_constant),
      field("group", &plan::ReceiveView::group), field("client_id", &plan::ReceiveView::client_id),
      field("cloud_events", &plan::ReceiveView::cloud_events), field("max_attempts", &plan::ReceiveView::max_attempts),
      field("backoff", &plan::ReceiveView::backoff), field("initial_delay_ms", &plan::ReceiveView::initial_delay_ms),
      field("max_delay_ms", &plan::ReceiveView::max_delay_ms), field("multiplier", &plan::ReceiveView::multiplier),
      field("jitter", &plan::ReceiveView::jitter), field("has_breaker", &plan::ReceiveView::has_breaker),
      field("breaker_failures", &plan::ReceiveView::breaker_failures),
      field("breaker_open_ms", &plan::ReceiveView::breaker_open_ms),
      field("breaker_max_open_ms", &plan::ReceiveView::breaker_max_open_ms),
      field("dead_letter_enabled", &plan::ReceiveView::dead_letter_enabled),
      field("dead_letter_topic", &plan::ReceiveView::dead_letter_topic),
      field("has_dead_letter_families", &plan::ReceiveView::has_dead_letter_families),
      field("dead_letter_families", &plan::ReceiveView::dead_letter_families),
      field("has_delivery", &plan::ReceiveView::has_delivery), field("delivery", &plan::ReceiveView::delivery));
};
template <>
struct Fields<plan::ChannelsFileView> {
  static constexpr auto list = std::make_tuple(
      field("contract", &plan::ChannelsFileView::contract),
      field("cpp_namespace", &plan::ChannelsFileView::cpp_namespace),
      field("has_config", &plan::ChannelsFileView::has_config),
      field("has_parameters", &plan::ChannelsFileView::has_parameters),
      field("has_arrays", &plan::ChannelsFileView::has_arrays), field("channels", &plan::ChannelsFileView::channels),
      field("sends", &plan::ChannelsFileView::sends), field("receives", &plan::ChannelsFileView::receives),
      field("has_exchanges", &plan::ChannelsFileView::has_exchanges),
      field("exchanges", &plan::ChannelsFileView::exchanges));
};
template <>
struct Fields<plan::SendMethodView> {
  static constexpr auto list = std::make_tuple(
      field("message", &plan::SendMethodView::message), field("call", &plan::SendMethodView::call),
      field("arguments", &plan::SendMethodView::arguments), field("docs", &plan::SendMethodView::docs),
      field("publisher", &plan::SendMethodView::publisher), field("method", &plan::SendMethodView::method),
      field("result", &plan::SendMethodView::result), field("parameters", &plan::SendMethodView::parameters),
      field("declared_parameters", &plan::SendMethodView::declared_parameters),
      field("address", &plan::SendMethodView::address), field("has_address", &plan::SendMethodView::has_address),
      field("waits", &plan::SendMethodView::waits), field("sets_source", &plan::SendMethodView::sets_source),
      field("sets_type", &plan::SendMethodView::sets_type));
};
template <>
struct Fields<plan::PublisherView> {
  static constexpr auto list = std::make_tuple(
      field("name", &plan::PublisherView::name), field("operation", &plan::PublisherView::operation),
      field("constant", &plan::PublisherView::constant), field("topic", &plan::PublisherView::topic),
      field("docs", &plan::PublisherView::docs),
      field("constructor_parameters", &plan::PublisherView::constructor_parameters),
      field("constructor_initialisers", &plan::PublisherView::constructor_initialisers),
      field("has_source", &plan::PublisherView::has_source), field("has_type", &plan::PublisherView::has_type),
      field("is_explicit", &plan::PublisherView::is_explicit), field("methods", &plan::PublisherView::methods),
      field("transaction_methods", &plan::PublisherView::transaction_methods));
};
template <>
struct Fields<plan::HandleView> {
  static constexpr auto list =
      std::make_tuple(field("method", &plan::HandleView::method), field("value", &plan::HandleView::value),
                      field("message", &plan::HandleView::message), field("received", &plan::HandleView::received),
                      field("answer", &plan::HandleView::answer), field("parameter", &plan::HandleView::parameter),
                      field("captures", &plan::HandleView::captures), field("argument", &plan::HandleView::argument),
                      field("docs", &plan::HandleView::docs));
};
template <>
struct Fields<plan::HandlerView> {
  static constexpr auto list = std::make_tuple(
      field("name", &plan::HandlerView::name), field("dispatch", &plan::HandlerView::dispatch),
      field("operation", &plan::HandlerView::operation), field("constant", &plan::HandlerView::constant),
      field("member", &plan::HandlerView::member), field("group", &plan::HandlerView::group),
      field("topic", &plan::HandlerView::topic), field("told_by", &plan::HandlerView::told_by),
      field("known", &plan::HandlerView::known), field("is_exactly_once", &plan::HandlerView::is_exactly_once),
      field("is_at_most_once", &plan::HandlerView::is_at_most_once), field("by_type", &plan::HandlerView::by_type),
      field("by_header", &plan::HandlerView::by_header), field("by_payload", &plan::HandlerView::by_payload),
      field("docs", &plan::HandlerView::docs), field("dispatches", &plan::HandlerView::dispatches),
      field("only", &plan::HandlerView::only), field("cases", &plan::HandlerView::cases),
      field("handles", &plan::HandlerView::handles), field("constructed", &plan::HandlerView::constructed),
      field("is_replier", &plan::HandlerView::is_replier), field("replier", &plan::HandlerView::replier));
};
template <>
struct Fields<plan::AgentFileView> {
  static constexpr auto list = std::make_tuple(
      field("contract", &plan::AgentFileView::contract), field("cpp_namespace", &plan::AgentFileView::cpp_namespace),
      field("name", &plan::AgentFileView::name), field("docs", &plan::AgentFileView::docs),
      field("constructor_parameters", &plan::AgentFileView::constructor_parameters),
      field("subscriptions", &plan::AgentFileView::subscriptions),
      field("send_topics", &plan::AgentFileView::send_topics),
      field("has_receives", &plan::AgentFileView::has_receives), field("has_sends", &plan::AgentFileView::has_sends),
      field("publishers", &plan::AgentFileView::publishers), field("handlers", &plan::AgentFileView::handlers),
      field("has_exchanges", &plan::AgentFileView::has_exchanges),
      field("has_repliers", &plan::AgentFileView::has_repliers),
      field("has_requesters", &plan::AgentFileView::has_requesters),
      field("has_variants", &plan::AgentFileView::has_variants), field("asks", &plan::AgentFileView::asks),
      field("requesters", &plan::AgentFileView::requesters));
};

}  // namespace meshgen::render
