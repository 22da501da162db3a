#include <limits>

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include <mesh/events/headers.hpp>

using namespace mesh;

namespace {

template <class T>
std::optional<T> parsed(std::string_view text) {
  const std::vector<HeaderView> headers{{"n", text}};
  T value{};
  if (!events::read(headers, "n", value)) return std::nullopt;
  return value;
}

template <class T>
std::string written(const T& value) {
  std::vector<Header> headers;
  events::write(headers, "n", value);
  return headers.empty() ? "nothing" : *headers.at(0).value;
}

}  // namespace

TEST_CASE("integers are read in canonical form only") {
  CHECK(parsed<std::int32_t>("0") == 0);
  CHECK(parsed<std::int32_t>("-2147483648") == std::numeric_limits<std::int32_t>::min());
  CHECK(parsed<std::int64_t>("9223372036854775807") == std::numeric_limits<std::int64_t>::max());
  for (const auto* text : {"", "-", "+1", "01", "-0", "00", "1.0", "1e3", " 1", "1 ", "2147483648", "0x1"}) {
    CAPTURE(text);
    CHECK_FALSE(parsed<std::int32_t>(text));
  }
  CHECK_FALSE(parsed<std::int64_t>("9223372036854775808"));
  CHECK(parsed<std::uint64_t>("18446744073709551615") == std::numeric_limits<std::uint64_t>::max());
  for (const auto* text : {"18446744073709551616", "-1", "+1"}) CHECK_FALSE(parsed<std::uint64_t>(text));
}

TEST_CASE("booleans and numbers are read in canonical form only") {
  CHECK(parsed<bool>("true") == true);
  CHECK(parsed<bool>("false") == false);
  for (const auto* text : {"True", "1", "", "true "}) CHECK_FALSE(parsed<bool>(text));
  CHECK(parsed<double>("-1.5e3") == -1500.0);
  CHECK(parsed<double>("0.1") == 0.1);
  for (const auto* text : {"", ".5", "1.", "inf", "nan", "+1", "01", "1e", "0x1p3", "1e999", "-"}) {
    CAPTURE(text);
    CHECK_FALSE(parsed<double>(text));
  }
}

TEST_CASE("a required header must be there once, with a value") {
  std::string out;
  CHECK(events::read({}, "n", out).error().message == "is missing");
  const std::vector<HeaderView> null{{"n", std::nullopt}};
  CHECK(events::read(null, "n", out).error().message == "has a null value");
  const std::vector<HeaderView> twice{{"n", "a"}, {"n", "b"}};
  CHECK(events::read(twice, "n", out).error().message == "is there more than once");
  CHECK(events::read(twice, "n", out).error().header == "n");
}

TEST_CASE("an optional header may be absent, but not malformed") {
  std::optional<std::int32_t> out = 5;
  CHECK(events::read({}, "n", out));
  CHECK_FALSE(out);
  const std::vector<HeaderView> good{{"n", "7"}};
  CHECK(events::read(good, "n", out));
  CHECK(out == 7);
  const std::vector<HeaderView> bad{{"n", "x"}};
  CHECK_FALSE(events::read(bad, "n", out));
}

TEST_CASE("values are written in canonical form, each type as itself") {
  CHECK(written("text") == "text");
  CHECK(written(std::string("text")) == "text");
  CHECK(written(true) == "true");
  CHECK(written(std::int32_t{-7}) == "-7");
  CHECK(written(std::int64_t{1} << 40) == "1099511627776");
  CHECK(written(std::numeric_limits<std::uint64_t>::max()) == "18446744073709551615");
  CHECK(written(0.1) == "0.1");
  CHECK(written(std::optional<bool>()) == "nothing");
  CHECK(written(std::optional<std::string>("x")) == "x");
}
