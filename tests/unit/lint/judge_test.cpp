#include "lint/judge.hpp"

#include <string>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include "load/files.hpp"

using namespace meshgen;

namespace {

/// What is wrong with `value` by `schema`: "/a is 0, must be at least 1; …".
std::string wrong(const std::string& schema, const std::string& value, const std::string& more = "") {
  load::MemoryFiles files{{{"a.yaml", "asyncapi: 3.0.0\ncomponents:\n  schemas:\n    S: " + schema + "\n" + more +
                                          "value: " + value + "\n"}}};
  diag::Sink sink;
  const auto document = resolve::resolve(files, "a.yaml", sink);
  REQUIRE(document);
  lint::Judge judge(*document);
  std::string all;
  for (const auto& each : judge.objections(*document->root().find("components")->find("schemas")->find("S"),
                                           *document->root().find("value")))
    all += (all.empty() ? "" : "; ") + each.path + (each.path.empty() ? "" : " ") + each.text;
  return all;
}

}  // namespace

TEST_CASE("judge: types, values and bounds") {
  CHECK(wrong("true", "1").empty());
  CHECK(wrong("false", "1") == "is not allowed: its schema is 'false'");
  CHECK(wrong("{type: integer}", "1.0").empty());
  CHECK(wrong("{type: integer}", "1.5") == "is 1.5, must be an integer");
  CHECK(wrong("{type: [string, 'null']}", "null").empty());
  CHECK(wrong("{type: [string, 'null']}", "true") == "is a boolean, must be a string or null");
  CHECK(wrong("{const: {a: [1]}}", "{a: [1.0]}").empty());
  CHECK(wrong("{enum: [a, 2]}", "2").empty());
  CHECK(wrong("{enum: [a, 2]}", "b") == "is 'b', which is none of the values listed");
  CHECK(wrong("{exclusiveMinimum: 1}", "1") == "is 1, must be above 1");
  CHECK(wrong("{multipleOf: 0.1}", "0.3").empty());
  CHECK(wrong("{multipleOf: 0.0001}", "0.0075").empty());
  CHECK(wrong("{multipleOf: 0.0001}", "0.00751") == "is 0.00751, must be a multiple of 0.0001");
  CHECK(wrong("{multipleOf: 1e-8}", "12391239123").empty());
  CHECK_FALSE(wrong("{multipleOf: 0.123456789}", "1e308").empty());
  CHECK(wrong("{multipleOf: 2}", "3") == "is 3, must be a multiple of 2");
  CHECK(wrong("{format: int32}", "2147483648") == "is 2147483648, must fit int32");
  CHECK(wrong("{minLength: 3}", "\xC3\xA4\xC3\xA4") == "has 2 characters, must have at least 3");
  CHECK(wrong("{pattern: 'b$'}", "abc") == "is 'abc', which does not match 'b$'");
  CHECK(wrong("{pattern: '(?=x)'}", "abc").empty());  // cannot be run: told elsewhere
  CHECK(wrong("{minimum: 3, minLength: 3, minItems: 3, minProperties: 3}", "true").empty());
}

TEST_CASE("judge: formats are what generated code takes them for") {
  struct Row {
    const char* format;
    std::vector<const char*> good;
    std::vector<const char*> bad;
  };
  const std::vector<Row> rows{
      {"time",
       {"23:59:60Z", "15:59:60.5-08:00", "00:59:60+01:00", "12:00:59z"},
       {"22:59:60Z", "23:59:60+01:00", "23:59:61Z", "12:00:00", "12:00:00+0100", "12:00:00+24:00"}},
      {"email",
       {"a@b", "first.last+tag@example.com", R"(\"quoted @ local\"@example.com)", R"(\"a\\\"b\"@c)", "a@[127.0.0.1]",
        "a@[IPv6:::1]"},
       {"a", "@b", "a@", "a@b@c", ".a@b", "a.@b", "a..b@c", "a b@c", "a@-b", "a@b_c", "a@[127.0.0.256]",
        R"(\"a\"b\"@c)", R"(\"a\\\u0001\"@c)", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa@b"}},
      {"uri",
       {"a:", "a:?b", "urn:isbn:1", "https://u:p@h:80/p%20q?a=b#c", "http://[::1]:8080/", "http://[v1f.a:b]/",
        "file:///a"},
       {"example.com", "//example.com", "1http://x", "http://a b", "http://x/%2", R"(http://x/\\)", "http://h:8a/",
        "http://[::1", "http://[::g]/", "http://[v1]/", "http://x/#a#b", "http://x/\xC3\xA4"}},
      {"hostname",
       {"a", "example.com", "xn--bcher-kva.example", "1.2"},
       {"", ".", "a.", ".a", "-a", "a-", "a_b", "a..b",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"}},
      {"ipv6",
       {"::", "::1", "1::", "1:2:3:4:5:6:7:8", "::ffff:1.2.3.4", "1:2:3:4:5:6:1.2.3.4", "1::8"},
       {"", ":", ":::", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "1::2::3", "12345::", "::1.2.3",
        "1:2:3:4:5:6:7:8::", "g::", "1:2:", "1.2.3.4", "1:2:3:4:5:6:7:1.2.3.4", "1.2.3.4::"}},
      {"byte", {"", "AA==", "AAA=", "AAAA", "+/0z"}, {"A", "AA", "AA=", "A===", "=AAA", "AA==AA==", "AA-_"}},
      {"duration",
       {"P1Y", "P1Y2M3D", "P2M3D", "P3D", "P4W", "PT1H", "PT1H2M3S", "PT2M", "P1YT3S", "P0D"},
       {"", "P", "PT", "P1", "1Y", "P1D2H", "P1Y2D", "PT1H3S", "P2M1Y", "P1W1D", "P1YT", "p1y", "P-1D", "PT0.5S",
        "P1S"}},
      {"json-pointer", {"", "/", "/a~0b~1c/0", "//", "/~01"}, {"a", "#/a", "/~", "/a~2", "/~/"}},
      {"uri-reference",
       {"", "a", "/a:b", "./a:b", "//h:80/p", "?q", "#f", "a/b:c", "http://x/y", "../x?y#z", "//[::1]"},
       {"1:b", ":", "a b", "%2", "#a#b", "//[::g]", "//h:8a", "\xC3\xA4", R"(\\h)"}},
  };
  for (const auto& row : rows) {
    const auto schema = std::string("{format: ") + row.format + "}";
    for (const auto* good : row.good) {
      INFO(row.format << " must accept " << good);
      CHECK(wrong(schema, std::string("\"") + good + "\"").empty());
    }
    for (const auto* bad : row.bad) {
      INFO(row.format << " must refuse " << bad);
      CHECK_FALSE(wrong(schema, std::string("\"") + bad + "\"").empty());
    }
  }
}

TEST_CASE("judge: formats") {
  for (const auto* good : {"'2024-02-29T23:59:60Z'", "'2023-01-01T00:00:00.5+02:00'"})
    CHECK(wrong("{format: date-time}", good).empty());
  for (const auto* bad : {"'2023-02-29T00:00:00Z'", "'2023-01-01 00:00:00Z'", "'2023-01-01T00:00:00'", "now"})
    CHECK_FALSE(wrong("{format: date-time}", bad).empty());
  CHECK(wrong("{format: ipv4}", "127.0.0.1").empty());
  CHECK_FALSE(wrong("{format: ipv4}", "127.0.0.256").empty());
  CHECK_FALSE(wrong("{format: ipv4}", "'127.0.1'").empty());
  CHECK(wrong("{format: uri}", "urn:a:b").empty());
  CHECK_FALSE(wrong("{format: uri}", "/a/b").empty());
  CHECK_FALSE(wrong("{format: uuid}", "abc").empty());
  CHECK_FALSE(wrong("{format: email}", "a@").empty());
  CHECK(wrong("{format: of-our-own}", "abc").empty());
}

TEST_CASE("judge: everything that is wrong, in the order of the value") {
  CHECK(
      wrong(
          "{required: [x, y], additionalProperties: false, properties: {a: {minimum: 1}, l: {items: {type: string}}}}",
          "{a: 0, z: 1, l: [1, b, 2]}") ==
      "has no 'x', which is required; has no 'y', which is required; /a is 0, must be at least 1; has 'z', which the "
      "schema does not allow; /l/0 is an integer, must be a string; /l/2 is an integer, must be a string");
  CHECK(wrong("{patternProperties: {'^x': {type: string}}, additionalProperties: {type: integer}}", "{x1: a, b: 1}")
            .empty());
  CHECK(wrong("{propertyNames: {maxLength: 1}}", "{ab: 1}") == "has 2 characters, must have at most 1");
  CHECK(wrong("{dependencies: {a: [b]}}", "{a: 1}") == "has 'a', but not 'b', which must then be there");
  CHECK(wrong("{dependencies: {a: {required: [c]}}}", "{a: 1}") == "has no 'c', which is required");
  CHECK(wrong("{items: [{type: string}], additionalItems: {type: integer}}", "[a, b]") ==
        "/1 is a string, must be an integer");
  CHECK(wrong("{contains: {const: 1}}", "[2]") == "has no item that 'contains' asks for");
  CHECK(wrong("{uniqueItems: true}", "[a, b, a]") == "/2 stands there already, must stand there once");
}

TEST_CASE("judge: branches") {
  CHECK(wrong("{allOf: [{minimum: 1}, {maximum: 3}]}", "4") == "is 4, must be at most 3");
  CHECK(wrong("{not: {type: string}}", "a") == "is what 'not' forbids");
  CHECK(wrong("{if: {const: 1}, then: {maximum: 0}, else: {minimum: 5}}", "1") == "is 1, must be at most 0");
  CHECK(wrong("{if: {const: 1}, then: {maximum: 0}, else: {minimum: 5}}", "4") == "is 4, must be at least 5");
  CHECK(wrong("{oneOf: [{minimum: 1}, {minimum: 2}]}", "3") == "fits 2 alternatives of 'oneOf', must fit one");
  CHECK(wrong("{anyOf: [{type: string}, {type: boolean}]}", "3") == "fits none of the 2 alternatives of 'anyOf'");
  // The alternative that got furthest says what is wrong.
  CHECK(wrong("{oneOf: [{properties: {a: {properties: {b: {type: string}}}}}, {type: string}]}", "{a: {b: 1}}") ==
        "/a/b is an integer, must be a string");
}

TEST_CASE("judge: schemas that lead back to themselves, and many ways to one, end") {
  CHECK(wrong("{allOf: [{$ref: '#/components/schemas/S'}]}", "1").empty());
  CHECK(wrong("{type: object, properties: {s: {$ref: '#/components/schemas/S'}}}", "{s: {s: 1}}") ==
        "/s/s is an integer, must be an object");
  std::string levels;
  for (int i = 0; i < 40; ++i) {
    const auto next = "{$ref: '#/components/schemas/L" + std::to_string(i + 1) + "'}";
    levels += "    L" + std::to_string(i) + ": {anyOf: [" + next + ", " + next + "]}\n";
  }
  levels += "    L40: {type: string}\n";
  CHECK_FALSE(wrong("{$ref: '#/components/schemas/L0'}", "1", levels).empty());
  CHECK(wrong("{$ref: '#/components/schemas/L0'}", "a", levels).empty());
}

TEST_CASE("judge: numbers count with all their digits") {
  CHECK(wrong("{maximum: 9007199254740992}", "9007199254740993") ==
        "is 9007199254740993, must be at most 9007199254740992");
  CHECK(wrong("{minimum: 0.1}", "0.1000000000000000000000001").empty());
  CHECK(wrong("{exclusiveMaximum: 12345678901234567890123}", "12345678901234567890122.9").empty());
  CHECK(wrong("{exclusiveMaximum: 12345678901234567890123}", "12345678901234567890123.0") ==
        "is 12345678901234567890123.0, must be below 12345678901234567890123");
  CHECK(wrong("{maximum: 1e400}", "1e400").empty());
  CHECK(wrong("{maximum: 1e400}", "1e401") == "is 1e401, must be at most 1e400");
  CHECK(wrong("{type: integer}", "1e400").empty());
  CHECK(wrong("{type: integer}", "9007199254740993.5") == "is 9007199254740993.5, must be an integer");
  CHECK(wrong("{multipleOf: 7}", "70000000000000000000000000007").empty());
  CHECK_FALSE(wrong("{multipleOf: 7}", "70000000000000000000000000008").empty());
  CHECK(wrong("{const: 9007199254740993}", "9007199254740992.0") == "is 9007199254740992.0, must be 9007199254740993");
  CHECK(wrong("{enum: [1e400]}", "10e399").empty());
  CHECK_FALSE(wrong("{enum: [1e400]}", "1e401").empty());
  CHECK(wrong("{maximum: 10}", ".inf") == "is .inf, must be at most 10");
  CHECK(wrong("{minimum: -.inf, maximum: .inf}", "1e400").empty());
  CHECK(wrong("{maximum: 10}", ".nan").empty());
  CHECK(wrong("{format: int32}", "2147483647.0").empty());
  CHECK(wrong("{format: uint64}", "18446744073709551615").empty());
  CHECK(wrong("{format: uint64}", "18446744073709551616") == "is 18446744073709551616, must fit uint64");
  CHECK(wrong("{format: uint64}", "-1") == "is -1, must fit uint64");
  CHECK(wrong("{format: int32}", "2147483647.5") == "is 2147483647.5, must fit int32");
}

TEST_CASE("judge: equality is JSON's") {
  const std::string unique = "{uniqueItems: true}";
  CHECK(wrong(unique, "[1, '1', true, 'true', null, 'null', 0, false, [], {}, '']").empty());
  CHECK(wrong(unique, "[1, 1.0]") == "/1 stands there already, must stand there once");
  CHECK(wrong(unique, "[{a: 1, b: [2]}, {b: [2.0], a: 0x1}]") == "/1 stands there already, must stand there once");
  CHECK(wrong(unique, "[0, -0.0]") == "/1 stands there already, must stand there once");
  CHECK(wrong(unique, "[9007199254740993, 9007199254740992, 1e400, 1e401]").empty());
  CHECK(wrong(unique, "[1e400, 10e399]") == "/1 stands there already, must stand there once");
  CHECK(wrong("{const: {a: false}}", "{a: 0}").empty() == false);
  CHECK(wrong("{enum: [[false]]}", "[0]").empty() == false);
}
