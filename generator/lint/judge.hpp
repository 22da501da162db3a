/// Is this value valid by this schema? JSON Schema draft-07 over the document's own nodes, so that it also knows what
/// becomes no code.
#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "load/node.hpp"
#include "resolve/document.hpp"

namespace meshgen::lint {

struct Objection {
  std::string path;  ///< JSON Pointer in the value
  std::string text;  ///< "is 0, must be at least 1"
  std::string help;  ///< often empty
  diag::Span span;   ///< of the part of the value that is wrong
};

/// One for a document: it remembers compiled patterns and how much work it has done. After `kStepsMax` looks at a
/// schema it finds everything valid, so that no document makes it run long.
class Judge {
 public:
  static constexpr std::size_t kStepsMax = 2'000'000;

  explicit Judge(const resolve::ResolvedDocument& document);
  ~Judge();
  Judge(const Judge&) = delete;
  Judge& operator=(const Judge&) = delete;
  Judge(Judge&&) = delete;
  Judge& operator=(Judge&&) = delete;

  /// What is wrong, in the order of the value. `but` is a keyword of the schema itself that does not count.
  [[nodiscard]] std::vector<Objection> objections(const load::Node& schema, const load::Node& value,
                                                  std::string_view but = {});
  /// The first of them.
  [[nodiscard]] std::optional<Objection> objection(const load::Node& schema, const load::Node& value,
                                                   std::string_view but = {});
  /// Does this string match? nullopt: the pattern cannot be run.
  [[nodiscard]] std::optional<bool> matches(const std::string& pattern, const std::string& text);

 private:
  class Run;
  struct Patterns;

  const resolve::ResolvedDocument& document_;
  std::unique_ptr<Patterns> patterns_;
  std::size_t steps_ = 0;
};

}  // namespace meshgen::lint
