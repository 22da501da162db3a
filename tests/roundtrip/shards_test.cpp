/// A codec whose types lie in four units: what calls across them, and what each has for itself.
#include <catch2/catch_test_macros.hpp>

#include <array>
#include <string>
#include <string_view>

#include "codec.hpp"

namespace {

/// "keyword path", or the text as it is encoded again.
std::string again(std::string_view text) {
  input::Arrival value;
  if (const auto decoded = input::decode(text, value); !decoded)
    return std::string(decoded.error().keyword) + " " + decoded.error().path();
  std::string encoded;
  if (const auto checked = input::encode(value, encoded); !checked) return to_string(checked.error());
  return encoded;
}

constexpr std::string_view kLeast = R"({"from":{"code":"HAM"},"crates":[{}],"paid":{"method":"transfer"})";

std::string with(std::string_view members) { return std::string(kLeast) + std::string(members) + "}"; }

}  // namespace

TEST_CASE("what structs of other units hold comes back as it was") {
  for (const auto& text : {
           with(""),
           with(R"(,"seal":"ABC","colour":"light green")"),
           with(R"(,"spare":{"size":3})"),
           with(R"(,"spare":{"size":2,"steel":true})"),
           std::string(R"({"from":{"code":"HAM","near":{"code":"BRE","near":null}},"to":{"code":"KIE"},)"
                       R"("crates":[{"code":"AAA","inside":[{"inside":[]}],"colour":"red","weight":12.5,)"
                       R"("loose":{"x":{"code":"XXX"}},"corner":[1,2]}],"paid":{"method":"card","token":"abcd"}})"),
       }) {
    CHECK(again(text) == text);
  }
}

TEST_CASE("a fault in a struct of another unit has its place") {
  CHECK(again(with(R"(,"to":{"code":"ham"})")) == "pattern /to/code");
  CHECK(again(with(R"(,"to":{"code":"HAM","near":{"code":7}})")) == "type /to/near/code");
  CHECK(again(with(R"(,"spare":{"size":7,"steel":true})")) == "oneOf /spare");
  CHECK(again(R"({"from":{"code":"HAM"},"crates":[{"inside":[{"weight":13}]}],"paid":{"method":"transfer"}})") ==
        "not /crates/0/inside/0/weight");
  CHECK(again(R"({"from":{"code":"HAM"},"crates":[{}],"paid":{"method":"card","token":"abc"}})") ==
        "minLength /paid/token");
}

TEST_CASE("recursion through several units is counted") {
  input::Arrival value;
  value.from.code = "HAM";
  value.crates.resize(1);
  value.paid = input::Transfer{};
  input::Crate* innermost = &value.crates.front();
  for (int depth = 0; depth < 300; ++depth) innermost = &innermost->inside.emplace().emplace_back();
  std::string text;
  const auto encoded = input::encode(value, text);
  REQUIRE_FALSE(encoded);
  CHECK(encoded.error().keyword == "depth");
}

TEST_CASE("a secret is hidden, and an enum that is a payload has calls of its own") {
  input::Arrival value;
  value.from.code = "HAM";
  value.paid = input::Card{"abcdef"};
  CHECK(input::to_log(value).find("abcdef") == std::string::npos);
  input::Colour colour{};
  REQUIRE(input::decode(R"("light green")", colour));
  CHECK(colour == input::Colour::kLightGreen);
}
