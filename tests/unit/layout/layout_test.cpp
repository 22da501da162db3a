#include "layout/layout.hpp"

#include <string>
#include <string_view>

#include <catch2/catch_test_macros.hpp>

#include "layout/words.hpp"

using meshgen::layout::Cost;
using meshgen::layout::lay_out;
using meshgen::layout::same_tokens;

namespace {

/// A name of so many letters.
std::string name(std::size_t length) {
  std::string text(length, 'n');
  return text;
}

/// What is laid out stays so, and is what it was.
std::string laid_out(const std::string& text) {
  auto out = lay_out(text);
  CHECK(lay_out(out) == out);
  CHECK(same_tokens(text, out));
  return out;
}

}  // namespace

TEST_CASE("a statement that fits stays in one line, and one that was broken without need is joined") {
  CHECK(laid_out("int a = f(b, c);\n") == "int a = f(b, c);\n");
  CHECK(laid_out("int a =\n    f(b,\n      c);\n") == "int a = f(b, c);\n");
  CHECK(laid_out("int a = f(\n    b, c);\n") == "int a = f(b, c);\n");
  CHECK(laid_out("A a{ };\n") == "A a{};\n");
  CHECK(laid_out("") == "");
}

TEST_CASE("120 columns are one line, 121 are two") {
  const auto call = [](std::size_t length) { return "void f() { call(a, " + name(length) + ", b); }\n"; };
  const auto fits = call(94);
  REQUIRE(fits.size() == 121);  // with its line end
  CHECK(laid_out(fits) == fits);
  CHECK(laid_out(call(95)) == "void f() {\n  call(a, " + name(95) + ", b);\n}\n");
}

TEST_CASE("arguments are filled behind the bracket, or all go below it") {
  CHECK(laid_out("void f() {\n  call(" + name(60) + ", " + name(50) + ", c);\n}\n") ==
        "void f() {\n  call(" + name(60) + ", " + name(50) + ",\n       c);\n}\n");
  CHECK(laid_out("void f() {\n  " + name(60) + "(" + name(70) + ", c);\n}\n") ==
        "void f() {\n  " + name(60) + "(\n      " + name(70) + ", c);\n}\n");
}

TEST_CASE("a return type stands alone where the name of the function needs the line") {
  CHECK(laid_out("const char* " + name(115) + "(const char* p, int& out) {\n  return p;\n}\n") ==
        "const char*\n" + name(115) + "(\n    const char* p, int& out) {\n  return p;\n}\n");
  // Too short to stand alone.
  CHECK(laid_out("bool " + name(120) + "(int value) {\n  return true;\n}\n") ==
        "bool " + name(120) + "(\n    int value) {\n  return true;\n}\n");
}

TEST_CASE("initialisers of a constructor come below it, each in a line if one line does not hold them") {
  const std::string head = "Agent::Agent(mesh::Transport& transport, " + name(40) + "& handler, mesh::Options options)";
  CHECK(laid_out(head + " : handler_(handler), runner_(transport, options) {}\n") ==
        head + "\n    : handler_(handler), runner_(transport, options) {}\n");
  CHECK(laid_out(head + " : first_(" + name(60) + "), second_(" + name(50) + ") {}\n") ==
        head + "\n    : first_(" + name(60) + "),\n      second_(" + name(50) + ") {}\n");
}

TEST_CASE("nested lists get a line each, long lists of values columns") {
  const auto row = [](const std::string& value) { return "{" + name(30) + ", &" + value + "}"; };
  CHECK(laid_out("void f() {\n  run(transport, {" + row("a_") + ", " + row("b_") + ", " + row("c_") +
                 "}, options);\n}\n") == "void f() {\n  run(transport,\n      {" + row("a_") + ",\n       " +
                                             row("b_") + ",\n       " + row("c_") + "},\n      options);\n}\n");
  std::string items;
  for (int i = 0; i < 30; ++i) items += (i == 0 ? "" : ", ") + std::string("\"word") + std::to_string(i) + "\"";
  const auto table = laid_out("void f() {\n  choose(p, \"type\", {" + items + "}, context);\n}\n");
  CHECK(table.find("{\"word0\",  \"word1\",") != std::string::npos);
}

TEST_CASE("a comma at the end of a list asks for an item a line") {
  CHECK(
      laid_out("constexpr Spec kSpec{.name = \"a\", .retry = {.most = 1, .jitter = 2,}, .topic = {.on = true},};\n") ==
      "constexpr Spec kSpec{\n"
      "    .name = \"a\",\n"
      "    .retry =\n"
      "        {\n"
      "            .most = 1,\n"
      "            .jitter = 2,\n"
      "        },\n"
      "    .topic = {.on = true},\n"
      "};\n");
}

TEST_CASE("an enumeration stands in one line only if no comma ends it and it fits") {
  CHECK(laid_out("enum class E {\n  kA,\n  kB\n};\n") == "enum class E { kA, kB };\n");
  CHECK(laid_out("enum class E { kA, kB, };\n") == "enum class E {\n  kA,\n  kB,\n};\n");
}

TEST_CASE("template arguments are broken like arguments") {
  CHECK(laid_out("void f() {\n  return json::encode_with<check_" + name(50) + ", write_" + name(50) +
                 ">(value, out);\n}\n") == "void f() {\n  return json::encode_with<check_" + name(50) +
                                               ",\n                           write_" + name(50) +
                                               ">(value, out);\n}\n");
}

TEST_CASE("operands are broken behind the operator, and what belongs to them is indented") {
  CHECK(laid_out("void f() {\n  if (value." + name(50) + " && !check_" + name(60) +
                 "(*value.x, context)) return inside(\"x\");\n}\n") ==
        "void f() {\n  if (value." + name(50) + " &&\n      !check_" + name(60) +
            "(*value.x, context))\n    return inside(\"x\");\n}\n");
}

TEST_CASE("a short if is one line, a block with braces never is") {
  CHECK(laid_out("void f() {\n  if (a)\n    return;\n  if (b) { g(); }\n  h();\n}\n") ==
        "void f() {\n  if (a) return;\n  if (b) {\n    g();\n  }\n  h();\n}\n");
  CHECK(laid_out("void f() {\n  if (a) g(); else h();\n}\n") ==
        "void f() {\n  if (a)\n    g();\n  else\n    h();\n}\n");
}

TEST_CASE("the body of a lambda stands in its line or in a block") {
  const std::string head = "  const auto call = [this](const auto& received) {";
  CHECK(laid_out("void f() {\n" + head + " return handler_->" + name(20) + "(received); };\n  g();\n}\n") ==
        "void f() {\n" + head + " return handler_->" + name(20) + "(received); };\n  g();\n}\n");
  CHECK(laid_out("void f() {\n" + head + " return handler_->" + name(50) + "(received); };\n  g();\n}\n") ==
        "void f() {\n" + head + "\n    return handler_->" + name(50) + "(received);\n  };\n  g();\n}\n");
}

TEST_CASE("empty blocks are closed at once") {
  CHECK(laid_out("namespace a {\n\n}  // namespace a\n") == "namespace a {}  // namespace a\n");
  CHECK(laid_out("struct A {\n};\nvoid f() {\n}\n") == "struct A {};\nvoid f() {}\n");
  // Unless the brace finds no room.
  const auto head = "void " + name(97) + "(int a, int b) ";
  REQUIRE((head + "{").size() == 120 - 2);
  CHECK(laid_out(head + "{\n}\n") == head + "{}\n");
  CHECK(laid_out("a" + head + "{\n}\n") == "a" + head + "{}\n");
  CHECK(laid_out("aa" + head + "{\n}\n") == "aa" + head + "{\n}\n");
  const auto initialiser = " : b_(" + name(100) + ") {";
  REQUIRE(("A::A(int b)" + initialiser).size() == 120);
  CHECK(laid_out("A::A(int b)" + initialiser + "\n}\n") == "A::A(int b)\n   " + initialiser + "}\n");
}

TEST_CASE("statements are indented by what they stand in") {
  CHECK(
      laid_out(
          "namespace a {\nclass B {\npublic:\nint f() const {\nswitch (x) {\ncase 0:\nreturn 1;\ndefault:\nbreak;\n}\n"
          "while (y) {\n--y;\n}\nreturn 0;\n}\n};\n}  // namespace a\n") ==
      "namespace a {\n"
      "class B {\n"
      " public:\n"
      "  int f() const {\n"
      "    switch (x) {\n"
      "      case 0:\n"
      "        return 1;\n"
      "      default:\n"
      "        break;\n"
      "    }\n"
      "    while (y) {\n"
      "      --y;\n"
      "    }\n"
      "    return 0;\n"
      "  }\n"
      "};\n"
      "}  // namespace a\n");
}

TEST_CASE("one blank line stays where some are, none at the edges of a block") {
  CHECK(laid_out("int a;\n\n\n\nint b;\nvoid f() {\n\n  g();\n\n  h();\n\n}\n") ==
        "int a;\n\nint b;\nvoid f() {\n  g();\n\n  h();\n}\n");
}

TEST_CASE("comments keep their lines; one that is too long is broken between words") {
  CHECK(laid_out("/// One.\n/// Two.\nint a;  // three\n") == "/// One.\n/// Two.\nint a;  // three\n");
  CHECK(laid_out("struct A {\n  /// " + name(70) + " " + name(50) + "\n  int b;\n};\n") ==
        "struct A {\n  /// " + name(70) + "\n  /// " + name(50) + "\n  int b;\n};\n");
  CHECK(laid_out("/// " + name(150) + "\n") == "/// " + name(150) + "\n");
}

TEST_CASE("a long literal is broken behind a blank, a slash, a sign, and never within an escape") {
  const auto constant = [](const std::string& text) {
    return laid_out("const char* const kText = \"" + text + "\";\n");
  };
  CHECK(constant(name(85) + " " + name(85)) ==
        "const char* const kText =\n    \"" + name(85) + " \"\n    \"" + name(85) + "\";\n");
  CHECK(constant(name(85) + "." + name(85)) ==
        "const char* const kText =\n    \"" + name(85) + ".\"\n    \"" + name(85) + "\";\n");
  CHECK(constant(name(113) + "\\x41" + name(20)) ==
        "const char* const kText =\n    \"" + name(113) + "\"\n    \"\\x41" + name(20) + "\";\n");
}

TEST_CASE("literals side by side stand one below the other") {
  CHECK(laid_out("const char* const kText = \"a\" \"b\";\n") == "const char* const kText =\n    \"a\"\n    \"b\";\n");
}

TEST_CASE("what is no plain C++ of ours keeps its text") {
  const std::string raw = "const auto* const kText = R\"x(a  b\n  \"c)\" )x\";\n";
  CHECK(laid_out(raw) == raw);
  const std::string directives = "#pragma once\n\n#define A(b) \\\n  b   +   b\n\nint a = 1'000;\n";
  CHECK(laid_out(directives) == directives);
  for (const std::string broken : {"int f( {\n", "}\n", "void f() {\n  g(;\n", "not C++ at all", "int a = -\n    -b;\n",
                                   "int a[] = {\n#if B\n  1,\n#endif\n};\n"}) {
    CAPTURE(broken);
    CHECK(lay_out(broken) == broken);
  }
}

TEST_CASE("tokens are the same but for the breaks of literals and comments") {
  CHECK(same_tokens("f(a,b);", "f(a,\n  b);"));
  CHECK(same_tokens("f(\"a b\");", "f(\"a \"\n\"b\");"));
  CHECK(same_tokens("/// a b\nint c;", "/// a\n/// b\nint c;"));
  CHECK_FALSE(same_tokens("f(a);", "f(b);"));
  CHECK_FALSE(same_tokens("ab c;", "a bc;"));
  CHECK_FALSE(same_tokens("f(\"ab\");", "f(\"a\");"));
  CHECK_FALSE(same_tokens("int a; // b", "int a;"));
}

TEST_CASE("a text holds words that it keeps apart as they were") {
  const auto held = [](std::string_view text, std::string_view source) {
    return meshgen::layout::holds(text, meshgen::layout::words_of(meshgen::layout::tokenize(source)));
  };
  CHECK(held("int a = f(b, c);", "int a =\n    f(\n        b, c);"));
  CHECK(held("f(a +\n  b);", "f(a+b);"));
  CHECK(held("#if A\nint b;  // c\n#endif", "#if A\n\nint b; // c\n#endif\n"));
  CHECK_FALSE(held("f(a);", "f(b);"));
  CHECK_FALSE(held("f(a); g();", "f(a);"));
  CHECK_FALSE(held("f(a)", "f(a);"));
  CHECK_FALSE(held("inta;", "int a;"));
  CHECK_FALSE(held("a = --b;", "a = - -b;"));
  CHECK_FALSE(held("int a;  // b int c;", "int a;  // b\nint c;"));
  CHECK_FALSE(held("int a; #if B", "int a;\n#if B"));
  CHECK_FALSE(held("#if A int b;", "#if A\nint b;"));
}

TEST_CASE("the work grows with the text, whatever a line holds") {
  const auto states = [](const std::string& text) {
    Cost cost;
    static_cast<void>(lay_out(text, cost));
    return cost.states;
  };
  std::string statement = "void f() {\n  " + name(60) + "(" + name(50) + ", g(" + name(40) + ", h.i(j, k)), l);\n}\n";
  std::string many;
  for (int i = 0; i < 50; ++i) many += statement;
  CHECK(states(many) == 50 * states(statement));

  // One statement that no break makes fit, and one twice as long.
  const auto call = [](int arguments) {
    std::string text = "void f() {\n  g(";
    for (int i = 0; i < arguments; ++i) text += (i == 0 ? "" : ", ") + name(125) + "(a, b(c), d<e, f>(g))";
    return text + ");\n}\n";
  };
  constexpr std::size_t kOneLine = 100'000;
  constexpr std::size_t kToken = 1'000;
  constexpr std::size_t kPasses = 4;
  for (const int arguments : {20, 40}) {
    const auto tokens = static_cast<std::size_t>(arguments) * 20;
    CHECK(states(call(arguments)) < kPasses * (kOneLine + tokens * kToken));
  }
}
