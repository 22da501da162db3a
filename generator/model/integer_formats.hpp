/// Formats of integers that say which ones there are.
#pragma once

#include <optional>
#include <string_view>

#include "base/exact_number.hpp"

namespace meshgen::model {

struct IntegerLimits {
  base::ExactNumber least;
  base::ExactNumber greatest;
};

/// Of `int32` and `uint64`; nullopt: the format says nothing. `int64` says nothing on purpose: what does not fit
/// std::int64_t is refused with or without it.
[[nodiscard]] std::optional<IntegerLimits> limits_of_format(std::string_view name);

}  // namespace meshgen::model
