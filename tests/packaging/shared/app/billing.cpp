#include <iostream>
#include <string>

#include "codec.hpp"

int main() {
  shop::billing::Charge charge;
  charge.amount = shop::words::Money{.cents = 5};
  charge.bill_to.street = "Am Wall";
  std::string text;
  if (!encode(charge, text)) return 1;
  std::cout << text << '\n';
}
