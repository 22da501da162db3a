/// The types that the generator would emit for a contract with every supported keyword: what the building blocks were
/// designed with, and what their tests decode.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include <mesh/base/box.hpp>
#include <mesh/base/nullable.hpp>
#include <mesh/json/container.hpp>
#include <mesh/json/text.hpp>

namespace sample {

enum class Currency { kEur, kUsDollar };

[[nodiscard]] constexpr std::string_view to_string(Currency value) noexcept {
  switch (value) {
    case Currency::kEur:
      return "EUR";
    case Currency::kUsDollar:
      return "US-Dollar";
  }
  return {};
}

[[nodiscard]] constexpr bool from_string(std::string_view word, Currency& out) noexcept {
  if (word != "EUR" && word != "US-Dollar") return false;
  out = word == "EUR" ? Currency::kEur : Currency::kUsDollar;
  return true;
}

struct CardPayment {
  static constexpr std::string_view kMethod = "card";
  std::string last_digits;

  friend bool operator==(const CardPayment&, const CardPayment&) = default;
};

struct TransferPayment {
  static constexpr std::string_view kMethod = "transfer";
  std::optional<bool> instant;

  friend bool operator==(const TransferPayment&, const TransferPayment&) = default;
};

using Payment = std::variant<CardPayment, TransferPayment>;

struct Line {
  std::string sku;
  std::int64_t quantity = 0;
  double price = 0;

  friend bool operator==(const Line&, const Line&) = default;
};

struct Order {
  std::string order_id;
  std::string placed_at;
  Currency currency{};
  std::int32_t priority = 0;
  std::vector<Line> lines;
  Payment payment;
  std::optional<std::string> note;
  std::optional<mesh::Nullable<std::string>> coupon;
  std::optional<std::map<std::string, std::int64_t, std::less<>>> counts;
  std::optional<mesh::JsonText> metadata;
  std::optional<mesh::Box<Order>> replaces;

  friend bool operator==(const Order&, const Order&) = default;
};

}  // namespace sample
