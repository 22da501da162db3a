#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include "contract.hpp"
#include "load/node.hpp"

namespace {

namespace fs = std::filesystem;

std::vector<std::string> documents() {
  std::vector<std::string> found;
  for (const auto& entry : fs::directory_iterator(fs::path(REPOSITORY) / "asyncapi")) {
    if (entry.path().extension() == ".yaml") found.push_back(entry.path().string());
  }
  for (const auto& entry : fs::directory_iterator(fs::path(REPOSITORY) / "tests/golden/cases")) {
    for (const auto* name : {"input.yaml", "input.json"}) {
      if (entry.path().filename().string().starts_with("pass_") && fs::exists(entry.path() / name))
        found.push_back((entry.path() / name).string());
    }
  }
  std::sort(found.begin(), found.end());
  return found;
}

}  // namespace

TEST_CASE("a contract differs in nothing from itself, nor from what it says as JSON") {
  std::size_t compared = 0;
  for (const auto& path : documents()) {
    INFO(path);
    meshgen::load::DiskFiles disk;
    const auto first = difftest::read(disk, path);
    const auto second = difftest::read(disk, path);
    if (!first) continue;  // some cases show what is wrong
    REQUIRE(second);
    ++compared;
    CHECK(difftest::changes(*first, *second).empty());
    if (first->document.files.size() != 1) continue;
    meshgen::load::MemoryFiles json{{{path, meshgen::load::to_json(first->document.root())}}};
    const auto third = difftest::read(json, path);
    REQUIRE(third);
    CHECK(difftest::changes(*first, *third).empty());
    CHECK(difftest::changes(*third, *first).empty());
  }
  CHECK(compared > 30);
}

TEST_CASE("bundled or split, in whichever files and under whichever names: no change") {
  const std::string head = "asyncapi: 3.0.0\ninfo: {title: t, version: 1.0.0}\n";
  const auto whole = difftest::contract(head +
                                        "channels: {c: {address: c, messages: {m: {name: m, payload: {type: object, "
                                        "required: [a], properties: {a: {type: "
                                        "string}, next: {$ref: '#/channels/c/messages/m/payload'}}}}}}}\n"
                                        "operations: {o: {action: receive, channel: {$ref: '#/channels/c'}}}\n");
  meshgen::load::MemoryFiles files{
      {{"api/root.yaml",
        head + "channels: {c: {$ref: 'parts/c.yaml#/all/one'}}\noperations: {o: {$ref: 'parts/c.yaml#/op'}}\n"},
       {"api/parts/c.yaml",
        "op: {action: receive, channel: {$ref: '../root.yaml#/channels/c'}}\n"
        "all: {one: {messages: {m: {$ref: '../m.json#/m'}}, address: c}}\n"},
       {"api/m.json",
        R"({"m": {"payload": {"$ref": "#/P"}, "name": "m"}, "P": {"properties": {"next": {"$ref": "#/P"}, "a": )"
        R"({"type": "string"}}, "required": ["a"], "type": "object"}})"}}};
  const auto split = difftest::read(files, "api/root.yaml");
  REQUIRE(split);
  CHECK(difftest::changes(*whole, *split).empty());
  CHECK(difftest::changes(*split, *whole).empty());
}
