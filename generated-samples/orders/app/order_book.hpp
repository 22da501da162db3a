/// What the orders agent knows of its orders.
#pragma once

#include <map>
#include <mutex>
#include <string>

#include "agent.hpp"

namespace shop::orders {

/// Thread-safe.
class OrderBook : public TrackInvoiceHandler, public WatchStockHandler {
 public:
  mesh::Outcome on_invoice_issued(const mesh::Received<Invoice, InvoiceIssuedHeaders>& received) override {
    const std::lock_guard lock(mutex_);
    invoices_[received.value.order_id] = received.value.number;
    return mesh::Outcome::done();
  }

  mesh::Outcome on_stock_level_changed(const mesh::Received<StockLevel, StockLevelChangedHeaders>& received) override {
    const std::lock_guard lock(mutex_);
    on_hand_[received.value.sku] = received.value.on_hand;
    return mesh::Outcome::done();
  }

  /// Empty if there is none yet.
  [[nodiscard]] std::string invoice_of(const std::string& order_id) const {
    const std::lock_guard lock(mutex_);
    const auto found = invoices_.find(order_id);
    return found == invoices_.end() ? std::string{} : found->second;
  }

 private:
  mutable std::mutex mutex_;
  std::map<std::string, std::string> invoices_;
  std::map<std::string, std::int32_t> on_hand_;
};

}  // namespace shop::orders
