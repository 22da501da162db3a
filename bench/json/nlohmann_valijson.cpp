/// nlohmann/json's tree, validated by valijson, then bound by hand: what C++ programs usually do.
#include <memory>

#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validator.hpp>

#include "contestant.hpp"
#include "schema.hpp"

namespace bench {
namespace {

using nlohmann::json;

void bind(const json& tree, messages::Order& out) {
  tree.at("orderId").get_to(out.order_id);
  tree.at("customer").get_to(out.customer);
  tree.at("placedAt").get_to(out.placed_at);
  if (!messages::from_string(tree.at("currency").get_ref<const std::string&>(), out.currency)) std::abort();
  tree.at("priority").get_to(out.priority);
  tree.at("total").get_to(out.total);
  out.items.clear();
  for (const auto& each : tree.at("items")) {
    auto& item = out.items.emplace_back();
    each.at("sku").get_to(item.sku);
    each.at("title").get_to(item.title);
    each.at("quantity").get_to(item.quantity);
    each.at("price").get_to(item.price);
  }
  const auto& address = tree.at("shipTo");
  address.at("name").get_to(out.ship_to.name);
  address.at("street").get_to(out.ship_to.street);
  address.at("city").get_to(out.ship_to.city);
  address.at("postcode").get_to(out.ship_to.postcode);
  address.at("country").get_to(out.ship_to.country);
  if (const auto at = tree.find("note"); at != tree.end()) at->get_to(out.note.emplace());
  if (const auto at = tree.find("express"); at != tree.end()) at->get_to(out.express.emplace());
}

void bind(const json& tree, messages::Body& out) {
  const auto& kind = tree.at("kind").get_ref<const std::string&>();
  if (kind == messages::TextBody::kKind) {
    auto& body = out.emplace<messages::TextBody>();
    tree.at("language").get_to(body.language);
    tree.at("text").get_to(body.text);
  } else if (kind == messages::ToolCall::kKind) {
    auto& body = out.emplace<messages::ToolCall>();
    tree.at("tool").get_to(body.tool);
    tree.at("callId").get_to(body.call_id);
    for (const auto& [name, value] : tree.at("arguments").items()) value.get_to(body.arguments[name]);
  } else {
    auto& body = out.emplace<messages::ToolResult>();
    tree.at("callId").get_to(body.call_id);
    tree.at("ok").get_to(body.ok);
    if (const auto at = tree.find("elapsedMs"); at != tree.end()) at->get_to(body.elapsed_ms.emplace());
    tree.at("output").get_to(body.output);
  }
}

void bind(const json& tree, Agent& out) {
  tree.at("messageId").get_to(out.message_id);
  tree.at("conversation").get_to(out.conversation);
  tree.at("sentAt").get_to(out.sent_at);
  tree.at("sender").get_to(out.sender);
  bind(tree.at("body"), out.body);
  for (const auto& [name, value] : tree.at("labels").items()) value.get_to(out.labels[name]);
  tree.at("embedding").get_to(out.embedding);
  out.metadata_text = tree.at("metadata").dump();
  if (const auto at = tree.find("replyTo"); at != tree.end()) at->get_to(out.reply_to.emplace());
  if (const auto at = tree.find("final"); at != tree.end()) at->get_to(out.final.emplace());
}

void bind(const json& tree, messages::Telemetry& out) {
  tree.at("device").get_to(out.device);
  tree.at("seq").get_to(out.seq);
  tree.at("at").get_to(out.at);
  tree.at("temperature").get_to(out.temperature);
  tree.at("humidity").get_to(out.humidity);
  tree.at("voltage").get_to(out.voltage);
  tree.at("ok").get_to(out.ok);
}

class Reader {
 public:
  Reader(Kind kind, bool with_format) {
    const auto schema = json::parse(schema_of(kind, with_format));
    valijson::SchemaParser().populateSchema(valijson::adapters::NlohmannJsonAdapter(schema), schema_);
  }
  template <class Message>
  bool operator()(std::string_view text, Message& out) {
    const auto tree = json::parse(text, nullptr, false);
    if (tree.is_discarded()) return false;
    if (!validator_.validate(schema_, valijson::adapters::NlohmannJsonAdapter(tree), nullptr)) return false;
    bind(tree, out);
    return true;
  }

 private:
  valijson::Schema schema_;
  valijson::Validator validator_;
};

}  // namespace

/// Of the formats it knows date-time, and passes over uuid.
template <class Message>
Decoder<Message> nlohmann_valijson(bool with_format) {
  const auto reader = std::make_shared<Reader>(kind_of(Message{}), with_format);
  return make_decoder<Message>(
      with_format ? "nlohmann + valijson + binding" : "nlohmann + valijson (no format) + binding",
      Checks::kAllButFormat, [reader](std::string_view text, Message& out) { return (*reader)(text, out); });
}

template Decoder<messages::Order> nlohmann_valijson(bool);
template Decoder<Agent> nlohmann_valijson(bool);
template Decoder<messages::Telemetry> nlohmann_valijson(bool);

}  // namespace bench
