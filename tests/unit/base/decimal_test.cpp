#include "base/decimal.hpp"

#include <limits>

#include <catch2/catch_test_macros.hpp>

using meshgen::base::Decimal;
using meshgen::base::decimal_of;
using meshgen::base::is_multiple;

TEST_CASE("a decimal has the fewest digits that mean the number") {
  CHECK(decimal_of(0.01) == Decimal{1, -2});
  CHECK(decimal_of(-2.50) == Decimal{25, -1});
  CHECK(decimal_of(1e22) == Decimal{1, 22});
  CHECK(decimal_of(123.0) == Decimal{123, 0});
  CHECK(decimal_of(0.0) == Decimal{0, 0});
  CHECK(decimal_of(5e-324) == Decimal{5, -324});
  CHECK_FALSE(decimal_of(std::numeric_limits<double>::infinity()));
  CHECK(decimal_of(std::int64_t{-1200}) == Decimal{12, 2});
  CHECK(decimal_of(std::numeric_limits<std::int64_t>::min()) == Decimal{9223372036854775808U, 0});
}

TEST_CASE("a decimal is the number that it was made of") {
  for (const double value : {0.3, 0.7, 1e-8, 4.35, 1e22, 5e-324, 1.7976931348623157e308})
    CHECK(meshgen::base::value_of(*decimal_of(value)) == value);
}

TEST_CASE("multiples of a decimal") {
  const auto multiple = [](double value, double step) { return is_multiple(*decimal_of(value), *decimal_of(step)); };
  CHECK(multiple(0.3, 0.1));
  CHECK(multiple(0, 7));
  CHECK(multiple(1, 0.125));
  CHECK(multiple(300, 0.75));
  CHECK_FALSE(multiple(0.75, 300));
  CHECK_FALSE(multiple(10, 4));
  CHECK_FALSE(multiple(0.05, 0.1));
  CHECK_FALSE(multiple(1e308, 0.123456789));
}
