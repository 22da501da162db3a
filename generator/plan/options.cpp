#include "plan/options.hpp"

#include <array>

namespace meshgen::plan {

bool choose(std::string_view what, std::string_view which, TypeChoices& choices) {
  struct Row {
    std::string_view what;
    std::string_view usual;
    std::string_view other;
    bool TypeChoices::* choice;
  };
  static constexpr std::array kRows{Row{"time", "string", "chrono", &TypeChoices::time_is_chrono},
                                    Row{"map", "ordered", "unordered", &TypeChoices::maps_are_unordered},
                                    Row{"string", "owned", "view", &TypeChoices::strings_are_views},
                                    Row{"optional", "inline", "boxed", &TypeChoices::optionals_are_boxed}};
  for (const auto& row : kRows) {
    if (row.what != what || (which != row.usual && which != row.other)) continue;
    choices.*row.choice = which == row.other;
    return true;
  }
  return false;
}

}  // namespace meshgen::plan
