#include <catch2/catch_test_macros.hpp>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "codec.hpp"

namespace {

/// "keyword path", or the text as it is encoded again.
template <class T>
std::string again(std::string_view text) {
  T value;
  if (const auto decoded = sample::decode(text, value); !decoded) {
    return std::string(decoded.error().keyword) + " " + decoded.error().path();
  }
  std::string encoded;
  if (const auto checked = sample::encode(value, encoded); !checked) return to_string(checked.error());
  T back;
  REQUIRE(sample::decode(encoded, back));
  CHECK(value == back);
  return encoded;
}

}  // namespace

TEST_CASE("whatever the contract allows comes back as it was") {
  for (
      const std::string_view text : {
          R"({})",
          R"({"first":true})",
          R"({"last":"x"})",
          R"({"odd \"name\"\\":"maybe","class":-5})",
          R"({"grid":[]})",
          R"({"grid":[[],[1.5,null,-0]]})",
          R"({"levels":["low","","high"]})",
          R"({"children":[{},{"children":[{"last":""}]}]})",
          R"({"byName":{"":{"sku":"ABC","quantity":1,"price":1}},"nobody":{}})",
          R"({"maybePoint":null})",
          R"({"maybePoint":{"x":0.1}})",
          R"({"lineOrNull":null})",
          R"({"lineOrNull":{"sku":"ABC","quantity":1,"price":1}})",
          R"({"others":[null,{"others":[null,{}]},{"last":"x"}]})",
          R"({"amount":0.07,"pack":-12,"half":3})",
          R"({"amount":99999999999.99,"pack":0})",
          R"({"span":[7]})",
          R"({"span":[1.5,2]})",
          R"({"once":[],"flags":[true,false]})",
          R"({"switches":["all"]})",
          R"({"switches":["all",true,false,true]})",
          R"({"once":["a","","b"],"pairs":[{},{"a":1},{"b":null},{"a":1,"b":true},{"c":[0,1]},{"c":[1,0]},{"c":[10]}]})",
          R"({"offset":18446744073709551614,"every":"P1DT2H"})",
          R"({"first":false,"size":1e+300,"email":"a@b","anything":{"a":[]},"last":"z"})",
      }) {
    CHECK(again<sample::Shapes>(text) == text);
  }
}

TEST_CASE("what the contract refuses is refused with its place") {
  const std::vector<std::pair<std::string_view, std::string_view>> rows = {
      {R"({"odd \"name\"\\":"other"})", R"(const /odd "name"\)"},
      {R"({"class":-6})", "minimum /class"},
      {R"({"grid":[[1],["x"]]})", "type /grid/1/0"},
      {R"({"levels":["low","lower"]})", "enum /levels/1"},
      {R"({"children":[{"children":[{"last":1}]}]})", "type /children/0/children/0/last"},
      {R"({"byName":{"a":{"sku":"ABC","quantity":0,"price":1}}})", "minimum /byName/a/quantity"},
      {R"({"nobody":{"a":1}})", "additionalProperties /nobody/a"},
      {R"({"maybePoint":{}})", "required /maybePoint/x"},
      {R"({"switches":["all",true,1]})", "type /switches/2"},
      {R"({"lineOrNull":{"sku":"ABC","quantity":0,"price":1}})", "minimum /lineOrNull/quantity"},
      {R"({"sameLine":null})", "type /sameLine"},
      {R"({"others":[null,{"last":1}]})", "type /others/1/last"},
      {R"({"email":"a"})", "format /email"},
      {R"({"amount":0.075})", "multipleOf /amount"},
      {R"({"pack":7})", "multipleOf /pack"},
      {R"({"pack":606})", "maximum /pack"},
      {R"({"offset":18446744073709551615})", "maximum /offset"},
      {R"({"offset":18446744073709551616})", "range /offset"},
      {R"({"offset":-1})", "range /offset"},
      {R"({"offset":0.5})", "type /offset"},
      {R"({"every":"P1D2H"})", "format /every"},
      {R"({"once":["a","b","c","a","b"]})", "uniqueItems /once/3"},
      {R"({"flags":[true,false,true]})", "uniqueItems /flags/2"},
      {R"({"pairs":[{"a":1,"b":true},{},{"b":true,"a":1.0}]})", "uniqueItems /pairs/2"},
      {R"({"pairs":[{"a":0},{"a":-0}]})", "uniqueItems /pairs/1"},
      {R"({"pairs":[{"c":[0]},{"c":[-0.0]}]})", "uniqueItems /pairs/1"},
      {R"({"first":null})", "type /first"},
      {R"([])", "type "},
  };
  for (const auto& [text, verdict] : rows) CHECK(again<sample::Shapes>(text) == verdict);
}

TEST_CASE("recursion goes through unions and boxes") {
  const std::string_view text =
      R"({"kind":"sum","left":{"kind":"literal","value":1},"right":{"kind":"sum","left":{"kind":"literal","value":2},)"
      R"("right":{"kind":"literal","value":3}}})";
  CHECK(again<sample::Expression>(text) == text);
  CHECK(again<sample::Expression>(R"({"value":1,"kind":"literal"})") == R"({"kind":"literal","value":1})");
  CHECK(again<sample::Expression>(R"({"kind":"product"})") == "oneOf /kind");
  CHECK(again<sample::Expression>(R"({"kind":"sum","left":{"kind":"literal","value":1}})") == "required /right");

  sample::Expression deep = sample::Literal{1};
  for (int i = 0; i < 300; ++i) {
    sample::Sum sum;
    sum.left = std::move(deep);
    deep = std::move(sum);
  }
  CHECK(sample::validate(deep).error().keyword == "depth");
}

TEST_CASE("a value that was never filled is checked like any other") {
  CHECK(sample::validate(sample::Order{}).error().keyword == "format");
  CHECK(sample::validate(sample::Shapes{}).has_value());
  CHECK(sample::validate(sample::Line{}).error().path() == "/sku");
  sample::Shapes shapes;
  shapes.grid = {{1.0, mesh::Nullable<double>(0.0 / 0.0)}};
  CHECK(sample::validate(shapes).error().path() == "/grid/0/1");
}

TEST_CASE("what two alternatives of oneOf would take is not written: whoever reads it would refuse it") {
  CHECK(again<sample::Shapes>(R"({"span":[1,2]})") == "oneOf /span");
  sample::Shapes shapes;
  std::string text;
  shapes.span = std::vector<double>{1, 2};
  const auto refused = sample::encode(shapes, text);
  REQUIRE_FALSE(refused);
  CHECK(to_string(refused.error()) == "/span: fits 2 alternatives of 'oneOf', must fit one [oneOf]");
  CHECK_FALSE(sample::validate(shapes));
  shapes.span = std::vector<double>{1};
  CHECK(sample::validate(shapes).error().keyword == "minItems");
  shapes.span = std::vector<double>{1, 2.5};
  CHECK(sample::encode(shapes, text));
  CHECK(text == R"({"span":[1,2.5]})");
}
