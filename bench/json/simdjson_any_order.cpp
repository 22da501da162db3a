/// simdjson on-demand, hand-written, taking the members as they come: the better way where their order is not known.
#include "simdjson_fields.hpp"

namespace bench {
namespace on_demand {
namespace {

/// Calls `member(key, value)` for each member of `object`; keys are compared as they are written.
template <class Member>
bool each(od::object& object, Member member) {
  for (auto&& field : object) {
    od::raw_json_string key;
    if (field.key().get(key) != simdjson::SUCCESS) return false;
    if (!member(key, field.value().value_unsafe())) return false;
  }
  return true;
}

bool skip(od::value&& value) {
  (void)value;  // the next step of the iteration skips it
  return true;
}

bool decode(od::object& object, messages::Item& out) {
  return each(object, [&out](od::raw_json_string key, od::value&& value) {
    if (key == "sku") return get(value, out.sku);
    if (key == "title") return get(value, out.title);
    if (key == "quantity") return get(value, out.quantity);
    if (key == "price") return get(value, out.price);
    return skip(std::move(value));
  });
}

bool decode(od::object& object, messages::Address& out) {
  return each(object, [&out](od::raw_json_string key, od::value&& value) {
    if (key == "name") return get(value, out.name);
    if (key == "street") return get(value, out.street);
    if (key == "city") return get(value, out.city);
    if (key == "postcode") return get(value, out.postcode);
    if (key == "country") return get(value, out.country);
    return skip(std::move(value));
  });
}

bool get_items(od::value value, std::vector<messages::Item>& out) {
  od::array items;
  if (value.get_array().get(items) != simdjson::SUCCESS) return false;
  out.clear();
  for (auto item : items) {
    od::object object;
    if (item.get_object().get(object) != simdjson::SUCCESS || !decode(object, out.emplace_back())) return false;
  }
  return true;
}

bool decode(od::object& object, messages::Body& out);

template <class T>
bool get_object(od::value value, T& out) {
  od::object object;
  return value.get_object().get(object) == simdjson::SUCCESS && decode(object, out);
}

bool decode(od::object& object, messages::Order& out) {
  out.note.reset();
  out.express.reset();
  return each(object, [&out](od::raw_json_string key, od::value&& value) {
    if (key == "orderId") return get(value, out.order_id);
    if (key == "customer") return get(value, out.customer);
    if (key == "placedAt") return get(value, out.placed_at);
    if (key == "currency") return get(value, out.currency);
    if (key == "priority") return get(value, out.priority);
    if (key == "total") return get(value, out.total);
    if (key == "items") return get_items(value, out.items);
    if (key == "shipTo") return get_object(value, out.ship_to);
    if (key == "note") return get(value, out.note);
    if (key == "express") return get(value, out.express);
    return skip(std::move(value));
  });
}

bool decode_rest(od::object& object, messages::TextBody& out) {
  return each(object, [&out](od::raw_json_string key, od::value&& value) {
    if (key == "language") return get(value, out.language);
    if (key == "text") return get(value, out.text);
    return skip(std::move(value));
  });
}

bool decode_rest(od::object& object, messages::ToolCall& out) {
  return each(object, [&out](od::raw_json_string key, od::value&& value) {
    if (key == "tool") return get(value, out.tool);
    if (key == "callId") return get(value, out.call_id);
    if (key == "arguments") return get(value, out.arguments);
    return skip(std::move(value));
  });
}

bool decode_rest(od::object& object, messages::ToolResult& out) {
  return each(object, [&out](od::raw_json_string key, od::value&& value) {
    if (key == "callId") return get(value, out.call_id);
    if (key == "ok") return get(value, out.ok);
    if (key == "elapsedMs") return get(value, out.elapsed_ms);
    if (key == "output") return get(value, out.output);
    return skip(std::move(value));
  });
}

bool decode(od::object& object, messages::Body& out) {
  std::string_view kind;
  if (object["kind"].get_string().get(kind) != simdjson::SUCCESS) return false;
  const bool is_text = kind == messages::TextBody::kKind;
  const bool is_call = kind == messages::ToolCall::kKind;
  if (object.reset().error() != simdjson::SUCCESS) return false;
  if (is_text) return decode_rest(object, out.emplace<messages::TextBody>());
  if (is_call) return decode_rest(object, out.emplace<messages::ToolCall>());
  return decode_rest(object, out.emplace<messages::ToolResult>());
}

bool decode(od::object& object, Agent& out) {
  out.reply_to.reset();
  out.final.reset();
  return each(object, [&out](od::raw_json_string key, od::value&& value) {
    if (key == "messageId") return get(value, out.message_id);
    if (key == "conversation") return get(value, out.conversation);
    if (key == "sentAt") return get(value, out.sent_at);
    if (key == "sender") return get(value, out.sender);
    if (key == "body") return get_object(value, out.body);
    if (key == "labels") return get(value, out.labels);
    if (key == "embedding") return get(value, out.embedding);
    if (key == "metadata") return get_raw(value, out.metadata_text);
    if (key == "replyTo") return get(value, out.reply_to);
    if (key == "final") return get(value, out.final);
    return skip(std::move(value));
  });
}

bool decode(od::object& object, messages::Telemetry& out) {
  return each(object, [&out](od::raw_json_string key, od::value&& value) {
    if (key == "device") return get(value, out.device);
    if (key == "seq") return get(value, out.seq);
    if (key == "at") return get(value, out.at);
    if (key == "temperature") return get(value, out.temperature);
    if (key == "humidity") return get(value, out.humidity);
    if (key == "voltage") return get(value, out.voltage);
    if (key == "ok") return get(value, out.ok);
    return skip(std::move(value));
  });
}

constexpr auto kDecode = [](od::object& object, auto& out) { return decode(object, out); };

}  // namespace
}  // namespace on_demand

template <class Message>
Decoder<Message> simdjson_any_order() {
  return on_demand::make_exact<Message>("simdjson on-demand, members as they come", on_demand::kDecode);
}
template <class Message>
Decoder<Message> simdjson_any_order_padded() {
  return on_demand::make_padded<Message>("simdjson on-demand, members as they come", on_demand::kDecode);
}

template Decoder<messages::Order> simdjson_any_order();
template Decoder<Agent> simdjson_any_order();
template Decoder<messages::Telemetry> simdjson_any_order();
template Decoder<messages::Order> simdjson_any_order_padded();
template Decoder<Agent> simdjson_any_order_padded();
template Decoder<messages::Telemetry> simdjson_any_order_padded();

}  // namespace bench
