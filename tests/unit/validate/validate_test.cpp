#include <array>
#include <string>

#include <catch2/catch_test_macros.hpp>

#include "diag/printer.hpp"
#include "validate/validate.hpp"

using namespace meshgen;

namespace {

/// The headlines of what is said about a document: "4:5 error: …"; help behind "->".
std::string said(const std::string& text) {
  load::MemoryFiles files{{{"a.yaml", text}}};
  diag::Sink sink;
  const auto document = resolve::resolve(files, "a.yaml", sink);
  if (document) static_cast<void>(validate::validate(*document, sink));
  std::string lines;
  for (const auto* diagnostic : sink.sorted()) {
    lines += diagnostic->message;
    if (!diagnostic->help.empty()) lines += " -> " + diagnostic->help;
    lines += " [" + std::string(diagnostic->code->id) + "]\n";
  }
  return lines;
}

std::string document(const std::string& rest) { return "asyncapi: 3.0.0\ninfo: {title: t, version: v}\n" + rest; }

/// A contract in which every object stands once, whole.
const std::string kWhole = document(R"(
servers:
  s:
    host: h
    protocol: kafka
    variables: {v: {enum: [a], default: a}}
    security: [{$ref: '#/components/securitySchemes/plain'}]
    bindings: {kafka: {schemaRegistryUrl: u, bindingVersion: 0.5.0}}
channels:
  c:
    address: a/{p}
    parameters: {p: {description: d, location: $message.payload#/p}}
    servers: [{$ref: '#/servers/s'}]
    messages:
      m:
        payload: {type: object}
        correlationId: {location: $message.header#/id}
        examples: [{payload: {}}]
        tags: [{name: t}]
    bindings: {kafka: {topic: t, partitions: 1, topicConfiguration: {cleanup.policy: [delete]}}}
operations:
  o:
    action: send
    channel: {$ref: '#/channels/c'}
    messages: [{$ref: '#/channels/c/messages/m'}]
    reply: {address: {location: $message.header#/r}}
    bindings: {kafka: {groupId: {type: string}}}
components:
  securitySchemes:
    plain: {type: plain}
    o: {type: oauth2, flows: {password: {tokenUrl: 'u:v', availableScopes: {a: b}}}}
  messages: {x: {x-anything: [1]}}
)");

std::string without(std::string text, const std::string& part) {
  const auto at = text.find(part);
  REQUIRE(at != std::string::npos);
  return text.erase(at, part.size());
}

}  // namespace

TEST_CASE("a whole document has nothing to be said of") {
  CHECK(said(kWhole).empty());
  CHECK(said(document("")).empty());
}

TEST_CASE("each required field is missed") {
  struct Row {
    std::string field;
    std::string_view says;
  };
  const std::array rows{
      Row{"title: t, ", "this Info Object has no 'title' [missing-field]\n"},
      Row{", version: v", "this Info Object has no 'version' [missing-field]\n"},
      Row{"    host: h\n", "this Server Object has no 'host' [missing-field]\n"},
      Row{"    protocol: kafka\n", "this Server Object has no 'protocol' [missing-field]\n"},
      Row{"    action: send\n", "this Operation Object has no 'action' [missing-field]\n"},
      Row{"    channel: {$ref: '#/channels/c'}\n", "this Operation Object has no 'channel' [missing-field]\n"},
      Row{"location: $message.header#/id", "this Correlation ID Object has no 'location' [missing-field]\n"},
      Row{"location: $message.header#/r", "this Operation Reply Address Object has no 'location' [missing-field]\n"},
      Row{"name: t", "this Tag Object has no 'name' [missing-field]\n"},
      Row{"type: plain", "this Security Scheme Object has no 'type' [missing-field]\n"},
      Row{", availableScopes: {a: b}", "this OAuth Flow Object has no 'availableScopes' [missing-field]\n"},
      Row{"payload: {}", "a message example has 'headers', 'payload' or both [missing-field]\n"},
  };
  for (const auto& row : rows) {
    INFO(row.field);
    CHECK(said(without(kWhole, row.field)) == row.says);
  }
}

TEST_CASE("an unknown field comes with what was meant, or how 3.x spells it") {
  struct Row {
    std::string text;
    std::string_view says;
  };
  const std::array rows{
      Row{"chanels: {}\n", "an AsyncAPI Object has no field 'chanels' -> did you mean 'channels'? [unknown-field]\n"},
      Row{"wholly: {}\n",
          "an AsyncAPI Object has no field 'wholly' -> fields of your own begin with 'x-' [unknown-field]\n"},
      Row{"x-: 1\n", "an AsyncAPI Object has no field 'x-' -> fields of your own begin with 'x-' [unknown-field]\n"},
      Row{"tags: []\n", "an AsyncAPI Object has no field 'tags' -> in 3.x 'tags' stands in 'info' [unknown-field]\n"},
      Row{"channels: {c: {messages: {m: {messageId: m}}}}\n",
          "a Message Object has no field 'messageId' -> in 3.x the key of the message is its id [unknown-field]\n"},
      Row{"channels: {c: {bindings: {kafka: {topics: t}}}}\n",
          "a Kafka Channel Binding has no field 'topics' -> did you mean 'topic'? [unknown-field]\n"},
      Row{"channels: {c: {bindings: {kafka: {topicConfiguration: {min.insync.replicas: 2}}}}}\n", ""},
  };
  for (const auto& row : rows) {
    INFO(row.text);
    CHECK(said(document(row.text)) == row.says);
  }
}

TEST_CASE("a value of the wrong kind is told with what is wanted") {
  struct Row {
    std::string text;
    std::string_view says;
  };
  const std::array rows{
      Row{"channels: []\n", "'channels' must be an object, not a list [wrong-kind]\n"},
      Row{"channels: {c: {address: {a: b}}}\n", "'address' must be a string or null, not an object [wrong-kind]\n"},
      Row{"channels: {c: {address: null}}\n", ""},
      Row{"channels: {c: {title: 1}}\n",
          "'title' must be a string, not an integer -> put it in quotes: '1' [wrong-kind]\n"},
      Row{"channels: {c: {bindings: {kafka: {partitions: 0}}}}\n", "'partitions' must be 1 or more [wrong-value]\n"},
      Row{"channels: {c: {servers: [s]}}\n",
          "'servers' must be a reference -> write '{$ref: \"#/servers/s\"}' [not-a-reference]\n"},
      Row{"channels: {c: {address: 'a.{p}', parameters: {p: {location: id}}}}\n",
          "'id' is no runtime expression -> write '$message.payload#/a/b' or '$message.header#/name' [wrong-value]\n"},
      Row{"channels: {'c?d': {}}\n",
          "channel 'c?d' has a query or fragment in its name -> '?' and '#' are not allowed in a channel's key "
          "[channel-key]\n"},
      Row{"components: {schemas: {s: {type: strng}}}\n",
          "'strng' is no type -> did you mean 'string'? [wrong-value]\n"},
      Row{"components: {schemas: {s: {exclusiveMinimum: true}}}\n",
          "'exclusiveMinimum' must be a number -> since draft-06 'exclusiveMinimum' is the bound itself, a number "
          "[wrong-kind]\n"},
      Row{"components: {schemas: {s: {properties: {a: {minLength: -1}}}}}\n",
          "'minLength' must be an integer of 0 or more [wrong-kind]\n"},
      Row{"components: {schemas: {s: true, t: {$defs: {a: 7}, format: whatever, pattern: '['}}}\n", ""},
  };
  for (const auto& row : rows) {
    INFO(row.text);
    CHECK(said(document(row.text)) == row.says);
  }
}

TEST_CASE("versions: 3.0.x and 3.1.x pass, 2.x is not supported, the rest is wrong") {
  const auto of = [](const std::string& version) {
    return said("asyncapi: " + version + "\ninfo: {title: t, version: v}\n");
  };
  for (const auto* good : {"3.0.0", "3.1.0", "3.0.7", "3.0.0-rc1", "'3.1.0'"}) CHECK(of(good).empty());
  CHECK(of("2.6.0").find("[asyncapi-2]") != std::string::npos);
  for (const auto* bad : {"3.0", "3.2.0", "4.0.0", "x", "null"}) {
    INFO(bad);
    CHECK(of(bad).find("[asyncapi-version]") != std::string::npos);
  }
}

TEST_CASE("the security requirement of 2.x is one diagnostic with the way out") {
  CHECK(said(document("servers: {s: {host: h, protocol: kafka, security: [{scram: []}]}}\n")) ==
        "'scram: []' is how 2.x names a security scheme -> write '- $ref: \"#/components/securitySchemes/scram\"' and "
        "declare the scheme there [security-2]\n");
}
