/// YAML 1.2 (core schema) and JSON text to Node. The only includer of yaml-cpp.
#pragma once

#include <optional>

#include "diag/sink.hpp"
#include "load/node.hpp"

namespace meshgen::load {

inline constexpr std::size_t kDepthMax = 200;
/// Values of one file that its aliases bring in, each use counted: some lines can ask for more memory than there is.
inline constexpr std::size_t kAliasedMax = 250'000;

/// nullopt after an error. Duplicate keys, keys that are no strings, unknown tags, a second document and text that is
/// not UTF-8 are errors; merge keys (`<<`) and aliases are expanded.
[[nodiscard]] std::optional<Node> parse_yaml(const diag::SourceFile& source, diag::Sink& sink);

}  // namespace meshgen::load
