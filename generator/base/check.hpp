/// For our own bugs only: a user's mistake is a diagnostic.
#pragma once

#include <string_view>

namespace meshgen::base {

/// Prints what broke and where, then leaves with exit code 1 (aborts in sanitizer and fuzz builds, for the stack).
[[noreturn]] void check_failed(std::string_view condition, std::string_view file, int line, std::string_view why);

}  // namespace meshgen::base

#define MESHGEN_CHECK(condition, why) \
  ((condition) ? static_cast<void>(0) : ::meshgen::base::check_failed(#condition, __FILE__, __LINE__, (why)))
