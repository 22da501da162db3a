#include <array>
#include <string>

#include <catch2/catch_test_macros.hpp>

#include "load/files.hpp"
#include "model/build.hpp"
#include "model/dump.hpp"
#include "model/extensions.hpp"
#include "model/reach.hpp"
#include "resolve/document.hpp"

using namespace meshgen;

namespace {

struct Built {
  explicit Built(const std::string& rest)
      : files({{"shop.yaml", "asyncapi: 3.0.0\ninfo: {title: t, version: v}\n" + rest}}),
        document(resolve::resolve(files, "shop.yaml", sink)),
        api(model::build_model(*document, sink)) {}

  [[nodiscard]] std::string said() const {
    std::string text;
    for (const auto* diagnostic : sink.sorted()) text += diagnostic->message + "\n";
    return text;
  }
  [[nodiscard]] std::string gaps(model::GapsAre as) {
    diag::Sink only;
    model::report_gaps(api, as, only);
    std::string text;
    for (const auto* diagnostic : only.sorted()) text += diagnostic->message + "\n";
    return text;
  }

  diag::Sink sink;
  load::MemoryFiles files;
  std::optional<resolve::ResolvedDocument> document;
  model::Api api;
};

std::string with_message(const std::string& message, const std::string& operation = "action: send") {
  return "channels: {c: {address: c, messages: {m: {" + message + "}}}}\noperations: {o: {" + operation +
         ", channel: {$ref: '#/channels/c'}}}\n";
}

const std::string kPayload = "payload: {type: object, required: [id], properties: {id: {type: string}}}";

}  // namespace

TEST_CASE("durations are ISO 8601 without months and years") {
  struct Row {
    std::string_view text;
    std::optional<std::int64_t> ms;
  };
  constexpr std::array<Row, 13> rows{{{"PT0.2S", 200},
                                      {"PT1M30S", 90'000},
                                      {"PT2H", 7'200'000},
                                      {"P1D", 86'400'000},
                                      {"P1W", 604'800'000},
                                      {"P1DT1H", 90'000'000},
                                      {"PT", {}},
                                      {"P", {}},
                                      {"5s", {}},
                                      {"PT5", {}},
                                      {"P1M", {}},
                                      {"PT1S1M", {}},
                                      {"PT-1S", {}}}};
  for (const auto& row : rows) {
    INFO(row.text);
    CHECK(model::parse_duration_ms(row.text) == row.ms);
  }
}

TEST_CASE("traits: later ones override earlier ones, the message overrides all, lists are replaced whole") {
  const Built built(with_message(kPayload +
                                 ", summary: own, headers: {required: [x], properties: {x: {minLength: 1}}}, traits: "
                                 "[{summary: first, contentType: text/plain, headers: {type: object, required: [y], "
                                 "properties: {x: {type: string, maxLength: 9}, y: {type: boolean}}}}, {contentType: "
                                 "application/json}]"));
  const auto& message = built.api.messages.at(0);
  CHECK(message.docs.description == "own");
  CHECK(message.content_type == "application/json");
  REQUIRE(message.headers);
  const auto& headers = std::get<model::Object>(built.api.types[*message.headers].shape);
  REQUIRE(headers.properties.size() == 2);
  CHECK(headers.properties[0].required);        // x
  CHECK_FALSE(headers.properties[1].required);  // y: the message's list took the trait's place
  const auto& x = std::get<model::String>(built.api.types[headers.properties[0].type].shape);
  CHECK(x.min_length == 1);
  CHECK(x.max_length == 9);
}

TEST_CASE("CloudEvents apply when the headers declare ce_specversion, or x-cloudevents says so") {
  CHECK_FALSE(Built(with_message(kPayload)).api.messages.at(0).cloud_events);
  CHECK(Built(with_message(kPayload + ", x-cloudevents: true")).api.messages.at(0).cloud_events);
  const Built built(with_message(kPayload +
                                 ", headers: {type: object, required: [ce_specversion, ce_subject, content-type], "
                                 "properties: {ce_specversion: {const: '1.0'}, ce_type: {enum: [placed]}, ce_source: "
                                 "{default: /shop}, ce_tenant: {type: string}, content-type: {type: string}}}"));
  const auto& message = built.api.messages.at(0);
  REQUIRE(message.cloud_events);
  CHECK(message.cloud_events->type == "placed");
  CHECK(message.cloud_events->source == "/shop");
  CHECK(message.cloud_events->required == std::vector<std::string>{"specversion", "subject", "datacontenttype"});
  REQUIRE(message.headers);
  const auto& own = std::get<model::Object>(built.api.types[*message.headers].shape);
  REQUIRE(own.properties.size() == 1);
  CHECK(own.properties[0].wire_name == "ce_tenant");
}

TEST_CASE("a parameter with a location that the topic does not repeat is the key; so is x-key; two differ in vain") {
  const auto channel = [](const std::string& message, const std::string& topic) {
    return "channels: {c: {address: 'c/{id}', parameters: {id: {location: $message.payload#/id}}, bindings: {kafka: "
           "{topic: '" +
           topic + "'}}, messages: {m: {" + kPayload + message + "}}}}\n";
  };
  const Built by_parameter(channel("", "c"));
  REQUIRE(by_parameter.api.messages.at(0).key_location);
  CHECK(by_parameter.api.messages.at(0).key_location->path == std::vector<std::string>{"id"});
  CHECK_FALSE(Built(channel("", "c.{id}")).api.messages.at(0).key_location);
  CHECK(Built(channel(", x-key: $message.payload#/id", "c")).said().empty());
  CHECK(Built(channel(", x-key: $message.payload#/other", "c")).said() ==
        "'x-key' and a channel parameter name different places for the key\n");
  const Built escaped(with_message(kPayload + ", x-key: '$message.header#/a~1b/c~0d'"));
  REQUIRE(escaped.api.messages.at(0).key_location);
  CHECK(escaped.api.messages.at(0).key_location->where == model::Location::Where::kHeader);
  CHECK(escaped.api.messages.at(0).key_location->path == std::vector<std::string>{"a/b", "c~d"});
}

TEST_CASE("groups, retries and dead letters have defaults and come from the contract") {
  const auto of = [](const std::string& more) {
    return Built(with_message(kPayload, "action: receive" + more)).api.operations.at(0);
  };
  const auto plain = of("");
  CHECK(plain.group_id == "shop.o");
  CHECK(plain.retry.max_attempts == 5);
  CHECK(plain.dead_letter.enabled);
  CHECK(plain.dead_letter.topic == "c.shop.o.dlq");
  CHECK(of(", bindings: {kafka: {groupId: {const: g}}}").dead_letter.topic == "c.g.dlq");
  CHECK(of(", bindings: {kafka: {groupId: {enum: [g]}}}").group_id == "g");
  CHECK(of(", bindings: {kafka: {groupId: {enum: [g, h]}}}").group_id == "shop.o");
  CHECK_FALSE(of(", x-dead-letter: false").dead_letter.enabled);
  CHECK(of(", x-dead-letter: {topic: graves}").dead_letter.topic == "graves");
  CHECK(plain.dead_letter.families.empty());
  const auto families = of(", x-dead-letter: {families: [streams, spring, streams]}").dead_letter;
  CHECK(families.topic == "c.shop.o.dlq");
  CHECK(families.families == std::vector{model::DeadLetterFamily::kSpring, model::DeadLetterFamily::kStreams});
  const auto tried = of(", x-retry: {maxAttempts: 2, backoff: {type: fixed, initialDelay: PT1S, jitter: none}}").retry;
  CHECK(tried.max_attempts == 2);
  CHECK(tried.kind == model::BackoffKind::kFixed);
  CHECK(tried.initial_delay_ms == 1000);
  CHECK(tried.jitter == model::Jitter::kNone);
  CHECK_FALSE(plain.breaker);
  CHECK(of(", x-circuit-breaker: false").breaker.value().failures == 0);
  const auto broken = of(", x-circuit-breaker: {failures: 5, openFor: PT2S, maxOpenFor: PT1M}").breaker.value();
  CHECK(broken.failures == 5);
  CHECK(broken.open_ms == 2000);
  CHECK(broken.max_open_ms == 60'000);
}

TEST_CASE("what becomes no code is a gap: told always when validating, only if reached when generating") {
  Built unreached("channels: {c: {address: c, messages: {m: {" + kPayload +
                  "}, n: {contentType: application/xml, payload: {}}}}}\n"
                  "operations: {o: {action: send, channel: {$ref: '#/channels/c'}, messages: [{$ref: "
                  "'#/channels/c/messages/m'}]}}\n");
  CHECK(unreached.gaps(model::GapsAre::kErrors).empty());
  CHECK(unreached.gaps(model::GapsAre::kWarnings) == "meshgen makes no code of content type 'application/xml'\n");
  Built reached(with_message("payload: {type: object, required: [a], properties: {a: {type: string, format: x}}}"));
  CHECK(reached.gaps(model::GapsAre::kErrors) == "format 'x' is not checked\n");
}

TEST_CASE("one schema is one type, however often it is reached, by reference or by alias") {
  const Built built(
      "x-shared: &s {type: object, required: [a], properties: {a: {type: string}}}\n"
      "channels:\n  one: {address: one, messages: &m {m: {payload: *s}}}\n  two: {address: two, messages: *m}\n");
  REQUIRE(built.api.messages.size() == 2);
  CHECK(built.api.messages[0].payload == built.api.messages[1].payload);
}

TEST_CASE("the dump is stable") {
  const auto text = with_message(kPayload);
  CHECK(model::dump(Built(text).api) == model::dump(Built(text).api));
  CHECK(model::dump(Built(text).api).find("\"id\": \"o\"") != std::string::npos);
}

TEST_CASE("schemas that refer to each other in a chain or a circle are read whatever their number") {
  constexpr int kMany = 20'000;
  for (const bool is_circle : {false, true}) {
    std::string text = with_message("payload: {$ref: '#/components/schemas/S0'}") + "components:\n  schemas:\n";
    for (int i = 0; i < kMany; ++i) {
      const int next = is_circle ? (i + 1) % kMany : i + 1;
      text += "    S" + std::to_string(i) + ": {type: object, properties: {next: {$ref: '#/components/schemas/S" +
              std::to_string(next) + "'}}}\n";
    }
    if (!is_circle) text += "    S" + std::to_string(kMany) + ": {type: string}\n";
    const Built built(text);
    CHECK(built.said().empty());
    CHECK(built.api.types.size() == static_cast<std::size_t>(is_circle ? kMany : kMany + 1));
  }
}

TEST_CASE("schemas that only stand for others end where the last one ends") {
  constexpr int kMany = 20'000;
  std::string text = with_message("payload: {$ref: '#/components/schemas/S0'}") + "components:\n  schemas:\n";
  for (int i = 0; i < kMany; ++i) {
    text +=
        "    S" + std::to_string(i) + ": {allOf: [{$ref: '#/components/schemas/S" + std::to_string(i + 1) + "'}]}\n";
  }
  const auto last = "    S" + std::to_string(kMany) + ": ";
  const Built strings(text + last + "{type: [string, 'null']}\n");
  CHECK(std::holds_alternative<model::String>(strings.api.types[strings.api.types.target(model::TypeId{0})].shape));
  CHECK(strings.api.types.is_nullable(model::TypeId{0}));
  Built circle(text + last + "{allOf: [{$ref: '#/components/schemas/S7'}]}\n");
  CHECK(circle.gaps(model::GapsAre::kWarnings) == "this schema is nothing but itself: any value is valid\n");
}

TEST_CASE("alternatives are told apart wherever the recursion is entered") {
  const Built built(with_message("payload: {$ref: '#/components/schemas/Sum'}") +
                    "components:\n  schemas:\n"
                    "    Term: {oneOf: [{$ref: '#/components/schemas/Sum'}, {$ref: '#/components/schemas/One'}]}\n"
                    "    Sum: {type: object, required: [kind], properties: {kind: {const: sum}, left: {$ref: "
                    "'#/components/schemas/Term'}}}\n"
                    "    One: {type: object, required: [kind], properties: {kind: {const: one}}}\n");
  for (std::size_t i = 0; i < built.api.types.size(); ++i) {
    CHECK(built.api.types[static_cast<model::TypeId>(i)].gaps.empty());
  }
}

TEST_CASE("of lists and maps that hold nothing but themselves, or too many of each other, one becomes a struct") {
  const auto structs = [](const Built& built) {
    std::string names;
    for (std::size_t i = 0; i < built.api.types.size(); ++i) {
      const auto& type = built.api.types[static_cast<model::TypeId>(i)];
      const auto* object = std::get_if<model::Object>(&type.shape);
      if (object != nullptr && object->form == model::Object::Form::kValue) names += type.origin.path.back() + " ";
    }
    return names;
  };
  Built itself(with_message("payload: {type: object, properties: {a: {$ref: '#/components/schemas/A'}}}") +
               "components:\n  schemas:\n"
               "    A: {type: array, items: {$ref: '#/components/schemas/B'}}\n"
               "    B: {type: object, additionalProperties: {$ref: '#/components/schemas/A'}}\n");
  CHECK(itself.gaps(model::GapsAre::kErrors).empty());
  CHECK(structs(itself) == "A ");
  for (const int count : {32, 33}) {
    std::string text = with_message("payload: {type: object, properties: {a: {$ref: '#/components/schemas/A1'}}}") +
                       "components:\n  schemas:\n";
    for (int i = 1; i <= count; ++i) {
      text += "    A" + std::to_string(i) + ": {type: array, items: " +
              (i == count ? "{type: string}" : "{$ref: '#/components/schemas/A" + std::to_string(i + 1) + "'}") + "}\n";
    }
    Built nested(text);
    CHECK(nested.gaps(model::GapsAre::kErrors).empty());
    CHECK(structs(nested) == (count == 32 ? "" : "A1 "));
  }
}

TEST_CASE("items are compared as values where their types keep all that the text says, else as texts") {
  struct Row {
    std::string items;
    bool is_compared;
  };
  const std::array rows{
      Row{"{type: string}", true},
      Row{"{type: array, items: {type: [number, 'null']}}", true},
      Row{"{type: object, additionalProperties: {enum: [a]}}", true},
      Row{"{type: object, additionalProperties: false, properties: {a: {const: b}}}", true},
      Row{"{$ref: '#/components/schemas/Tree'}", true},
      Row{"{allOf: [{$ref: '#/components/schemas/Tree'}]}", true},
      Row{"{oneOf: [{$ref: '#/components/schemas/One'}, {$ref: '#/components/schemas/Two'}]}", true},
      Row{"{}", false},
      Row{"{type: object, properties: {a: {type: string}}}", false},
      Row{"{type: object, additionalProperties: {}}", false},
      Row{"{allOf: [{$ref: '#/components/schemas/Open'}]}", false},
      Row{"{$ref: '#/components/schemas/Forest'}", false},
      Row{"{type: array, items: {$ref: '#/components/schemas/Forest'}}", false},
      Row{"{oneOf: [{$ref: '#/components/schemas/One'}, {$ref: '#/components/schemas/Open'}]}", false},
  };
  for (const auto& [items, is_compared] : rows) {
    CAPTURE(items);
    Built built(with_message("payload: {type: object, properties: {a: {type: array, uniqueItems: true, items: " +
                             items + "}}}") +
                R"(components:
  schemas:
    Tree: {type: object, additionalProperties: false, properties: {up: {$ref: '#/components/schemas/Tree'}}}
    One: {type: object, additionalProperties: false, required: [k], properties: {k: {const: one}}}
    Two: {type: object, additionalProperties: false, required: [k], properties: {k: {const: two}}}
    Open: {type: object, required: [k], properties: {k: {const: open}}}
    Forest:
      type: object
      additionalProperties: false
      properties: {up: {$ref: '#/components/schemas/Forest'}, open: {$ref: '#/components/schemas/Open'}}
)");
    CHECK(built.gaps(model::GapsAre::kErrors).empty());
    bool is_ruled = false;
    for (std::size_t i = 0; i < built.api.types.size(); ++i) {
      const auto& type = built.api.types[static_cast<model::TypeId>(i)];
      const auto* array = std::get_if<model::Array>(&type.shape);
      if (array != nullptr && type.origin.path.back() == "a") is_ruled = type.is_ruled && !array->unique;
    }
    CHECK(is_ruled == !is_compared);
  }
}

TEST_CASE("a trait and a message whose headers refer to themselves are merged to an end") {
  const Built built(
      with_message(
          "traits: [{headers: {$ref: '#/components/schemas/A'}}], headers: {$ref: '#/components/schemas/B'}, " +
          kPayload) +
      "components:\n  schemas:\n"
      "    A: {type: object, properties: {a: {$ref: '#/components/schemas/A'}, c: {$ref: '#/components/schemas/A'}}}\n"
      "    B: {type: object, properties: {a: {$ref: '#/components/schemas/B'}, c: {$ref: "
      "'#/components/schemas/B'}}}\n");
  CHECK(built.said().empty());
}

namespace {

/// "uint64 0 to none": the first integer of a payload, with `ruled` where the schema itself is asked too.
std::string integer_of(const std::string& schema) {
  const Built built(with_message("payload: {type: object, properties: {a: " + schema + "}}"));
  for (std::size_t i = 0; i < built.api.types.size(); ++i) {
    const auto& type = built.api.types[static_cast<model::TypeId>(i)];
    const auto* integer = std::get_if<model::Integer>(&type.shape);
    if (integer == nullptr) continue;
    const auto shown = [](const std::optional<base::Whole>& bound) { return bound ? bound->to_string() : "none"; };
    return (integer->is_unsigned ? "uint" : "int") + std::to_string(integer->bits) + " " + shown(integer->minimum) +
           " to " + shown(integer->maximum) + (type.is_ruled ? " ruled" : "");
  }
  return {};
}

}  // namespace

TEST_CASE("an integer has no sign where its format or its bounds say so") {
  CHECK(integer_of("{type: integer}") == "int64 none to none");
  CHECK(integer_of("{type: integer, format: uint64}") == "uint64 none to none");
  CHECK(integer_of("{type: integer, format: uint64, minimum: -5, maximum: 1e30}") == "uint64 none to none");
  CHECK(integer_of("{type: integer, format: uint64, maximum: -1}") == "uint64 none to none ruled");
  CHECK(integer_of("{type: integer, minimum: 0, maximum: 9223372036854775807}") == "int64 0 to 9223372036854775807");
  CHECK(integer_of("{type: integer, minimum: 0, maximum: 9223372036854775808}") == "uint64 0 to 9223372036854775808");
  CHECK(integer_of("{type: integer, exclusiveMinimum: -1, exclusiveMaximum: 1e19}") ==
        "uint64 0 to 9999999999999999999");
  CHECK(integer_of("{type: integer, minimum: 1, maximum: 1e30}") == "uint64 1 to none");
  CHECK(integer_of("{type: integer, minimum: -1, maximum: 9223372036854775808}") == "int64 -1 to none");
  CHECK(integer_of("{type: integer, format: int64, minimum: 0, maximum: 1e30}") == "int64 0 to none");
  CHECK(integer_of("{type: integer, minimum: 9223372036854775808}") == "int64 none to none ruled");
  CHECK(integer_of("{type: integer, minimum: 1.5, maximum: 9.5}") == "int64 2 to 9");
}

TEST_CASE("allOf: bounds keep all their digits, and one spelling in two files is two references") {
  const Built bounds(with_message(
      "payload: {allOf: [{type: integer, maximum: 9007199254740993}, {type: integer, maximum: 9007199254740992}]}"));
  std::optional<base::Whole> maximum;
  for (std::size_t i = 0; i < bounds.api.types.size(); ++i) {
    const auto* integer = std::get_if<model::Integer>(&bounds.api.types[static_cast<model::TypeId>(i)].shape);
    if (integer != nullptr) maximum = integer->maximum;
  }
  CHECK(maximum == base::Whole(std::int64_t{9007199254740992}));

  load::MemoryFiles files{
      {{"a.yaml",
        "asyncapi: 3.0.0\ninfo: {title: t, version: 1.0.0}\n" +
            with_message(
                "payload: {allOf: [{$ref: '#/components/schemas/S'}, {$ref: 'b.yaml#/components/schemas/S'}]}") +
            "components: {schemas: {S: {type: array, items: {$ref: '#/components/schemas/T'}}, T: {type: string}}}\n"},
       {"b.yaml",
        "components: {schemas: {S: {type: array, items: {$ref: '#/components/schemas/T'}}, T: {maxLength: 3}}}\n"}}};
  diag::Sink sink;
  const auto document = resolve::resolve(files, "a.yaml", sink);
  REQUIRE(document);
  const auto api = model::build_model(*document, sink);
  bool is_ruled = false;
  for (std::size_t i = 0; i < api.types.size(); ++i) {
    const auto& type = api.types[static_cast<model::TypeId>(i)];
    is_ruled = is_ruled || (std::holds_alternative<model::Array>(type.shape) && type.is_ruled);
  }
  CHECK(is_ruled);
}
