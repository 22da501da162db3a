#include <catch2/catch_test_macros.hpp>

#include <string>

#include <mesh/base/box.hpp>
#include <mesh/json/codec.hpp>

using namespace std::string_literals;

TEST_CASE("free-form JSON keeps its text and compares by it") {
  CHECK(mesh::JsonText().text() == "null");
  const auto value = mesh::JsonText::parse(" {\"a\": [1.0, \"\\u00e9\"]} ");
  REQUIRE(value);
  CHECK(value->text() == "{\"a\": [1.0, \"\\u00e9\"]}");
  CHECK(*mesh::JsonText::parse("1") != *mesh::JsonText::parse("1.0"));
  CHECK(mesh::JsonText::parse("{a:1}").error().keyword == "syntax");
  CHECK(mesh::JsonText::parse("\xEF\xBB\xBF{}").error().keyword == "syntax");
}

TEST_CASE("strings are written with the escapes they need and no others") {
  std::string text;
  {
    mesh::json::Writer out(text);
    mesh::json::write_string("plain \"q\" \\ / \b\f\n\r\t\x01\x1f\x7f grüße \0"s, out);
  }
  CHECK(text == "\"plain \\\"q\\\" \\\\ / \\b\\f\\n\\r\\t\\u0001\\u001f\x7f grüße \\u0000\"");
  std::string back;
  REQUIRE(mesh::json::decode_with<mesh::json::read_string>(text, back));
  CHECK(back == "plain \"q\" \\ / \b\f\n\r\t\x01\x1f\x7f grüße \0"s);
}

TEST_CASE("strings of every length around a vector's are read whole") {
  for (std::size_t size = 0; size < 70; ++size) {
    for (const std::string_view tail : {"", "\\n", "é", "\\ud83d\\ude00"}) {
      const std::string text = "\"" + std::string(size, 'x') + std::string(tail) + std::string(size % 17, 'y') + "\"";
      std::string value;
      REQUIRE(mesh::json::decode_with<mesh::json::read_string>(std::string_view(text), value));
      CHECK(value.substr(0, size) == std::string(size, 'x'));
      CHECK(value.substr(value.size() - size % 17) == std::string(size % 17, 'y'));
    }
  }
}

TEST_CASE("two texts can be read at a time in one thread") {
  const std::string first_text = "[1]";
  const std::string second_text = "[2,3]";
  mesh::json::Context first{mesh::json::Input(std::string_view(first_text))};
  mesh::json::Context second{mesh::json::Input(std::string_view(second_text))};
  CHECK(mesh::json::skip_value(second.begin(), second) == second.end());
  CHECK(mesh::json::skip_value(first.begin(), first) == first.end());
  CHECK(std::string_view(first.begin()) == first_text);
}

TEST_CASE("a box is a value") {
  mesh::Box<std::string> a("x");
  mesh::Box<std::string> b = a;
  CHECK(a == b);
  *b += "y";
  CHECK(*a == "x");
  CHECK_FALSE(a == b);
  const mesh::Box<std::string> moved = std::move(b);
  CHECK(*moved == "xy");
  CHECK(mesh::Box<std::string>() == mesh::Box<std::string>(""));
}

TEST_CASE("a pattern that is no class run is searched for, as JSON Schema says") {
  const mesh::json::Regex pattern("b+c$");
  CHECK(pattern.matches("abbc"));
  CHECK_FALSE(pattern.matches("abbcd"));
  CHECK_FALSE(mesh::json::Regex("(").matches("("));
}
