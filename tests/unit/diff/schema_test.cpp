#include <array>
#include <string>

#include <catch2/catch_test_macros.hpp>

#include "contract.hpp"

namespace {

std::string document(const std::string& action, const std::string& schema, const std::string& more = "") {
  return "asyncapi: 3.0.0\ninfo: {title: t, version: 1.0.0}\n" + more +
         "channels: {c: {address: c, messages: {m: {payload: {type: object, required: [a], properties: {a: " + schema +
         "}}}}}}\noperations: {o: {action: " + action + ", channel: {$ref: '#/channels/c'}}}\n";
}

/// What became of the valid values: fewer, more, or both; or nothing.
struct Row {
  const char* was;
  const char* is;
  const char* forth;
  const char* back;
};

constexpr const char* kObject = "{type: object, properties: {b: {type: string}}}";

/// '<' narrowed, '>' widened, 'x' both, '=' neither, in front of the code.
constexpr std::array kRows{
    Row{"{type: string}", "{type: boolean}", "x type-changed", "x type-changed"},
    Row{"{type: integer}", "{type: number}", "> type-changed", "< type-changed"},
    Row{"{}", "{type: string}", "< type-changed", "> type-changed"},
    Row{"{type: string}", "{type: [string, 'null']}", "> null-allowed", "< null-forbidden"},
    Row{"{type: integer}", "{type: integer, minimum: 3}", "< range-narrowed", "> range-widened"},
    Row{"{type: integer, maximum: 3}", "{type: integer, maximum: 4}", "> range-widened", "< range-narrowed"},
    Row{"{type: number, minimum: 3}", "{type: number, exclusiveMinimum: 3}", "< range-narrowed", "> range-widened"},
    Row{"{type: integer, format: int32}", "{type: integer, format: int64}", "> integer-size-changed",
        "< integer-size-changed"},
    Row{"{type: integer, format: int32, minimum: 0, maximum: 9}", "{type: integer, minimum: 0, maximum: 9}",
        "= integer-size-changed", "= integer-size-changed"},
    Row{"{type: integer, format: uint64}", "{type: integer}", "x integer-size-changed", "x integer-size-changed"},
    Row{"{type: integer, minimum: 0}", "{type: integer, format: uint64}", "> integer-size-changed",
        "< integer-size-changed"},
    Row{"{type: integer, format: uint64, maximum: 10000000000000000000}", "{type: integer, format: uint64}",
        "> range-widened", "< range-narrowed"},
    Row{"{type: string}", "{type: string, minLength: 2}", "< length-narrowed", "> length-widened"},
    Row{"{type: string, maxLength: 2}", "{type: string, maxLength: 3}", "> length-widened", "< length-narrowed"},
    Row{"{type: string}", "{type: string, pattern: '^a'}", "< pattern-added", "> pattern-removed"},
    Row{"{type: string, pattern: '^b'}", "{type: string, pattern: '^a'}", "x pattern-changed", "x pattern-changed"},
    Row{"{type: string}", "{type: string, format: uuid}", "< format-added", "> format-removed"},
    Row{"{type: string, format: date}", "{type: string, format: time}", "x format-changed", "x format-changed"},
    Row{"{const: a}", "{const: b}", "x const-changed", "x const-changed"},
    Row{"{type: string, enum: [a]}", "{type: string, enum: [a, b]}", "> enum-value-added", "< enum-value-removed"},
    Row{"{const: a}", "{type: string, enum: [b, a]}", "> enum-value-added", "< enum-value-removed"},
    Row{"{type: string}", "{type: string, enum: [a]}", "< values-listed", "> values-opened"},
    Row{"{type: string, maxLength: 1}", "{type: string, enum: [a]}", "x values-listed", "x values-opened"},
    Row{"{type: array, items: {type: string}}", "{type: array, items: {type: string}, minItems: 1}",
        "< item-count-narrowed", "> item-count-widened"},
    Row{"{type: array, items: {type: string}}", "{type: array, items: {const: a}}", "< values-listed",
        "> values-opened"},
    Row{"{type: object, additionalProperties: {type: string}}",
        "{type: object, additionalProperties: {type: string}, maxProperties: 4}", "< member-count-narrowed",
        "> member-count-widened"},
    Row{"{type: object, additionalProperties: {type: string}}", "{type: object, additionalProperties: {type: boolean}}",
        "x type-changed", "x type-changed"},
    Row{kObject, "{type: object, properties: {b: {type: string}, d: {type: string}}}", "= property-added",
        "= property-removed"},
    Row{"{type: object}", kObject, "= property-added", "= property-removed"},
    Row{"{type: object, additionalProperties: false, properties: {b: {type: string}}}",
        "{type: object, additionalProperties: false, properties: {b: {type: string}, d: {type: string}}}",
        "> property-added", "< property-removed"},
    Row{kObject, "{type: object, required: [d], properties: {b: {type: string}, d: {type: string}}}",
        "< required-property-added", "> required-property-removed"},
    Row{kObject, "{type: object, required: [b], properties: {b: {type: string}}}", "< property-required",
        "> property-optional"},
    Row{kObject, "{type: object, additionalProperties: false, properties: {b: {type: string}}}", "< object-closed",
        "> object-opened"},
    Row{"{oneOf: [{$ref: '#/components/schemas/Card'}, {$ref: '#/components/schemas/Cash'}]}",
        "{oneOf: [{$ref: '#/components/schemas/Cash'}, {$ref: '#/components/schemas/Card'}, {$ref: "
        "'#/components/schemas/Coin'}]}",
        "> alternative-added", "< alternative-removed"},
    Row{"{$ref: '#/components/schemas/Card'}",
        "{oneOf: [{$ref: '#/components/schemas/Cash'}, {$ref: '#/components/schemas/Card'}]}", "> alternative-added",
        "< alternative-removed"},
    Row{"{oneOf: [{$ref: '#/components/schemas/Card'}, {$ref: '#/components/schemas/Cash'}]}",
        "{oneOf: [{$ref: '#/components/schemas/Dog'}, {$ref: '#/components/schemas/Cat'}]}", "x discriminator-changed",
        "x discriminator-changed"},
    Row{"{type: integer, multipleOf: 2}", "{type: integer, multipleOf: 3}", "x multiple-changed", "x multiple-changed"},
    Row{"{type: integer, multipleOf: 2}", "{type: integer}", "> multiple-widened", "< multiple-narrowed"},
    Row{"{type: number, multipleOf: 0.1}", "{type: number, multipleOf: 0.5}", "< multiple-narrowed",
        "> multiple-widened"},
    Row{"{type: array, items: {type: string}}", "{type: array, items: {type: string}, uniqueItems: true}",
        "< unique-items-added", "> unique-items-removed"},
    Row{"{type: array, uniqueItems: true}", "{type: array}", "x unjudged-change", "x unjudged-change"},
    Row{"{anyOf: [{type: string, maxLength: 3}, {type: integer}]}", "{anyOf: [{type: string}, {type: integer}]}",
        "> length-widened", "< length-narrowed"},
    Row{"{type: string, not: {const: a}}", "{type: string, not: {const: b}}", "x unjudged-change", "x unjudged-change"},
    Row{"{type: string, not: {const: a}}", "{type: string, maxLength: 3, not: {const: a}}", "< length-narrowed",
        "> length-widened"},
    Row{"{enum: [1, 2]}", "{enum: [2, 1, a]}", "> enum-value-added", "< enum-value-removed"},
    Row{"{type: [string, integer]}", "{type: [integer, string, boolean]}", "> alternative-added",
        "< alternative-removed"},
    Row{"{type: array, items: [{type: string}], minItems: 1}", "{type: array, items: [{type: integer}], minItems: 1}",
        "x type-changed", "x type-changed"},
    Row{"{type: object, properties: {b: {type: string}}, additionalProperties: {type: string}}",
        "{type: object, properties: {b: {type: string}}, additionalProperties: {type: integer}}", "x type-changed",
        "x type-changed"},
};

constexpr const char* kComponents =
    "components: {schemas: {"
    "Card: {type: object, required: [k], properties: {k: {const: card}}}, "
    "Cash: {type: object, required: [k], properties: {k: {const: cash}}}, "
    "Coin: {type: object, required: [k], properties: {k: {const: coin}}}, "
    "Dog: {type: object, required: [d], properties: {d: {const: dog}}}, "
    "Cat: {type: object, required: [d], properties: {d: {const: cat}}}}}\n";

/// The words for "> code" where records are sent, or received.
std::string expected(std::string_view row, bool sends) {
  const char effect = row.front();
  const bool breaks = effect == 'x' || effect == (sends ? '>' : '<');
  return std::string(row.substr(2)) + ": " +
         (!breaks ? "compatible"
          : sends ? "breaks consumers"
                  : "breaks producers") +
         "\n";
}

}  // namespace

TEST_CASE("schemas: what is sent must not widen, what is received must not narrow") {
  for (const auto& [was, is, forth, back] : kRows) {
    for (const bool sends : {true, false}) {
      const auto before = difftest::contract(document(sends ? "send" : "receive", was, kComponents));
      const auto after = difftest::contract(document(sends ? "send" : "receive", is, kComponents));
      INFO(was << "\n" << is << "\nsends " << sends);
      CHECK(difftest::changes(*before, *after) == expected(forth, sends));
      CHECK(difftest::changes(*after, *before) == expected(back, sends));
      CHECK(difftest::changes(*after, *after).empty());
    }
  }
}

TEST_CASE("schemas: a library of messages is held to both sides") {
  const auto library = [](const std::string& schema) {
    return "asyncapi: 3.0.0\ninfo: {title: t, version: 1.0.0}\nchannels: {c: {address: c, messages: {m: {payload: "
           "{type: object, required: [a], properties: {a: " +
           schema + "}}}}}}\n";
  };
  CHECK(difftest::changes(library("{type: string}"), library("{type: string, maxLength: 4}")) ==
        "length-narrowed: breaks producers\n");
  CHECK(difftest::changes(library("{type: string, maxLength: 4}"), library("{type: string}")) ==
        "length-widened: breaks consumers\n");
}

TEST_CASE("schemas: references, aliases and the order of keys are no change") {
  const std::string components =
      "components: {schemas: {S: {allOf: [{$ref: '#/components/schemas/T'}]}, T: {type: string, maxLength: 3}}}\n";
  CHECK(difftest::changes(document("send", "{maxLength: 3, type: string}"),
                          document("send", "{$ref: '#/components/schemas/S'}", components))
            .empty());
  CHECK(difftest::changes(document("send", "{type: string, enum: [a, b]}"),
                          document("send", "{enum: [b, a], type: string}"))
            .empty());
  CHECK(difftest::changes(document("send", "{anyOf: [{type: string, title: x}, {type: integer}]}"),
                          document("send", "{anyOf: [{type: string}, {type: integer}]}"))
            .empty());
}

TEST_CASE("schemas: a property may have the name of a keyword that is words for people") {
  const auto named = [](const std::string& type) {
    return document("send", "{anyOf: [{type: object, properties: {title: {type: " + type + "}}}, {type: integer}]}");
  };
  CHECK(difftest::changes(named("string"), named("boolean")) == "type-changed: breaks consumers\n");
}

TEST_CASE("schemas: recursive ones end, and a change in them is told once") {
  const auto tree = [](const std::string& leaf, const std::string& name) {
    return document("send", "{$ref: '#/components/schemas/" + name + "'}",
                    "components: {schemas: {" + name + ": {type: object, required: [v], properties: {v: " + leaf +
                        ", left: {$ref: '#/components/schemas/" + name + "'}, right: {$ref: '#/components/schemas/" +
                        name + "'}}}}}\n");
  };
  CHECK(difftest::changes(tree("{type: string}", "Tree"), tree("{type: string}", "Node")).empty());
  CHECK(difftest::changes(tree("{type: string}", "Tree"), tree("{type: integer}", "Tree")) ==
        "type-changed: breaks consumers\n");
  const auto open = [](const std::string& leaf) {
    return document(
        "send", "{$ref: '#/components/schemas/N'}",
        "components: {schemas: {N: {anyOf: [{type: object, properties: {n: {$ref: '#/components/schemas/N'}}}, " +
            leaf + "]}}}\n");
  };
  CHECK(difftest::changes(open("{type: string}"), open("{type: string}")).empty());
  CHECK(difftest::changes(open("{type: string}"), open("{type: integer}")) == "type-changed: breaks consumers\n");
}

TEST_CASE("schemas: a chain of shared schemas is compared once each, not once a path") {
  const auto diamonds = [](const std::string& leaf) {
    std::string schemas = "D40: " + leaf;
    for (int i = 0; i < 40; ++i) {
      const auto next = "{$ref: '#/components/schemas/D" + std::to_string(i + 1) + "'}";
      schemas += ", D" + std::to_string(i) + ": {type: object, required: [l, r], properties: {l: " + next +
                 ", r: " + next + "}}";
    }
    return document("send", "{$ref: '#/components/schemas/D0'}", "components: {schemas: {" + schemas + "}}\n");
  };
  CHECK(difftest::changes(diamonds("{type: string}"), diamonds("{type: boolean}")) ==
        "type-changed: breaks consumers\n");
}

TEST_CASE("schemas: words for people are documentation") {
  CHECK(difftest::changes(document("send", "{type: string}"), document("send", "{type: string, description: d}")) ==
        "documentation-changed: words\n");
  CHECK(difftest::changes(document("send", "{type: string}"), document("send", "{type: string, deprecated: true}")) ==
        "deprecated: words\n");
  CHECK(difftest::changes(document("send", "{type: string, deprecated: true}"), document("send", "{type: string}")) ==
        "undeprecated: words\n");
}
