#include "base/whole.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include <catch2/catch_test_macros.hpp>

using meshgen::base::ExactNumber;
using meshgen::base::Whole;

namespace {

/// Empty: none of 64 bits.
std::string whole(std::string_view text) {
  const auto value = Whole::of(*ExactNumber::parse(text));
  return value ? value->to_string() : std::string();
}

}  // namespace

TEST_CASE("whole numbers are those of int64 and uint64, however they are spelled") {
  CHECK(whole("-9223372036854775808") == "-9223372036854775808");
  CHECK(whole("18446744073709551615") == "18446744073709551615");
  CHECK(whole("1.8446744073709551615e19") == "18446744073709551615");
  CHECK(whole("0xFFFFFFFFFFFFFFFF") == "18446744073709551615");
  CHECK(whole("-0.0") == "0");
  for (const auto* other : {"18446744073709551616", "-9223372036854775809", "0.5", "1e20", "1e400"})
    CHECK(whole(other).empty());
}

TEST_CASE("whole numbers are ordered, and have neighbours up to the limits") {
  const std::vector<Whole> ordered{Whole::least(),
                                   std::int64_t{-2},
                                   std::int64_t{-1},
                                   std::int64_t{0},
                                   std::int64_t{1},
                                   INT64_MAX,
                                   std::uint64_t{INT64_MAX} + 1,
                                   Whole::greatest()};
  CHECK(std::is_sorted(ordered.begin(), ordered.end()));
  CHECK(std::adjacent_find(ordered.begin(), ordered.end()) == ordered.end());
  CHECK(Whole(std::int64_t{-1}).next() == Whole(std::int64_t{0}));
  CHECK(Whole(std::int64_t{0}).previous() == Whole(std::int64_t{-1}));
  CHECK(Whole(INT64_MAX).next().to_string() == "9223372036854775808");
  CHECK(Whole::least().previous() == Whole::least());
  CHECK(Whole::least().next().to_string() == "-9223372036854775807");
  CHECK(Whole::greatest().next() == Whole::greatest());
}
