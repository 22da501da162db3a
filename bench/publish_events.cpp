#include <chrono>
#include <string>

#include <mesh/base/time.hpp>
#include <mesh/events/headers.hpp>

#include "agent.hpp"
#include "codec.hpp"
#include "frame.hpp"
#include "publish_raw.hpp"

namespace bench {
namespace {

using namespace shop::orders;

Order make_order() {
  return {.order_id = "123e4567-e89b-42d3-a456-426614174000",
          .placed_at = "2026-01-07T17:30:00.250Z",
          .customer = {.id = 4711,
                       .name = "Ada Lovelace",
                       .address = {.street = "12 St James's Square", .city = "London", .country = "GB"}},
          .lines = {{.sku = "COFFEE-1", .quantity = 2}},
          .total = {.currency = MoneyCurrency::kGbp, .minor_units = 3'198},
          .payment = CardPayment{.token = "tok_12345678"},
          .note = std::nullopt,
          .labels = {{{"front", "demo"}}}};
}

RawHeaders raw_headers(const std::string& id, const std::string& time) {
  return {{"ce_specversion", "1.0"},
          {"ce_id", id},
          {"ce_source", OrderPlacedMessage::kSource},
          {"ce_type", OrderPlacedMessage::kType},
          {"ce_time", time},
          {"content-type", "application/json"},
          {"ce_tenant", "demo-shop"}};
}

std::string now() {
  return mesh::format_rfc3339(std::chrono::floor<std::chrono::microseconds>(std::chrono::system_clock::now()));
}

}  // namespace

void compare_events(Raw& raw, mesh::Transport& transport) {
  const auto order = make_order();
  const OrderPlacedHeaders headers{.ce_tenant = "demo-shop"};
  const auto time = mesh::parse_rfc3339("2026-01-07T17:30:00.250125Z");
  const auto id = mesh::events::new_id();
  auto record = OrderPlacedMessage::write(order, headers, {.id = id, .time = time});
  if (!record) give_up(record.error().message);
  must_agree(*record, raw_headers(id, mesh::format_rfc3339(*time)));

  auto* topic = raw.topic(kOrdersTopic.name);
  std::string body;
  const auto by_hand = [&] {
    for (std::size_t i = 0; i < kMessages; ++i) {
      body.clear();
      refuse(encode(order, body));
      raw.send(topic, order.order_id, body, raw_headers(mesh::events::new_id(), now()));
    }
    return raw.wait();
  };
  const AnnounceOrderPublisher publisher(transport);
  const auto generated = [&] {
    std::vector<mesh::PendingSend> sends;
    sends.reserve(kMessages);
    for (std::size_t i = 0; i < kMessages; ++i) keep(sends, publisher.send_order_placed_async(order, headers));
    return wait_for(sends);
  };
  compare("publish an event: CloudEvents, binary mode, 7 headers, " + std::to_string(record->value->size()) +
              " bytes of JSON",
          {{"librdkafka by hand", by_hand}, {"generated publisher", generated}}, kMessages, 0, 9,
          {Time::kProcess, Time::kThread, Time::kWall});
}

}  // namespace bench
