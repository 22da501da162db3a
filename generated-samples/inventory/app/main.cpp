// The inventory agent: puts goods aside for placed orders, answers, and says what is left.
#include <cstdio>

#include <mesh/app/app.hpp>

#include "warehouse.hpp"

int main(int argc, char** argv) {
  auto app = mesh::App::start(argc, argv);
  if (!app) return mesh::report(app.error());
  const shop::inventory::AnswerOrderPublisher answers((*app)->transport());
  const shop::inventory::ReportStockPublisher levels((*app)->transport());
  shop::inventory::Warehouse warehouse(answers, levels);
  shop::inventory::Agent agent((*app)->transport(), warehouse, (*app)->options());
  return mesh::report(mesh::run_until_signal(agent));
}
