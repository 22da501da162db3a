// The billing agent: one invoice for each reservation.
#include <mesh/app/app.hpp>

#include "billing.hpp"

int main(int argc, char** argv) {
  auto app = mesh::App::start(argc, argv);
  if (!app) return mesh::report(app.error());
  const shop::billing::IssueInvoicePublisher invoices((*app)->transport());
  shop::billing::Billing billing(invoices);
  shop::billing::Agent agent((*app)->transport(), billing, (*app)->options());
  return mesh::report(mesh::run_until_signal(agent));
}
