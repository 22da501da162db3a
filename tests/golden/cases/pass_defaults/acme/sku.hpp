/// Types of the user's own, as a service has them.
#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include <mesh/base/wire.hpp>

namespace acme {

/// An article: two letters, then a number.
struct Sku {
  std::string group;
  std::string number;

  friend bool operator==(const Sku&, const Sku&) = default;
};

struct Cents {
  std::int64_t amount = 0;

  friend bool operator==(const Cents&, const Cents&) = default;
};

struct Switch {
  bool on = false;

  friend bool operator==(const Switch&, const Switch&) = default;
};

struct Grams {
  double amount = 0;

  friend bool operator==(const Grams&, const Grams&) = default;
};

}  // namespace acme

template <>
struct mesh::Wire<acme::Grams> {
  static bool read(double value, acme::Grams& out) {
    out.amount = value;
    return true;
  }
  static double write(const acme::Grams& value) { return value.amount; }
};

template <>
struct mesh::Wire<acme::Sku> {
  static bool read(std::string_view text, acme::Sku& out) {
    const auto dash = text.find('-');
    if (dash == std::string_view::npos) return false;
    out.group = text.substr(0, dash);
    out.number = text.substr(dash + 1);
    return true;
  }
  static std::string write(const acme::Sku& value) { return value.group + "-" + value.number; }
};

template <>
struct mesh::Wire<acme::Cents> {
  static bool read(std::int64_t number, acme::Cents& out) {
    out.amount = number;
    return number != 13;  // nobody pays that
  }
  static std::int64_t write(const acme::Cents& value) { return value.amount; }
};

template <>
struct mesh::Wire<acme::Switch> {
  static bool read(bool value, acme::Switch& out) {
    out.on = value;
    return true;
  }
  static bool write(const acme::Switch& value) { return value.on; }
};
