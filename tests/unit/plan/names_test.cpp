#include <catch2/catch_test_macros.hpp>

#include <string_view>
#include <utility>
#include <vector>

#include "diag/codes.hpp"
#include "plan/names.hpp"

namespace {

using namespace meshgen;
using Rows = std::vector<std::pair<std::string_view, std::string_view>>;

}  // namespace

TEST_CASE("types are PascalCase of the contract's words") {
  for (const auto& [text, name] : Rows{{"order-line", "OrderLine"},
                                       {"orderLine", "OrderLine"},
                                       {"ORDER_LINE", "OrderLine"},
                                       {"HTTPServer", "HttpServer"},
                                       {"order.v1", "OrderV1"},
                                       {"EOF", "Eof"},
                                       {"", "Empty"},
                                       {"2fast", "N2fast"}}) {
    CHECK(plan::type_name(text) == name);
  }
  CHECK(plan::type_name(std::vector<std::string>{"Order", "lines", "item"}) == "OrderLinesItem");
}

TEST_CASE("members are snake_case and never a keyword or macro") {
  for (const auto& [text, name] : Rows{{"orderId", "order_id"},
                                       {"class", "class_"},
                                       {"errno", "errno_"},
                                       {"stdin", "stdin_"},
                                       {"major", "major_"},
                                       {"signbit", "signbit_"},
                                       {"assert", "assert_"},
                                       {"__reserved", "reserved"},
                                       {"_Upper", "upper"},
                                       {"10", "n10"},
                                       {"a  b", "a_b"}}) {
    CHECK(plan::member_name(text) == name);
  }
}

TEST_CASE("enumerators come from any text") {
  for (const auto& [text, name] : Rows{{"in-stock", "kInStock"},
                                       {"10", "k10"},
                                       {"", "kEmpty"},
                                       {"C++", "kCPlusPlus"},
                                       {"C", "kC"},
                                       {"USD/EUR", "kUsdEur"},
                                       {"1.5", "k1_5"},
                                       {"15", "k15"},
                                       {"-1", "kMinus1"},
                                       {"<", "kLess"},
                                       {"NULL", "kNull"}}) {
    CHECK(plan::constant_name(text) == name);
  }
  CHECK(plan::constant_name("é") != plan::constant_name("è"));
}

TEST_CASE("two things of one name are a diagnostic with both places, not a suffix") {
  const diag::SourceFile file("a.yaml", "orderId order_id");
  diag::Sink sink;
  plan::Scope scope("in struct Order");
  CHECK(scope.take("order_id", "orderId", {&file, 0, 7}, sink));
  CHECK_FALSE(sink.has_errors());
  CHECK_FALSE(scope.take("order_id", "order_id", {&file, 8, 16}, sink));
  REQUIRE(sink.error_count() == 1);
  const auto& diagnostic = *sink.sorted().front();
  CHECK(diagnostic.code == &diag::codes::kNameClash);
  CHECK(diagnostic.span.begin == 8);
  REQUIRE(diagnostic.notes.size() == 1);
  CHECK(diagnostic.notes[0].span.begin == 0);
}

TEST_CASE("a part without words has a word in the names of types within it") {
  CHECK(plan::type_name(std::vector<std::string>{"Order", ""}) == "OrderEmpty");
  CHECK(plan::type_name("1st") == "N1st");  // its member is n1st
  CHECK(plan::type_name(std::vector<std::string>{"Order", "-", "x"}) == "OrderEmptyX");
}

TEST_CASE("string literals hold any text") {
  CHECK(plan::string_literal("a\"b\\c") == R"("a\"b\\c")");
  CHECK(plan::string_literal("\n\t") == R"("\n\t")");
  CHECK(plan::string_literal(std::string_view("\x01"
                                              "f",
                                              2)) == R"("\x01""f")");
  CHECK(plan::string_literal("é") == "\"é\"");
  CHECK(plan::string_literal("what?\?/") == R"("what?\?/")");  // no trigraph
}

TEST_CASE("a namespace is words that may be one") {
  CHECK(plan::is_namespace("shop"));
  CHECK(plan::is_namespace("shop::orders_v1"));
  for (const std::string_view text : {"", "::a", "a::", "1a", "a-b", "class", "a::int", "a__b", "_A", "std"}) {
    INFO(text);
    CHECK_FALSE(plan::is_namespace(text));
  }
}
