#include "model/messages.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "diag/codes.hpp"
#include "model/extensions.hpp"
#include "model/merge.hpp"
#include "validate/schema.hpp"

namespace meshgen::model {
namespace {

using load::Kind;
using load::Node;

constexpr std::array<std::string_view, 7> kCore{"ce_id",      "ce_source", "ce_specversion", "ce_type",
                                                "ce_subject", "ce_time",   "ce_dataschema"};
/// Headers that the runtime writes and reads itself.
constexpr std::array<std::string_view, 3> kOwn{"content-type", "traceparent", "tracestate"};

template <std::size_t N>
bool contains(const std::array<std::string_view, N>& list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

std::string lower(std::string_view text) {
  std::string result(text);
  std::transform(result.begin(), result.end(), result.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return result;
}

bool is_json(std::string_view content_type) {
  auto media = lower(content_type.substr(0, content_type.find(';')));
  while (media.ends_with(' ')) media.pop_back();
  return media == "application/json" || media.ends_with("+json") || media == "text/json";
}

/// The same name for every header object, wherever the headers were written.
Words headers_words(const Message& message) {
  return {message.origin.path.empty() ? message.id : message.origin.path.front(), "headers"};
}

}  // namespace

std::optional<Location> read_location(const Node& node, diag::Sink& sink) {
  const std::string_view text = node.text;
  const auto hash = text.find('#');
  const auto head = text.substr(0, hash);
  Location location;
  location.span = node.span;
  const bool known = head == "$message.payload" || head == "$message.header";
  const auto pointer = hash == std::string_view::npos ? std::string_view{} : text.substr(hash + 1);
  if (!node.is(Kind::kString) || !known || (!pointer.empty() && pointer.front() != '/')) {
    sink.report(diag::codes::kWrongValue, node.span, fmt::format("'{}' is no place in a message", text))
        .with_help("write '$message.payload#/a/b' or '$message.header#/name'");
    return std::nullopt;
  }
  location.where = head == "$message.header" ? Location::Where::kHeader : Location::Where::kPayload;
  std::size_t begin = 0;
  while (begin < pointer.size()) {
    auto end = pointer.find('/', begin + 1);
    if (end == std::string_view::npos) end = pointer.size();
    std::string token;
    for (std::size_t i = begin + 1; i < end; ++i) {
      const bool escape = pointer[i] == '~' && i + 1 < end && (pointer[i + 1] == '0' || pointer[i + 1] == '1');
      token += escape ? (pointer[i + 1] == '0' ? '~' : '/') : pointer[i];
      if (escape) ++i;
    }
    location.path.push_back(std::move(token));
    begin = end;
  }
  return location;
}

Message MessageReader::read(const std::string& id, const Node& node) {
  const auto* target = document_.follow(node);
  if (target == nullptr || !target->is(Kind::kMap)) {
    Message broken;
    broken.id = id;
    broken.origin = {node.span, {id}};
    return broken;
  }
  if (const auto found = known_.find(target); found != known_.end()) {
    Message message = found->second;
    message.id = id;
    return message;
  }
  merged_.push_back(merge_traits(document_, *target));
  const auto& merged = merged_.back();
  Message message;
  message.id = id;
  message.origin = {target->span, paths_.words(*target)};
  if (const auto* name = merged.find("name"); name != nullptr) message.name = name->text;
  message.docs = read_docs(merged);
  const auto* content_type = merged.find("contentType");
  message.content_type = content_type == nullptr ? default_content_type_ : content_type->text;
  if (lower(message.content_type).starts_with("application/cloudevents")) {
    message.gaps.push_back(
        {content_type == nullptr ? target->span : content_type->span,
         fmt::format("content type '{}' (CloudEvents in structured mode)", message.content_type),
         "in binary mode the content type is that of the data: write 'contentType: application/json'"});
  } else if (!is_json(message.content_type)) {
    message.gaps.push_back({content_type == nullptr ? target->span : content_type->span,
                            fmt::format("content type '{}'", message.content_type),
                            "meshgen makes code of JSON payloads only, so far"});
  }
  read_payload(message, merged);
  read_headers(message, merged);
  read_key(message, merged);
  if (const auto* correlation = merged.find("correlationId")) {
    const auto* object = document_.follow(*correlation);
    const auto* place = object == nullptr || !object->is(Kind::kMap) ? nullptr : object->find("location");
    if (place != nullptr) {
      diag::Sink told_by_validate;
      message.correlation = read_location(*place, told_by_validate);
      // A place that leads nowhere: whoever needs it refuses it.
      if (!message.correlation) message.correlation = Location{Location::Where::kPayload, {}, place->span};
    }
  }
  read_examples(message, merged);
  known_[target] = message;
  return message;
}

void MessageReader::read_payload(Message& message, const Node& merged) {
  const auto* payload = merged.find("payload");
  if (payload == nullptr) {
    message.gaps.push_back({message.origin.span, "a message without payload", "give it a 'payload' schema"});
    return;
  }
  const auto* target = document_.follow(*payload);
  if (target == nullptr) return;
  const auto* inner = target->is(Kind::kMap) ? target->find("schema") : nullptr;
  const auto* format = target->is(Kind::kMap) ? target->find("schemaFormat") : nullptr;
  if (inner != nullptr && format != nullptr && !validate::is_json_schema_format(format->text)) {
    message.gaps.push_back({format->span, fmt::format("a payload of format '{}'", format->text),
                            "meshgen makes code of JSON schemas only, so far"});
    return;
  }
  message.payload = schemas_.read(inner != nullptr ? *inner : *payload, message.origin.path);
}

void MessageReader::read_headers(Message& message, const Node& merged) {
  const auto* said = merged.find("x-cloudevents");
  const bool says_so = said != nullptr && said->is(Kind::kBool) && said->boolean;
  const auto* node = merged.find("headers");
  const auto* headers = node == nullptr ? nullptr : document_.follow(*node);
  if (headers != nullptr && headers->is(Kind::kMap)) {
    if (const auto* inner = headers->find("schema"); inner != nullptr && headers->find("schemaFormat") != nullptr) {
      headers = document_.follow(*inner);
    }
  }
  const auto* properties = headers == nullptr || !headers->is(Kind::kMap) ? nullptr : headers->find("properties");
  if (properties == nullptr) {
    if (says_so) message.cloud_events.emplace();
    return;
  }
  if (properties->find("ce-specversion") != nullptr || properties->find("ce-type") != nullptr) {
    message.gaps.push_back({properties->span, "headers spelled 'ce-…'",
                            "on Kafka the prefix of CloudEvents headers is 'ce_' (Kafka Protocol Binding 1.0.2): write "
                            "'ce_type', 'ce_source', …"});
    return;
  }
  if (says_so || properties->find("ce_specversion") != nullptr) {
    read_event(message, merged, *headers);
  } else {
    message.headers = schemas_.read(*headers, headers_words(message));
  }
}

void MessageReader::read_event(Message& message, const Node& /*merged*/, const Node& headers) {
  message.cloud_events.emplace();
  const auto* properties = headers.find("properties");
  const auto* required = headers.find("required");
  Node extensions;
  extensions.kind = Kind::kMap;
  extensions.span = headers.span;
  Node own_required;
  own_required.kind = Kind::kList;
  Node own_properties;
  own_properties.kind = Kind::kMap;
  own_properties.span = properties->span;
  for (const auto& property : properties->members) {
    if (contains(kOwn, property.key)) continue;
    if (contains(kCore, property.key)) {
      read_event_attribute(message, property);
      continue;
    }
    own_properties.members.push_back(property);
  }
  if (required != nullptr) {
    for (const auto& name : required->items) {
      if (contains(kCore, name.text)) {
        message.cloud_events->required.push_back(name.text.substr(3));
      } else if (name.text == "content-type") {
        message.cloud_events->required.emplace_back("datacontenttype");
      } else if (!contains(kOwn, name.text)) {
        own_required.items.push_back(name);
      }
    }
  }
  if (own_properties.members.empty()) return;
  Node type;
  type.kind = Kind::kString;
  type.text = "object";
  extensions.members.push_back({"type", headers.span, std::move(type)});
  extensions.members.push_back({"properties", properties->span, std::move(own_properties)});
  extensions.members.push_back({"required", headers.span, std::move(own_required)});
  merged_.push_back(std::move(extensions));
  message.headers = schemas_.read(merged_.back(), headers_words(message));
}

void MessageReader::read_event_attribute(Message& message, const load::Member& property) {
  constexpr std::array<std::string_view, 9> kHarmless{"type",     "const", "enum",      "default", "description",
                                                      "examples", "title", "minLength", "format"};
  const auto* schema = document_.follow(property.value);
  if (schema == nullptr || !schema->is(Kind::kMap)) return;
  auto& event = *message.cloud_events;
  const auto value = sole_value(*schema);
  if (property.key == "ce_type") event.type = value;
  if (property.key == "ce_source") event.source = value;
  if (property.key == "ce_dataschema") event.dataschema = value;
  if (const auto* format = schema->find("format"); format != nullptr && property.key == "ce_id") {
    event.id_format_span = format->span;
    message.gaps.push_back(
        {format->span, "a format of 'ce_id'", "an id is any non-empty string: leave the format out"});
  }
  const auto gap = [&](const Node& at, std::string what) {
    message.gaps.push_back({at.span, std::move(what), "the attribute is checked by CloudEvents' own rules"});
  };
  const bool fixed = property.key == "ce_type" || property.key == "ce_source" || property.key == "ce_specversion" ||
                     property.key == "ce_dataschema";
  for (const auto& keyword : schema->members) {
    const auto& key = keyword.key;
    if (key == "minLength" && keyword.value.as_int64().value_or(0) > 1)
      gap(keyword.value, fmt::format("'minLength' of '{}'", property.key));
    if ((key == "enum" || key == "const") && !(fixed && value))
      gap(keyword.value, fmt::format("'{}' of '{}'", key, property.key));
    if (!contains(kHarmless, key) && !key.starts_with("x-"))
      gap(keyword.value, fmt::format("'{}' of '{}'", key, property.key));
  }
}

void MessageReader::read_key(Message& message, const Node& merged) {
  const auto* node = merged.find("bindings");
  const auto* bindings = node == nullptr ? nullptr : document_.follow(*node);
  const auto* kafka_node = bindings == nullptr ? nullptr : bindings->find("kafka");
  const auto* kafka = kafka_node == nullptr ? nullptr : document_.follow(*kafka_node);
  if (const auto* key = kafka == nullptr ? nullptr : kafka->find("key")) {
    auto words = message.origin.path;
    words.emplace_back("key");
    message.key = schemas_.read(*key, words);
    const auto& type = types_[types_.target(*message.key)];
    const bool is_text = std::holds_alternative<String>(type.shape) || std::holds_alternative<StringEnum>(type.shape) ||
                         std::holds_alternative<Integer>(type.shape);
    if (!is_text || types_.is_nullable(*message.key)) {
      message.gaps.push_back(
          {key->span, "a Kafka key that is neither a string nor an integer", "give the key schema 'type: string'"});
    }
  }
  if (const auto* place = merged.find("x-key")) message.key_location = read_location(*place, sink_);
}

void MessageReader::read_examples(Message& message, const Node& merged) {
  const auto* examples = merged.find("examples");
  if (examples == nullptr) return;
  for (const auto& item : examples->items) {
    const auto* node = document_.follow(item);
    if (node == nullptr || !node->is(Kind::kMap)) continue;
    Example example;
    example.span = node->span;
    if (const auto* name = node->find("name")) example.name = name->text;
    if (const auto* payload = node->find("payload")) {
      example.payload = payload;
      example.payload_json = load::to_json(*payload);
    }
    if (const auto* headers = node->find("headers")) {
      example.headers = headers;
      example.headers_json = load::to_json(*headers);
    }
    message.examples.push_back(std::move(example));
  }
}

}  // namespace meshgen::model
