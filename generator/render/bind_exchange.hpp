/// Binds the views of operations with a reply.
#pragma once

#include "plan/view_exchange.hpp"
#include "render/fields.hpp"

namespace meshgen::render {

template <>
struct Fields<plan::ExchangeView> {
  static constexpr auto list = std::make_tuple(
      field("id", &plan::ExchangeView::id), field("constant", &plan::ExchangeView::constant),
      field("wire", &plan::ExchangeView::wire), field("reply_topic", &plan::ExchangeView::reply_topic),
      field("has_reply_topic", &plan::ExchangeView::has_reply_topic), field("headers", &plan::ExchangeView::headers),
      field("reply_address", &plan::ExchangeView::reply_address),
      field("has_reply_address", &plan::ExchangeView::has_reply_address),
      field("request_correlation", &plan::ExchangeView::request_correlation),
      field("has_request_correlation", &plan::ExchangeView::has_request_correlation),
      field("reply_correlation", &plan::ExchangeView::reply_correlation),
      field("has_reply_correlation", &plan::ExchangeView::has_reply_correlation));
};
template <>
struct Fields<plan::FillView> {
  static constexpr auto list = std::make_tuple(field("statement", &plan::FillView::statement));
};
template <>
struct Fields<plan::AskMethodView> {
  static constexpr auto list = std::make_tuple(
      field("docs", &plan::AskMethodView::docs), field("requester", &plan::AskMethodView::requester),
      field("method", &plan::AskMethodView::method), field("call", &plan::AskMethodView::call),
      field("result", &plan::AskMethodView::result), field("full_result", &plan::AskMethodView::full_result),
      field("message", &plan::AskMethodView::message), field("parameters", &plan::AskMethodView::parameters),
      field("declared_parameters", &plan::AskMethodView::declared_parameters),
      field("arguments", &plan::AskMethodView::arguments), field("address", &plan::AskMethodView::address),
      field("has_address", &plan::AskMethodView::has_address), field("waits", &plan::AskMethodView::waits),
      field("sets_source", &plan::AskMethodView::sets_source), field("sets_type", &plan::AskMethodView::sets_type),
      field("fills_payload", &plan::AskMethodView::fills_payload),
      field("fills_headers", &plan::AskMethodView::fills_headers), field("fills", &plan::AskMethodView::fills));
};
template <>
struct Fields<plan::ReplyCaseView> {
  static constexpr auto list =
      std::make_tuple(field("value", &plan::ReplyCaseView::value), field("message", &plan::ReplyCaseView::message));
};
template <>
struct Fields<plan::RequesterView> {
  static constexpr auto list = std::make_tuple(
      field("name", &plan::RequesterView::name), field("operation", &plan::RequesterView::operation),
      field("constant", &plan::RequesterView::constant), field("exchange", &plan::RequesterView::exchange),
      field("member", &plan::RequesterView::member), field("topic", &plan::RequesterView::topic),
      field("replies", &plan::RequesterView::replies), field("docs", &plan::RequesterView::docs),
      field("reply", &plan::RequesterView::reply),
      field("constructor_parameters", &plan::RequesterView::constructor_parameters),
      field("constructor_initialisers", &plan::RequesterView::constructor_initialisers),
      field("reply_topic", &plan::RequesterView::reply_topic), field("has_source", &plan::RequesterView::has_source),
      field("has_type", &plan::RequesterView::has_type), field("told_by", &plan::RequesterView::told_by),
      field("known", &plan::RequesterView::known), field("by_type", &plan::RequesterView::by_type),
      field("by_header", &plan::RequesterView::by_header), field("by_payload", &plan::RequesterView::by_payload),
      field("dispatches", &plan::RequesterView::dispatches), field("only", &plan::RequesterView::only),
      field("cases", &plan::RequesterView::cases), field("methods", &plan::RequesterView::methods));
};
template <>
struct Fields<plan::ReplyWriteView> {
  static constexpr auto list = std::make_tuple(
      field("dispatch", &plan::ReplyWriteView::dispatch), field("message", &plan::ReplyWriteView::message),
      field("arguments", &plan::ReplyWriteView::arguments), field("parameters", &plan::ReplyWriteView::parameters),
      field("fills", &plan::ReplyWriteView::fills));
};
template <>
struct Fields<plan::ReplierView> {
  static constexpr auto list =
      std::make_tuple(field("handler", &plan::ReplierView::handler), field("dispatch", &plan::ReplierView::dispatch),
                      field("answer", &plan::ReplierView::answer), field("constant", &plan::ReplierView::constant),
                      field("exchange", &plan::ReplierView::exchange), field("replies", &plan::ReplierView::replies),
                      field("writes", &plan::ReplierView::writes));
};

}  // namespace meshgen::render
