// Writes a random contract, and what random_test.cpp needs to try the code that is made of it.
//   random_contract SEED COUNT FOLDER
// contract.json: COUNT messages; meshgen.yaml: how it becomes code; schemas.json: their payloads as one schema for the
// runtime; documents.json: values of each; messages.inc: their names.
#include <cstddef>
#include <cstdint>
#include <exception>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "documents.hpp"
#include "schemas.hpp"

namespace compiles {
namespace {

constexpr std::size_t kDocuments = 40;

void write(const std::filesystem::path& path, const std::string& text) {
  std::ofstream file(path);
  file << text;
  file.close();
  if (!file) throw std::runtime_error("cannot write " + path.string());
}

Json documents_of(Random& random, const Json& contract, const Json& schema) {
  Documents documents(random, contract);
  Json all = Json::array();
  for (std::size_t i = 0; i < kDocuments; ++i) {
    auto document = i % 10 == 9 ? documents.anything(0) : documents.likely_valid(schema);
    for (std::size_t changes = i % 3 == 2 ? 1 + random.below(2) : 0; changes > 0; --changes) documents.mutate(document);
    all.push_back(documents.spell(document));
  }
  return all;
}

/// Which C++ types it becomes: none of the choices changes a verdict.
std::string settings(Random& random) {
  const auto choose = [&](std::string_view usual, std::string_view other) {
    return random.percent(50) ? other : usual;
  };
  const auto time = choose("string", "chrono");
  const auto map = choose("ordered", "unordered");
  const auto text = choose("owned", "view");
  const auto optional = choose("inline", "boxed");
  return fmt::format(
      "contracts:\n  contract.json:\n    output: gen\n    namespace: random_contract\n"
      "    types: {{time: {}, map: {}, string: {}, optional: {}}}\n",
      time, map, text, optional);
}

void make(std::uint64_t seed, std::size_t count, const std::filesystem::path& folder) {
  Random random(seed);
  Schemas schemas(random);
  Json contract{{"asyncapi", "3.0.0"}, {"info", {{"title", "Random"}, {"version", "1.0.0"}}}};
  contract["components"]["schemas"] = schemas.components();
  Json rules = Json::object();
  std::string names;
  for (std::size_t i = 1; i <= count; ++i) {
    const auto id = fmt::format("M{:03}", i);
    contract["channels"][id] = {{"address", id}, {"messages", {{id, {{"payload", schemas.payload()}}}}}};
    contract["operations"][id] = {{"action", random.percent(50) ? "send" : "receive"},
                                  {"channel", {{"$ref", "#/channels/" + id}}}};
    rules[id] = {{"$ref", fmt::format("#/channels/{0}/messages/{0}/payload", id)}};
    names += fmt::format("RANDOM_MESSAGE({})\n", id);
  }
  Json documents = Json::object();
  for (const auto& [id, channel] : contract["channels"].items())
    documents[id] = documents_of(random, contract, channel["messages"][id]["payload"]);
  const Json schema{{"definitions", rules}, {"components", contract["components"]}, {"channels", contract["channels"]}};
  std::filesystem::create_directories(folder);
  write(folder / "contract.json", contract.dump(1) + "\n");
  write(folder / "meshgen.yaml", settings(random));
  write(folder / "schemas.json", schema.dump());
  write(folder / "documents.json", documents.dump(1) + "\n");
  write(folder / "messages.inc", names);
}

}  // namespace
}  // namespace compiles

int main(int argc, char** argv) {
  if (argc != 4) {
    std::cerr << "usage: random_contract SEED COUNT FOLDER\n";
    return 5;
  }
  try {
    compiles::make(std::stoull(argv[1]), std::stoull(argv[2]), argv[3]);
  } catch (const std::exception& error) {
    std::cerr << "random_contract: " << error.what() << "\n";
    return 1;
  }
  return 0;
}
