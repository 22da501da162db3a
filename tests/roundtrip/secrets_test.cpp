/// What the contract marks with `x-secret` is read and written, but never shown.
#include <catch2/catch_test_macros.hpp>

#include <string>
#include <variant>

#include <fmt/format.h>

#include <mesh/json/fmt.hpp>

#include "codec.hpp"

TEST_CASE("a secret is read and written as it is") {
  input::RulePayload rule;
  REQUIRE(input::decode(std::string_view(R"({"token":"open sesame"})"), rule));
  REQUIRE(std::get<input::RuleOption2>(rule.value).token == "open sesame");
  std::string text;
  REQUIRE(input::encode(rule, text));
  CHECK(text == R"({"token":"open sesame"})");
}

TEST_CASE("a secret is hidden in text for people, wherever it stands") {
  input::RulePayload rule;
  REQUIRE(input::decode(std::string_view(R"({"odd name":"x","all":[true,{"token":"open sesame"}]})"), rule));
  CHECK(to_log(rule) == R"({"all":[true,{"token":"***"}],"odd name":"x"})");
  CHECK(fmt::format("{}", rule) == to_log(rule));
  CHECK(fmt::format("[{:>50}]", rule).size() == 52);
  CHECK(fmt::format("{}", std::get<input::RuleOption2>(rule.value)) == to_log(rule));
}

TEST_CASE("a fault within a secret tells the place and the keyword alone") {
  input::RulePayload rule;
  const auto read = input::decode(std::string_view(R"({"token":"sesame"})"), rule);
  REQUIRE_FALSE(read);
  CHECK(read.error().keyword == "minLength");
  CHECK(read.error().path() == "/token");
  CHECK(to_string(read.error()).find("sesame") == std::string::npos);
  const auto kind = input::decode(std::string_view(R"({"token":4711})"), rule);
  REQUIRE_FALSE(kind);
  CHECK(to_string(kind.error()).find("4711") == std::string::npos);

  rule.value = input::RuleOption2{};
  std::get<input::RuleOption2>(rule.value).token = "sesame";
  const auto checked = input::validate(rule);
  REQUIRE_FALSE(checked);
  CHECK(checked.error().path() == "/token");
  CHECK(checked.error().message().find("sesame") == std::string::npos);
}
