#include <catch2/catch_test_macros.hpp>

#include <string_view>

#include "plan/pattern.hpp"

using namespace meshgen;

TEST_CASE("runs of one class are recognised") {
  const auto run = plan::parse_class_run("^[A-Z0-9-]{3,16}$");
  REQUIRE(run);
  CHECK(run->ranges == "AZ09--");
  CHECK(run->min == 3);
  CHECK(run->max == 16);
  CHECK(plan::parse_class_run("^[a]$")->max == 1);
  CHECK(plan::parse_class_run("^[a]{4}$")->min == 4);
  CHECK(plan::parse_class_run("^[a]{4,}$")->max == std::nullopt);
  CHECK(plan::parse_class_run("^[a]*$")->min == 0);
  CHECK(plan::parse_class_run("^\\d+$")->ranges == "09");
  CHECK(plan::parse_class_run("^[\\w.]+$")->ranges == "azAZ09__..");
  CHECK(plan::parse_class_run("^[-a]?$")->ranges == "--aa");
  CHECK(plan::parse_class_run("^[\\]\\\\]+$")->ranges == "]]\\\\");
}

TEST_CASE("everything else is not a run") {
  for (const std::string_view regex : {"", "[a]+", "^[a]+", "[a]+$", "^[^a]+$", "^[é]+$", "^[a]+b$", "^a+$", "^[a]{x}$",
                                       "^[a$", "^[]$", "^[a]+\\$", "^[z-a]$", "^[\\s]+$", "^[a]{1,2}{3}$", "^\\.$"}) {
    INFO(regex);
    CHECK_FALSE(plan::parse_class_run(regex));
  }
}

TEST_CASE("expressions are respelled for RE2 or refused") {
  CHECK(plan::to_re2("^a|b$") == "^a|b$");
  CHECK(plan::to_re2("\\u00e9\\x41") == "\\x{00e9}\\x{41}");
  CHECK(plan::to_re2("(?<year>\\d{4})") == "(\\d{4})");
  CHECK(plan::to_re2("a\\/b") == "a\\/b");
  for (const std::string_view regex :
       {"(?=a)", "(?!a)", "(?<=a)b", "(?<!a)b", "(a)\\1", "(", "[", "a{2000}", "\\", "\\u12", "\\A"}) {
    INFO(regex);
    CHECK_FALSE(plan::to_re2(regex));
  }
}
