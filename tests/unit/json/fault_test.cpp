/// What a fault says.
#include <catch2/catch_test_macros.hpp>

#include <ranges>
#include <string>
#include <utility>
#include <vector>

#include "word_lists.hpp"

namespace {

using namespace word_lists;

/// The path of a fault in the value of members that are called so, from the outermost one on.
std::string path_of(const std::vector<std::string>& names) {
  Context context;
  context.refuse("minimum", "is wrong");
  for (const std::string& name : std::views::reverse(names)) context.inside(name);
  return context.take_fault().path();
}

}  // namespace

TEST_CASE("a fault tells the same when the text is gone") {
  std::string text = R"({"a":["NO"]})";
  WordLists names;
  Checked checked = decode_with<read_lists>(std::string_view(text), names);
  REQUIRE_FALSE(checked);
  const Fault kept = std::move(checked).error();
  const std::string other = R"({"b":["xxxxxxxxxxxxxxxxxxxxx"]})";
  REQUIRE(decode_with<read_lists>(std::string_view(other), names));
  text.assign(text.size(), '#');
  CHECK(to_string(kept) == "/a/0: is \"NO\", must match " + std::string(kPattern) + " [pattern]");
}

TEST_CASE("a path escapes what JSON Pointers escape, and shows no control characters") {
  CHECK(path_of({}).empty());
  CHECK(path_of({"a/b", "m~n", "", "grüße"}) == "/a~1b/m~0n//grüße");
  CHECK(path_of({"a\nb\x7f", "\xff\xfe"}) == "/a?b?/??");
  CHECK(path_of({std::string(64, 'x')}) == "/" + std::string(64, 'x'));
  CHECK(path_of({std::string(65, 'x')}) == "/" + std::string(64, 'x') + "...");
  CHECK(path_of({std::string(63, 'x') + "ß"}) == "/" + std::string(63, 'x') + "...");
}

TEST_CASE("of a path that is too long the innermost tokens are kept") {
  const std::string word(31, 'w');
  CHECK(path_of(std::vector<std::string>(8, word)).size() == 256);
  const std::string cut = path_of(std::vector<std::string>(9, word));
  CHECK(cut.size() == 260);
  CHECK(cut.substr(0, 5 + word.size()) == "/.../" + word);
  CHECK(path_of({std::string(40, '~'), word, word, word, word, word, word, word}).substr(0, 5) == "/.../");
}

TEST_CASE("a text in a message is short, and cut between characters") {
  Context context;
  CHECK_FALSE(check_const("a", "b", context));
  CHECK(context.take_fault().message() == "is \"a\", must be \"b\"");
  Context longer;
  CHECK_FALSE(check_const(std::string(47, 'x') + "ßß", "b", longer));
  CHECK(longer.take_fault().message() == "is \"" + std::string(47, 'x') + "...\", must be \"b\"");
}

TEST_CASE("numbers in a message are the shortest that mean the value") {
  const auto message_of = [](auto check) {
    Context context;
    CHECK_FALSE(check(context));
    return context.take_fault().message();
  };
  CHECK(message_of([](Context& context) { return at_least(0.1, 0.25, context); }) == "is 0.1, must be at least 0.25");
  CHECK(message_of([](Context& context) { return at_most(std::int64_t{7}, std::int64_t{-3}, context); }) ==
        "is 7, must be at most -3");
  CHECK(message_of([](Context& context) { return multiple_of(0.25, {1, -1}, context); }) ==
        "is 0.25, must be a multiple of 0.1");
  CHECK(message_of([](Context& context) { return check_items(1, {2, 3}, context); }) ==
        "has 1 item, must have at least 2");
  CHECK(message_of([](Context& context) { return max_length("äöü", 2, context); }) ==
        "has 3 characters, must have at most 2");
}
