/// rapidjson's Writer, called by hand for each member; it checks nothing.
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include "contestant.hpp"

namespace bench {
namespace {

using Writer = rapidjson::Writer<rapidjson::StringBuffer>;

void put(const std::string& value, Writer& out) {
  out.String(value.data(), static_cast<rapidjson::SizeType>(value.size()));
}
void put(std::string_view value, Writer& out) {
  out.String(value.data(), static_cast<rapidjson::SizeType>(value.size()));
}
void put(std::int64_t value, Writer& out) { out.Int64(value); }
void put(double value, Writer& out) { out.Double(value); }
void put(bool value, Writer& out) { out.Bool(value); }

void put(const std::map<std::string, std::string, std::less<>>& values, Writer& out);
void put(const messages::Item& value, Writer& out);
void put(const messages::Address& value, Writer& out);
void put(const messages::Body& value, Writer& out);
template <class T>
void put(const std::vector<T>& values, Writer& out);

template <std::size_t kSize, class T>
void member(const char (&name)[kSize], const T& value, Writer& out) {
  out.Key(name, kSize - 1);
  put(value, out);
}
template <std::size_t kSize, class T>
void member(const char (&name)[kSize], const std::optional<T>& value, Writer& out) {
  if (value) member(name, *value, out);
}

void put(const std::map<std::string, std::string, std::less<>>& values, Writer& out) {
  out.StartObject();
  for (const auto& [name, value] : values) {
    out.Key(name.data(), static_cast<rapidjson::SizeType>(name.size()));
    put(value, out);
  }
  out.EndObject();
}

void put(const messages::Item& value, Writer& out) {
  out.StartObject();
  member("sku", value.sku, out);
  member("title", value.title, out);
  member("quantity", value.quantity, out);
  member("price", value.price, out);
  out.EndObject();
}

void put(const messages::Address& value, Writer& out) {
  out.StartObject();
  member("name", value.name, out);
  member("street", value.street, out);
  member("city", value.city, out);
  member("postcode", value.postcode, out);
  member("country", value.country, out);
  out.EndObject();
}

template <class T>
void put(const std::vector<T>& values, Writer& out) {
  out.StartArray();
  for (const auto& value : values) put(value, out);
  out.EndArray();
}

void write(const messages::Order& value, Writer& out) {
  out.StartObject();
  member("orderId", value.order_id, out);
  member("customer", value.customer, out);
  member("placedAt", value.placed_at, out);
  member("currency", messages::to_string(value.currency), out);
  member("priority", value.priority, out);
  member("total", value.total, out);
  member("items", value.items, out);
  member("shipTo", value.ship_to, out);
  member("note", value.note, out);
  member("express", value.express, out);
  out.EndObject();
}

void put(const messages::Body& value, Writer& out) {
  out.StartObject();
  if (const auto* const text = std::get_if<messages::TextBody>(&value)) {
    member("kind", messages::TextBody::kKind, out);
    member("language", text->language, out);
    member("text", text->text, out);
  } else if (const auto* const call = std::get_if<messages::ToolCall>(&value)) {
    member("kind", messages::ToolCall::kKind, out);
    member("tool", call->tool, out);
    member("callId", call->call_id, out);
    member("arguments", call->arguments, out);
  } else if (const auto* const result = std::get_if<messages::ToolResult>(&value)) {
    member("kind", messages::ToolResult::kKind, out);
    member("callId", result->call_id, out);
    member("ok", result->ok, out);
    member("elapsedMs", result->elapsed_ms, out);
    member("output", result->output, out);
  }
  out.EndObject();
}

void write(const Agent& value, Writer& out) {
  out.StartObject();
  member("messageId", value.message_id, out);
  member("conversation", value.conversation, out);
  member("sentAt", value.sent_at, out);
  member("sender", value.sender, out);
  member("body", value.body, out);
  member("labels", value.labels, out);
  member("embedding", value.embedding, out);
  const auto& text = value.metadata.text();
  out.Key("metadata");
  out.RawValue(text.data(), text.size(), rapidjson::kObjectType);
  member("replyTo", value.reply_to, out);
  member("final", value.final, out);
  out.EndObject();
}

void write(const messages::Telemetry& value, Writer& out) {
  out.StartObject();
  member("device", value.device, out);
  member("seq", value.seq, out);
  member("at", value.at, out);
  member("temperature", value.temperature, out);
  member("humidity", value.humidity, out);
  member("voltage", value.voltage, out);
  member("ok", value.ok, out);
  out.EndObject();
}

}  // namespace

template <class Message>
Encoder<Message> rapidjson_writer() {
  return {"rapidjson Writer, checks nothing",
          [](const Message& message) {
            rapidjson::StringBuffer buffer;
            Writer writer(buffer);
            write(message, writer);
            return std::string(buffer.GetString(), buffer.GetSize());
          },
          [](const std::vector<Message>& messages) {
            rapidjson::StringBuffer buffer;
            Writer writer(buffer);
            std::size_t good = 0;
            for (const auto& message : messages) {
              buffer.Clear();
              writer.Reset(buffer);
              write(message, writer);
              good += buffer.GetSize() != 0 ? 1U : 0U;
            }
            return good;
          }};
}

template Encoder<messages::Order> rapidjson_writer();
template Encoder<Agent> rapidjson_writer();
template Encoder<messages::Telemetry> rapidjson_writer();

}  // namespace bench
