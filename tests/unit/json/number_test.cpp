#include <catch2/catch_test_macros.hpp>

#include <bit>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <limits>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include <mesh/json/codec.hpp>

namespace {

using namespace mesh;

/// "value" or "!keyword".
std::string integer(std::string_view text) {
  std::int64_t value = 7;
  const auto checked = json::decode_with<json::read_int64>(text, value);
  return checked ? std::to_string(value) : "!" + std::string(checked.error().keyword);
}

std::string unsigned_integer(std::string_view text) {
  std::uint64_t value = 7;
  const auto checked = json::decode_with<json::read_uint64>(text, value);
  return checked ? std::to_string(value) : "!" + std::string(checked.error().keyword);
}

double number(std::string_view text) {
  double value = std::numeric_limits<double>::quiet_NaN();
  return json::decode_with<json::read_double>(text, value) ? value : std::numeric_limits<double>::quiet_NaN();
}

/// "" or the words.
template <class T>
std::string multiple(T value, json::Step step) {
  json::Context context;
  return json::multiple_of(value, step, context) ? std::string() : context.take_fault().message();
}

std::string written(double value) {
  std::string text;
  json::Writer out(text);
  json::write_double(value, out);
  out.finish();
  return text;
}

}  // namespace

TEST_CASE("integers without a sign in every spelling") {
  const std::vector<std::pair<std::string_view, std::string_view>> rows = {
      {"0", "0"},
      {"-0", "0"},
      {"3e1", "30"},
      {"123456789012345", "123456789012345"},
      {"1234567890123456", "1234567890123456"},
      {"9223372036854775808", "9223372036854775808"},
      {"18446744073709551615", "18446744073709551615"},
      {"18446744073709551615.000", "18446744073709551615"},
      {"1.8446744073709551615e19", "18446744073709551615"},
      {"184467440737095516150e-1", "18446744073709551615"},
      {"10000000000000000000", "10000000000000000000"},
      {"18446744073709551616", "!range"},
      {"18446744073709551620", "!range"},
      {"20000000000000000000", "!range"},
      {"184467440737095516150", "!range"},
      {"100000000000000000001", "!range"},
      {"1e20", "!range"},
      {"1e999999999999", "!range"},
      {"-1", "!range"},
      {"-18446744073709551615", "!range"},
      {"1844674407370955161.5", "!type"},
      {"0.5", "!type"},
      {"1e-1", "!type"},
      {"01", "!syntax"},
      {"\"1\"", "!type"},
  };
  for (const auto& [text, expected] : rows) {
    INFO(text);
    CHECK(unsigned_integer(text) == expected);
    if (expected[0] == '!') continue;
    std::uint64_t value = 0;
    REQUIRE(json::decode_with<json::read_uint64>(text, value));
    std::string written;
    {
      json::Writer out(written);
      json::write_uint64(value, out);
    }
    CHECK(written == expected);
  }
}

TEST_CASE("bounds of integers without a sign are exact") {
  const auto message_of = [](auto check) {
    json::Context context;
    return check(context) ? std::string() : context.take_fault().message();
  };
  constexpr std::uint64_t kMost = 18446744073709551615U;
  CHECK(message_of([](json::Context& context) { return json::at_most(kMost - 1, kMost - 1, context); }).empty());
  CHECK(message_of([](json::Context& context) { return json::at_most(kMost, kMost - 1, context); }) ==
        "is 18446744073709551615, must be at most 18446744073709551614");
  CHECK(message_of([](json::Context& context) { return json::at_least(kMost - 1, kMost, context); }) ==
        "is 18446744073709551614, must be at least 18446744073709551615");
  CHECK(multiple(kMost, {5, 0}).empty());
  CHECK(multiple(kMost, {2, 0}) == "is 18446744073709551615, must be a multiple of 2");
}

TEST_CASE("integers in every spelling") {
  const std::vector<std::pair<std::string_view, std::string_view>> rows = {
      {"0", "0"},
      {"-0", "0"},
      {"-0.0e5", "0"},
      {"30.0", "30"},
      {"3e1", "30"},
      {"3E+1", "30"},
      {"0.5e1", "5"},
      {"1200e-2", "12"},
      {"9223372036854775807", "9223372036854775807"},
      {"-9223372036854775808", "-9223372036854775808"},
      {"9223372036854775808", "!range"},
      {"-9223372036854775809", "!range"},
      {"18446744073709551616", "!range"},
      {"92233720368547758070", "!range"},
      {"9.223372036854775807e18", "9223372036854775807"},
      {"1e18", "1000000000000000000"},
      {"1e19", "!range"},
      {"1e999999999999", "!range"},
      {"0e999999999999", "0"},
      {"1e-999999999999", "!type"},
      {"1.5", "!type"},
      {"1.00000000000000000000", "1"},
      {"1.00000000000000000001", "!type"},
      {"100000000000000000.5", "!type"},
      {"00", "!syntax"},
      {"-", "!syntax"},
      {"1.", "!syntax"},
      {"1e+", "!syntax"},
      {"1 2", "!syntax"},
      {"\"1\"", "!type"},
      {"true", "!type"},
      {"", "!syntax"},
      {"0x10", "!syntax"},
      {"1_000", "!syntax"},
  };
  for (const auto& [text, expected] : rows) {
    INFO(text);
    CHECK(integer(text) == expected);
  }
}

TEST_CASE("numbers are read to the nearest double") {
  CHECK(number("0.1") == 0.1);
  CHECK(number("1e22") == 1e22);
  CHECK(number("1e23") == 1e23);
  CHECK(number("9007199254740993") == 9007199254740992.0);
  CHECK(number("2.2250738585072011e-308") == 2.2250738585072011e-308);
  CHECK(number("1.7976931348623157e308") == 1.7976931348623157e308);
  CHECK(number("123456789012345678901234567890") == 123456789012345678901234567890.0);
  CHECK(std::signbit(number("-0")));
  CHECK(std::signbit(number("-0.0")));
  CHECK(number("1e-400") == 0);
  CHECK(std::signbit(number("-1e-400")));
  CHECK(std::isnan(number("1e400")));
  CHECK(std::isnan(number("-1e400")));
  CHECK(std::isnan(number("1.8e308")));
  CHECK(std::isnan(number("Infinity")));
}

TEST_CASE("numbers of every length around eight digits are read whole") {
  for (std::size_t before = 1; before < 20; ++before) {
    const std::string whole = std::string("9876543210987654321").substr(0, before);
    if (before < 19) CHECK(integer("-" + whole) == "-" + whole);  // more do not fit
    if (before < 19) CHECK(integer(whole + "x") == "!syntax");
    CHECK(integer(whole + "e") == "!syntax");
    CHECK(integer("0" + whole) == "!syntax");
    for (std::size_t after = 1; after < 20; ++after) {
      const std::string text = "-" + whole + "." + std::string("1234567890123456789").substr(0, after);
      INFO(text);
      CHECK(number(text) == std::strtod(text.c_str(), nullptr));
      CHECK(number(text + "e2") == std::strtod((text + "e2").c_str(), nullptr));
      CHECK(std::isnan(number(text + "-")));
      CHECK(std::isnan(number(text + ".")));
      CHECK(mesh::JsonText::parse(text));
      CHECK_FALSE(mesh::JsonText::parse("-0" + text.substr(1)));
    }
  }
}

TEST_CASE("numbers are written with the fewest digits") {
  CHECK(written(0) == "0");
  CHECK(written(-0.0) == "-0");
  CHECK(written(30) == "30");
  CHECK(written(0.1) == "0.1");
  CHECK(written(-12.5) == "-12.5");
  CHECK(written(1234.000001) == "1234.000001");
  CHECK(written(1e-7) == "1e-07");
  CHECK(written(999999999.999999) == "999999999.999999");
  CHECK(written(1.0 / 3.0) == "0.3333333333333333");
}

TEST_CASE("every double that is written reads back as itself") {
  std::mt19937_64 random(20260101);  // NOLINT: the same numbers each time
  for (int i = 0; i < 200'000; ++i) {
    double value = std::bit_cast<double>(random());
    if (i % 2 == 0) value = static_cast<double>(static_cast<std::int64_t>(random() % 2'000'000'000'000)) / 1000.0;
    if (!std::isfinite(value)) continue;
    const std::string text = written(value);
    const double back = number(text);
    if (std::bit_cast<std::uint64_t>(back) != std::bit_cast<std::uint64_t>(value)) FAIL(text);
  }
}

TEST_CASE("multiples are told by decimal digits") {
  constexpr json::Step kCent{1, -2};
  for (const double good : {0.0, -0.0, 0.07, -1.1, 4.35, 1e22, 99999999999.99, 1.7976931348623157e308})
    CHECK(multiple(good, kCent).empty());
  CHECK(multiple(0.075, kCent) == "is 0.075, must be a multiple of 0.01");
  CHECK(multiple(0.3, {1, -1}).empty());
  CHECK(multiple(0.0075, {1, -4}).empty());
  CHECK_FALSE(multiple(0.00751, {1, -4}).empty());
  CHECK(multiple(12391239123.0, {1, -8}).empty());
  CHECK_FALSE(multiple(1e308, {123456789, -9}).empty());
  CHECK(multiple(75.0, {25, 0}).empty());
  CHECK_FALSE(multiple(10.0, {4, 0}).empty());
  CHECK_FALSE(multiple(10.0, {25, 0}).empty());
  CHECK(multiple(1.0, {25, -2}).empty());
  CHECK(multiple(300.0, {3, 2}).empty());
  CHECK_FALSE(multiple(30.0, {3, 2}).empty());
  CHECK(multiple(5e-324, {5, -324}).empty());
  CHECK_FALSE(multiple(5e-324, {1, 0}).empty());

  constexpr auto kLeast = std::numeric_limits<std::int64_t>::min();
  CHECK(multiple(std::int64_t{-12}, {6, 0}).empty());
  CHECK(multiple(std::int64_t{7}, {6, 0}) == "is 7, must be a multiple of 6");
  CHECK(multiple(kLeast, {2, 0}).empty());
  CHECK_FALSE(multiple(kLeast, {3, 0}).empty());
  CHECK(multiple(std::int64_t{3}, {15, -1}).empty());
  CHECK_FALSE(multiple(std::int64_t{4}, {15, -1}).empty());
  CHECK(multiple(std::int64_t{4000}, {4, 3}).empty());
  CHECK_FALSE(multiple(std::int64_t{400}, {4, 3}).empty());
}
