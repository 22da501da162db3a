#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include <chrono>
#include <string>

#include <mesh/base/hash.hpp>
#include <mesh/base/wire_time.hpp>

using std::chrono::year_month_day;
using Day = mesh::Wire<year_month_day>;
using namespace std::chrono_literals;

TEST_CASE("a day is read, and written as it was") {
  const auto* const text = GENERATE("2024-02-29", "0000-01-01", "9999-12-31", "1970-01-01");
  year_month_day day;
  REQUIRE(Day::read(text, day));
  CHECK(Day::write(day) == text);
}

TEST_CASE("what is no day of the calendar is refused, and leaves the old one") {
  const auto* const text = GENERATE("2023-02-29", "2023-13-01", "2023-00-10", "2023-1-01", "2023/01/01", "-023-01-01",
                                    "2023-01-01Z", "20230101", "", "2023-01-+1", "2023- 1-01");
  auto day = 2000y / 1 / 1;
  CHECK_FALSE(Day::read(text, day));
  CHECK(day == 2000y / 1 / 1);
}

TEST_CASE("an instant is read in any offset and written in UTC") {
  mesh::Timestamp time;
  REQUIRE(mesh::Wire<mesh::Timestamp>::read("2026-01-07T18:30:00.1234567+01:00", time));
  CHECK(mesh::Wire<mesh::Timestamp>::write(time) == "2026-01-07T17:30:00.123456Z");
  CHECK_FALSE(mesh::Wire<mesh::Timestamp>::read("2026-01-07 18:30:00", time));
}

TEST_CASE("a hash knows the order of its values") {
  CHECK(mesh::hash_of(1, 2) != mesh::hash_of(2, 1));
  CHECK(mesh::hash_of(1, 2) == mesh::hash_of(1, 2));
  CHECK(mesh::hash_of(std::string("a"), std::string()) != mesh::hash_of(std::string(), std::string("a")));
}
