#include "checkout.hpp"

#include <array>
#include <chrono>
#include <string>
#include <string_view>

#include <mesh/base/time.hpp>
#include <mesh/events/headers.hpp>

namespace shop::orders {
namespace {

constexpr std::array<std::string_view, 4> kArticles{"COFFEE-1", "TEA-9", "CUP-2", "MILK-3"};
constexpr std::int64_t kPrice = 1'599;

Order make_order(int index) {
  const auto now = std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
  const bool is_stuck = index == 1;
  const auto quantity = static_cast<std::int32_t>(index % 3 + 1);
  const auto article = kArticles.at(static_cast<std::size_t>(index) % kArticles.size());
  return Order{
      .order_id = mesh::events::new_id(),
      .placed_at = mesh::format_rfc3339(now),
      .customer = {.id = 4711 + index,
                   .name = "Ada Lovelace",
                   .address = {.street = "12 St James's Square", .city = "London", .country = "GB"}},
      .lines = {{.sku = is_stuck ? "STUCK-1" : std::string(article), .quantity = quantity}},
      .total = {.currency = MoneyCurrency::kGbp, .minor_units = kPrice * quantity},
      .payment = CardPayment{.token = "tok_12345678"},
      .note = std::nullopt,
      .labels = {{{"front", "demo"}}},
  };
}

}  // namespace

mesh::Result<void> place_orders(const AnnounceOrderPublisher& announcements, int count) {
  const OrderPlacedHeaders headers{.ce_tenant = "demo-shop"};
  for (int i = 0; i < count; ++i) {
    const auto order = make_order(i);
    const mesh::EventAttributes event{.id = mesh::events::new_id()};
    const int times = i == 0 ? 2 : 1;
    for (int n = 0; n < times; ++n) {
      if (auto sent = announcements.send_order_placed(order, headers, event); !sent) {
        return tl::make_unexpected(sent.error());
      }
    }
    if (i + 1 < count) continue;
    const OrderCancellation cancellation{.order_id = order.order_id,
                                         .reason = OrderCancellationReason::kCustomerRequest};
    if (auto sent = announcements.send_order_cancelled(cancellation, {}); !sent) {
      return tl::make_unexpected(sent.error());
    }
  }
  return {};
}

}  // namespace shop::orders
