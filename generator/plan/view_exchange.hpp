/// Exactly what the templates may see of operations with a reply.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace meshgen::plan {

/// How both sides of an operation with a reply find each other: an ExchangeSpec.
struct ExchangeView {
  std::string id;
  std::string constant;     ///< kAskExchange
  std::string wire;         ///< quoted operation id
  std::string reply_topic;  ///< the channel's constant
  bool has_reply_topic = false;
  std::string headers;        ///< mesh::ReplyHeaders::kSpring
  std::string reply_address;  ///< quoted runtime expression
  bool has_reply_address = false;
  std::string request_correlation;
  bool has_request_correlation = false;
  std::string reply_correlation;
  bool has_reply_correlation = false;
};

/// A statement that puts the correlation id or the reply's address where the contract wants it.
struct FillView {
  std::string statement;  ///< filled.meta.id = ticket->id();
};

/// One message that is asked with, one way: waiting or not.
struct AskMethodView {
  std::vector<std::string> docs;
  std::string requester;    ///< its class
  std::string method;       ///< ask_order_async
  std::string call;         ///< ask or ask_async
  std::string result;       ///< as its class says it: Reply
  std::string full_result;  ///< AskRequester::Reply
  std::string message;
  std::string parameters;
  std::string declared_parameters;  ///< the same with defaults
  std::string arguments;
  std::string address;
  bool has_address = false;
  bool waits = false;
  bool sets_source = false;
  bool sets_type = false;
  bool fills_payload = false;
  bool fills_headers = false;
  std::vector<FillView> fills;
};

/// One message that a reply may be.
struct ReplyCaseView {
  std::string value;    ///< what tells it apart: AnsweredMessage::kType
  std::string message;  ///< AnsweredMessage
};

struct RequesterView {
  std::string name;  ///< AskRequester
  std::string operation;
  std::string constant;  ///< SendSpec
  std::string exchange;  ///< ExchangeSpec
  std::string member;    ///< ask
  std::string topic;
  std::string replies;  ///< by topic `answers`
  std::vector<std::string> docs;
  std::string reply;  ///< mesh::Reply<AnsweredMessage>, or a variant
  std::string constructor_parameters;
  std::string constructor_initialisers;
  std::string reply_topic;  ///< the constructor's argument, if it is one
  bool has_source = false;
  bool has_type = false;
  std::string told_by;
  std::string known;
  bool by_type = false;
  bool by_header = false;
  bool by_payload = false;
  bool dispatches = false;
  std::optional<ReplyCaseView> only;
  std::vector<ReplyCaseView> cases;  ///< when it dispatches
  std::vector<AskMethodView> methods;
};

/// One message that a handler may answer with.
struct ReplyWriteView {
  std::string dispatch;  ///< the class that has the function
  std::string message;
  std::string arguments;
  std::string parameters;
  std::vector<FillView> fills;
};

/// What a handler has more when its requests are answered.
struct ReplierView {
  std::string handler;
  std::string dispatch;
  std::string answer;    ///< mesh::Answer<AnsweredMessage>
  std::string constant;  ///< ReceiveSpec
  std::string exchange;
  std::string replies;
  std::vector<ReplyWriteView> writes;
};

}  // namespace meshgen::plan
