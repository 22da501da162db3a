/// `meshgen vendor`, with a server that behaves as servers do.
#include <algorithm>
#include <string>
#include <vector>

#include <catch2/catch_test_macros.hpp>
#include <nlohmann/json.hpp>

#include "child.hpp"
#include "web_server.hpp"

namespace {

namespace fs = std::filesystem;
using child::Answer;
using Json = nlohmann::json;

constexpr auto kOrder = "type: object\nrequired: [id]\nproperties: {id: {$ref: 'parts/id.yaml#/Id'}}\n";
constexpr auto kParts = "Id: {type: string, minLength: 1}\n";

std::string contract(const std::string& payload) {
  return "asyncapi: 3.0.0\ninfo: {title: Shop, version: 1.0.0}\nchannels:\n  orders:\n    address: orders\n"
         "    messages: {placed: {payload: {$ref: '" +
         payload + "'}}}\noperations:\n  place: {action: send, channel: {$ref: '#/channels/orders'}}\n";
}

/// A contract that refers to one document, which refers to another.
struct Shop {
  Shop() {
    server.set("/order.yaml", {kOrder, "200 OK", {}, Answer::Way::kWhole});
    server.set("/parts/id.yaml", {kParts, "200 OK", {}, Answer::Way::kWhole});
    folder.write("shop.yaml", contract(server.address() + "/order.yaml"));
  }
  [[nodiscard]] child::Ended run(const std::vector<std::string>& arguments) const {
    return child::run(folder, arguments);
  }
  [[nodiscard]] Json lock() const { return Json::parse(folder.read("meshgen.lock")); }
  /// Where the lock says that the copy of a document lies.
  [[nodiscard]] std::string copy_of(const std::string& path) const {
    const auto all = lock();
    for (const auto& copy : all["copies"]) {
      if (copy["url"] == server.address() + path) return copy["file"];
    }
    return {};
  }
  [[nodiscard]] bool is_untouched() const {
    return !fs::exists(folder.path() / "meshgen.lock") && !fs::exists(folder.path() / "vendored");
  }

  child::Scratch folder;
  child::WebServer server;
};

}  // namespace

TEST_CASE("copies are fetched with what they refer to; then nothing asks the network any more") {
  Shop shop;
  const auto before = shop.run({"validate", "shop.yaml"});
  CHECK(before.exit_code == 2);
  CHECK(before.err.find("run 'meshgen vendor'") != std::string::npos);
  const auto made = shop.run({"vendor", "shop.yaml"});
  CHECK(made.exit_code == 0);
  CHECK(made.err.empty());
  CHECK(made.out.find("meshgen.lock: 2 copies\n") != std::string::npos);
  CHECK(shop.server.asked() == std::vector<std::string>{"/order.yaml", "/parts/id.yaml"});
  CHECK(shop.folder.read(shop.copy_of("/order.yaml")) == kOrder);
  CHECK(shop.folder.read(shop.copy_of("/parts/id.yaml")) == kParts);
  const auto generated = shop.run({"generate", "shop.yaml", "-o", "gen", "--depfile", "gen.d"});
  CHECK(generated.exit_code == 0);
  const auto inputs = shop.folder.read("gen.d");
  CHECK(inputs.find("meshgen.lock") != std::string::npos);
  CHECK(inputs.find(shop.copy_of("/parts/id.yaml")) != std::string::npos);
  const auto again = shop.run({"vendor", "shop.yaml"});
  CHECK(again.exit_code == 0);
  CHECK(again.out == "meshgen.lock: 2 copies\n");
  CHECK(shop.server.asked().empty());
}

TEST_CASE("a contract in a folder below finds the lock beside meshgen.yaml") {
  Shop shop;
  shop.folder.write("api/shop.yaml", contract(shop.server.address() + "/order.yaml"));
  shop.folder.write("meshgen.yaml", "contracts: {api/shop.yaml: gen}\n");
  CHECK(shop.run({"vendor"}).exit_code == 0);
  CHECK(fs::exists(shop.folder.path() / "meshgen.lock"));
  CHECK(shop.run({"generate"}).exit_code == 0);
}

TEST_CASE("--check says what upstream has changed and leaves everything as it was; --update takes it over") {
  Shop shop;
  REQUIRE(shop.run({"vendor", "shop.yaml"}).exit_code == 0);
  CHECK(shop.run({"vendor", "shop.yaml", "--check"}).exit_code == 0);
  const auto lock = shop.folder.read("meshgen.lock");
  shop.server.set("/parts/id.yaml", {"Id: {type: string, minLength: 2}\n", "200 OK", {}, Answer::Way::kWhole});
  const auto checked = shop.run({"vendor", "shop.yaml", "--check"});
  CHECK(checked.exit_code == 6);
  CHECK(checked.out == "changed  " + shop.server.address() + "/parts/id.yaml\n");
  CHECK(shop.folder.read("meshgen.lock") == lock);
  CHECK(shop.folder.read(shop.copy_of("/parts/id.yaml")) == kParts);
  CHECK(shop.run({"vendor", "shop.yaml"}).exit_code == 0);  // what is locked stays
  CHECK(shop.folder.read("meshgen.lock") == lock);
  const auto updated = shop.run({"vendor", "shop.yaml", "--update"});
  CHECK(updated.exit_code == 0);
  CHECK(updated.out.find("changed  " + shop.server.address() + "/parts/id.yaml") != std::string::npos);
  CHECK(shop.folder.read(shop.copy_of("/parts/id.yaml")) == "Id: {type: string, minLength: 2}\n");
  CHECK(shop.run({"vendor", "shop.yaml", "--check"}).exit_code == 0);
}

TEST_CASE("a copy that was edited is refused; one that is gone is fetched again, if upstream still has it") {
  Shop shop;
  REQUIRE(shop.run({"vendor", "shop.yaml"}).exit_code == 0);
  const auto copy = shop.copy_of("/parts/id.yaml");
  shop.folder.write(copy, "Id: {type: integer}\n");
  const auto edited = shop.run({"validate", "shop.yaml"});
  CHECK(edited.exit_code == 2);
  CHECK(edited.err.find("[vendored-copy]") != std::string::npos);
  CHECK(shop.run({"vendor", "shop.yaml"}).exit_code == 2);
  CHECK(shop.folder.read(copy) == "Id: {type: integer}\n");
  fs::remove(shop.folder.path() / copy);
  CHECK(shop.run({"validate", "shop.yaml"}).exit_code == 2);
  CHECK(shop.run({"vendor", "shop.yaml"}).exit_code == 0);
  CHECK(shop.folder.read(copy) == kParts);
  fs::remove(shop.folder.path() / copy);
  shop.server.set("/parts/id.yaml", {"Id: {type: boolean}\n", "200 OK", {}, Answer::Way::kWhole});
  const auto other = shop.run({"vendor", "shop.yaml"});
  CHECK(other.exit_code == 2);
  CHECK(other.err.find("is no longer what 'meshgen.lock' knows") != std::string::npos);
  CHECK_FALSE(fs::exists(shop.folder.path() / copy));
}

TEST_CASE("what cannot be fetched is told with its place, and nothing is written") {
  Shop shop;
  const auto url = shop.server.address() + "/parts/id.yaml";
  std::string expected;
  std::vector<std::string> more;
  SECTION("a document that is not there") {
    shop.server.set("/parts/id.yaml", {"no\n", "404 Not Found", {}, Answer::Way::kWhole});
    expected = "error: 404";
  }
  SECTION("a redirection without end") {
    shop.server.set("/parts/id.yaml", {{}, "302 Found", "/parts/id.yaml", Answer::Way::kWhole});
    expected = "it redirects more than five times";
  }
  SECTION("a document without end") {
    shop.server.set("/parts/id.yaml", {{}, {}, {}, Answer::Way::kEndless});
    expected = "it is larger than 16 MiB";
  }
  SECTION("a server that says nothing") {
    shop.server.set("/parts/id.yaml", {{}, {}, {}, Answer::Way::kSilent});
    expected = "it took more than 1 s (--timeout)";
    more = {"--timeout", "1"};
  }
  std::vector<std::string> arguments{"vendor", "shop.yaml"};
  arguments.insert(arguments.end(), more.begin(), more.end());
  const auto ended = shop.run(arguments);
  CHECK(ended.exit_code == 4);
  CHECK(ended.err.find(shop.server.address() + "/order.yaml:3:") == 0);
  CHECK(ended.err.find("cannot fetch '" + url + "': ") != std::string::npos);
  CHECK(ended.err.find(expected) != std::string::npos);
  CHECK(shop.is_untouched());
}

TEST_CASE("what is fetched and is no YAML is told by its address, and nothing is written") {
  Shop shop;
  shop.server.set("/order.yaml", {"<html>\n<body class=\"a: b\": [\n", "200 OK", {}, Answer::Way::kWhole});
  const auto ended = shop.run({"vendor", "shop.yaml"});
  CHECK(ended.exit_code == 2);
  CHECK(ended.err.starts_with(shop.server.address() + "/order.yaml:"));
  CHECK(shop.is_untouched());
}

TEST_CASE("a redirection is followed; references are taken from the address in the contract") {
  Shop shop;
  shop.server.set("/latest.yaml", {{}, "302 Found", "/v7/order.yaml", Answer::Way::kWhole});
  shop.server.set("/v7/order.yaml", {kOrder, "200 OK", {}, Answer::Way::kWhole});
  shop.folder.write("shop.yaml", contract(shop.server.address() + "/latest.yaml"));
  CHECK(shop.run({"vendor", "shop.yaml"}).exit_code == 0);
  CHECK(shop.copy_of("/latest.yaml").starts_with("vendored/latest-"));
  CHECK_FALSE(shop.copy_of("/parts/id.yaml").empty());
}

TEST_CASE("the folder can be chosen and changed, and what no contract of the repository refers to any more goes") {
  Shop shop;
  shop.folder.write("meshgen.yaml", "contracts: {shop.yaml: gen}\n");
  REQUIRE(shop.run({"vendor", "--folder", "third/party"}).exit_code == 0);
  CHECK(shop.copy_of("/order.yaml").starts_with("third/party/order-"));
  REQUIRE(shop.run({"vendor", "--folder", "copies"}).exit_code == 0);
  CHECK_FALSE(fs::exists(shop.folder.path() / "third/party"));
  CHECK(shop.copy_of("/order.yaml").starts_with("copies/order-"));
  CHECK(shop.run({"generate"}).exit_code == 0);
  shop.folder.write("shop.yaml", contract(shop.server.address() + "/parts/id.yaml#/Id"));
  CHECK(shop.run({"vendor", "--check"}).exit_code == 6);
  REQUIRE(shop.run({"vendor"}).exit_code == 0);
  CHECK(shop.lock()["copies"].size() == 1);
  shop.folder.write("shop.yaml",
                    contract("#/components/schemas/Order") + "components: {schemas: {Order: {type: object}}}\n");
  REQUIRE(shop.run({"vendor"}).exit_code == 0);
  CHECK_FALSE(fs::exists(shop.folder.path() / "meshgen.lock"));
  CHECK_FALSE(fs::exists(shop.folder.path() / "copies"));
  CHECK(shop.run({"vendor", "--folder", "../elsewhere"}).exit_code == 5);
}

TEST_CASE("credentials in an address are refused before anybody is asked") {
  Shop shop;
  const auto address = shop.server.address();
  shop.folder.write("shop.yaml", contract("http://me:secret@" + address.substr(7) + "/order.yaml"));
  const auto ended = shop.run({"vendor", "shop.yaml"});
  CHECK(ended.exit_code == 2);
  CHECK(ended.err.find("this address holds a user's name or password") != std::string::npos);
  CHECK(shop.server.asked().empty());
}

TEST_CASE("of what a draft-07 schema names, only what is nowhere else is fetched") {
  child::Scratch folder;
  child::WebServer server;
  server.set("/beside.json", {R"({"type": "null"})", "200 OK", {}, Answer::Way::kWhole});
  server.set("/far.json", {R"({"type": "string"})", "200 OK", {}, Answer::Way::kWhole});
  folder.write("beside.json", R"({"type": "integer"})");
  folder.write(
      "shop.yaml",
      "asyncapi: 3.0.0\ninfo: {title: Shop, version: 1.0.0}\nchannels:\n  orders:\n    address: orders\n"
      "    messages:\n      placed:\n        payload:\n"
      "          schemaFormat: application/schema+json;version=draft-07\n          schema:\n            $id: " +
          server.address() +
          "/order.json\n            type: object\n            required: [a]\n            properties: {a: {$ref: "
          "beside.json}, b: {$ref: far.json}, c: {$ref: own.json}}\n            definitions: {own: {$id: "
          "own.json, type: boolean}}\noperations:\n  place: {action: send, channel: {$ref: "
          "'#/channels/orders'}}\n");
  CHECK(child::run(folder, {"vendor", "shop.yaml"}).exit_code == 0);
  CHECK(server.asked() == std::vector<std::string>{"/far.json"});
  CHECK(child::run(folder, {"generate", "shop.yaml", "-o", "gen"}).exit_code == 0);
  const auto types = folder.read("gen/types.hpp");
  CHECK(types.find("std::optional<std::string> b") != std::string::npos);
  CHECK(types.find("std::int64_t a") != std::string::npos);
  CHECK(types.find("std::optional<bool> c") != std::string::npos);
}
