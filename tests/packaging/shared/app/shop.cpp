#include <iostream>
#include <string>

#include "billing/codec.hpp"
#include "orders/codec.hpp"

int main() {
  shop::orders::Order order;
  if (!decode(R"({"to":{"street":"Am Wall"},"total":{"cents":7}})", order)) return 1;
  std::string text;
  if (!encode(shop::billing::Charge{order.total, order.to}, text)) return 1;
  std::cout << text << '\n';
}
