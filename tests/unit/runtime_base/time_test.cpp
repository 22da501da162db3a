#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include <mesh/base/error.hpp>
#include <mesh/base/time.hpp>

using mesh::format_rfc3339;
using mesh::parse_rfc3339;
using mesh::Timestamp;

TEST_CASE("an instant is written with as many fraction digits as it needs") {
  const Timestamp second(std::chrono::seconds(1'767'807'000));
  CHECK(format_rfc3339(second) == "2026-01-07T17:30:00Z");
  CHECK(format_rfc3339(second + std::chrono::milliseconds(250)) == "2026-01-07T17:30:00.250Z");
  CHECK(format_rfc3339(second + std::chrono::microseconds(1)) == "2026-01-07T17:30:00.000001Z");
  CHECK(format_rfc3339(Timestamp(std::chrono::microseconds(-1))) == "1969-12-31T23:59:59.999999Z");
  CHECK(format_rfc3339(Timestamp(std::chrono::seconds(-62'167'219'200))) == "0000-01-01T00:00:00Z");
}

TEST_CASE("RFC 3339 text becomes the instant it names") {
  using Row = std::pair<std::string_view, std::string_view>;
  const auto [text, utc] = GENERATE(
      Row{"2026-01-07T17:30:00Z", "2026-01-07T17:30:00Z"}, Row{"2026-01-07t17:30:00z", "2026-01-07T17:30:00Z"},
      Row{"2026-01-07T17:30:00.25Z", "2026-01-07T17:30:00.250Z"},
      Row{"2026-01-07T17:30:00.1234569Z", "2026-01-07T17:30:00.123456Z"},
      Row{"2026-01-07T17:30:00+02:00", "2026-01-07T15:30:00Z"},
      Row{"2026-01-07T17:30:00-00:30", "2026-01-07T18:00:00Z"},
      Row{"2026-01-07T17:30:00-00:00", "2026-01-07T17:30:00Z"}, Row{"2024-02-29T00:00:00Z", "2024-02-29T00:00:00Z"},
      Row{"9999-12-31T23:59:59Z", "9999-12-31T23:59:59Z"}, Row{"1998-12-31T23:59:60Z", "1999-01-01T00:00:00Z"},
      Row{"1998-12-31T15:59:60.5-08:00", "1999-01-01T00:00:00Z"});
  CAPTURE(text);
  const auto time = parse_rfc3339(text);
  REQUIRE(time);
  CHECK(format_rfc3339(*time) == utc);
}

TEST_CASE("what is no RFC 3339 date-time is refused") {
  const std::string_view text =
      GENERATE("", "2026-01-07", "2026-01-07T17:30Z", "2026-01-07 17:30:00Z", "2026-01-07T17:30:00",
               "2026-1-07T17:30:00Z", "26-01-07T17:30:00Z", "2026-13-07T17:30:00Z", "2026-00-07T17:30:00Z",
               "2026-02-29T00:00:00Z", "2026-01-32T17:30:00Z", "2026-01-00T17:30:00Z", "2026-01-07T24:00:00Z",
               "2026-01-07T17:60:00Z", "2026-01-07T17:30:61Z", "2026-01-07T17:30:00.Z", "2026-01-07T17:30:00,5Z",
               "2026-01-07T17:30:00+24:00", "2026-01-07T17:30:00+02:60", "2026-01-07T17:30:00+0200",
               "2026-01-07T17:30:00+02", "2026-01-07T17:30:00Zz", " 2026-01-07T17:30:00Z", "2026-01-07T17:30:00Z ",
               "2026-01-07T17:30:60Z", "1998-12-31T23:59:60+01:00", "-026-01-07T17:30:00Z", "2026-01-07T+7:30:00Z");
  CAPTURE(text);
  CHECK_FALSE(parse_rfc3339(text));
}

TEST_CASE("kinds of errors have names of their own") {
  CHECK(mesh::to_string(mesh::ErrorKind::kWouldBlock) == "would block");
  CHECK(mesh::to_string(mesh::ErrorKind::kInternal) == "internal");
}
