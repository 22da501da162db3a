/// What generated code, the runtime's schemas and the generator's judge say about one JSON text, by entries of
/// schemas.yaml.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <mesh/json/schema.hpp>

#include "lint/judge.hpp"
#include "load/files.hpp"
#include "resolve/document.hpp"
#include "schemas.hpp"

namespace ajv {

/// Empty if it is valid, else what is wrong.
struct Verdict {
  std::string generated;
  std::string schema;
  std::string judge;
  std::string again;  ///< of a text that generated code reads: it must write the same, valid by the schema
};

class Verdicts {
 public:
  explicit Verdicts(const std::string& schemas);

  [[nodiscard]] Verdict of(std::size_t entry, const std::string& text) const;
  [[nodiscard]] const std::vector<Entry>& entries() const noexcept { return schemas_.entries; }

 private:
  [[nodiscard]] std::string by_judge(std::size_t entry, const std::string& text) const;

  Schemas schemas_;
  meshgen::diag::Sink sink_;
  meshgen::load::MemoryFiles files_;
  std::optional<meshgen::resolve::ResolvedDocument> document_;
  std::vector<const meshgen::load::Node*> payloads_;
  std::vector<mesh::json::Schema> compiled_;
};

}  // namespace ajv
