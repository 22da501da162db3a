/// What the user wants of warnings: other severities, or silence. Errors are not open to it.
#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <string>

#include "diag/diagnostic.hpp"

namespace meshgen::diag {

enum class Level { kIgnore, kWarning, kError };

/// By code, for the whole run: `severities` of meshgen.yaml.
struct Policy {
  std::map<std::string, Level, std::less<>> levels;
};

/// One code of an `x-meshgen-ignore`: it silences what lies in the object beside it. Stronger than the policy, as it is
/// the nearer word.
struct Ignore {
  Span place;   ///< of the code's name
  Span extent;  ///< of the object that carries it, its key included
  std::string code;
  std::string reason;
  std::size_t uses = 0;
};

}  // namespace meshgen::diag
