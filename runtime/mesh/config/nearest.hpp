/// "did you mean": the known name that is closest to a misspelt one.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace mesh::config {

/// Empty when nothing is near enough to be meant.
[[nodiscard]] std::string nearest(std::string_view name, std::span<const std::string> known);

/// "; did you mean 'x'?", or nothing.
[[nodiscard]] std::string suggestion(std::string_view name, std::span<const std::string> known);

}  // namespace mesh::config
