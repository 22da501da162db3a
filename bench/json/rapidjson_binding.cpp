#include "rapidjson_binding.hpp"

#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <map>
#include <optional>

namespace bench {
namespace {

using rapidjson::Value;

const Value* find(const Value& tree, const char* name) {
  const auto member = tree.FindMember(name);
  return member == tree.MemberEnd() ? nullptr : &member->value;
}

bool get(const Value& value, std::string& out) {
  if (!value.IsString()) return false;
  out.assign(value.GetString(), value.GetStringLength());
  return true;
}
bool get(const Value& value, std::int64_t& out) {
  if (!value.IsInt64()) return false;
  out = value.GetInt64();
  return true;
}
bool get(const Value& value, double& out) {
  if (!value.IsNumber()) return false;
  out = value.GetDouble();
  return true;
}
bool get(const Value& value, bool& out) {
  if (!value.IsBool()) return false;
  out = value.GetBool();
  return true;
}
bool get(const Value& value, messages::Currency& out) {
  return value.IsString() && messages::from_string({value.GetString(), value.GetStringLength()}, out);
}
bool get(const Value& value, std::map<std::string, std::string, std::less<>>& out) {
  if (!value.IsObject()) return false;
  out.clear();
  for (const auto& member : value.GetObject()) {
    if (!get(member.value, out[std::string(member.name.GetString(), member.name.GetStringLength())])) return false;
  }
  return true;
}
bool get(const Value& value, std::vector<double>& out) {
  if (!value.IsArray()) return false;
  out.clear();
  for (const auto& item : value.GetArray()) {
    if (!get(item, out.emplace_back())) return false;
  }
  return true;
}

bool get(const Value& tree, messages::Address& out);
bool get(const Value& tree, std::vector<messages::Item>& out);
bool get(const Value& tree, messages::Body& out);

template <class T>
bool required(const Value& tree, const char* name, T& out) {
  const auto* const value = find(tree, name);
  return value != nullptr && get(*value, out);
}
template <class T>
bool optional(const Value& tree, const char* name, std::optional<T>& out) {
  const auto* const value = find(tree, name);
  if (value != nullptr) return get(*value, out.emplace());
  out.reset();
  return true;
}

bool get(const Value& tree, messages::Item& out) {
  return required(tree, "sku", out.sku) && required(tree, "title", out.title) &&
         required(tree, "quantity", out.quantity) && required(tree, "price", out.price);
}
bool get(const Value& tree, messages::Address& out) {
  return required(tree, "name", out.name) && required(tree, "street", out.street) && required(tree, "city", out.city) &&
         required(tree, "postcode", out.postcode) && required(tree, "country", out.country);
}
bool get(const Value& value, std::vector<messages::Item>& out) {
  out.clear();
  for (const auto& item : value.GetArray()) {
    if (!get(item, out.emplace_back())) return false;
  }
  return true;
}
bool get(const Value& tree, messages::Body& out) {
  std::string kind;
  if (!required(tree, "kind", kind)) return false;
  if (kind == messages::TextBody::kKind) {
    auto& body = out.emplace<messages::TextBody>();
    return required(tree, "language", body.language) && required(tree, "text", body.text);
  }
  if (kind == messages::ToolCall::kKind) {
    auto& body = out.emplace<messages::ToolCall>();
    return required(tree, "tool", body.tool) && required(tree, "callId", body.call_id) &&
           required(tree, "arguments", body.arguments);
  }
  auto& body = out.emplace<messages::ToolResult>();
  return required(tree, "callId", body.call_id) && required(tree, "ok", body.ok) &&
         optional(tree, "elapsedMs", body.elapsed_ms) && required(tree, "output", body.output);
}

}  // namespace

bool bind(const Value& tree, messages::Order& out) {
  return required(tree, "orderId", out.order_id) && required(tree, "customer", out.customer) &&
         required(tree, "placedAt", out.placed_at) && required(tree, "currency", out.currency) &&
         required(tree, "priority", out.priority) && required(tree, "total", out.total) &&
         required(tree, "items", out.items) && required(tree, "shipTo", out.ship_to) &&
         optional(tree, "note", out.note) && optional(tree, "express", out.express);
}

bool bind(const Value& tree, Agent& out) {
  const auto* const metadata = find(tree, "metadata");
  if (metadata == nullptr) return false;
  rapidjson::StringBuffer text;
  rapidjson::Writer<rapidjson::StringBuffer> writer(text);
  metadata->Accept(writer);
  out.metadata_text.assign(text.GetString(), text.GetSize());
  return required(tree, "messageId", out.message_id) && required(tree, "conversation", out.conversation) &&
         required(tree, "sentAt", out.sent_at) && required(tree, "sender", out.sender) &&
         required(tree, "body", out.body) && required(tree, "labels", out.labels) &&
         required(tree, "embedding", out.embedding) && optional(tree, "replyTo", out.reply_to) &&
         optional(tree, "final", out.final);
}

bool bind(const Value& tree, messages::Telemetry& out) {
  return required(tree, "device", out.device) && required(tree, "seq", out.seq) && required(tree, "at", out.at) &&
         required(tree, "temperature", out.temperature) && required(tree, "humidity", out.humidity) &&
         required(tree, "voltage", out.voltage) && required(tree, "ok", out.ok);
}

}  // namespace bench
