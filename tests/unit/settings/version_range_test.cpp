#include <array>

#include <catch2/catch_test_macros.hpp>

#include "settings/version_range.hpp"

using meshgen::settings::is_in_range;

TEST_CASE("a version is in a range or not, or the range is none") {
  struct Row {
    std::string_view version;
    std::string_view range;
    std::optional<bool> is;
  };
  constexpr std::array kRows{
      Row{"0.3.0", ">=0.3 <1", true},      Row{"0.2.9", ">=0.3 <1", false},   Row{"1.0.0", ">=0.3 <1", false},
      Row{"0.3.1", ">0.3", true},          Row{"0.3.0", ">0.3", false},       Row{"0.3.0", "<=0.3.0", true},
      Row{"0.3.0", "=0.3", true},          Row{"0.3.1", "=0.3", false},       Row{"0.3.7", "0.3", true},
      Row{"0.4.0", "0.3", false},          Row{"1.9.0", "1.2", true},         Row{"2.0.0", "1.2", false},
      Row{"0.3.0", "  >=0.3   <1 ", true}, Row{"0.10.0", ">=0.9", true},      Row{"0.3.0", "", std::nullopt},
      Row{"0.3.0", "new", std::nullopt},   Row{"0.3.0", "=>1", std::nullopt}, Row{"0.3.0", ">=1.2.3.4", std::nullopt},
      Row{"0.3.0", ">=1.", std::nullopt},  Row{"0.3.0", ">=", std::nullopt},  Row{"0.3.0", "^0.3", std::nullopt},
  };
  for (const auto& row : kRows) {
    INFO(row.version << " in '" << row.range << "'");
    CHECK(is_in_range(row.version, row.range) == row.is);
  }
}
