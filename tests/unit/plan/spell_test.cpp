#include <catch2/catch_test_macros.hpp>

#include <cstdint>
#include <limits>
#include <string>

#include "plan/spell.hpp"

using namespace meshgen;

TEST_CASE("numbers are spelled as literals of their type") {
  CHECK(plan::integer_literal(std::int64_t{-5}, false) == "-5");
  CHECK(plan::integer_literal(std::numeric_limits<std::int64_t>::min(), false) == "-9223372036854775807 - 1");
  CHECK(plan::integer_literal(std::numeric_limits<std::uint64_t>::max(), true) == "18446744073709551615U");
  CHECK(plan::double_literal(1) == "1.0");
  CHECK(plan::double_literal(0.1) == "0.1");
  CHECK(plan::double_literal(1e300) == "1e+300");
}

TEST_CASE("names are escaped as JSON has them") {
  CHECK(plan::json_escaped("a\"\\\n\x1f"
                           "é") == "a\\\"\\\\\\u000a\\u001fé");
}
