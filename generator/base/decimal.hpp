/// Numbers by their decimal digits, as people write them: 0.3 is a multiple of 0.1, which no double says.
#pragma once

#include <cstdint>
#include <optional>

namespace meshgen::base {

/// mantissa · 10^exponent, without its sign. The mantissa does not end in 0, so that equal values are equal.
struct Decimal {
  std::uint64_t mantissa = 0;
  int exponent = 0;

  friend bool operator==(const Decimal&, const Decimal&) = default;
};

/// The fewest digits that mean this double; nullopt of what is not finite.
[[nodiscard]] std::optional<Decimal> decimal_of(double value);
[[nodiscard]] Decimal decimal_of(std::int64_t value);

/// The double nearest to it: its fewest digits are the decimal's, which no product with a power of ten promises.
[[nodiscard]] double value_of(const Decimal& decimal);

/// `step` is not zero.
[[nodiscard]] bool is_multiple(const Decimal& value, const Decimal& step);

}  // namespace meshgen::base
