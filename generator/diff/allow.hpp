/// Breaking changes that a repository lets pass: `diff: allow: [{code, path, reason}]` of meshgen.yaml.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "diff/change.hpp"

namespace meshgen::diff {

struct Allowance {
  std::string code;
  std::string path;  ///< of the change; '*' stands for any part of it
  std::string reason;
};

/// `*` stands for any characters, '/' among them.
[[nodiscard]] bool matches(std::string_view pattern, std::string_view path);

/// Marks the breaking changes that one of these names; true for each allowance that named something.
[[nodiscard]] std::vector<bool> allow(const std::vector<Allowance>& allowances, std::vector<Change>& changes);

}  // namespace meshgen::diff
