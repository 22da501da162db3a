#include <catch2/catch_test_macros.hpp>

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <sstream>
#include <string>
#include <string_view>
#include <type_traits>
#include <unordered_map>
#include <utility>

#include <fmt/format.h>

#include <mesh/base/text.hpp>
#include <mesh/json/fmt.hpp>

using mesh::Text;

static_assert(sizeof(Text) == 16);
static_assert(std::is_convertible_v<std::string&, Text> && !std::is_constructible_v<Text, std::string>);
static_assert(!std::is_constructible_v<Text, const std::string> && !std::is_constructible_v<Text, std::nullptr_t>);
static_assert(std::is_nothrow_move_constructible_v<Text> && std::is_nothrow_move_assignable_v<Text>);
constexpr Text kLiteral = "of the program";
static_assert(kLiteral == "of the program" && kLiteral.size() == 14 && !kLiteral.owns());

TEST_CASE("literals, views and named strings are borrowed, by copies too") {
  const std::string name("name");
  const Text text = name;
  const Text copy = text;  // NOLINT(performance-unnecessary-copy-initialization)
  CHECK(text.data() == name.data());
  CHECK(copy.data() == name.data());
  CHECK_FALSE(copy.owns());
  CHECK(Text(std::string_view(name).substr(1)).data() == name.data() + 1);
  CHECK(Text().empty());
  CHECK(Text(std::string_view()).view().empty());
}

TEST_CASE("what is owned is copied with its bytes, moved without") {
  auto bytes = std::make_unique<std::string>("bytes");
  Text owned = Text::copy_of(*bytes);
  bytes.reset();
  CHECK(owned.owns());
  CHECK(owned == "bytes");
  const Text copy = owned;
  CHECK(copy.owns());
  CHECK(copy.data() != owned.data());
  const auto* const place = owned.data();
  Text moved = std::move(owned);
  CHECK(moved.data() == place);
  CHECK(owned.empty());  // NOLINT(bugprone-use-after-move)
  moved = copy;
  CHECK(moved == copy);
  moved = *&moved;
  CHECK(moved == "bytes");
  moved = "borrowed";
  CHECK_FALSE(moved.owns());
  CHECK(Text::copy_of("").empty());
}

TEST_CASE("a kept text outlives what it was borrowed from") {
  auto bytes = std::make_unique<std::string>("bytes");
  Text text = *bytes;
  text.keep();
  bytes.reset();
  CHECK(text == "bytes");
  const auto* const place = text.data();
  text.keep();
  CHECK(text.data() == place);
}

TEST_CASE("texts compare, hash, print and format as what they are") {
  const Text text = "b";
  CHECK(text == std::string("b"));
  CHECK(std::string_view("b") == text);
  CHECK("a" < text);
  CHECK(text < Text("c"));
  CHECK(text == Text::copy_of("b"));
  CHECK(std::optional<Text>(text) == "b");
  CHECK(std::hash<Text>{}(text) == std::hash<std::string_view>{}("b"));
  std::unordered_map<Text, int, std::hash<Text>, std::equal_to<>> hashed{{"b", 1}};
  CHECK(hashed.find(std::string_view("b")) != hashed.end());
  const std::map<Text, int, std::less<>> ordered{{"b", 1}};
  CHECK(ordered.contains("b"));
  std::ostringstream out;
  out << text;
  CHECK(out.str() == "b");
  CHECK(fmt::format("{:>3}|{}", text, Text::copy_of("c")) == "  b|c");
  CHECK(std::string(text) + "c" == "bc");
}
