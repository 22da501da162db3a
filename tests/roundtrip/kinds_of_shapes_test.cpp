/// Every kind of schema as C++, by the codec of tests/golden/cases/pass_shapes.
#include <catch2/catch_test_macros.hpp>

#include <string>
#include <string_view>

#include "codec.hpp"

namespace {

/// "keyword path", or the text as it is encoded again.
template <class T>
std::string again(std::string_view text) {
  T value;
  if (const auto decoded = input::decode(text, value); !decoded) {
    return std::string(decoded.error().keyword) + " " + decoded.error().path();
  }
  std::string encoded;
  if (const auto checked = input::encode(value, encoded); !checked) return to_string(checked.error());
  T back;
  REQUIRE(input::decode(encoded, back));
  CHECK(value == back);
  return encoded;
}

/// The same of the member of a Shapes.
std::string member(const std::string& text) {
  const std::string before = R"({"level":1,"idOrNumber":2,)";
  const auto result = again<input::Shapes>(before + text + "}");
  return result.starts_with(before) ? result.substr(before.size(), result.size() - before.size() - 1) : result;
}

}  // namespace

TEST_CASE("shapes: an enum of values that are no strings is an enum class") {
  CHECK(again<input::Shapes>(R"({"level":2.50,"idOrNumber":""})") == R"({"level":2.5,"idOrNumber":""})");
  CHECK(again<input::Shapes>(R"({"level":"auto","idOrNumber":1})") == R"({"level":"auto","idOrNumber":1})");
  CHECK(again<input::Shapes>(R"({"level":"1","idOrNumber":1})") == "enum /level");
  CHECK(again<input::Shapes>(R"({"level":false,"idOrNumber":1})") == "enum /level");
  input::Shapes value;
  value.level = input::ShapesLevel::kTrue;
  CHECK(to_json(value.level) == "true");
  std::string text;
  value.level = static_cast<input::ShapesLevel>(9);
  CHECK_FALSE(input::encode(value, text));
}

TEST_CASE("shapes: several types are a variant, told apart by the kind of value") {
  CHECK(again<input::Shapes>(R"({"level":1,"idOrNumber":-7})") == R"({"level":1,"idOrNumber":-7})");
  CHECK(again<input::Shapes>(R"({"level":1,"idOrNumber":null})") == "type /idOrNumber");
  CHECK(again<input::Shapes>(R"({"level":1,"idOrNumber":1.5})") == "type /idOrNumber");
  CHECK(member(R"("tree":["a",["b",[]],"c"])") == R"("tree":["a",["b",[]],"c"])");
  CHECK(member(R"("tree":["a",[1]])") == "type /tree/1/0");
}

TEST_CASE("shapes: alternatives that overlap are tried") {
  CHECK(member(R"("pet":{"meow":true})") == R"("pet":{"meow":true})");
  CHECK(member(R"("pet":{"bark":2,"meow":true})") == R"("pet":{"meow":true})");  // anyOf: the first
  CHECK(member(R"("pet":{})") == "anyOf /pet");
  CHECK(member(R"("pets":[{"bark":2},{"meow":false}])") == R"("pets":[{"bark":2},{"meow":false}])");
  CHECK(member(R"("pets":[{"bark":2,"meow":false}])") == "oneOf /pets/0");
  CHECK(member(R"("email_or_uuid":"a@b.example")") == R"("email_or_uuid":"a@b.example")");
  CHECK(member(R"("email_or_uuid":"neither")") == "oneOf /email_or_uuid");
}

TEST_CASE("shapes: allOf is one struct, and oneOf beside properties several") {
  CHECK(member(R"("derived":{"id":"123e4567-e89b-12d3-a456-426614174000","extra":1})") ==
        R"("derived":{"id":"123e4567-e89b-12d3-a456-426614174000","extra":1})");
  CHECK(member(R"("derived":{"extra":1})") == "required /derived/id");
  CHECK(member(R"("card":{"amount":1,"kind":"card","number":"4"})") ==
        R"("card":{"amount":1,"kind":"card","number":"4"})");
  CHECK(member(R"("card":{"amount":1,"kind":"transfer","number":"4"})") == "required /card/iban");
  CHECK(member(R"("card":{"kind":"card","number":"4"})") == "required /card/amount");
}

TEST_CASE("shapes: a list by position is a struct") {
  CHECK(member(R"("point":[1,2.5])") == R"("point":[1,2.5])");
  CHECK(member(R"("point":[1,2,"m"])") == R"("point":[1,2,"m"])");
  CHECK(member(R"("point":[1])") == "minItems /point");
  CHECK(member(R"("point":[1,2,"m",3])") == "additionalItems /point");
  CHECK(member(R"("point":[1,"2"])") == "type /point/1");
}

TEST_CASE("shapes: what a shape cannot say is checked on the text, reading and writing") {
  CHECK(member(R"("notThat":"c")") == R"("notThat":"c")");
  CHECK(member(R"("notThat":"a")") == "not /notThat");
  CHECK(member(R"("conditional":{"country":"FR","zip":"x"})") == R"("conditional":{"country":"FR","zip":"x"})");
  CHECK(member(R"("conditional":{"country":"DE","zip":"x"})") == "pattern /conditional/zip");
  CHECK(member(R"("versions":5.0)") == R"("versions":5)");
  CHECK(member(R"("versions":6)") == "const /versions");
  CHECK(member(R"("free":"text")") == R"("free":"text")");
  CHECK(member(R"("free":2)") == "minimum /free");
  CHECK(member(R"("labels":{"x_a":"1"})") == R"("labels":{"x_a":"1"})");
  CHECK(member(R"("labels":{"a":"1"})") == "additionalProperties /labels/a");

  input::Shapes value;
  value.id_or_number = "";
  value.not_that = "a";
  const auto refused = input::validate(value);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().path() == "/notThat");
  CHECK(refused.error().keyword == "not");
  std::string text = "kept";
  CHECK_FALSE(input::encode(value, text));
  CHECK(text == "kept");
}

TEST_CASE("shapes: members that are not listed are kept where the contract describes them") {
  CHECK(member(R"("open":{"b":2,"a":"x","c":3})") == R"("open":{"a":"x","b":2,"c":3})");
  CHECK(member(R"("open":{"b":"2"})") == "type /open/b");
  CHECK(member(R"("open":{"b":1,"b":2})") == "duplicate /open");
  CHECK(member(R"("gone":{"b":[2]})") == R"("gone":{"b":[2]})");
  CHECK(member(R"("gone":{"old":1})") == "false /gone/old");
  CHECK(member(R"("pair":["a",1,true])") == R"("pair":["a",1,true])");
  input::Shapes value;
  value.id_or_number = "";
  value.open.emplace().additional_properties["a"] = 1;
  const auto refused = input::validate(value);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().path() == "/open/a");
}

TEST_CASE("shapes: null beside a reference, and a payload that is no object") {
  CHECK(member(R"("maybe":null)") == R"("maybe":null)");
  CHECK(member(R"("maybe":{})") == "required /maybe/id");
  CHECK(again<input::Temperature>(" -3.5 ") == "-3.5");
  CHECK(again<input::Temperature>("-41") == "minimum ");
  CHECK(again<input::Temperature>(R"({"value":1})") == "type ");
}
