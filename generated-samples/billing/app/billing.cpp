#include "billing.hpp"

#include <string>

namespace shop::billing {
namespace {

/// INV-000042
std::string invoice_number(std::int64_t number) {
  constexpr std::size_t kDigits = 6;
  auto digits = std::to_string(number);
  if (digits.size() < kDigits) digits.insert(0, kDigits - digits.size(), '0');
  return "INV-" + digits;
}

}  // namespace

mesh::Outcome Billing::on_stock_reserved(const mesh::Received<Reservation, StockReservedHeaders>& received) {
  const Invoice invoice{
      .order_id = received.value.order_id,
      .number = invoice_number(++last_number_),
      .amount = received.value.total,
  };
  const InvoiceIssuedHeaders headers{.ce_tenant = received.headers.ce_tenant};
  if (auto sent = invoices_->send(invoice, headers); !sent) return mesh::Outcome::retry(sent.error().message);
  return mesh::Outcome::done();
}

}  // namespace shop::billing
