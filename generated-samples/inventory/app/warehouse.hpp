/// The business of the inventory agent: a plain object, tested without a broker.
#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <string>

#include "agent.hpp"

namespace shop::inventory {

/// Thread-safe: lanes call it for several orders at once.
class Warehouse : public ReserveStockHandler {
 public:
  Warehouse(const AnswerOrderPublisher& answers, const ReportStockPublisher& levels)
      : answers_(&answers), levels_(&levels) {}

  mesh::Outcome on_order_placed(const mesh::Received<Order, OrderPlacedHeaders>& received) override;
  mesh::Outcome on_order_cancelled(const mesh::Received<OrderCancellation, OrderCancelledHeaders>& received) override;

 private:
  static constexpr std::int32_t kInitialStock = 1'000;

  /// What is left of the article, and the number of this change.
  struct Level {
    std::int32_t on_hand = kInitialStock;
    std::int64_t revision = 0;
  };

  /// Tells readers the new level; keyed by article, so that they see the changes in order.
  mesh::Result<mesh::Sent> take(const OrderLine& line);

  const AnswerOrderPublisher* answers_;
  const ReportStockPublisher* levels_;
  std::mutex mutex_;
  std::map<std::string, Level> stock_;
};

}  // namespace shop::inventory
