#include "model/dump.hpp"

#include <nlohmann/json.hpp>

#include "model/extensions.hpp"

namespace meshgen::model {
namespace {

using Json = nlohmann::ordered_json;

std::size_t number(TypeId id) { return static_cast<std::size_t>(id); }

template <class T>
void put(Json& json, const char* key, const std::optional<T>& value) {
  if (value) json[key] = *value;
}

void put_docs(Json& json, const Docs& docs) {
  if (!docs.title.empty()) json["title"] = docs.title;
  if (!docs.description.empty()) json["description"] = docs.description;
  if (docs.deprecated) json["deprecated"] = true;
}

std::string_view name(Format format) {
  switch (format) {
    case Format::kNone:
      return "";
    case Format::kUuid:
      return "uuid";
    case Format::kDateTime:
      return "date-time";
    case Format::kDate:
      return "date";
    case Format::kTime:
      return "time";
    case Format::kEmail:
      return "email";
    case Format::kUri:
      return "uri";
    case Format::kHostname:
      return "hostname";
    case Format::kIpv4:
      return "ipv4";
    case Format::kIpv6:
      return "ipv6";
    case Format::kByte:
      return "byte";
    case Format::kDuration:
      return "duration";
    case Format::kJsonPointer:
      return "json-pointer";
    case Format::kUriReference:
      return "uri-reference";
  }
  return "";
}

Json number(const base::Whole& value) { return Json::parse(value.to_string()); }

Json bound(const Bound& value) { return {{"value", value.value}, {"exclusive", value.exclusive}}; }

Json shape_of(const Shape& shape) {
  Json json;
  std::visit(
      Match{[&](const Boolean&) { json["shape"] = "boolean"; },
            [&](const Integer& integer) {
              json["shape"] = "integer";
              json["bits"] = integer.bits;
              if (integer.is_unsigned) json["unsigned"] = true;
              if (integer.minimum) json["minimum"] = number(*integer.minimum);
              if (integer.maximum) json["maximum"] = number(*integer.maximum);
              if (integer.multiple_of) json["multipleOf"] = base::value_of(*integer.multiple_of);
            },
            [&](const Number& value) {
              json["shape"] = "number";
              if (value.minimum) json["minimum"] = bound(*value.minimum);
              if (value.maximum) json["maximum"] = bound(*value.maximum);
              if (value.multiple_of) json["multipleOf"] = base::value_of(*value.multiple_of);
            },
            [&](const String& string) {
              json["shape"] = "string";
              put(json, "minLength", string.min_length);
              put(json, "maxLength", string.max_length);
              if (string.pattern) json["pattern"] = string.pattern->regex;
              if (string.format != Format::kNone) json["format"] = name(string.format);
            },
            [&](const StringEnum& values) {
              json["shape"] = "enum";
              for (const auto& value : values.values) json["values"].push_back(value.wire);
            },
            [&](const ValueEnum& values) {
              json["shape"] = "enum";
              for (const auto& value : values.values) json["texts"].push_back(value.wire);
            },
            [&](const StringConst& constant) {
              json["shape"] = "const";
              json["value"] = constant.value;
            },
            [&](const Array& array) {
              json["shape"] = "array";
              json["items"] = number(array.items);
              put(json, "minItems", array.min_items);
              put(json, "maxItems", array.max_items);
              if (array.unique) json["uniqueItems"] = true;
            },
            [&](const Alias& alias) {
              json["shape"] = "alias";
              json["of"] = number(alias.of);
            },
            [&](const Map& map) {
              json["shape"] = "map";
              json["values"] = number(map.values);
              put(json, "minProperties", map.min_properties);
              put(json, "maxProperties", map.max_properties);
            },
            [&](const Object& object) {
              json["shape"] = object.form == Object::Form::kObject  ? "object"
                              : object.form == Object::Form::kTuple ? "tuple"
                                                                    : "value";
              json["closed"] = object.closed;
              if (object.rest) json["rest"] = number(*object.rest);
              json["properties"] = Json::array();
              for (const auto& property : object.properties) {
                json["properties"].push_back(
                    {{"name", property.wire_name}, {"type", number(property.type)}, {"required", property.required}});
              }
            },
            [&](const Union& choice) {
              json["shape"] = choice.only_one ? "oneOf" : "anyOf";
              json["by"] = choice.by == Union::By::kConstant ? "constant"
                           : choice.by == Union::By::kKind   ? "kind"
                                                             : "trial";
              if (!choice.discriminator.empty()) json["discriminator"] = choice.discriminator;
              for (const auto& alternative : choice.alternatives) {
                Json each{{"type", number(alternative.type)}};
                if (!alternative.value.empty()) each["value"] = alternative.value;
                json["alternatives"].push_back(std::move(each));
              }
            },
            [&](const Any&) { json["shape"] = "any"; }},
      shape);
  return json;
}

Json gaps_of(const std::vector<Gap>& gaps) {
  Json json = Json::array();
  for (const auto& gap : gaps) json.push_back(gap.what);
  return json;
}

Json location_of(const Location& location) {
  return {{"where", location.where == Location::Where::kPayload ? "payload" : "header"}, {"path", location.path}};
}

Json message_of(const Message& message) {
  Json json{{"id", message.id}, {"contentType", message.content_type}};
  put_docs(json, message.docs);
  const auto put_type = [&](const char* key, const std::optional<TypeId>& id) {
    if (id) json[key] = number(*id);
  };
  put_type("payload", message.payload);
  put_type("headers", message.headers);
  put_type("key", message.key);
  if (message.key_location) json["keyLocation"] = location_of(*message.key_location);
  if (message.cloud_events) {
    auto& event = json["cloudEvents"] = Json::object();
    put(event, "type", message.cloud_events->type);
    put(event, "source", message.cloud_events->source);
    put(event, "dataschema", message.cloud_events->dataschema);
    if (!message.cloud_events->required.empty()) event["required"] = message.cloud_events->required;
  }
  if (!message.gaps.empty()) json["gaps"] = gaps_of(message.gaps);
  return json;
}

Json channel_of(const Channel& channel) {
  Json json{{"id", channel.id}, {"topic", channel.topic}, {"messages", channel.messages}};
  put_docs(json, channel.docs);
  put(json, "address", channel.address);
  put(json, "partitions", channel.kafka.partitions);
  put(json, "replicas", channel.kafka.replicas);
  for (const auto& [key, value] : channel.kafka.configuration) json["configuration"][key] = value;
  for (const auto& parameter : channel.parameters) {
    Json each{{"name", parameter.name}};
    if (parameter.location) each["location"] = location_of(*parameter.location);
    json["parameters"].push_back(each);
  }
  return json;
}

Json operation_of(const Operation& operation) {
  const bool receives = operation.action == Action::kReceive;
  Json json{{"id", operation.id},
            {"action", receives ? "receive" : "send"},
            {"channel", operation.channel},
            {"messages", operation.messages}};
  put_docs(json, operation.docs);
  put(json, "groupId", operation.group_id);
  put(json, "clientId", operation.client_id);
  if (receives) {
    const auto& retry = operation.retry;
    json["retry"] = {{"maxAttempts", retry.max_attempts},
                     {"backoff", retry.kind == BackoffKind::kFixed ? "fixed" : "exponential"},
                     {"initialDelayMs", retry.initial_delay_ms},
                     {"maxDelayMs", retry.max_delay_ms},
                     {"multiplier", retry.multiplier},
                     {"jitter", retry.jitter == Jitter::kNone    ? "none"
                                : retry.jitter == Jitter::kEqual ? "equal"
                                                                 : "full"}};
    if (const auto& breaker = operation.breaker) {
      json["circuitBreaker"] = {
          {"failures", breaker->failures}, {"openForMs", breaker->open_ms}, {"maxOpenForMs", breaker->max_open_ms}};
    }
    json["deadLetter"] = {{"enabled", operation.dead_letter.enabled}, {"topic", operation.dead_letter.topic}};
    for (const auto family : operation.dead_letter.families)
      json["deadLetter"]["families"].push_back(to_string(family));
    if (operation.delivery != DeliveryGuarantee::kAtLeastOnce) json["delivery"] = to_string(operation.delivery);
  }
  if (operation.reply) {
    auto& reply = json["reply"] = {{"messages", operation.reply->messages}};
    if (operation.reply->address) reply["address"] = location_of(*operation.reply->address);
    put(reply, "channel", operation.reply->channel);
    if (operation.reply->headers != ReplyHeaders::kMesh) reply["headers"] = to_string(operation.reply->headers);
  }
  if (!operation.is_kafka) json["kafka"] = false;
  if (!operation.gaps.empty()) json["gaps"] = gaps_of(operation.gaps);
  return json;
}

}  // namespace

std::string dump(const Api& api) {
  Json json{{"file", api.file_name}, {"title", api.title}, {"version", api.version}};
  put(json, "cppNamespace", api.cpp_namespace);
  json["servers"] = Json::array();
  for (const auto& server : api.servers) {
    Json each{{"name", server.name}, {"host", server.host}, {"protocol", server.protocol}};
    for (const auto& scheme : server.security)
      each["security"].push_back({{"name", scheme.name}, {"type", scheme.type}});
    json["servers"].push_back(each);
  }
  for (const char* list : {"channels", "messages", "operations", "types"}) json[list] = Json::array();
  for (const auto& channel : api.channels) json["channels"].push_back(channel_of(channel));
  for (const auto& message : api.messages) json["messages"].push_back(message_of(message));
  for (const auto& operation : api.operations) json["operations"].push_back(operation_of(operation));
  for (std::size_t i = 0; i < api.types.size(); ++i) {
    const auto& type = api.types[static_cast<TypeId>(i)];
    Json each{{"id", i}, {"path", type.origin.path}};
    each.update(shape_of(type.shape));
    if (type.nullable) each["nullable"] = true;
    if (type.is_ruled) each["ruled"] = true;
    if (type.is_secret) each["secret"] = true;
    put_docs(each, type.docs);
    if (!type.gaps.empty()) each["gaps"] = gaps_of(type.gaps);
    json["types"].push_back(each);
  }
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace meshgen::model
