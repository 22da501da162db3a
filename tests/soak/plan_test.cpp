// Faults are drawn as the README says.
#include <catch2/catch_test_macros.hpp>

#include "plan.hpp"

namespace mesh::test {
namespace {

constexpr Millis kLength{1'800'000};

TEST_CASE("a seed gives the same faults again, another seed others") {
  CHECK(draw_faults(7, kLength, 3) == draw_faults(7, kLength, 3));
  CHECK(draw_faults(7, kLength, 3) != draw_faults(8, kLength, 3));
}

TEST_CASE("faults come 5 to 20 s apart, and all are healed before the end") {
  const auto faults = draw_faults(1, kLength, 3);
  CHECK(faults.size() > 100);
  Millis before{0};
  for (const auto& fault : faults) {
    INFO(words(fault));
    CHECK(fault.at - before >= Millis(5'000));
    CHECK(fault.at - before <= Millis(20'000));
    CHECK(fault.lasts >= Millis(500));
    CHECK(fault.at + fault.lasts <= kLength);
    before = fault.at;
  }
}

TEST_CASE("whom a fault has hit is not hit again before it is healed") {
  const auto faults = draw_faults(2, kLength, 3);
  for (std::size_t i = 0; i < faults.size(); ++i) {
    for (std::size_t j = i + 1; j < faults.size() && faults[j].at < faults[i].at + faults[i].lasts; ++j) {
      const auto who = [](const Fault& fault) { return words(fault).substr(0, words(fault).find(' ') + 2); };
      INFO(words(faults[i]) << ", then " << words(faults[j]));
      CHECK(who(faults[i]) != who(faults[j]));
    }
  }
}

TEST_CASE("one node is enough to draw for") {
  for (const auto& fault : draw_faults(3, kLength, 1)) CHECK(words(fault).find("node 2") == std::string::npos);
  CHECK(draw_faults(3, Millis(4'000), 1).empty());
}

}  // namespace
}  // namespace mesh::test
