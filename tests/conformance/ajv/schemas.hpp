/// schemas.yaml, as values of the generator's own reader, which keeps every digit.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "diag/sink.hpp"
#include "load/node.hpp"

namespace ajv {

struct Entry {
  std::string id;
  const meshgen::load::Node* schema;
  std::vector<std::string> valid;  ///< JSON texts
};

class Schemas {
 public:
  /// Throws std::runtime_error if it cannot be read.
  explicit Schemas(const std::string& path);
  Schemas(const Schemas&) = delete;
  Schemas& operator=(const Schemas&) = delete;

  /// One contract of all, "suite.json": channel, message and operation of an entry are called G001, G002 and so on.
  [[nodiscard]] std::map<std::string, std::string> contract() const;

  std::vector<Entry> entries;

 private:
  meshgen::diag::Sink sink_;
  std::optional<meshgen::load::Node> root_;
};

}  // namespace ajv
