#include <array>
#include <fstream>
#include <iterator>
#include <string>

#include <catch2/catch_test_macros.hpp>

#include "contract.hpp"
#include "diff/allow.hpp"
#include "diff/declarations.hpp"
#include "diff/version.hpp"

using namespace meshgen::diff;

namespace {

Change change(Impact impact) {
  Change made;
  made.code = &code("type-changed");
  made.impact = impact;
  made.place.path = "operations/o/messages/m/payload/a";
  return made;
}

std::string contract_with(const std::string& members, const std::string& operations) {
  return "asyncapi: 3.0.0\ninfo: {title: t, version: 1.0.0}\nchannels: {c: {address: c, messages: {m: {payload: "
         "{type: object, required: [a], properties: {" +
         members +
         "}}}, n: {payload: {type: object, required: [z], properties: {z: {type: string}}}}}}}\noperations: {" +
         operations + "}\n";
}

std::string sends(const std::string& id) {
  return id + ": {action: send, channel: {$ref: '#/channels/c'}, messages: [{$ref: '#/channels/c/messages/m'}]}";
}

/// "Name: was -> is", each on a line.
std::string source(const std::string& was, const std::string& is) {
  meshgen::diag::Sink sink;
  const auto before = difftest::contract(was);
  const auto after = difftest::contract(is);
  std::string text;
  for (const auto& each : compare_declarations(meshgen::plan::build_plan(before->api, before->document, {}, sink),
                                               meshgen::plan::build_plan(after->api, after->document, {}, sink))) {
    text += each.name + ": " + each.was + " -> " + each.is + "\n";
  }
  CHECK_FALSE(sink.has_errors());
  return text;
}

}  // namespace

TEST_CASE("codes: each is explained in the room's README") {
  std::ifstream in(REPOSITORY "/generator/diff/README.md", std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(in), {}};
  for (const auto& row : kCodes) {
    INFO(row.id);
    CHECK(text.find("| `" + std::string(row.id) + "` | " + std::string(row.means) + " |") != std::string::npos);
  }
}

TEST_CASE("versions: numbers, with fewer parts and more") {
  const auto shown = [](std::string_view text) {
    const auto version = parse_version(text);
    return version ? std::to_string(version->major) + "." + std::to_string(version->minor) + "." +
                         std::to_string(version->patch) + version->pre_release
                   : "none";
  };
  CHECK(shown("1.4.2") == "1.4.2");
  CHECK(shown("v1.4") == "1.4.0");
  CHECK(shown("2") == "2.0.0");
  CHECK(shown("1.0.0-rc.1+7") == "1.0.0rc.1");
  for (const auto* text : {"", "x", "1.", "1.2.3.4", "1.2.x", "1.0.0-", "99999999999999999999.0.0"}) {
    INFO(text);
    CHECK(shown(text) == "none");
  }
}

TEST_CASE("versions: the step that a change deserves") {
  struct Row {
    const char* was;
    const char* is;
    Impact impact;
    const char* wanted;
    bool is_enough;
  };
  constexpr auto kBreak = Impact::kBreaking;
  constexpr auto kFeature = Impact::kCompatible;
  constexpr auto kWords = Impact::kDocumentation;
  for (const auto& [was, is, impact, wanted, is_enough] :
       std::array{Row{"1.4.2", "2.0.0", kBreak, "2.0.0", true}, Row{"1.4.2", "1.5.0", kBreak, "2.0.0", false},
                  Row{"0.4.2", "0.5.0", kBreak, "0.5.0", true}, Row{"0.4.2", "0.4.3", kBreak, "0.5.0", false},
                  Row{"1.4.2", "1.5.0", kFeature, "1.5.0", true}, Row{"1.4.2", "1.4.3", kFeature, "1.5.0", false},
                  Row{"1.4.2", "1.4.3", kWords, "1.4.3", true}, Row{"1.4.2", "1.4.2", kWords, "1.4.3", false},
                  Row{"2.0.0-rc.1", "2.0.0-rc.2", kBreak, "2.0.0", true},
                  Row{"1.9.0", "2.0.0-rc.1", kBreak, "2.0.0", true}, Row{"1.4.2", "3.0.0", kBreak, "2.0.0", true}}) {
    INFO(was << " -> " << is);
    const auto advice = advise(was, is, {change(impact)});
    CHECK(advice.wanted == wanted);
    CHECK(advice.is_enough == is_enough);
  }
  CHECK(advise("1.0.0", "1.0.0", {}).is_enough);
  CHECK(advise("1.0.0", "1.0.0", {}).deserves == Step::kNone);
  CHECK_FALSE(advise("spring", "summer", {change(kBreak)}).is_readable);
}

TEST_CASE("overrides: a breaking change is let pass by its code and path, with the reason") {
  std::vector<Change> changes{change(Impact::kBreaking), change(Impact::kBreaking), change(Impact::kCompatible)};
  changes[1].place.path = "operations/other/messages/m/payload/a";
  const auto used = allow({{"type-changed", "operations/o/*/a", "nobody reads it"},
                           {"property-removed", "*", "another code"},
                           {"type-changed", "operations/o", "not the whole path"}},
                          changes);
  CHECK(used == std::vector<bool>{true, false, false});
  CHECK(changes[0].allowed == "nobody reads it");
  CHECK_FALSE(changes[0].is_breaking());
  CHECK(changes[1].is_breaking());
  CHECK_FALSE(changes[2].allowed);
  CHECK(advise("1.0.0", "1.1.0", {changes[0]}).is_enough);
}

TEST_CASE("overrides: a star stands for any part of a path") {
  CHECK(matches("a/b", "a/b"));
  CHECK(matches("*", ""));
  CHECK(matches("a/*/d", "a/b/c/d"));
  CHECK(matches("*c*", "abcd"));
  CHECK_FALSE(matches("a/*/d", "a/b/c"));
  CHECK_FALSE(matches("", "a"));
  CHECK_FALSE(matches("a", "ab"));
}

TEST_CASE("declarations: what stops user code from compiling") {
  const auto one = contract_with("a: {type: string}, b: {type: integer}", sends("o"));
  CHECK(source(one, one).empty());
  CHECK(source(one, contract_with("a: {type: string}, b: {type: integer}, d: {type: string}", sends("o"))).empty());
  CHECK(source(one, contract_with("a: {type: string}", sends("o"))) == "M::b: std::optional<std::int64_t> -> \n");
  CHECK(source(one, contract_with("a: {type: string}, b: {type: string}", sends("o"))) ==
        "M::b: std::optional<std::int64_t> -> std::optional<std::string>\n");
  CHECK(source(one, contract_with("b: {type: integer}, a: {type: string}", sends("o"))) ==
        "M: members a, b -> members b, a\n");
  CHECK(source(one, contract_with("a: {type: string}, b: {type: integer}", sends("p")))
            .starts_with("kO: constant -> \n"));
}

TEST_CASE("declarations: a handler has to be written, a method need not be called") {
  const std::string members = "a: {type: string}";
  const auto receives = [](const std::string& messages) {
    return "o: {action: receive, channel: {$ref: '#/channels/c'}, messages: [" + messages + "]}";
  };
  const std::string m = "{$ref: '#/channels/c/messages/m'}";
  const auto none = contract_with(members, sends("s"));
  const auto handler = contract_with(members, sends("s") + ", " + receives(m));
  CHECK(source(none, handler) ==
        "Agent::Agent: (mesh::Transport& transport) -> (mesh::Transport& transport, OHandler& o)\n");
  CHECK(source(none, contract_with(members, sends("s") + ", " + sends("t"))).empty());
}
