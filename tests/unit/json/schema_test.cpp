#include <catch2/catch_test_macros.hpp>

#include <string>
#include <string_view>
#include <vector>

#include <mesh/json/codec.hpp>
#include <mesh/json/schema.hpp>

namespace {

using namespace mesh;

/// "valid", or what is wrong: "/path: message [keyword]".
std::string run(const json::Rule& rule, std::string_view text) {
  json::Context context{json::Input(text)};
  const auto checked = json::finish(json::read_by(json::skip_space(context.begin()), rule, context), context);
  return checked ? std::string("valid") : to_string(checked.error());
}

std::string run(std::string_view schema, std::string_view text) {
  const auto compiled = json::Schema::compile(schema);
  if (!compiled) return "no schema: " + to_string(compiled.error());
  const auto verdict = run(compiled->at(""), text);
  // Whoever collects finds the same first.
  const auto all = json::violations(text, compiled->at(""));
  CHECK(all.empty() == (verdict == "valid"));
  return verdict;
}

struct Row {
  std::string_view schema;
  std::string_view good;
  std::string_view bad;
  std::string_view words;
};

void check_rows(const std::vector<Row>& rows) {
  for (const auto& row : rows) {
    INFO(row.schema);
    CHECK(run(row.schema, row.good) == "valid");
    INFO(row.bad);
    CHECK(run(row.schema, row.bad) == row.words);
  }
}

}  // namespace

TEST_CASE("schemas: text is strict JSON, whatever the schema") {
  CHECK(run("true", "{\"a\":[1.5,null,\"x\"]}") == "valid");
  CHECK(run("true", "[1") == "the value: expected ',' or ']', found the end of the text [syntax]");
  CHECK(run("true", "1 2") == "the value: expected the end of the text, found \"2\" [syntax]");
  CHECK(run("true", R"({"a":{"b":1,"b":2}})") == "/a: has two members of one name [duplicate]");
  CHECK(run("true", "[\"\xff\"]") == "/0: is not valid UTF-8 [utf8]");
  CHECK(run("true", std::string(257, '[') + std::string(257, ']')).ends_with("[depth]"));
  CHECK(run("true", std::string(256, '[') + std::string(256, ']')) == "valid");
}

TEST_CASE("schemas: true and false") {
  check_rows({
      {R"({"properties":{"a":false}})", R"({"b":1})", R"({"a":1})",
       "/a: is not allowed: its schema is 'false' [false]"},
      {R"({"items":[true,false]})", "[1]", "[1,2]", "/1: is not allowed: its schema is 'false' [false]"},
  });
  CHECK(run("false", "1") == "the value: is not allowed: its schema is 'false' [false]");
}

TEST_CASE("schemas: type, enum and const") {
  check_rows({
      {R"({"type":"integer"})", "1.0", "1.5", "the value: is \"1.5\", must be an integer [type]"},
      {R"({"type":"integer"})", "1e400", "1e-400", "the value: is \"1e-400\", must be an integer [type]"},
      {R"({"type":"integer"})", "-0.0", "\"1\"", "the value: is a string, must be an integer [type]"},
      {R"({"type":"number"})", "1.5", "null", "the value: is null, must be a number [type]"},
      {R"({"type":["integer","null"]})", "null", "0.5", "the value: is \"0.5\", must be an integer or null [type]"},
      {R"({"type":["integer","number"]})", "0.5", "[]",
       "the value: is an array, must be an integer or a number [type]"},
      {R"({"type":"boolean"})", "true", "{}", "the value: is an object, must be a boolean [type]"},
      {R"({"type":"object"})", "{}", "false", "the value: is a boolean, must be an object [type]"},
      {R"({"type":"array"})", "[]", "1", "the value: is a number, must be an array [type]"},
      {R"({"type":"string"})", "\"\"", "1", "the value: is a number, must be a string [type]"},
      {R"({"enum":["a","b"]})", "\"b\"", "\"c\"", "the value: is \"c\", must be one of \"a\", \"b\" [enum]"},
      {R"({"enum":["b","c","a"]})", R"("a")", R"("d")",
       "the value: is \"d\", must be one of \"b\", \"c\", \"a\" [enum]"},
      {R"({"enum":[3,1,2]})", "1", "4", "the value: is 4, must be one of 3, 1, 2 [enum]"},
      {R"({"enum":["a","b"]})", R"("\u0061")", "1", "the value: is 1, must be one of \"a\", \"b\" [enum]"},
      {R"({"enum":[1,{"a":[1.0,2]}]})", R"({ "a" : [1, 20e-1] })", R"({"a":[1]})",
       R"(the value: is an object, must be one of 1, {"a":[1.0,2]} [enum])"},
      {R"({"const":{"a":1,"b":2}})", R"({"b":2.0,"a":1})", R"({"a":1})",
       R"(the value: is an object, must be {"a":1,"b":2} [const])"},
      {R"({"const":1})", "1.000", "true", "the value: is true, must be 1 [const]"},
      {R"({"const":9007199254740993})", "9007199254740993", "9007199254740992",
       "the value: is 9007199254740992, must be 9007199254740993 [const]"},
      {R"({"const":"12:3"})", R"("12:3")", R"("12:4")", R"(the value: is "12:4", must be "12:3" [const])"},
      {R"({"const":false})", "false", "0", "the value: is 0, must be false [const]"},
      {R"({"const":[false]})", "[false]", "[null]", "the value: is an array, must be [false] [const]"},
  });
}

TEST_CASE("schemas: numbers, by their digits") {
  check_rows({
      {R"({"minimum":1})", "1", "0", "the value: is 0, must be at least 1 [minimum]"},
      {R"({"minimum":-1.5})", "-1.50", "-1.6", "the value: is -1.6, must be at least -1.5 [minimum]"},
      {R"({"maximum":10})", "1e1", "10.000000000000000000000001",
       "the value: is 10.000000000000000000000001, must be at most 10 [maximum]"},
      {R"({"exclusiveMinimum":0})", "1e-9999", "-0", "the value: is -0, must be more than 0 [exclusiveMinimum]"},
      {R"({"exclusiveMaximum":1e400})", "9e399", "1e400",
       "the value: is 1e400, must be less than 1e400 [exclusiveMaximum]"},
      {R"({"maximum":9007199254740992})", "9007199254740992", "9007199254740993",
       "the value: is 9007199254740993, must be at most 9007199254740992 [maximum]"},
      {R"({"maximum":-12})", "-12.1", "-11", "the value: is -11, must be at most -12 [maximum]"},
      {R"({"minimum":0.001})", "0.00100", "0.00099", "the value: is 0.00099, must be at least 0.001 [minimum]"},
      {R"({"multipleOf":0.01})", "1234567890123456789012345.67", "0.075",
       "the value: is 0.075, must be a multiple of 0.01 [multipleOf]"},
      {R"({"multipleOf":3})", "9e400", "1e400", "the value: is 1e400, must be a multiple of 3 [multipleOf]"},
      {R"({"multipleOf":8})", "3000", "30", "the value: is 30, must be a multiple of 8 [multipleOf]"},
      {R"({"multipleOf":1e3})", "-7000", "7100", "the value: is 7100, must be a multiple of 1e3 [multipleOf]"},
      {R"({"multipleOf":7})", "0.0", "100000000000000000000",
       "the value: is 100000000000000000000, must be a multiple of 7 [multipleOf]"},
      {R"({"multipleOf":9999999999999999999})", "99999999999999999990", "9999999999999999998",
       "the value: is 9999999999999999998, must be a multiple of 9999999999999999999 [multipleOf]"},
      {R"({"minimum":5})", R"("no number")", "4", "the value: is 4, must be at least 5 [minimum]"},
  });
}

TEST_CASE("schemas: strings") {
  check_rows({
      {R"({"minLength":2})", R"("\u00e4\ud83d\ude00")", R"("ä")",
       "the value: has 1 character, must have at least 2 [minLength]"},
      {R"({"maxLength":2.0})", R"("ää")", R"("abc")", "the value: has 3 characters, must have at most 2 [maxLength]"},
      {R"({"pattern":"^\\d+\\/x$"})", R"("12/x")", R"("/x")", R"(the value: is "/x", must match ^\d+\/x$ [pattern])"},
      {R"({"pattern":"b"})", R"("abc")", R"("ac")", R"(the value: is "ac", must match b [pattern])"},
      {R"({"pattern":"^(?<a>\\u0041)$"})", R"("A")", R"("B")",
       R"(the value: is "B", must match ^(?<a>\u0041)$ [pattern])"},
      {R"({"format":"date"})", R"("2024-02-29")", R"("2023-02-29")",
       R"(the value: is "2023-02-29", must be a date (RFC 3339) [format])"},
      {R"({"format":"uuid"})", "12", R"("x")", R"(the value: is "x", must be a UUID [format])"},
      {R"({"format":"no such format","maxLength":1})", R"("x")", R"("xx")",
       "the value: has 2 characters, must have at most 1 [maxLength]"},
  });
}

TEST_CASE("schemas: arrays") {
  check_rows({
      {R"({"items":{"type":"string"}})", R"(["a", "b"])", R"(["a",1])", "/1: is a number, must be a string [type]"},
      {R"({"items":[{"type":"string"}],"additionalItems":{"type":"null"}})", R"(["a",null])", R"(["a",1])",
       "/1: is a number, must be null [type]"},
      {R"({"items":[{}],"additionalItems":false})", "[1]", "[1,2]",
       "/1: is beyond the items that 'items' lists [additionalItems]"},
      {R"({"items":{},"additionalItems":false,"maxItems":2})", "[1,2]", "[1,2,3]",
       "the value: has 3 items, must have at most 2 [maxItems]"},
      {R"({"minItems":1})", "[ 1 ]", "[ ]", "the value: has 0 items, must have at least 1 [minItems]"},
      {R"({"contains":{"minimum":5}})", "[1,5]", "[1,2]", "the value: has no item that 'contains' asks for [contains]"},
      {R"({"contains":{}})", "[1]", "[]", "the value: has no item that 'contains' asks for [contains]"},
      {R"({"uniqueItems":true})", R"([1,"1",true,[1],{"a":1},null])", "[1,2,1.0,2]",
       "/2: stands there already, must stand there once [uniqueItems]"},
      {R"({"uniqueItems":true})", R"([{"a":1,"b":2},{"a":2,"b":1}])", R"([{"a":1,"b":[0]},{"b":[-0.0],"\u0061":1}])",
       "/1: stands there already, must stand there once [uniqueItems]"},
      {R"({"uniqueItems":true})", R"([["a","b"],["a,b"],["ab"],["a:b"],[["a"],"b"]])", R"([["a"],["b"],["a"]])",
       "/2: stands there already, must stand there once [uniqueItems]"},
      {R"({"uniqueItems":true})", "[[[1],2],[[1,2]]]", "[[[1],2],[[1],2]]",
       "/1: stands there already, must stand there once [uniqueItems]"},
      {R"({"uniqueItems":true})", R"([[10,"ab#1e0#1e0tt"],[100000000000,"ab",1,1,true,true]])", "[1e1,10]",
       "/1: stands there already, must stand there once [uniqueItems]"},
      {R"({"uniqueItems":false})", "[1,1]", "[1,1",
       "the value: expected ',' or ']', found the end of the text [syntax]"},
  });
}

TEST_CASE("schemas: objects") {
  check_rows({
      {R"({"required":["a","b"]})", R"({"b":1,"a":2})", R"({"a":1})", "/b: is missing [required]"},
      {R"({"properties":{"a":{"type":"null"},"b":{"type":"null"}}})", R"({"b":null,"a":null,"c":1})",
       R"({"c":1,"\u0062":2})", "/b: is a number, must be null [type]"},
      {R"({"properties":{"a":{}},"additionalProperties":false})", R"({"a":1})", R"({"a":1,"b/c":2})",
       "/b~1c: is not a member the contract knows [additionalProperties]"},
      {R"({"patternProperties":{"^x":{}},"additionalProperties":{"type":"null"}})", R"({"x1":1,"y":null})",
       R"({"y":1})", "/y: is a number, must be null [type]"},
      {R"({"properties":{"x":{"minimum":1}},"patternProperties":{"^x":{"maximum":5}}})", R"({"x":3})", R"({"x":6})",
       "/x: is 6, must be at most 5 [maximum]"},
      {R"({"required":["a"],"additionalProperties":false})", "[]", R"({"a":1})",
       "/a: is not a member the contract knows [additionalProperties]"},
      {R"({"propertyNames":{"pattern":"^a"}})", R"({"ab":1})", R"({"ba":1})",
       R"(/ba: its name is "ba", must match ^a [pattern])"},
      {R"({"propertyNames":{"minLength":2}})", R"({"ab":1})", R"({"b":1})",
       "/b: its name has 1 character, must have at least 2 [minLength]"},
      {R"({"propertyNames":{"enum":["ab"]}})", R"({"ab":1})", R"({"b":1})",
       R"(/b: its name is "b", must be one of "ab" [enum])"},
      {R"({"additionalProperties":{"const":"y"}})", R"({"\u0061":"\u0079"})", R"({"\u0061b":"\u0078y"})",
       R"(/ab: is "xy", must be "y" [const])"},
      {R"({"minProperties":1})", R"({"a":1})", "{}", "the value: has 0 members, must have at least 1 [minProperties]"},
      {R"({"maxProperties":1})", "{}", R"({"a":1,"b":2})",
       "the value: has 2 members, must have at most 1 [maxProperties]"},
      {R"({"dependencies":{"a":["b"]}})", R"({"b":1})", R"({"a":1})",
       R"(/b: is missing, must be there beside "a" [dependencies])"},
      {R"({"dependencies":{"a":{"required":["c"]}}})", R"({"a":1,"c":2})", R"({"a":1})", "/c: is missing [required]"},
      {R"({"dependencies":{"a":false}})", "{}", R"({"a":1})",
       "the value: is not allowed: its schema is 'false' [false]"},
  });
  // More names than fit a word.
  std::string schema = R"({"required":["n0")";
  std::string text = R"({"n0":0)";
  for (int i = 1; i < 200; ++i) {
    schema += ",\"n" + std::to_string(i) + "\"";
    if (i != 150) text += ",\"n" + std::to_string(i) + "\":0";
  }
  CHECK(run(schema + "]}", text + "}") == "/n150: is missing [required]");
  CHECK(run(schema + "]}", text + ",\"n150\":1}") == "valid");
}

TEST_CASE("schemas: combined ones") {
  check_rows({
      {R"({"allOf":[{"minimum":1},{"maximum":3}]})", "2", "4", "the value: is 4, must be at most 3 [maximum]"},
      {R"({"not":{"type":"null"}})", "1", "null", "the value: is what 'not' forbids [not]"},
      {R"({"if":{"minimum":10},"then":{"multipleOf":10},"else":{"maximum":5}})", "20", "15",
       "the value: is 15, must be a multiple of 10 [multipleOf]"},
      {R"({"if":{"minimum":10},"then":{"multipleOf":10},"else":{"maximum":5}})", "5", "6",
       "the value: is 6, must be at most 5 [maximum]"},
      {R"({"then":false,"else":false,"maximum":5})", "5", "6", "the value: is 6, must be at most 5 [maximum]"},
      {R"({"anyOf":[{"type":"string"},{"minimum":2},{"type":"null"}]})", "2", "1",
       "the value: fits none of the 3 alternatives of 'anyOf' [anyOf]"},
      {R"({"oneOf":[{"minimum":2},{"maximum":4}]})", "5", "3",
       "the value: fits 2 alternatives of 'oneOf', must fit one [oneOf]"},
      {R"({"oneOf":[{"type":"null"},{"type":"string"}]})", "null", "3",
       "the value: fits none of the 2 alternatives of 'oneOf' [oneOf]"},
      // The alternative that got furthest speaks.
      {R"({"anyOf":[{"type":"null"},{"properties":{"a":{"items":{"minimum":1}}}}]})", R"({"a":[1]})", R"({"a":[1,0]})",
       "/a/1: is 0, must be at least 1 [minimum]"},
      {R"({"anyOf":[{"properties":{"a":{"anyOf":[{"type":"null"},{"items":{"const":1}}]}}},{"type":"null"}]})",
       R"({"a":[1]})", R"({"a":[1,0]})", "/a/1: is 0, must be 1 [const]"},
      {R"({"anyOf":[{"required":["a"]},{"properties":{"b":{"const":1}},"required":["b"]}]})", R"({"b":1})",
       R"({"b":2})", "/b: is 2, must be 1 [const]"},
      {R"({"anyOf":[{"required":["a"]},{"required":["b"]}]})", R"({"b":1})", "{}",
       "the value: fits none of the 2 alternatives of 'anyOf' [anyOf]"},
      {R"({"contains":{"anyOf":[{"const":1},{"not":{"type":"number"}}]}})", "[2,null]", "[2,3]",
       "the value: has no item that 'contains' asks for [contains]"},
  });
}

TEST_CASE("schemas: references within the text") {
  check_rows({
      {R"({"definitions":{"a/b":{"minimum":1}},"properties":{"x":{"$ref":"#/definitions/a~1b"}}})", R"({"x":1})",
       R"({"x":0})", "/x: is 0, must be at least 1 [minimum]"},
      {R"({"p%q":{"type":"null"},"items":{"$ref":"#/p%25q"}})", "[null]", "[1]",
       "/0: is a number, must be null [type]"},
      {R"({"properties":{"next":{"$ref":"#"}},"additionalProperties":false})", R"({"next":{"next":{}}})",
       R"({"next":{"nxt":{}}})", "/next/nxt: is not a member the contract knows [additionalProperties]"},
      {R"({"definitions":{"a":{"type":"null"}},"$ref":"#/definitions/a","type":"string"})", "null", R"("x")",
       "the value: is a string, must be null [type]"},
      {R"({"items":[{"minimum":1},{"$ref":"#/items/0"}]})", "[1,1]", "[1,0]", "/1: is 0, must be at least 1 [minimum]"},
  });
  // Circles in which nothing is consumed come to an end.
  const std::string two = R"({"definitions":{"a":{"$ref":"#/definitions/b"},"b":{"$ref":"#/definitions/a"}},)";
  CHECK(run(two + R"("allOf":[{"$ref":"#/definitions/a"}]})", "1") == "valid");
  for (const auto* circle :
       {R"({"$ref":"#"})", R"({"allOf":[{"$ref":"#"}]})", R"({"anyOf":[{"$ref":"#"},{"const":1}]})",
        R"({"dependencies":{"a":{"$ref":"#"}}})", R"({"if":{"$ref":"#"},"then":{"$ref":"#"}})"}) {
    INFO(circle);
    CHECK(run(circle, R"({"a":1})") == "valid");
  }
  CHECK(run(R"({"not":{"$ref":"#"}})", "1") == "valid");  // it says that it is false: some answer
}

TEST_CASE("schemas that cannot be compiled say where") {
  const auto fault = [](std::string_view schema) {
    const auto compiled = json::Schema::compile(schema);
    return compiled ? std::string("compiled") : to_string(compiled.error());
  };
  CHECK(fault("{") == "the value: expected a member's name, found the end of the text [syntax]");
  CHECK(fault("{} x") == "the value: expected the end of the text, found \"x\" [syntax]");
  CHECK(fault("3") == "the value: is a number, must be an object or a boolean [schema]");
  CHECK(fault(R"({"properties":{"a":3}})") == "/properties/a: is a number, must be an object or a boolean [schema]");
  CHECK(fault(R"({"items":{"type":"strin"}})") == R"(/items/type: is "strin", must be a type of JSON Schema [type])");
  CHECK(fault(R"({"minLength":-1})") == "/minLength: is -1, must be an integer of at least 0 [minLength]");
  CHECK(fault(R"({"minLength":1.5})") == "/minLength: is 1.5, must be an integer of at least 0 [minLength]");
  CHECK(fault(R"({"exclusiveMinimum":true})") ==
        "/exclusiveMinimum: is a boolean, must be a number [exclusiveMinimum]");
  CHECK(fault(R"({"multipleOf":0})") == "/multipleOf: is 0, must be more than 0 [multipleOf]");
  CHECK(fault(R"({"multipleOf":12345678901234567890123})") ==
        "/multipleOf: has 23 digits, must have at most 19 [multipleOf]");
  CHECK(fault(R"x({"pattern":"(?=a)"})x") == R"x(/pattern: is "(?=a)", must be a pattern that RE2 can run [pattern])x");
  CHECK(fault(R"({"patternProperties":{"[":{}}})") ==
        R"(/patternProperties: is "[", must be a pattern that RE2 can run [patternProperties])");
  CHECK(fault(R"({"required":"a"})") == "/required: is a string, must be an array [required]");
  CHECK(fault(R"({"anyOf":[]})") == "/anyOf: is empty, must have a schema [anyOf]");
  CHECK(fault(R"({"dependencies":{"a":[1]}})") == "/dependencies: is a number, must be a string [dependencies]");
  CHECK(fault(R"({"allOf":[{"$ref":"#/nowhere"}]})") ==
        R"(/allOf/0/$ref: is "#/nowhere", which leads to nothing [$ref])");
  CHECK(fault(R"({"$ref":"other.json"})") ==
        R"(/$ref: is "other.json", must lead to a JSON Pointer within the schema [$ref])");
  const std::string name(400, 'n');
  CHECK(fault("{\"properties\":{\"" + name + "\":{\"properties\":{\"" + name + "\":3}}}}") ==
        "/properties/" + std::string(64, 'n') + ".../properties/" + std::string(64, 'n') +
            "...: is a number, must be an object or a boolean [schema]");
  // The first of several, by its place.
  CHECK(fault(R"({"minimum":"x","properties":{"a":{"type":1}}})") ==
        "/minimum: is a string, must be a number [minimum]");
  CHECK(fault(R"({"minimum":1,"x-unknown":{"type":1},"default":3,"title":4})") == "compiled");
}

TEST_CASE("what cannot be compiled refuses its values, under 'not' too") {
  const json::Schema schema(R"({"properties":{"a":{"pattern":"["},"b":{"not":{"$ref":"x.json"}}}})");
  CHECK(run(schema.at(""), R"({"c":1})") == "valid");
  CHECK(
      run(schema.at(""), R"({"a":1})") ==
      R"(/a: cannot be checked: the schema at "/properties/a/pattern" is "[", must be a pattern that RE2 can run [pattern])");
  CHECK(run(schema.at(""), R"({"b":1})") ==
        R"(/b: cannot be checked: the schema at "/properties/b/not/$ref" is "x.json", must lead to a JSON Pointer )"
        "within the schema [$ref]");
  CHECK(json::violations(R"({"b":1})", schema.at("")).size() == 1);
  CHECK(run(json::Schema("[").at(""), "1") ==
        "the value: cannot be checked: the schema is no JSON: expected a value, found the end of the text [syntax]");
}

TEST_CASE("a part of a schema is found by its pointer") {
  const json::Schema schema(R"({"definitions":{"a/b":{"type":"null"}},"items":{"anyOf":[{"minimum":1}]},)"
                            R"("else":{"$ref":"#/other/x"},"other":{"x":{"const":1}}})");
  CHECK(run(schema.at("/definitions/a~1b"), "1") == "the value: is a number, must be null [type]");
  CHECK(run(schema.at("/items/anyOf/0"), "0") == "the value: is 0, must be at least 1 [minimum]");
  CHECK(run(schema.at("/other/x"), "0") == "the value: is 0, must be 1 [const]");
  CHECK(run(schema.at("/nowhere"), "0").starts_with("the value: cannot be checked: the schema is not there"));
  const json::Schema beside(R"({"$ref":"#/definitions/a","definitions":{"a":{},"b":{"type":"null"}}})");
  CHECK(run(beside.at("/definitions/b"), "1") == "the value: is a number, must be null [type]");
  CHECK(schema.text().starts_with("{\"definitions\""));
  std::vector<json::Schema> copies(2, schema);
  CHECK(&copies[1].at("/items") == &schema.at("/items"));
}
