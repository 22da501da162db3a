/// Exactly what the templates of events, channels and agent may see.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "plan/view_exchange.hpp"

namespace meshgen::plan {

/// How one typed header travels.
struct HeaderView {
  std::string wire;    ///< quoted: "x-tenant"
  std::string member;  ///< tenant, or the constant kVersion
  bool is_constant = false;
  bool is_word = false;      ///< an enum
  bool is_plain = false;     ///< string, number, boolean
  bool is_optional = false;  ///< a std::optional
  bool has_default = false;  ///< it need not be there, and has a value all the same
  std::string assign;        ///< its default: `headers.retries = 3`
  std::string differs;       ///< `headers.retries != 3`
};

/// `if (condition) record.key = value;`
struct KeyView {
  std::string condition;  ///< empty: always there
  std::string value;
  bool is_conditional = false;
};

struct RequiredAttributeView {
  std::string member;       ///< subject
  std::string wire;         ///< quoted: "ce_subject"
  bool is_callers = false;  ///< nobody fills it in but the sender
};

struct MessageView {
  std::string id;
  std::string name;  ///< OrderPlacedMessage
  std::vector<std::string> docs;
  std::string payload;
  std::string headers;  ///< "mesh::NoHeaders" or a struct
  bool has_headers = false;
  bool is_event = false;
  bool is_plain = false;
  std::string type;  ///< quoted; empty if the contract does not fix it
  std::string source;
  std::string dataschema;
  std::string content_type;  ///< quoted
  bool has_type = false;
  bool has_source = false;
  bool has_dataschema = false;
  std::vector<RequiredAttributeView> required_attributes;
  std::vector<HeaderView> header_fields;
  std::optional<KeyView> key;
  bool has_key_argument = false;
  std::string key_argument;  ///< "std::string_view key"
  std::string key_statement;
  std::string read_parameters;  ///< of the definition: what is not used is marked
  std::string write_parameters;
};

struct EventsFileView {
  std::string contract;
  std::string cpp_namespace;
  bool has_events = false;
  std::vector<MessageView> messages;
};

struct ConfigEntryView {
  std::string name;
  std::string value;
};

/// A parameter of the topic's name.
struct ParameterView {
  std::string member;  ///< region
  std::string wire;    ///< quoted
  std::vector<std::string> docs;
  std::string default_value;    ///< quoted, or "{}"
  std::string values_constant;  ///< kOrdersRegionValues
  std::string values;           ///< quoted, in braces
  std::string count;            ///< of them
  bool has_values = false;
  std::string index;  ///< among the channel's
};

struct ChannelView {
  std::string id;
  std::string constant;         ///< kOrders
  std::string config_constant;  ///< kOrdersConfig
  std::vector<std::string> docs;
  std::string topic;
  std::string partitions;
  std::string replicas;
  bool has_config = false;
  std::vector<ConfigEntryView> config;
  std::string address;              ///< OrdersAddress
  std::string parameters_constant;  ///< kOrdersParameters
  std::string members;              ///< "{region, tenant}"
  std::string count;                ///< of the parameters
  bool has_parameters = false;
  std::vector<ParameterView> parameters;
};

struct SendView {
  std::string id;
  std::string constant;  ///< kPlaceOrder
  std::string wire;      ///< quoted operation id
  std::string channel_constant;
};

struct ReceiveView {
  std::string id;
  std::string constant;
  std::string wire;
  std::string channel_constant;
  std::string group;
  std::string client_id;
  std::string cloud_events;  ///< "true"
  std::string max_attempts;
  std::string backoff;  ///< "mesh::BackoffKind::kExponential"
  std::string initial_delay_ms;
  std::string max_delay_ms;
  std::string multiplier;
  std::string jitter;
  bool has_breaker = false;
  std::string breaker_failures;
  std::string breaker_open_ms;
  std::string breaker_max_open_ms;
  std::string dead_letter_enabled;
  std::string dead_letter_topic;
  bool has_dead_letter_families = false;
  std::string dead_letter_families;  ///< "{.spring = true, .streams = true}"
  bool has_delivery = false;         ///< another than the default
  std::string delivery;              ///< "mesh::DeliveryGuarantee::kExactlyOnce"
};

struct ChannelsFileView {
  std::string contract;
  std::string cpp_namespace;
  bool has_config = false;
  bool has_parameters = false;
  bool has_arrays = false;  ///< one of them
  std::vector<ChannelView> channels;
  std::vector<SendView> sends;
  std::vector<ReceiveView> receives;
  bool has_exchanges = false;
  std::vector<ExchangeView> exchanges;
};

/// One message of a send operation, sent one way: waiting or not.
struct SendMethodView {
  std::string message;  ///< OrderPlacedMessage
  std::string call;     ///< send or send_async
  std::string arguments;
  std::vector<std::string> docs;
  std::string publisher;  ///< its class
  std::string method;     ///< send_order_placed_async
  std::string result;     ///< Sent or PendingSend
  std::string parameters;
  std::string declared_parameters;  ///< the same with defaults
  std::string address;              ///< an expression: which topic, if there are several
  bool has_address = false;
  bool waits = false;
  bool sets_source = false;
  bool sets_type = false;
};

struct PublisherView {
  std::string name;
  std::string operation;
  std::string constant;  ///< SendSpec
  std::string topic;
  std::vector<std::string> docs;
  std::string constructor_parameters;  ///< ", std::string source"
  std::string constructor_initialisers;
  bool has_source = false;
  bool has_type = false;
  bool is_explicit = false;
  std::vector<SendMethodView> methods;
  std::vector<SendMethodView> transaction_methods;  ///< the same in a transaction, if a handler can be in one
};

struct HandleView {
  std::string method;     ///< on_order_placed
  std::string value;      ///< what its records have where messages are told apart: OrderPlacedMessage::kType
  std::string message;    ///< OrderPlacedMessage
  std::string received;   ///< mesh::Received<OrderPlaced>
  std::string answer;     ///< mesh::Outcome
  std::string parameter;  ///< of an exactly-once operation, after the first: ", mesh::Transaction& transaction"
  std::string captures;   ///< what a call needs
  std::string argument;   ///< ", *delivery.transaction"
  std::vector<std::string> docs;
};

struct HandlerView {
  std::string name;      ///< OnOrderPlacedHandler
  std::string dispatch;  ///< OnOrderPlacedDispatch
  std::string operation;
  std::string constant;  ///< ReceiveSpec
  std::string member;    ///< on_order_placed
  std::string group;
  std::string topic;
  std::string told_by;  ///< quoted: "ce_type", the header or the member that tells messages apart
  std::string known;    ///< quoted: the values that it may have
  bool is_exactly_once = false;
  bool is_at_most_once = false;
  bool by_type = false;
  bool by_header = false;
  bool by_payload = false;
  std::vector<std::string> docs;
  bool dispatches = false;  ///< several messages
  std::optional<HandleView> only;
  std::vector<HandleView> cases;  ///< when it dispatches
  std::vector<HandleView> handles;
  std::string constructed;  ///< what its dispatch class is made of: "on_order_placed"
  bool is_replier = false;
  std::optional<ReplierView> replier;
};

struct AgentFileView {
  std::string contract;
  std::string cpp_namespace;
  std::string name;  ///< quoted: the agent's name
  std::vector<std::string> docs;
  std::string constructor_parameters;  ///< ", OnOrderPlacedHandler& on_order_placed": the handlers
  std::string subscriptions;           ///< "{kOnOrderPlaced, &on_order_placed_}", in braces
  std::string send_topics;             ///< "kOrdersTopic", in braces
  bool has_receives = false;
  bool has_sends = false;
  std::vector<PublisherView> publishers;
  std::vector<HandlerView> handlers;
  bool has_exchanges = false;
  bool has_repliers = false;
  bool has_requesters = false;
  bool has_variants = false;  ///< a reply of several messages
  std::string asks;           ///< ", {&ask.requester()}": what the runner starts
  std::vector<RequesterView> requesters;
};

}  // namespace meshgen::plan
