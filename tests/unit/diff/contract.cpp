#include "contract.hpp"

#include <catch2/catch_test_macros.hpp>

#include "model/build.hpp"
#include "validate/validate.hpp"

namespace difftest {

using namespace meshgen;

std::unique_ptr<Contract> read(load::FileReader& reader, const std::string& path) {
  auto contract = std::make_unique<Contract>();
  auto document = resolve::resolve(reader, path, contract->sink);
  if (!document || !validate::validate(*document, contract->sink)) return nullptr;
  contract->document = std::move(*document);
  contract->api = model::build_model(contract->document, contract->sink);
  if (contract->sink.has_errors()) return nullptr;
  return contract;
}

std::unique_ptr<Contract> contract(const std::string& text) {
  load::MemoryFiles files{{{"shop.yaml", text}}};
  auto contract = read(files, "shop.yaml");
  INFO(text);
  REQUIRE(contract);
  return contract;
}

std::string changes(const Contract& before, const Contract& after) {
  std::string text;
  for (const auto& change : diff::compare(before.side(), after.side())) {
    codes_seen().insert(std::string(change.code->id));
    CHECK(change.breaks.any() == (change.impact == diff::Impact::kBreaking));
    text += std::string(change.code->id) + ": " +
            (change.breaks.any()                          ? "breaks " + diff::spell(change.breaks)
             : change.impact == diff::Impact::kCompatible ? "compatible"
                                                          : "words") +
            "\n";
  }
  return text;
}

std::string changes(const std::string& before, const std::string& after) {
  return changes(*contract(before), *contract(after));
}

std::set<std::string>& codes_seen() {
  static std::set<std::string> codes;
  return codes;
}

}  // namespace difftest
