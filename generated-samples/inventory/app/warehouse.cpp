#include "warehouse.hpp"

#include <algorithm>
#include <string_view>

#include <mesh/events/headers.hpp>

namespace shop::inventory {
namespace {

/// Articles of this prefix stand on a shelf that answers at the third try only: the demo's failing handler.
constexpr std::string_view kStuckShelf = "STUCK-";
constexpr int kAttemptThatWorks = 3;

}  // namespace

mesh::Outcome Warehouse::on_order_placed(const mesh::Received<Order, OrderPlacedHeaders>& received) {
  const auto& order = received.value;
  const bool stuck = std::any_of(order.lines.begin(), order.lines.end(),
                                 [](const OrderLine& line) { return line.sku.starts_with(kStuckShelf); });
  if (stuck && received.delivery.attempt < kAttemptThatWorks) return mesh::Outcome::retry("the shelf does not answer");

  for (const auto& line : order.lines) {
    if (auto told = take(line); !told) return mesh::Outcome::retry(told.error().message);
  }
  const Reservation reservation{
      .order_id = order.order_id,
      .reservation_id = mesh::events::new_id(),
      .outcome = ReservationOutcome::kReserved,
      .total = order.total,
  };
  const StockReservedHeaders headers{.ce_tenant = received.headers.ce_tenant};
  if (auto sent = answers_->send(reservation, headers); !sent) return mesh::Outcome::retry(sent.error().message);
  return mesh::Outcome::done();
}

mesh::Outcome Warehouse::on_order_cancelled(
    const mesh::Received<OrderCancellation, OrderCancelledHeaders>& /*received*/) {
  return mesh::Outcome::done();  // the shelf was never emptied: goods go out with the invoice
}

mesh::Result<mesh::Sent> Warehouse::take(const OrderLine& line) {
  // The lock is held while sending: the levels of an article must go out in the order of their revisions.
  const std::lock_guard lock(mutex_);
  auto& level = stock_[line.sku];
  const StockLevel left{.sku = line.sku, .on_hand = std::max(0, level.on_hand - line.quantity)};
  const StockLevelChangedHeaders headers{.x_warehouse = StockLevelChangedHeadersXWarehouse::kNorth1,
                                         .x_revision = level.revision + 1};
  auto sent = levels_->send(left, headers);
  if (sent) level = {left.on_hand, level.revision + 1};
  return sent;
}

}  // namespace shop::inventory
