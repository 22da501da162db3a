#include <array>
#include <string>

#include <catch2/catch_test_macros.hpp>

#include "lint/lint.hpp"
#include "load/files.hpp"
#include "model/build.hpp"
#include "resolve/document.hpp"

using namespace meshgen;

namespace {

/// The codes that the rules report on a document with this channel and operation, in order; '!' marks errors.
std::string said(const std::string& rest, lint::Severity severity = lint::Severity::kWarn) {
  load::MemoryFiles files{{{"a.yaml", "asyncapi: 3.0.0\ninfo: {title: t, version: v}\n" + rest}}};
  diag::Sink sink;
  const auto document = resolve::resolve(files, "a.yaml", sink);
  REQUIRE(document);
  const auto api = model::build_model(*document, sink);
  lint::lint(api, *document, severity, sink);
  std::string codes;
  for (const auto* diagnostic : sink.sorted())
    codes += std::string(diagnostic->code->id) + (diagnostic->severity == diag::Severity::kError ? "! " : " ");
  return codes;
}

std::string channel(const std::string& fields) {
  return "channels: {c: {" + fields +
         ", messages: {m: {payload: {type: object, required: [a], properties: {a: {type: "
         "string}}}}}}}\noperations: {o: {action: send, channel: {$ref: '#/channels/c'}}}\n";
}

std::string payload(const std::string& schema, const std::string& more = "") {
  return "channels: {c: {address: c, messages: {m: {payload: " + schema + more +
         "}}}}\noperations: {o: {action: send, channel: {$ref: '#/channels/c'}}}\n";
}

std::string property(const std::string& schema) {
  return payload("{type: object, required: [a], properties: {a: " + schema + "}}");
}

}  // namespace

TEST_CASE("topics: what Kafka refuses is a warning when validating and an error when generating") {
  CHECK(said(channel("address: shop.orders_v1-a")).empty());
  for (const auto* topic : {"a/b", "'a b'", "'..'", "'.'", "'{b}/c'", "'a.{b}{c}'", "\xC3\xA4"}) {
    INFO(topic);
    CHECK(said(channel(std::string("parameters: {b: {enum: [x]}, c: {enum: [y]}}, address: ") + topic))
              .find("illegal-topic") != std::string::npos);
  }
  CHECK(said(channel("address: a/b"), lint::Severity::kRefuse) == "illegal-topic! ");
  CHECK(said(channel("address: a/b, bindings: {kafka: {topic: a.b}}")).empty());
  CHECK(said(channel("address: " + std::string(249, 'a'))).empty());
  CHECK(said(channel("address: " + std::string(250, 'a'))) == "illegal-topic ");
  CHECK(said(channel("address: null")) == "no-topic ");
  CHECK(said(channel("address: null, bindings: {kafka: {topic: a}}")).empty());
}

TEST_CASE("topics: parameters are values of a topic's name") {
  CHECK(said(channel("address: 'a.{b}', parameters: {b: {enum: [x, y-1]}}"), lint::Severity::kRefuse).empty());
  CHECK(said(channel("address: 'a.{b}', parameters: {b: {}}"), lint::Severity::kRefuse) == "topic-per-value ");
  CHECK(said(channel("address: 'a.{b}', parameters: {b: {enum: [x/y]}}"), lint::Severity::kRefuse) ==
        "illegal-topic! ");
  CHECK(said(channel("address: 'a.{b}', parameters: {b: {enum: ['']}}")) == "illegal-topic ");
  CHECK(said(channel("address: a, bindings: {kafka: {topic: 'a.{b}'}}")) == "illegal-topic ");
}

TEST_CASE("operations: channels without any are told, a broken one counts as one") {
  CHECK(said("channels: {c: {address: c}}\n") == "no-operations ");
  CHECK(said("channels: {c: {address: c}}\n", lint::Severity::kRefuse) == "no-operations ");
  CHECK(said("channels: {c: {address: c}}\noperations: {o: {action: send, channel: {}}}\n") == "no-topic ");
  CHECK(said("servers: {}\n").empty());
}

TEST_CASE("ranges that no value meets") {
  const std::array bad{"{type: integer, minimum: 3, maximum: 2}",
                       "{type: integer, exclusiveMinimum: 2, maximum: 2}",
                       "{type: string, minLength: 3, maxLength: 2}",
                       "{type: number, minimum: 2.5, maximum: 2}",
                       "{type: number, minimum: 2, exclusiveMaximum: 2}",
                       "{type: array, minItems: 3, maxItems: 2, items: {type: string}}",
                       "{type: object, minProperties: 3, maxProperties: 2, additionalProperties: {type: string}}"};
  for (const auto* schema : bad) {
    INFO(schema);
    CHECK(said(property(schema)) == "contradictory-range ");
  }
  for (const auto* schema : {"{type: integer, minimum: 2, maximum: 2}", "{type: string, maxLength: 0}",
                             "{type: number, minimum: 2, maximum: 2}"}) {
    INFO(schema);
    CHECK(said(property(schema)).empty());
  }
}

TEST_CASE("patterns that RE2 cannot carry") {
  for (const auto* pattern : {"'^(?=a)b'", "'(?<!a)b'", "'(a)\\1'"}) {
    INFO(pattern);
    CHECK(said(property(std::string("{type: string, pattern: ") + pattern + "}")) == "bad-pattern ");
    CHECK(said(property(std::string("{type: string, pattern: ") + pattern + "}"), lint::Severity::kRefuse) ==
          "bad-pattern! ");
  }
  CHECK(said(property("{type: string, pattern: '^[a-z]+(-[0-9]{1,3})?$'}")).empty());
  // No operation reaches it: it keeps no code from being made.
  const std::string elsewhere = "components: {schemas: {S: {type: string, pattern: '(?=a)', x-meshgen: 1}}}\n";
  CHECK(said(property("{type: string}") + elsewhere, lint::Severity::kRefuse) == "unused-component bad-pattern ");
}

TEST_CASE("patterns that are none") {
  for (const auto* pattern : {"'[a'", "'('", "'a)'", "'a**'"}) {
    INFO(pattern);
    CHECK(said(property(std::string("{type: string, pattern: ") + pattern + "}")) == "invalid-pattern ");
    CHECK(said(property(std::string("{type: string, pattern: ") + pattern + "}"), lint::Severity::kRefuse) ==
          "invalid-pattern! ");
  }
}

TEST_CASE("a payload that an empty object satisfies") {
  CHECK(said(payload("{type: object, properties: {a: {type: string}}}")) == "nothing-required ");
  CHECK(said(payload("{type: object, required: [a], properties: {a: {type: string}}}")).empty());
  CHECK(said(payload("{type: object, additionalProperties: {type: string}}")).empty());
}

TEST_CASE("examples are judged by their schema") {
  const auto with = [](const std::string& example) {
    return said(
        payload("{type: object, required: [a], additionalProperties: false, properties: {a: {type: [string, "
                "'null'], maxLength: 2}, n: {type: integer, minimum: 1}, e: {type: string, enum: [x]}, l: "
                "{type: array, items: {type: boolean}, maxItems: 1}}}",
                ", examples: [{payload: " + example + "}]"));
  };
  for (const auto* good : {"{a: x}", "{a: null}", "{a: x, n: 1.0}", "{a: x, e: x, l: [true]}"}) {
    INFO(good);
    CHECK(with(good).empty());
  }
  for (const auto* bad : {"{}", "{a: xyz}", "{a: 1}", "{a: x, n: 0}", "{a: x, n: 1.5}", "{a: x, e: y}",
                          "{a: x, l: [true, true]}", "{a: x, l: [1]}", "{a: x, other: 1}", "[]"}) {
    INFO(bad);
    CHECK(with(bad) == "example-mismatch ");
  }
}

TEST_CASE("CloudEvents: a format of ce_id and a .proto as dataschema") {
  const auto with = [](const std::string& properties) {
    return said(payload("{type: object, required: [a], properties: {a: {type: string}}}",
                        ", headers: {type: object, required: [ce_specversion, ce_id, ce_type, ce_source], properties: {"
                        "ce_specversion: {const: '1.0'}, ce_type: {const: t}, ce_source: {const: /s}, " +
                            properties + "}}"));
  };
  CHECK(with("ce_id: {type: string, minLength: 1}").empty());
  CHECK(with("ce_id: {type: string, format: uuid}") == "cloudevents-id ");
  CHECK(with("ce_id: {type: string}, ce_dataschema: {const: 'https://x/y.proto'}") == "dataschema-format ");
  CHECK(with("ce_id: {type: string}, ce_dataschema: {const: 'https://x/y.json'}").empty());
}
