#include "base/exact_number.hpp"

#include <cstdint>
#include <limits>
#include <string>
#include <string_view>

#include <catch2/catch_test_macros.hpp>

using meshgen::base::ExactNumber;

namespace {

ExactNumber number(std::string_view text) {
  const auto parsed = ExactNumber::parse(text);
  REQUIRE(parsed);
  return *parsed;
}

std::string spelled(std::string_view text) { return number(text).to_json(); }

}  // namespace

TEST_CASE("an exact number is equal to itself in every spelling") {
  CHECK(number("1") == number("1.0"));
  CHECK(number("1") == number("+1"));
  CHECK(number("0.5") == number(".5"));
  CHECK(number("5.") == number("5"));
  CHECK(number("1e3") == number("1000"));
  CHECK(number("12.50E-1") == number("1.25"));
  CHECK(number("-0.0") == number("0"));
  CHECK(number("007") == number("7"));
  CHECK(number("0x1F") == number("31"));
  CHECK(number("0o17") == number("15"));
  CHECK(number("0xFFFFFFFFFFFFFFFFFFFF") == number("1208925819614629174706175"));
  CHECK(number("1e400") == number("10e399"));
}

TEST_CASE("no digit of an exact number is lost") {
  CHECK(number("9007199254740993") != number("9007199254740992"));
  CHECK(number("9007199254740993") < number("9007199254740994"));
  CHECK(number("0.1000000000000000055") > number("0.1"));
  CHECK(number("1e400") < number("1.0000000000000000000000001e400"));
  CHECK(number("-1e400") < number("-1e399"));
  CHECK(number("-2") < number("-1"));
  CHECK(number("-1") < number("0"));
  CHECK(number("0") < number("1e-400"));
  CHECK(number("99") < number("100"));
  CHECK((number("3") <=> number("3.000")) == std::strong_ordering::equal);
  CHECK((number("0") <=> number("-0")) == std::strong_ordering::equal);
}

TEST_CASE("what is no finite number has no digits") {
  for (const auto* text :
       {"", ".", "-", "+.e1", "1e", "1e+", ".inf", "-.inf", ".nan", "1_000", "0x", "0xG", "1.2.3", "x"})
    CHECK_FALSE(ExactNumber::parse(text));
}

TEST_CASE("an exact number knows whether it is whole and fits 64 bits") {
  CHECK(number("3.0").is_whole());
  CHECK(number("1e400").is_whole());
  CHECK_FALSE(number("1.5").is_whole());
  CHECK(number("0").is_whole());
  CHECK(number("0.000").is_whole());
  CHECK(number("-9223372036854775808").as_int64() == std::numeric_limits<std::int64_t>::min());
  CHECK(number("9223372036854775807.0").as_int64() == std::numeric_limits<std::int64_t>::max());
  CHECK(number("12e2").as_int64() == 1200);
  CHECK_FALSE(number("9223372036854775808").as_int64());
  CHECK_FALSE(number("1e18446744073709551616").as_int64());
  CHECK_FALSE(number("1.5").as_int64());
}

TEST_CASE("an exact number is spelled as JSON has it") {
  CHECK(spelled("0x10") == "16");
  CHECK(spelled(".5") == "0.5");
  CHECK(spelled("-.5") == "-0.5");
  CHECK(spelled("+1") == "1");
  CHECK(spelled("5.") == "5");
  CHECK(spelled("00.25") == "0.25");
  CHECK(spelled("12.5e1") == "125");
  CHECK(spelled("123456789012345678901234567890") == "123456789012345678901234567890");
  CHECK(spelled("1e40") == "1e40");
  CHECK(spelled("1.e20") == "100000000000000000000");
  CHECK(spelled("0.000001") == "0.000001");
  CHECK(spelled("0.0000001") == "1e-7");
  CHECK(spelled("1.5e-400") == "1.5e-400");
  CHECK(spelled("-0") == "0");
}

TEST_CASE("multiples are exact however many digits there are") {
  const auto multiple = [](std::string_view value, std::string_view step) {
    return is_multiple(number(value), number(step));
  };
  CHECK(multiple("0.3", "0.1") == true);
  CHECK(multiple("0.35", "0.1") == false);
  CHECK(multiple("-4.5", "1.5") == true);
  CHECK(multiple("0.0075", "0.0001") == true);
  CHECK(multiple("0.00751", "0.0001") == false);
  CHECK(multiple("1e308", "0.123456789") == false);
  CHECK(multiple("1e400", "1024") == true);
  CHECK(multiple("1e9", "1024") == false);
  CHECK(multiple("1e10", "1024") == true);
  CHECK(multiple("1e1000000000000", "1e-1000000000000") == true);
  CHECK(multiple("1e1000000000000", "3") == false);
  CHECK(multiple("12345678901234567890123456789", "12345678901234567890123456789") == true);
  CHECK(multiple("37037036703703703670370370367", "12345678901234567890123456789") == true);
  CHECK(multiple("37037036703703703670370370368", "12345678901234567890123456789") == false);
  CHECK(multiple("0", "7") == true);
  CHECK_FALSE(multiple(std::string(ExactNumber::kDividedMax + 1, '7'), "7"));
}

TEST_CASE("spellings that JSON has, and has not") {
  for (const auto* text : {"0", "-0", "1", "10.5", "1e5", "1E+5", "1.5e-7"}) CHECK(meshgen::base::is_json_number(text));
  for (const auto* text : {"", "-", "+1", ".5", "5.", "01", "00.5", "0x10", "1e", "1.e5", ".inf", "1 "})
    CHECK_FALSE(meshgen::base::is_json_number(text));
}
