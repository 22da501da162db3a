/// Contracts in memory, and what changed between two of them as words.
#pragma once

#include <map>
#include <memory>
#include <set>
#include <string>

#include "diag/sink.hpp"
#include "diff/compare.hpp"
#include "load/files.hpp"

namespace difftest {

struct Contract {
  meshgen::diag::Sink sink;
  meshgen::resolve::ResolvedDocument document;
  meshgen::model::Api api;

  [[nodiscard]] meshgen::diff::Side side() const { return {&document, &api}; }
};

/// nullptr: it is not sound.
[[nodiscard]] std::unique_ptr<Contract> read(meshgen::load::FileReader& reader, const std::string& path);
/// From text; it must be sound.
[[nodiscard]] std::unique_ptr<Contract> contract(const std::string& text);

/// "property-added: compatible" or "type-changed: breaks consumers", each on a line; "" if nothing changed. Remembers
/// the codes.
[[nodiscard]] std::string changes(const Contract& before, const Contract& after);
[[nodiscard]] std::string changes(const std::string& before, const std::string& after);

/// Every code that `changes` has seen so far.
[[nodiscard]] std::set<std::string>& codes_seen();

}  // namespace difftest
