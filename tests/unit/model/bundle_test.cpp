#include "model/bundle.hpp"

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include "load/files.hpp"
#include "model/merge.hpp"
#include "resolve/document.hpp"

using namespace meshgen;
using model::Bundle;

namespace {

struct Contract {
  explicit Contract(const std::string& rest, std::map<std::string, std::string> others = {})
      : files(with(rest, std::move(others))) {
    document = resolve::resolve(files, "shop.yaml", sink);
    REQUIRE(document);
    bundle = std::make_unique<Bundle>(*document);
  }

  static std::map<std::string, std::string> with(const std::string& rest, std::map<std::string, std::string> others) {
    others.emplace("shop.yaml", "asyncapi: 3.0.0\ninfo: {title: t, version: v}\n" + rest);
    return others;
  }

  [[nodiscard]] const load::Node& at(const std::vector<std::string>& path) const {
    const auto* node = &document->root();
    for (const auto& token : path) {
      node = node->find(token);
      REQUIRE(node != nullptr);
    }
    return *node;
  }
  std::string add(const std::string& schema) { return bundle->add(at({"components", "schemas", schema}), {schema}); }

  diag::Sink sink;
  load::MemoryFiles files;
  std::optional<resolve::ResolvedDocument> document;
  std::unique_ptr<Bundle> bundle;
};

/// The text of one schema, named S, on one line.
std::string bundled(const std::string& schema) {
  Contract contract("components: {schemas: {S: " + schema + "}}\n");
  REQUIRE(contract.add("S") == "/definitions/S");
  auto text = contract.bundle->text();
  const std::string before = "{\n  \"definitions\": {\n    \"S\": ";
  const std::string behind = "\n  }\n}\n";
  REQUIRE(text.starts_with(before));
  REQUIRE(text.ends_with(behind));
  return text.substr(before.size(), text.size() - before.size() - behind.size());
}

/// The same on one line, however long.
std::string flat(const std::string& schema) {
  std::string out;
  const auto text = bundled(schema);
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\n') {
      out += text[i];
      continue;
    }
    while (text[i + 1] == ' ') ++i;
    if (out.back() == ',') out += ' ';
  }
  return out;
}

}  // namespace

TEST_CASE("a bundle without schemas") {
  const Contract contract("");
  CHECK(contract.bundle->text() == "{\n  \"definitions\": {}\n}\n");
}

TEST_CASE("a bundle has each schema once, in the document's order, and references lead there") {
  Contract contract(R"(
components:
  schemas:
    Money: {type: integer, minimum: 0}
    Unused: {type: string}
    Order:
      title: An order
      description: What was bought.
      type: object
      required: [id]
      properties:
        id: {type: string, format: uuid, description: the id, examples: [a]}
        total: {$ref: '#/components/schemas/Money', description: ignored}
        parts: {type: array, items: {$ref: '#/components/schemas/Order'}, default: []}
        discount: {$ref: '#/components/schemas/Money'}
)");
  CHECK(contract.add("Order") == "/definitions/Order");
  CHECK(contract.add("Order") == "/definitions/Order");
  CHECK(contract.bundle->text() == R"({
  "definitions": {
    "Money": {"type": "integer", "minimum": 0},
    "Order": {
      "type": "object",
      "required": ["id"],
      "properties": {
        "id": {"type": "string", "format": "uuid"},
        "total": {"$ref": "#/definitions/Money"},
        "parts": {"type": "array", "items": {"$ref": "#/definitions/Order"}},
        "discount": {"$ref": "#/definitions/Money"}
      }
    }
  }
}
)");
}

TEST_CASE("a bundled line has 100 columns at most") {
  const auto at_indent_4 = [](std::size_t length) { return bundled("{enum: [" + std::string(length, 'x') + "]}"); };
  // `    "S": {"enum": ["…"]}`
  constexpr std::size_t kAround = 23;
  CHECK(at_indent_4(100 - kAround) == "{\"enum\": [\"" + std::string(100 - kAround, 'x') + "\"]}");
  CHECK(at_indent_4(101 - kAround) == "{\n      \"enum\": [\"" + std::string(101 - kAround, 'x') + "\"]\n    }");
}

TEST_CASE("a bundle keeps what changes what is valid") {
  CHECK(flat("{type: [string, 'null'], minLength: 1, maxLength: 3, pattern: '^a\\d+$'}") ==
        R"({"type": ["string", "null"], "minLength": 1, "maxLength": 3, "pattern": "^a\\d+$"})");
  CHECK(flat("{minimum: 1, maximum: 2, exclusiveMinimum: 0, exclusiveMaximum: 3, multipleOf: 0.1}") ==
        R"({"minimum": 1, "maximum": 2, "exclusiveMinimum": 0, "exclusiveMaximum": 3, "multipleOf": 0.1})");
  CHECK(flat("{items: [true, {type: string}], additionalItems: false, minItems: 1, uniqueItems: true}") ==
        R"({"items": [true, {"type": "string"}], "additionalItems": false, "minItems": 1, "uniqueItems": true})");
  CHECK(flat("{contains: {const: {a: [1, null]}}, maxItems: 3}") ==
        R"({"contains": {"const": {"a": [1, null]}}, "maxItems": 3})");
  CHECK(flat("{patternProperties: {^x: {type: string}}, additionalProperties: false, maxProperties: 2}") ==
        R"({"patternProperties": {"^x": {"type": "string"}}, "additionalProperties": false, "maxProperties": 2})");
  CHECK(
      flat("{propertyNames: {maxLength: 2}, minProperties: 1, dependencies: {a: [b], c: {required: [d]}}}") ==
      R"({"propertyNames": {"maxLength": 2}, "minProperties": 1, "dependencies": {"a": ["b"], "c": {"required": ["d"]}}})");
  CHECK(flat("{if: {const: 1}, then: {enum: [a, 1]}, else: false, not: {type: 'null'}}") ==
        R"({"if": {"const": 1}, "then": {"enum": ["a", 1]}, "else": false, "not": {"type": "null"}})");
  CHECK(flat("{allOf: [true], anyOf: [{}, false], oneOf: [{type: object}]}") ==
        R"({"allOf": [true], "anyOf": [{}, false], "oneOf": [{"type": "object"}]})");
  CHECK(flat("{type: string, x-secret: true}") == R"({"type": "string", "x-secret": true})");
  CHECK(flat("false") == "false");
}

TEST_CASE("a bundle drops what changes nothing") {
  CHECK(flat("{$id: a, $comment: c, title: t, description: d, default: 1, examples: [1], readOnly: true, x-a: 1}") ==
        "{}");
  CHECK(flat("{discriminator: kind, deprecated: true, externalDocs: {url: 'http://a'}, nullable: true, $defs: {}}") ==
        "{}");
  CHECK(flat("{minLength: 0, minItems: 0, minProperties: 0, uniqueItems: false, additionalProperties: true}") == "{}");
  CHECK(flat("{required: [], properties: {}, additionalItems: false, then: false, x-secret: false}") == "{}");
  CHECK(flat("{if: {const: 1}, items: {type: string}, additionalItems: false}") == R"({"items": {"type": "string"}})");
  CHECK(flat("{definitions: {A: {type: string}}, type: integer}") == R"({"type": "integer"})");
}

TEST_CASE("a property's name is no keyword") {
  CHECK(flat("{properties: {title: {type: string}, default: true, x-a: {description: d}}}") ==
        R"({"properties": {"title": {"type": "string"}, "default": true, "x-a": {}}})");
  CHECK(flat("{const: {title: t, description: d, $id: i}}") ==
        R"({"const": {"title": "t", "description": "d", "$id": "i"}})");
}

TEST_CASE("a bundle keeps the formats that the runtime checks") {
  for (const auto* format : {"uuid", "date-time", "date", "time", "email", "uri", "hostname", "ipv4", "ipv6", "byte",
                             "duration", "json-pointer", "uri-reference"}) {
    CHECK(bundled("{type: string, format: " + std::string(format) + "}") ==
          R"({"type": "string", "format": ")" + std::string(format) + "\"}");
  }
  for (const auto* format : {"password", "binary", "regex", "iri", "float", "int64", "double", "anything"})
    CHECK(bundled("{format: " + std::string(format) + "}") == "{}");
}

TEST_CASE("int32 and uint64 become bounds, unless tighter ones are there") {
  CHECK(bundled("{type: integer, format: int32}") ==
        R"({"type": "integer", "minimum": -2147483648, "maximum": 2147483647})");
  CHECK(bundled("{type: integer, format: int32, minimum: 0, maximum: 1e10}") ==
        R"({"type": "integer", "maximum": 2147483647, "minimum": 0})");
  CHECK(bundled("{minimum: -2147483649, exclusiveMaximum: 7, format: int32}") ==
        R"({"exclusiveMaximum": 7, "minimum": -2147483648, "maximum": 2147483647})");
  CHECK(bundled("{type: integer, format: uint64, maximum: 1e30}") ==
        R"({"type": "integer", "minimum": 0, "maximum": 18446744073709551615})");
  CHECK(bundled("{type: string, format: int32}") == R"({"type": "string"})");
}

TEST_CASE("numbers are spelled as JSON has them, with all their digits") {
  CHECK(bundled("{enum: [0x10, .5, +1, 5., 007, -.5, 1_000, 1e400, 0xFFFFFFFFFFFFFFFFFF]}") ==
        R"({"enum": [16, 0.5, 1, 5, 7, -0.5, "1_000", 1e400, 4722366482869645213695]})");
  CHECK(bundled("{minimum: 12345678901234567890.5, maximum: 123456789012345678901234567890}") ==
        R"({"minimum": 12345678901234567890.5, "maximum": 123456789012345678901234567890})");
  CHECK(bundled("{minLength: 3.0, maxItems: 0x3}") == R"({"minLength": 3, "maxItems": 3})");
  CHECK(bundled("{maximum: .inf, minimum: -.inf, exclusiveMaximum: .nan}") == "{}");
  CHECK(bundled("{minimum: .inf, exclusiveMaximum: -.inf}") == R"({"minimum": 1e9999, "exclusiveMaximum": -1e9999})");
}

TEST_CASE("a multi-format wrapper leads to the schema within") {
  Contract contract(R"(
components:
  schemas:
    Wrapped: {schemaFormat: 'application/schema+json;version=draft-07', schema: {$ref: '#/components/schemas/Inner'}}
    Inner: {schemaFormat: 'application/vnd.aai.asyncapi;version=3.0.0', schema: {type: string}}
    User: {properties: {a: {$ref: '#/components/schemas/Wrapped'}, b: {$ref: '#/components/schemas/Avro'}}}
    Avro: {schemaFormat: 'application/vnd.apache.avro;version=1.9.0', schema: {type: record, name: a, fields: []}}
)");
  CHECK(contract.add("Wrapped") == "/definitions/Inner");
  CHECK(contract.add("User") == "/definitions/User");
  CHECK(contract.bundle->text() == R"({
  "definitions": {
    "Inner": {"type": "string"},
    "User": {"properties": {"a": {"$ref": "#/definitions/Inner"}, "b": true}}
  }
}
)");
  CHECK(contract.add("Avro") == "/definitions/Avro");
  CHECK(contract.bundle->text().find("\"Avro\": true") != std::string::npos);
}

TEST_CASE("what a reference leads to within another schema stands once, too") {
  Contract contract(R"(
components:
  schemas:
    Order: {properties: {lines: {items: {type: object}}, back: {$ref: '#/components/schemas/Order/properties/lines'}}}
)");
  CHECK(contract.add("Order") == "/definitions/Order");
  CHECK(contract.bundle->text() == R"({
  "definitions": {
    "Order": {
      "properties": {
        "lines": {"$ref": "#/definitions/Order.lines"},
        "back": {"$ref": "#/definitions/Order.lines"}
      }
    },
    "Order.lines": {"items": {"type": "object"}}
  }
}
)");
}

TEST_CASE("schemas may refer to each other in any way") {
  Contract contract(R"(
components:
  schemas:
    A: {properties: {b: {$ref: '#/components/schemas/B'}, a: {$ref: '#/components/schemas/A'}}}
    B: {items: {$ref: '#/components/schemas/A'}}
    Alias: {$ref: '#/components/schemas/A'}
)");
  CHECK(contract.add("Alias") == "/definitions/A");
  CHECK(contract.bundle->text() == R"({
  "definitions": {
    "A": {"properties": {"b": {"$ref": "#/definitions/B"}, "a": {"$ref": "#/definitions/A"}}},
    "B": {"items": {"$ref": "#/definitions/A"}}
  }
}
)");
}

TEST_CASE("a broken reference lets everything pass") {
  Contract contract("components: {schemas: {S: {properties: {a: {$ref: '#/nowhere'}}}, T: {$ref: '#/nowhere'}}}\n");
  CHECK(contract.add("S") == "/definitions/S");
  CHECK(contract.add("T") == "/definitions/T");
  CHECK(contract.bundle->text() ==
        "{\n  \"definitions\": {\n    \"S\": {\"properties\": {\"a\": true}},\n    \"T\": true\n  }\n}\n");
}

TEST_CASE("two schemas that want one name are named by their files and paths") {
  Contract contract(R"(
channels:
  c:
    messages:
      Order: {payload: {type: object, properties: {a: {$ref: 'common.yaml#/schemas/Order'}}}}
components:
  schemas:
    Order: {type: string}
    a b: {type: string}
    a_b: {type: integer}
    a%b: {type: boolean}
)",
                    {{"common.yaml", "schemas: {Order: {type: integer}}\n"}});
  auto& bundle = *contract.bundle;
  CHECK(bundle.add(contract.at({"channels", "c", "messages", "Order", "payload"}), {"Order"}) == "/definitions/Order");
  CHECK(contract.add("Order") == "/definitions/shop.components.schemas.Order");
  CHECK(contract.add("a b") == "/definitions/a_b");
  CHECK(contract.add("a_b") == "/definitions/shop.components.schemas.a_b");
  CHECK(contract.add("a%b") == "/definitions/shop.components.schemas.a_b.2");
  CHECK(bundle.text() == R"({
  "definitions": {
    "Order": {
      "type": "object",
      "properties": {"a": {"$ref": "#/definitions/common.schemas.Order"}}
    },
    "shop.components.schemas.Order": {"type": "string"},
    "a_b": {"type": "string"},
    "shop.components.schemas.a_b": {"type": "integer"},
    "shop.components.schemas.a_b.2": {"type": "boolean"},
    "common.schemas.Order": {"type": "integer"}
  }
}
)");
}

TEST_CASE("merged traits are schemas of their own, and unmerged copies are not") {
  Contract contract(R"(
channels:
  c:
    messages:
      m: {headers: {$ref: '#/components/schemas/H'}, traits: [{headers: {required: [a]}}]}
      n: {headers: {$ref: '#/components/schemas/H'}, traits: [{headers: {required: [b]}}]}
      o: {headers: {$ref: '#/components/schemas/H'}, traits: [{name: o}]}
      p: {traits: [{$ref: '#/components/messageTraits/T'}]}
components:
  messageTraits: {T: {headers: {type: object}}}
  schemas:
    H: {properties: {a: {type: string}}}
)");
  auto& bundle = *contract.bundle;
  const auto add = [&](const std::string& message) {
    // A temporary: the bundle keeps what it needs.
    const auto merged = model::merge_traits(*contract.document, contract.at({"channels", "c", "messages", message}));
    return bundle.add(*merged.find("headers"), {message, "headers"});
  };
  CHECK(add("m") == "/definitions/m.headers");
  CHECK(add("n") == "/definitions/n.headers");
  CHECK(add("m") == "/definitions/m.headers");
  CHECK(add("o") == "/definitions/H");
  CHECK(contract.add("H") == "/definitions/H");
  CHECK(add("p") == "/definitions/p.headers");
  CHECK(bundle.add(contract.at({"components", "messageTraits", "T", "headers"}), {"T"}) == "/definitions/p.headers");
  CHECK(bundle.text() == R"({
  "definitions": {
    "p.headers": {"type": "object"},
    "m.headers": {"required": ["a"], "properties": {"a": {"type": "string"}}},
    "n.headers": {"required": ["b"], "properties": {"a": {"type": "string"}}},
    "H": {"properties": {"a": {"type": "string"}}}
  }
}
)");
}

TEST_CASE("what a merge of traits changed within is not taken for what stands there") {
  Contract contract(R"(
channels:
  c:
    messages:
      m:
        headers: {properties: {a: {minLength: 1}}}
        traits: [{headers: {properties: {a: {type: string}}}}]
components:
  schemas:
    S: {items: {$ref: '#/channels/c/messages/m/headers/properties/a'}}
)");
  CHECK(contract.add("S") == "/definitions/S");
  const auto merged = model::merge_traits(*contract.document, contract.at({"channels", "c", "messages", "m"}));
  CHECK(contract.bundle->add(*merged.find("headers"), {"m", "headers"}) == "/definitions/m.headers");
  CHECK(contract.bundle->text() == R"({
  "definitions": {
    "m.headers": {"properties": {"a": {"type": "string", "minLength": 1}}},
    "m.headers.a": {"minLength": 1},
    "S": {"items": {"$ref": "#/definitions/m.headers.a"}}
  }
}
)");
}

TEST_CASE("strings keep their characters") {
  CHECK(bundled(R"({enum: ["a\"b\\c\u0001\n", "ä"]})") == R"({"enum": ["a\"b\\c\u0001\n", "ä"]})");
}

TEST_CASE("schemas may be nested as deep as a document may be, and refer to each other in long rows") {
  std::string deep = "{type: string}";
  for (int i = 0; i < 190; ++i) deep = "{not: " + deep + "}";
  CHECK(bundled(deep).ends_with("}"));
  std::string row;
  constexpr int kMany = 20'000;
  for (int i = 0; i < kMany; ++i) {
    row += "    S" + std::to_string(i) + ": {items: {$ref: '#/components/schemas/S" + std::to_string((i + 1) % kMany) +
           "'}}\n";
  }
  Contract contract("components:\n  schemas:\n" + row);
  CHECK(contract.add("S0") == "/definitions/S0");
  CHECK(contract.bundle->text().find("\"S19999\": {\"items\": {\"$ref\": \"#/definitions/S0\"}}") != std::string::npos);
}
