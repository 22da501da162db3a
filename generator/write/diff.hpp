/// Unified diff of two texts, three lines of context.
#pragma once

#include <string>
#include <string_view>

namespace meshgen::write {

/// Empty when they are equal. `before` and `after` name the two sides ("/dev/null" for a file that is not there).
[[nodiscard]] std::string unified_diff(std::string_view before, std::string_view after, std::string_view before_text,
                                       std::string_view after_text);

}  // namespace meshgen::write
