/// One string out of a JSON text that is not decoded.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace mesh::json {

/// The string that `path` leads to, a member's name at each step; nullopt if there is none, or if the text is no JSON
/// up to there. The first of equal names counts; what stands behind the string is not read.
[[nodiscard]] std::optional<std::string> text_at(std::string_view text, std::span<const std::string> path);

}  // namespace mesh::json
