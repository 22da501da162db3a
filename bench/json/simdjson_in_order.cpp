/// simdjson on-demand, hand-written, asking for the members in the order the contract declares: its fastest way while
/// texts keep that order.
#include "simdjson_fields.hpp"

namespace bench {
namespace on_demand {
namespace {

template <class T>
bool required(od::object& object, std::string_view name, T& out) {
  od::value value;
  return object.find_field_unordered(name).get(value) == simdjson::SUCCESS && get(value, out);
}
template <class T>
bool optional(od::object& object, std::string_view name, std::optional<T>& out) {
  od::value value;
  if (object.find_field_unordered(name).get(value) != simdjson::SUCCESS) {
    out.reset();
    return true;
  }
  return get(value, out.emplace());
}

bool decode(od::object& object, messages::Item& out) {
  return required(object, "sku", out.sku) && required(object, "title", out.title) &&
         required(object, "quantity", out.quantity) && required(object, "price", out.price);
}

bool decode(od::object& object, messages::Address& out) {
  return required(object, "name", out.name) && required(object, "street", out.street) &&
         required(object, "city", out.city) && required(object, "postcode", out.postcode) &&
         required(object, "country", out.country);
}

bool decode(od::object& object, messages::Order& out) {
  if (!required(object, "orderId", out.order_id) || !required(object, "customer", out.customer) ||
      !required(object, "placedAt", out.placed_at) || !required(object, "currency", out.currency) ||
      !required(object, "priority", out.priority) || !required(object, "total", out.total)) {
    return false;
  }
  od::array items;
  if (object.find_field_unordered("items").get_array().get(items) != simdjson::SUCCESS) return false;
  out.items.clear();
  for (auto item : items) {
    od::object each;
    if (item.get_object().get(each) != simdjson::SUCCESS || !decode(each, out.items.emplace_back())) return false;
  }
  od::object address;
  if (object.find_field_unordered("shipTo").get_object().get(address) != simdjson::SUCCESS) return false;
  return decode(address, out.ship_to) && optional(object, "note", out.note) && optional(object, "express", out.express);
}

bool decode(od::object& object, messages::Body& out) {
  std::string_view kind;
  if (object.find_field_unordered("kind").get_string().get(kind) != simdjson::SUCCESS) return false;
  if (kind == messages::TextBody::kKind) {
    auto& body = out.emplace<messages::TextBody>();
    return required(object, "language", body.language) && required(object, "text", body.text);
  }
  if (kind == messages::ToolCall::kKind) {
    auto& body = out.emplace<messages::ToolCall>();
    return required(object, "tool", body.tool) && required(object, "callId", body.call_id) &&
           required(object, "arguments", body.arguments);
  }
  auto& body = out.emplace<messages::ToolResult>();
  return required(object, "callId", body.call_id) && required(object, "ok", body.ok) &&
         optional(object, "elapsedMs", body.elapsed_ms) && required(object, "output", body.output);
}

bool decode(od::object& object, Agent& out) {
  if (!required(object, "messageId", out.message_id) || !required(object, "conversation", out.conversation) ||
      !required(object, "sentAt", out.sent_at) || !required(object, "sender", out.sender)) {
    return false;
  }
  od::object body;
  if (object.find_field_unordered("body").get_object().get(body) != simdjson::SUCCESS || !decode(body, out.body)) {
    return false;
  }
  od::value metadata;
  return required(object, "labels", out.labels) && required(object, "embedding", out.embedding) &&
         object.find_field_unordered("metadata").get(metadata) == simdjson::SUCCESS &&
         get_raw(metadata, out.metadata_text) && optional(object, "replyTo", out.reply_to) &&
         optional(object, "final", out.final);
}

bool decode(od::object& object, messages::Telemetry& out) {
  return required(object, "device", out.device) && required(object, "seq", out.seq) && required(object, "at", out.at) &&
         required(object, "temperature", out.temperature) && required(object, "humidity", out.humidity) &&
         required(object, "voltage", out.voltage) && required(object, "ok", out.ok);
}

constexpr auto kDecode = [](od::object& object, auto& out) { return decode(object, out); };

}  // namespace
}  // namespace on_demand

template <class Message>
Decoder<Message> simdjson_in_order() {
  return on_demand::make_exact<Message>("simdjson on-demand, members in order", on_demand::kDecode);
}
template <class Message>
Decoder<Message> simdjson_in_order_padded() {
  return on_demand::make_padded<Message>("simdjson on-demand, members in order", on_demand::kDecode);
}

template Decoder<messages::Order> simdjson_in_order();
template Decoder<Agent> simdjson_in_order();
template Decoder<messages::Telemetry> simdjson_in_order();
template Decoder<messages::Order> simdjson_in_order_padded();
template Decoder<Agent> simdjson_in_order_padded();
template Decoder<messages::Telemetry> simdjson_in_order_padded();

}  // namespace bench
