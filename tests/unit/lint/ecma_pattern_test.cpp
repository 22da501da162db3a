#include "lint/ecma_pattern.hpp"

#include <array>
#include <string>

#include <catch2/catch_test_macros.hpp>

using namespace meshgen;

namespace {

/// "3: there is nothing here to repeat"; empty if it is a pattern.
std::string fault(std::string_view pattern) {
  const auto found = lint::fault_of_pattern(pattern);
  return found ? std::to_string(lint::character_of(pattern, found->at)) + ": " + found->text : std::string{};
}

std::string beyond(std::string_view pattern) {
  const auto found = lint::beyond_linear_time(pattern);
  return found ? std::to_string(lint::character_of(pattern, found->at)) + ": " + found->text : std::string{};
}

}  // namespace

TEST_CASE("what engines take without the flag 'u' is a pattern") {
  constexpr std::array kGood{"",          "^a$",
                             "a|",        "(|a)",
                             "[]",        "[^]",
                             "[]a]",      "a{2}",
                             "a{2,}?",    "a{",
                             "a{,3}",     "{",
                             "}",         "]",
                             "x{a}",      "\\d-\\w",
                             "[\\d-x]",   "[a-\\d]",
                             "\\p{L}",    "\\_",
                             "\\u00e9",   "\\u{1}",
                             "\\1",       "(a)\\1",
                             "\\k",       "(?=a)*",
                             "(?!a)+",    "(?:a)+",
                             "(?<n>a)",   "(?<n>a)\\k<n>",
                             "(?<=a)b",   "[a-z\\-]",
                             "[--/]",     "\\cA",
                             "\\0",       "[\\b]",
                             "\xC3\xA4+", "[\xC3\xA0-\xC3\xBF]"};
  for (const auto* pattern : kGood) {
    INFO(pattern);
    CHECK(fault(pattern).empty());
  }
}

TEST_CASE("what is no pattern is said with its character") {
  CHECK(fault("(a") == "1: this group is never closed");
  CHECK(fault("\xC3\xA4(a") == "2: this group is never closed");
  CHECK(fault("a)") == "2: ')' closes a group that was never opened");
  CHECK(fault("[a") == "1: this class is never closed");
  CHECK(fault("[a\\]") == "1: this class is never closed");
  CHECK(fault("[z-a]") == "2: this range ends before it begins");
  CHECK(fault("[\\u0062-\\x61]") == "2: this range ends before it begins");
  CHECK(fault("x[\xC3\xBF-\xC3\xA0]") == "3: this range ends before it begins");
  CHECK(fault("a{3,2}") == "2: the bounds of this repetition are in the wrong order");
  for (const auto* pattern : {"*", "+a", "?", "|*", "(*a)", "^*", "$+", "\\b+", "(?<=a)*", "{2}"}) {
    INFO(pattern);
    CHECK(fault(pattern).find("there is nothing here to repeat") != std::string::npos);
  }
  CHECK(fault("a**") == "3: there is nothing here to repeat");
  CHECK(fault("a?\?*") == "4: there is nothing here to repeat");
  CHECK(fault("a\\") == "2: '\\' stands at the end and escapes nothing");
  for (const auto* pattern : {"(?i)a", "(?P<n>a)", "(?>a)", "(?#x)", "(?"}) {
    INFO(pattern);
    CHECK(fault(pattern) == "1: '(?' begins a group of a kind that ECMA-262 does not have");
  }
  CHECK(fault("(?<1>a)") == "4: this is no name for a group");
  CHECK(fault("(?<n") == "4: this is no name for a group");
  CHECK(fault("(?<n>a)(?<n>b)") == "11: two groups have this name");
  CHECK(fault("(?<n>a)\\k<m>") == "8: '\\k' refers to no group");
}

TEST_CASE("what no linear-time engine has is said with its character") {
  CHECK(beyond("a(?=b)") == "2: look-ahead");
  CHECK(beyond("(?!b)") == "1: look-ahead");
  CHECK(beyond("(?<=b)") == "1: look-behind");
  CHECK(beyond("(a)\\1") == "4: a back reference");
  CHECK(beyond("(?<n>a)\\k<n>") == "8: a back reference");
  for (const auto* pattern : {"(?:a)", "(?<n>a)", "[(?=]", "\\(?=", "\\1", "[(](?:\\()\\1"}) {
    INFO(pattern);
    CHECK(beyond(pattern).empty());
  }
}
