#include <array>
#include <string>

#include <catch2/catch_test_macros.hpp>

#include "contract.hpp"
#include "diff/codes.hpp"

namespace {

constexpr const char* kPayload = "payload: {type: object, required: [a], properties: {a: {type: string}}}";

/// Texts in which '@' stands for the sound payload above.
std::string with_payload(std::string text) {
  for (auto at = text.find('@'); at != std::string::npos; at = text.find('@')) text.replace(at, 1, kPayload);
  return "asyncapi: 3.0.0\ninfo: {title: t, version: 1.0.0}\n" + text;
}

std::string forth(const std::string& was, const std::string& is) {
  return difftest::changes(with_payload(was), with_payload(is));
}

/// A send and a receive operation, each with a channel of its own, that have these parts.
struct Parts {
  std::string channel = "address: c";
  std::string message = "@";
  std::string operation = "";
  std::string root = "";
};

std::string document(const Parts& parts, const std::string& action) {
  return parts.root + "channels: {c: {" + parts.channel + ", messages: {m: {" + parts.message +
         "}}}}\noperations: {o: {action: " + action + ", channel: {$ref: '#/channels/c'}" +
         (parts.operation.empty() ? "" : ", " + parts.operation) + "}}\n";
}

void check(const Parts& was, const Parts& is, const std::string& send, const std::string& receive) {
  CHECK(forth(document(was, "send"), document(is, "send")) == send);
  CHECK(forth(document(was, "receive"), document(is, "receive")) == receive);
}

void check_channel(const std::string& was, const std::string& is, const std::string& send, const std::string& receive) {
  INFO(was << "\n" << is);
  check({.channel = was}, {.channel = is}, send, receive);
}

/// '<' narrowed, '>' widened, 'x' both, '=' neither: as in schema_test.cpp.
void check_message(const std::string& was, const std::string& is, const std::string& row) {
  INFO(was << "\n" << is);
  const char effect = row.front();
  const auto code = row.substr(2);
  check({.message = was}, {.message = is},
        code + (effect == 'x' || effect == '>' ? ": breaks consumers\n" : ": compatible\n"),
        code + (effect == 'x' || effect == '<' ? ": breaks producers\n" : ": compatible\n"));
}

/// For receive operations.
void check_reading(const std::string& was, const std::string& is, const std::string& expected) {
  INFO(was << "\n" << is);
  CHECK(forth(document({.operation = was}, "receive"), document({.operation = is}, "receive")) == expected);
}

std::string event(const std::string& headers, const std::string& required = "ce_specversion") {
  return "@, headers: {type: object, required: [" + required +
         "], properties: {ce_specversion: {const: '1.0'}, ce_id: {type: string}, " + headers + "}}";
}

std::string kafka(const std::string& fields) { return "address: c, bindings: {kafka: {" + fields + "}}"; }

/// Two messages of one channel and what uses them.
std::string several(const std::string& messages, const std::string& action) {
  return "channels: {c: {address: c, messages: {" + messages + "}}}\noperations: {o: {action: " + action +
         ", channel: {$ref: '#/channels/c'}}}\n";
}

}  // namespace

TEST_CASE("messages: what a message is made of") {
  check_message("@", "@, contentType: application/x-json", "x content-type-changed");
  check_message("name: m", "@", "< payload-added");
  check_message("@", "name: m", "x payload-removed");
  check_message("@", "@, bindings: {kafka: {key: {type: string}}}", "< key-added");
  check_message("@, bindings: {kafka: {key: {type: string}}}", "@", "> key-removed");
  check_message("@, bindings: {kafka: {key: {type: string}}}", "@, bindings: {kafka: {key: {type: integer}}}",
                "x type-changed");
  check_message("@", "@, x-key: '$message.payload#/a'", "x key-location-changed");
  check_message("@, headers: {type: object, properties: {h: {type: string}}}",
                "@, headers: {type: object, required: [h], properties: {h: {type: string}}}", "< property-required");
  check_message("@", "@, headers: {type: object, properties: {h: {type: string}}}", "= property-added");
  check_message("@", "@, headers: {type: object, required: [h], properties: {h: {type: string}}}",
                "< required-property-added");
}

TEST_CASE("messages: CloudEvents attributes") {
  check_message("@", event("ce_type: {const: x}, ce_source: {const: /s}"), "< cloudevents-added");
  check_message(event("ce_type: {const: x}, ce_source: {const: /s}"), "@", "> cloudevents-removed");
  check_message(event("ce_type: {const: x}"), event("ce_type: {const: y}"), "x ce-type-changed");
  check_message(event("ce_source: {type: string}"), event("ce_source: {const: /s}"), "< ce-source-changed");
  check_message(event("ce_source: {const: /s}"), event("ce_source: {type: string}"), "> ce-source-changed");
  check_message(event("ce_dataschema: {const: 'https://a/1'}"), event("ce_dataschema: {const: 'https://a/2'}"),
                "= ce-dataschema-changed");
  const auto subject = "ce_subject: {type: string}";
  check_message(event(subject), event(subject, "ce_specversion, ce_subject"), "< ce-attribute-required");
  check_message(event(subject, "ce_specversion, ce_subject"), event(subject), "> ce-attribute-optional");
}

TEST_CASE("messages: which is which") {
  for (const auto* action : {"send", "receive"}) {
    const std::string other = action == std::string("send") ? "breaks consumers\n" : "breaks producers\n";
    const auto one = several("m: {name: m, @}", action);
    const auto two = several("m: {name: m, @}, n: {name: n, @}", action);
    CHECK(forth(one, two) == "message-added: " + std::string(action == std::string("send") ? other : "compatible\n"));
    CHECK(forth(two, one) == "message-removed: " + other);
    CHECK(forth(two, several("n: {name: n, @}, m: {name: m, @}", action)).empty());
    CHECK(forth(one, several("k: {name: m, @}", action)) == "message-renamed: compatible\n");
    CHECK(forth(one, several("k: {name: k, @}", action)) == "message-renamed: compatible\n");
    const auto told = [&](const std::string& a, const std::string& b, const std::string& kind) {
      return several(a + ": {payload: {type: object, required: [kind], properties: {kind: {const: one}}}}, " + b +
                         ": {payload: {type: object, required: [kind], properties: {kind: {const: " + kind + "}}}}",
                     action);
    };
    CHECK(forth(told("a", "b", "two"), told("b", "a", "two")) ==
          "message-renamed: compatible\nmessage-renamed: compatible\n");
    CHECK(forth(told("a", "b", "two"), told("a", "b", "three")) == "const-changed: " + other);
  }
}

TEST_CASE("messages: what several operations share is told once a direction") {
  const auto shared = [](const std::string& type) {
    const auto operation = [](const std::string& id, const std::string& action) {
      return id + ": {action: " + action + ", channel: {$ref: '#/channels/c'}}";
    };
    return "channels: {c: {address: c, messages: {m: {@, contentType: " + type + "}}}}\noperations: {" +
           operation("a", "send") + ", " + operation("b", "send") + ", " + operation("d", "receive") + "}\n";
  };
  CHECK(forth(shared("application/json"), shared("application/x-json")) ==
        "content-type-changed: breaks consumers\ncontent-type-changed: breaks producers\n");
}

TEST_CASE("channels: topics and their settings") {
  check_channel("address: c", "address: d", "topic-renamed: breaks consumers\n", "topic-renamed: breaks producers\n");
  const std::string both = "partitions-changed: breaks consumers\n";
  check_channel(kafka("partitions: 6"), kafka("partitions: 12"), both, both);
  const std::string stated = "partitions-stated: compatible\n";
  check_channel(kafka("partitions: 6"), "address: c", stated, stated);
  check_channel("address: c", kafka("partitions: 6"), stated, stated);
  const std::string replicas = "replicas-changed: compatible\n";
  check_channel(kafka("replicas: 1"), kafka("replicas: 3"), replicas, replicas);
  const auto settings = [](const std::string& fields) { return kafka("topicConfiguration: {" + fields + "}"); };
  const auto check_setting = [&](const std::string& was, const std::string& is, const std::string& expected) {
    check_channel(settings(was), settings(is), expected, expected);
  };
  check_setting("cleanup.policy: [delete]", "cleanup.policy: [compact]", "cleanup-policy-changed: breaks consumers\n");
  check_setting("retention.ms: 5000", "retention.ms: 4000", "retention-lowered: breaks consumers\n");
  check_setting("retention.ms: 4000", "retention.ms: 5000", "retention-raised: compatible\n");
  check_setting("retention.ms: -1", "retention.ms: 5000", "retention-lowered: breaks consumers\n");
  check_setting("max.message.bytes: 9", "max.message.bytes: 8", "record-size-lowered: breaks producers\n");
  check_setting("max.message.bytes: 8", "max.message.bytes: 9", "record-size-raised: compatible\n");
  check_setting("retention.ms: 8", "retention.bytes: 9",
                "topic-setting-changed: compatible\ntopic-setting-changed: compatible\n");
}

TEST_CASE("channels: parameters") {
  const auto address = [](const std::string& name, const std::string& fields) {
    return "address: 'c.{" + name + "}', parameters: {" + name + ": {" + fields + "}}";
  };
  const std::string renamed = "parameter-renamed: compatible\n";
  check_channel(address("p", "enum: [x]"), address("q", "enum: [x]"), renamed, renamed);
  check_channel(address("p", "enum: [x]"), address("p", "enum: [x, y]"), "parameter-value-added: breaks consumers\n",
                "parameter-value-added: compatible\n");
  check_channel(address("p", "enum: [x, y]"), address("p", "enum: [x]"), "parameter-value-removed: compatible\n",
                "parameter-value-removed: breaks producers\n");
  check_channel(address("p", "enum: [x]"), address("p", "description: d"),
                "parameter-value-added: breaks consumers\ndocumentation-changed: words\n",
                "parameter-value-added: compatible\ndocumentation-changed: words\n");
  const std::string fallback = "parameter-default-changed: compatible\n";
  check_channel(address("p", "enum: [x]"), address("p", "enum: [x], default: x"), fallback, fallback);
  check_channel(address("p", "enum: [x]"), address("p", "enum: [x], location: '$message.payload#/a'"),
                "parameter-location-changed: breaks consumers\n", "parameter-location-changed: breaks producers\n");
  check_channel("address: 'c.{p}', parameters: {p: {enum: [x]}}",
                "address: 'c.{p}.{q}', parameters: {p: {enum: [x]}, q: {enum: [x]}}",
                "topic-renamed: breaks consumers\nparameter-added: breaks consumers\n",
                "topic-renamed: breaks producers\nparameter-added: breaks producers\n");
  check_channel("address: 'c.{p}.{q}', parameters: {p: {enum: [x]}, q: {enum: [x]}}",
                "address: 'c.{p}', parameters: {p: {enum: [x]}}",
                "topic-renamed: breaks consumers\nparameter-removed: breaks consumers\n",
                "topic-renamed: breaks producers\nparameter-removed: breaks producers\n");
}

TEST_CASE("channels: added, removed and renamed") {
  const std::string operation = "operations: {o: {action: send, channel: {$ref: '#/channels/c'}}}\n";
  const auto one = "channels: {c: {address: c, messages: {m: {@}}}}\n" + operation;
  const auto two = "channels: {c: {address: c, messages: {m: {@}}}, d: {address: d, messages: {m: {@}}}}\n" + operation;
  CHECK(forth(one, two) == "channel-added: compatible\n");
  CHECK(forth(two, one) == "channel-removed: compatible\n");  // nothing in the contract uses it
  const std::string library = "channels: {c: {address: c, messages: {m: {@}}}";
  CHECK(forth(library + ", d: {address: d, messages: {m: {@}}}}\n", library + "}\n") ==
        "channel-removed: breaks consumers and producers\n");
  const auto renamed =
      "channels: {k: {address: c, messages: {m: {@}}}}\noperations: {o: {action: send, channel: {$ref: "
      "'#/channels/k'}}}\n";
  CHECK(forth(one, renamed) == "channel-renamed: compatible\n");
}

TEST_CASE("operations: added, removed, renamed, turned round and moved") {
  const std::string channels = "channels: {c: {address: c, messages: {m: {@}}}, d: {address: d, messages: {m: {@}}}}\n";
  const auto operation = [](const std::string& id, const std::string& action, const std::string& channel) {
    return id + ": {action: " + action + ", channel: {$ref: '#/channels/" + channel + "'}}";
  };
  const auto of = [&](const std::string& list) { return channels + "operations: {" + list + "}\n"; };
  const auto o = operation("o", "send", "c");
  CHECK(forth(of(o), of(o + ", " + operation("p", "send", "d"))) == "operation-added: compatible\n");
  CHECK(forth(of(o + ", " + operation("p", "send", "d")), of(o)) == "operation-removed: breaks consumers\n");
  CHECK(forth(of(o + ", " + operation("p", "receive", "d")), of(o)) == "operation-removed: breaks producers\n");
  CHECK(forth(of(o), of(operation("p", "send", "c"))) == "operation-renamed: compatible\n");
  CHECK(forth(of(o), of(operation("o", "receive", "c"))) ==
        "operation-direction-changed: breaks consumers and producers\n");
  CHECK(forth(of(o), of(operation("o", "send", "d"))) == "operation-channel-changed: breaks consumers\n");
  CHECK(forth(of(operation("o", "receive", "c")), of(operation("p", "receive", "c"))) ==
        "group-changed: breaks the application\noperation-renamed: compatible\n");  // the group is made of the id
}

TEST_CASE("operations: reading") {
  const auto group = [](const std::string& name) { return "bindings: {kafka: {groupId: {const: " + name + "}}}"; };
  check_reading(group("a"), group("b"), "group-changed: breaks the application\n");
  check_reading("", group("b"), "group-changed: breaks the application\n");
  check_reading("", "bindings: {kafka: {clientId: {const: b}}}", "client-id-changed: compatible\n");
  check_reading("", "x-retry: {maxAttempts: 2}", "retry-changed: compatible\n");
  check_reading("", "x-circuit-breaker: {failures: 5}", "circuit-breaker-changed: compatible\n");
  check_reading("", "x-circuit-breaker: {failures: 20}", "");
  check_reading("", "x-delivery: at-most-once", "delivery-weakened: breaks the application\n");
  check_reading("x-delivery: at-most-once", "", "delivery-strengthened: compatible\n");
  check_reading("", "x-delivery: exactly-once", "delivery-strengthened: compatible\n");
  check_reading("", "x-delivery: at-least-once", "");
  check_reading("", "x-dead-letter: false", "dead-letter-disabled: breaks the application\n");
  check_reading("x-dead-letter: false", "", "dead-letter-enabled: compatible\n");
  check_reading("", "x-dead-letter: {topic: other}", "dead-letter-topic-changed: breaks the application\n");
  const auto families = [](const std::string& list) { return "x-dead-letter: {families: [" + list + "]}"; };
  check_reading("", families("spring"), "dead-letter-families-changed: compatible\n");
  check_reading(families("spring, connect"), families("connect"),
                "dead-letter-families-changed: breaks the application\n");
  check_reading(families("streams, spring"), families("spring, streams"), "");
  check_reading(families("spring"), "x-dead-letter: false", "dead-letter-disabled: breaks the application\n");
}

TEST_CASE("operations: another file name is no other group") {
  const auto text = with_payload(document({}, "receive"));
  meshgen::load::MemoryFiles files{{{"a.yaml", text}, {"b.yaml", text}}};
  CHECK(difftest::changes(*difftest::read(files, "a.yaml"), *difftest::read(files, "b.yaml")).empty());
}

TEST_CASE("operations: replies travel against requests") {
  const std::string root =
      "channels: {c: {address: c, messages: {m: {@}}}, r: {address: r, messages: {n: {payload: {type: "
      "object, required: [a], properties: {a: TYPE}}}}}, s: {address: s, messages: {n: {@}}}}\n";
  const auto replying = [&](const std::string& action, const std::string& reply,
                            const std::string& type = "{type: string}") {
    auto text = root;
    text.replace(text.find("TYPE"), 4, type);
    return text + "operations: {o: {action: " + action + ", channel: {$ref: '#/channels/c'}" + reply + "}}\n";
  };
  const std::string to_r = ", reply: {channel: {$ref: '#/channels/r'}}";
  CHECK(forth(replying("receive", ""), replying("receive", to_r)) == "reply-added: compatible\n");
  CHECK(forth(replying("receive", to_r), replying("receive", "")) == "reply-removed: breaks producers\n");
  CHECK(forth(replying("send", to_r), replying("send", "")) == "reply-removed: breaks consumers\n");
  CHECK(forth(replying("send", to_r), replying("send", to_r, "{type: string, maxLength: 2}")) ==
        "length-narrowed: breaks producers\n");
  CHECK(forth(replying("receive", to_r, "{type: string, maxLength: 2}"), replying("receive", to_r)) ==
        "length-widened: breaks consumers\n");
  CHECK(forth(replying("receive", to_r), replying("receive", ", reply: {channel: {$ref: '#/channels/s'}}")) ==
        "reply-channel-changed: breaks producers\n");
  const auto to = [](const std::string& place) {
    return ", reply: {address: {location: '$message.header#/" + place + "'}}";
  };
  CHECK(forth(replying("receive", to("a")), replying("receive", to("b"))) ==
        "reply-address-changed: breaks producers\n");
  const auto with_headers = [&](const std::string& preset) {
    return replying("receive", to_r + ", x-reply-headers: " + preset);
  };
  CHECK(forth(with_headers("mesh"), replying("receive", to_r)).empty());
  CHECK(forth(with_headers("spring"), with_headers("smallrye")) == "reply-headers-changed: breaks producers\n");
}

TEST_CASE("messages: where the correlation id lies") {
  const auto lying = [](const std::string& action, const std::string& place) {
    return "channels: {c: {address: c, messages: {m: {correlationId: {location: '" + place +
           "'}, payload: {type: object}}}}}\noperations: {o: {action: " + action +
           ", channel: {$ref: '#/channels/c'}}}\n";
  };
  for (const auto* action : {"send", "receive"}) {
    const auto who = std::string(action) == "send" ? "consumers" : "producers";
    CHECK(forth(lying(action, "$message.header#/a"), lying(action, "$message.payload#/a")) ==
          std::string("correlation-changed: breaks ") + who + "\n");
  }
}

TEST_CASE("servers and who may come") {
  const auto server = [](const std::string& name, const std::string& fields) {
    return "servers: {" + name + ": {" + fields +
           "}}\ncomponents: {securitySchemes: {a: {type: plain}, b: {type: "
           "scramSha256}, other: {type: plain}}}\n";
  };
  const auto changed = [](const std::string& was, const std::string& is) {
    return forth(document({.root = was}, "send"), document({.root = is}, "send"));
  };
  const std::string host = "host: h, protocol: kafka";
  const auto secure = [&](const std::string& names) {
    std::string list;
    for (const char name : names)
      list += std::string(list.empty() ? "" : ", ") + "{$ref: '#/components/securitySchemes/" + name + "'}";
    return server("s", host + ", security: [" + list + "]");
  };
  const std::string all = "breaks consumers, producers and the application\n";
  const auto plain = server("s", host);
  CHECK(changed("", plain) == "server-added: compatible\n");
  CHECK(changed(plain, "") == "server-removed: " + all);
  CHECK(changed(plain, server("t", host)) == "server-renamed: compatible\n");
  CHECK(changed(plain, server("s", "host: i, protocol: kafka")) == "server-host-changed: " + all);
  CHECK(changed(plain, server("s", "host: h, protocol: kafka-secure")) == "protocol-changed: " + all);
  CHECK(changed(plain, secure("a")) == "security-required: " + all);
  CHECK(changed(secure("a"), plain) == "security-dropped: " + all);
  CHECK(changed(secure("a"), secure("ab")) == "security-scheme-added: compatible\n");
  CHECK(changed(secure("ab"), secure("a")) == "security-scheme-removed: " + all);
}

TEST_CASE("the application's own words are documentation") {
  const auto titled = [](const std::string& title) {
    return "asyncapi: 3.0.0\ninfo: {title: " + title + ", version: 1.0.0}\n";
  };
  CHECK(difftest::changes(titled("a"), titled("b")) == "documentation-changed: words\n");
}

TEST_CASE("a place names the way through the contract and both texts") {
  const auto before = difftest::contract(with_payload(document({}, "send")));
  const auto after = difftest::contract(with_payload(
      document({.message = "payload: {type: object, required: [a], properties: {a: {type: boolean}}}"}, "send")));
  const auto changes = meshgen::diff::compare(before->side(), after->side());
  REQUIRE(changes.size() == 1);
  CHECK(changes.front().place.path == "operations/o/messages/m/payload/a");
  CHECK(changes.front().text == "this was a string, and is a boolean");
  CHECK(changes.front().place.before.file == before->document.files.front()->source.get());
  CHECK(changes.front().place.after.file == after->document.files.front()->source.get());
}

// The last test of the last file: Catch2 runs them in the order of their declaration.
TEST_CASE("every code is hit by some pair of contracts") {
  if (difftest::codes_seen().size() < 20) SKIP("only meaningful when all tests of this program run");
  for (const auto& code : meshgen::diff::kCodes) {
    INFO(code.id);
    CHECK(difftest::codes_seen().contains(std::string(code.id)));
  }
}
