/// The published test suite of JSON Schema, draft-07, as values of the generator's own reader, which keeps every digit.
#pragma once

#include <map>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "diag/sink.hpp"
#include "load/node.hpp"

namespace suite {

struct Case {
  std::string description;
  const meshgen::load::Node* data;
  bool is_valid;
};

/// One schema and what is said about it.
struct Group {
  std::string file;  ///< "ref.json"
  std::string description;
  const meshgen::load::Node* schema;
  std::vector<Case> cases;
};

class Suite {
 public:
  /// The mandatory files of draft 7, by their names. Throws what the file system throws.
  explicit Suite(const std::string& folder);
  Suite(const Suite&) = delete;
  Suite& operator=(const Suite&) = delete;

  std::vector<Group> groups;
  /// The documents that schemas refer to, by the addresses that the suite gives them.
  std::map<std::string, std::string> remotes;

 private:
  meshgen::diag::Sink sink_;
  std::vector<std::unique_ptr<meshgen::load::Node>> roots_;
};

/// The files of one contract: "suite.json", which has a channel, a message and an operation that receives it for each
/// group, all called G001, G002 and so on, and the vendored copies of `remotes` with their lock.
[[nodiscard]] std::map<std::string, std::string> contract_files(std::span<const Group> groups,
                                                                const std::map<std::string, std::string>& remotes);

}  // namespace suite
