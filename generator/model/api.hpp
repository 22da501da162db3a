/// What a contract says, resolved and merged: servers, channels, messages, operations and their types.
#pragma once

#include <cstddef>
#include <deque>
#include <optional>
#include <string>
#include <vector>

#include "load/node.hpp"
#include "model/bindings.hpp"
#include "model/types.hpp"

namespace meshgen::model {

enum class Action { kSend, kReceive };

/// A runtime expression `$message.payload#/a/b` or `$message.header#/a`.
struct Location {
  enum class Where { kPayload, kHeader } where = Where::kPayload;
  std::vector<std::string> path;  ///< unescaped pointer tokens
  diag::Span span;
};

struct SecurityScheme {
  std::string name;  ///< the component's key
  std::string type;  ///< "scramSha256", "plain", "X509", …
  diag::Span span;
};

struct Server {
  std::string name;
  std::string host;
  std::string protocol;
  std::vector<SecurityScheme> security;
  Docs docs;
  Origin origin;
};

struct Parameter {
  std::string name;
  std::vector<std::string> enumeration;
  std::optional<std::string> default_value;
  std::optional<Location> location;
  Docs docs;
  Origin origin;
};

struct Example {
  std::string name;
  const load::Node* payload = nullptr;  ///< in the document, which outlives the Api
  const load::Node* headers = nullptr;
  std::optional<std::string> payload_json;
  std::optional<std::string> headers_json;
  diag::Span span;
};

/// CloudEvents apply: the merged headers declare `ce_specversion`, or `x-cloudevents: true` says so.
struct CloudEvents {
  std::optional<std::string> type;    ///< from const, else default, of ce_type
  std::optional<std::string> source;  ///< of ce_source
  std::optional<std::string> dataschema;
  diag::Span id_format_span;          ///< of a format or pattern that `ce_id` is given; no file if none
  std::vector<std::string> required;  ///< attributes the contract requires: "subject", "time", …
};

struct Message {
  std::string id;  ///< its key in the channel's map
  std::string name;
  std::string content_type;  ///< own, else the document's default, else "application/json"
  std::optional<TypeId> payload;
  /// An Object: for CloudEvents the extension attributes only (wire names `ce_tenant`), else every header.
  std::optional<TypeId> headers;
  std::optional<CloudEvents> cloud_events;
  std::optional<TypeId> key;             ///< the Kafka binding's key schema
  std::optional<Location> key_location;  ///< where the key lies in the message: `x-key`, or a parameter's location
  std::optional<Location> correlation;   ///< `correlationId`: where it lies in the message
  std::vector<Example> examples;
  Docs docs;
  Origin origin;
  std::vector<Gap> gaps;
};

struct Channel {
  std::string id;
  std::optional<std::string> address;
  std::string topic;             ///< the binding's `topic`, else the address; empty if unknown
  bool topic_is_broken = false;  ///< an address that is no string: reported by validate
  TopicSettings kafka;
  std::vector<Parameter> parameters;
  std::vector<std::size_t> messages;  ///< indexes into Api::messages
  bool is_kafka = true;               ///< false: each of its servers speaks another protocol
  Docs docs;
  Origin origin;
  std::vector<Gap> gaps;
};

/// `operation.reply`: what comes back, and where to.
struct Reply {
  std::optional<Location> address;     ///< where the request says where the reply goes
  std::optional<std::size_t> channel;  ///< index into Api::channels
  std::vector<std::size_t> messages;   ///< indexes into Api::messages
  ReplyHeaders headers = ReplyHeaders::kMesh;
  diag::Span span;
};

struct Operation {
  std::string id;
  Action action = Action::kSend;
  std::size_t channel = 0;              ///< index into Api::channels
  std::vector<std::size_t> messages;    ///< indexes into Api::messages, in the order of the operation's list
  std::optional<std::string> group_id;  ///< const, else default, else sole enum value of the binding's schema
  std::optional<std::string> client_id;
  Retry retry;                                                   ///< receive only
  std::optional<CircuitBreaker> breaker;                         ///< receive only; nullopt: the runtime's own
  DeadLetter dead_letter;                                        ///< receive only
  DeliveryGuarantee delivery = DeliveryGuarantee::kAtLeastOnce;  ///< receive only
  std::optional<Reply> reply;
  bool is_kafka = true;  ///< its channel's
  Docs docs;
  Origin origin;
  std::vector<Gap> gaps;
};

/// Its requests are answered: it becomes a requester or a replier.
[[nodiscard]] inline bool is_exchange(const Operation& operation) {
  return operation.is_kafka && operation.reply && !operation.messages.empty() && !operation.reply->messages.empty();
}

struct Api {
  std::string file_name;  ///< the root document's, without folder: "orders.yaml"
  std::string title;
  std::string version;
  std::string description;
  std::optional<std::string> cpp_namespace;  ///< `x-cpp-namespace`
  diag::Span cpp_namespace_span;
  std::vector<Server> servers;
  std::vector<Channel> channels;  ///< those of the document root, in order
  std::vector<Message> messages;  ///< one for each entry of a channel's map, and what only replies name
  std::vector<Operation> operations;
  bool declares_operations = false;  ///< even if none of them was sound
  /// Neither channels nor operations, but components: what it declares is for others, who refer to it.
  bool is_library = false;
  std::vector<std::size_t> library_messages;  ///< of its components; indexes into `messages`
  std::vector<TypeId> library_schemas;        ///< the same, schemas
  Types types;
  std::deque<load::Node> merged;  ///< trees made by merging traits: examples point into them
};

}  // namespace meshgen::model
