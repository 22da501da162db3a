/// `requires: ">=0.3 <1"`.
#pragma once

#include <optional>
#include <string_view>

namespace meshgen::settings {

/// Comparisons (`>=`, `>`, `<=`, `<`, `=`) with versions of one to three numbers, all of which must hold; a version
/// alone means itself and what follows before the next major one (before 1.0: the next minor one). nullopt: `range` is
/// none.
[[nodiscard]] std::optional<bool> is_in_range(std::string_view version, std::string_view range);

}  // namespace meshgen::settings
