#include <catch2/catch_test_macros.hpp>

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include <mesh/base/box.hpp>
#include <mesh/base/nullable.hpp>
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

TEST_CASE("one character that needs an escape is seen at every place of every length") {
  for (std::size_t size = 1; size < 50; ++size) {
    for (std::size_t at = 0; at < size; ++at) {
      for (const char c : {'"', '\\', '\n', '\x1f'}) {
        std::string value(size, 'x');
        value[at] = c;
        std::string text;
        {
          mesh::json::Writer out(text);
          mesh::json::write_string(value, out);
        }
        std::string back = "a longer text that was there before";
        REQUIRE(mesh::json::decode_with<mesh::json::read_string>(std::string_view(text), back));
        REQUIRE(back == value);
      }
    }
  }
}

TEST_CASE("text is appended behind what is there, whatever room that has") {
  for (std::size_t before = 0; before < 1200; before += 7) {
    std::string text(before, 'b');
    {
      mesh::json::Writer out(text);
      mesh::json::write_string(std::string(before % 90, 'v'), out);
    }
    REQUIRE(text == std::string(before, 'b') + '"' + std::string(before % 90, 'v') + '"');
  }
}

TEST_CASE("one byte that is not ASCII is seen at every place of every length") {
  for (std::size_t size = 1; size < 50; ++size) {
    std::string text(size, 'x');
    CHECK(mesh::json::is_ascii(text));
    for (std::size_t at = 0; at < size; ++at) {
      text[at] = '\x80';
      REQUIRE_FALSE(mesh::json::is_ascii(text));
      REQUIRE_FALSE(mesh::json::is_utf8(text));
      text[at] = 'x';
      if (at + 2 > size) continue;
      text.replace(at, 2, "\u00e9");
      REQUIRE_FALSE(mesh::json::is_ascii(text));
      REQUIRE(mesh::json::is_utf8(text));
      text.replace(at, 2, "xx");
    }
  }
}

TEST_CASE("UTF-8 has one form of each code point") {
  using mesh::json::is_utf8;
  for (const auto* good : {"\xC2\x80", "\xDF\xBF", "\xE0\xA0\x80", "\xED\x9F\xBF", "\xEE\x80\x80", "\xEF\xBF\xBF",
                           "\xF0\x90\x80\x80", "\xF4\x8F\xBF\xBF", "a\xC3\xA9z"})
    CHECK(is_utf8(good));
  for (const auto* bad :
       {"\x80", "\xC0\x80", "\xC1\xBF", "\xC3", "\xC3z", "\xE0\x9F\xBF", "\xED\xA0\x80", "\xE2\x82", "\xE2\x82z",
        "\xF0\x8F\xBF\xBF", "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xF0\x9F\x99", "\xF0\x9F\x99z", "\xFF"})
    CHECK_FALSE(is_utf8(bad));
}

TEST_CASE("UTF-8 is judged the same at every place of a text of any length") {
  using mesh::json::is_utf8;
  const std::vector<std::string_view> good = {"\xC3\xA9", "\xE0\xA0\x80", "\xED\x9F\xBF", "\xF0\x90\x80\x80",
                                              "\xF4\x8F\xBF\xBF"};
  const std::vector<std::string_view> bad = {"\x80",
                                             "\xBF",
                                             "\xC0\x80",
                                             "\xC1\xBF",
                                             "\xC3",
                                             "\xE2\x82",
                                             "\xF0\x9F\x99",
                                             "\xE0\x9F\xBF",
                                             "\xED\xA0\x80",
                                             "\xF0\x8F\xBF\xBF",
                                             "\xF4\x90\x80\x80",
                                             "\xF5\x80\x80\x80",
                                             "\xF8",
                                             "\xFF",
                                             "\xC3\xA9\xA9",
                                             "\xE2\x82\xAC\x80"};
  for (std::size_t before = 0; before < 40; ++before) {
    for (std::size_t behind = 0; behind < 20; ++behind) {
      const auto around = [&](std::string_view part, std::string_view fill) {
        std::string text;
        for (std::size_t i = 0; i < before; ++i) text += fill;
        text += part;
        for (std::size_t i = 0; i < behind; ++i) text += fill;
        return text;
      };
      for (const std::string_view fill : {"x", "\u00df", "\u20ac", "\U0001F600"}) {
        for (const auto part : good) REQUIRE(is_utf8(around(part, fill)));
        for (const auto part : bad) REQUIRE_FALSE(is_utf8(around(part, fill)));
      }
    }
  }
}

TEST_CASE("escapes are read wherever they stand in a string of any length") {
  const auto read = [](const std::string& text) {
    std::string value = "what was there before";
    const auto checked = mesh::json::decode_with<mesh::json::read_string>(std::string_view(text), value);
    return checked ? value : "!" + std::string(checked.error().keyword) + " " + std::to_string(checked.error().offset);
  };
  const std::vector<std::pair<std::string_view, std::string_view>> rows = {{R"(\n)", "\n"},
                                                                           {R"(\\)", "\\"},
                                                                           {R"(\")", "\""},
                                                                           {R"(\/)", "/"},
                                                                           {R"(\u00e9)", "\u00e9"},
                                                                           {R"(\u20AC)", "\u20ac"},
                                                                           {R"(\uD83D\ude00)", "\U0001F600"},
                                                                           {R"(\u0041)", "A"}};
  const std::vector<std::pair<std::string_view, std::string_view>> wrong = {
      {R"(\x)", "syntax"},   {R"(\u12g4)", "syntax"}, {R"(\u123)", "syntax"},      {R"(\udc00)", "utf8"},
      {R"(\ud800)", "utf8"}, {R"(\ud800x)", "utf8"},  {R"(\ud800\u0041)", "utf8"}, {"\n", "syntax"}};
  for (std::size_t before = 0; before < 300; before += before < 40 ? 1 : 7) {
    const std::string plain(before, 'p');
    const std::string words = plain + "\u00df";
    for (const auto& [escape, meaning] : rows) {
      const std::string again = std::string(escape) + "q" + std::string(escape);
      const std::string means = std::string(meaning) + "q" + std::string(meaning);
      REQUIRE(read('"' + plain + again + '"') == plain + means);
      REQUIRE(read('"' + words + again + words + '"') == words + means + words);
    }
    for (const auto& [escape, keyword] : wrong) {
      const std::string verdict = read("\"\\n" + plain + std::string(escape) + "\"");
      REQUIRE(verdict.substr(0, verdict.find(' ')) == "!" + std::string(keyword));
    }
    REQUIRE(read("\"" + plain + "\\n\xC3\\n\xA9\"") == "!utf8 " + std::to_string(before + 3));
    REQUIRE(read("\"" + plain + "\\n") == "!syntax " + std::to_string(before + 3));
  }
}

TEST_CASE("one character outside the class is seen at every place of every length") {
  static constexpr mesh::json::ClassRun kFew("az09--", 1, 60, "");
  static constexpr mesh::json::ClassRun kMany("aaccddffgghhjjkk", 1, 60, "");
  for (std::size_t size = 1; size < 50; ++size) {
    std::string text(size, 'a');
    CHECK(kFew.matches(text));
    CHECK(kMany.matches(text));
    for (std::size_t at = 0; at < size; ++at) {
      for (const char c : {'A', '`', '{', '/', ':', '.', '\x80', '\xe1', '\0'}) {
        text[at] = c;
        REQUIRE_FALSE(kFew.matches(text));
        REQUIRE_FALSE(kMany.matches(text));
      }
      text[at] = 'a';
    }
  }
  CHECK_FALSE(kFew.matches(""));
  CHECK_FALSE(kFew.matches(std::string(61, 'a')));
}

TEST_CASE("duplicate names are refused in few and in many, escaped or not") {
  for (std::size_t count = 2; count < 30; ++count) {
    std::string text = "{";
    for (std::size_t i = 0; i < count; ++i) text += "\"n" + std::to_string(i) + "\":" + std::to_string(i) + ",";
    CHECK(mesh::JsonText::parse(text + "\"last\":0}"));
    CHECK(mesh::JsonText::parse(text + "\"n0\":0}").error().keyword == "duplicate");
    CHECK(mesh::JsonText::parse(text + "\"\\u006e1\":0}").error().keyword == "duplicate");
    CHECK(mesh::JsonText::parse("{\"\\u006c\":{\"\\u006d\":1}," + text.substr(1) + "\"l\":0}").error().keyword ==
          "duplicate");
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
  mesh::Box<std::string> a(std::string("x"));
  mesh::Box<std::string> b = a;
  CHECK(a == b);
  *b += "y";
  CHECK(*a == "x");
  CHECK_FALSE(a == b);
  const mesh::Box<std::string> moved = std::move(b);
  CHECK(*moved == "xy");
  CHECK(mesh::Box<std::string>() == mesh::Box<std::string>(std::string()));
}

namespace {

/// What generated code has where a variant reaches itself: boxed while its alternatives are incomplete.
struct Leaf;
struct Branch;
using Tree = std::variant<Leaf, std::vector<Branch>>;
struct Nested {
  std::optional<mesh::Nullable<mesh::Box<Tree>>> maybe = {};
  std::vector<mesh::Box<Tree>> many = {};
  friend bool operator==(const Nested&, const Nested&) = default;
};
struct Branch {
  Nested nested = {};
  friend bool operator==(const Branch&, const Branch&) = default;
};
struct Leaf {
  int number = 0;
  std::vector<Nested> nested = {};
  friend bool operator==(const Leaf&, const Leaf&) = default;
};

}  // namespace

TEST_CASE("boxes hold variants of types that are incomplete") {
  Tree tree = Leaf{3, {}};
  const Tree whole = std::vector<Branch>{{{mesh::Box<Tree>(tree), {tree, tree}}}};
  Tree copy = whole;
  CHECK(copy == whole);
  std::get<Leaf>(*std::get<std::vector<Branch>>(copy).front().nested.many[1]).number = 4;
  CHECK_FALSE(copy == whole);
}

TEST_CASE("a pattern that is no class run is searched for, as JSON Schema says") {
  const mesh::json::Regex pattern("b+c$");
  CHECK(pattern.matches("abbc"));
  CHECK_FALSE(pattern.matches("abbcd"));
  CHECK_FALSE(mesh::json::Regex("(").matches("("));
}

TEST_CASE("what stands around a text does not count") {
  // Lead bytes before and continuations behind it: a reader of blocks must neither take them in nor read them at all.
  for (std::size_t size = 0; size < 70; ++size) {
    const std::string around = "\xF0\xF0\xF0" + std::string(size, 'a') + "\x80\x80\x80";
    CHECK(mesh::json::is_utf8(std::string_view(around).substr(3, size)));
    const std::vector<char> exact(size, 'a');  // of exactly this size, for the address sanitizer
    CHECK(mesh::json::is_utf8(std::string_view(exact.data(), size)));
    if (size < 2) continue;
    std::vector<char> umlaut(exact);
    umlaut[size - 2] = '\xC3';
    umlaut[size - 1] = '\xA4';
    CHECK(mesh::json::is_utf8(std::string_view(umlaut.data(), size)));
    CHECK_FALSE(mesh::json::is_utf8(std::string_view(umlaut.data(), size - 1)));
    CHECK_FALSE(mesh::json::is_utf8(std::string_view(umlaut.data() + 1 + size - 2, 1)));
  }
}
