/// Whole numbers that 64 bits hold, with or without a sign.
#pragma once

#include <compare>
#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>

#include "base/exact_number.hpp"

namespace meshgen::base {

/// A number that std::int64_t or std::uint64_t has.
class Whole {
 public:
  template <std::integral Number>
  constexpr Whole(Number value) noexcept
      : is_negative_(std::cmp_less(value, 0)),
        magnitude_(is_negative_ ? ~static_cast<std::uint64_t>(value) + 1 : static_cast<std::uint64_t>(value)) {}

  static constexpr Whole least() noexcept { return INT64_MIN; }
  static constexpr Whole greatest() noexcept { return UINT64_MAX; }
  /// nullopt: it has a fraction, or is beyond these two.
  [[nodiscard]] static std::optional<Whole> of(const ExactNumber& number);

  [[nodiscard]] constexpr bool is_negative() const noexcept { return is_negative_; }
  [[nodiscard]] constexpr bool fits_int64() const noexcept { return is_negative_ || magnitude_ <= INT64_MAX; }
  /// One more, one less; not beyond the limits.
  [[nodiscard]] Whole next() const noexcept;
  [[nodiscard]] Whole previous() const noexcept;
  [[nodiscard]] std::string to_string() const;
  [[nodiscard]] long double as_long_double() const noexcept;

  friend constexpr bool operator==(Whole, Whole) noexcept = default;
  friend constexpr std::strong_ordering operator<=>(Whole a, Whole b) noexcept {
    if (a.is_negative_ != b.is_negative_) return b.is_negative_ <=> a.is_negative_;
    return a.is_negative_ ? b.magnitude_ <=> a.magnitude_ : a.magnitude_ <=> b.magnitude_;
  }

 private:
  bool is_negative_ = false;
  std::uint64_t magnitude_ = 0;
};

}  // namespace meshgen::base
