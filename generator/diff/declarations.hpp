/// What user code says of the generated C++: names and types, not how they work.
#pragma once

#include <string>
#include <vector>

#include "plan/plan.hpp"

namespace meshgen::diff {

/// A declaration whose change stops user code from compiling.
struct SourceChange {
  std::string name;  ///< "OrderPlaced::total"
  std::string was;   ///< "std::int64_t"; empty: there was none, and now all must have it
  std::string is;    ///< empty: it is gone
};

/// Members, enumerators, alternatives, publisher methods, handler methods, constructors. What is only added and need
/// not be used does not count.
[[nodiscard]] std::vector<SourceChange> compare_declarations(const plan::Plan& before, const plan::Plan& after);

}  // namespace meshgen::diff
