/// The one table of keys that are ours.
#pragma once

#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <mesh/base/error.hpp>

namespace mesh::config {

enum class Kind { kText, kNumber, kFlag, kChoice, kChoices };

struct Key {
  std::string_view name;
  Kind kind = Kind::kText;
  std::string_view default_value = {};  ///< empty: not set
  std::int64_t least = 0;
  std::int64_t most = std::numeric_limits<std::int32_t>::max();
  std::string_view choices = {};  ///< of a kChoice or of kChoices (any number, separated by commas), separated by '|'
};

[[nodiscard]] std::span<const Key> keys() noexcept;
[[nodiscard]] const Key* find_key(std::string_view name) noexcept;

/// Checks name and value. The message tells what is wrong and what to write instead; it never holds a secret's value.
[[nodiscard]] Result<void> check(std::string_view name, std::string_view value);

}  // namespace mesh::config
