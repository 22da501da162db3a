/// The business of the billing agent.
#pragma once

#include <atomic>
#include <cstdint>

#include "agent.hpp"

namespace shop::billing {

/// Thread-safe.
class Billing : public BillReservationHandler {
 public:
  explicit Billing(const IssueInvoicePublisher& invoices) : invoices_(&invoices) {}

  mesh::Outcome on_stock_reserved(const mesh::Received<Reservation, StockReservedHeaders>& received) override;

 private:
  const IssueInvoicePublisher* invoices_;
  std::atomic<std::int64_t> last_number_{0};
};

}  // namespace shop::billing
