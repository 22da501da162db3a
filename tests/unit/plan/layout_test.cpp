#include <catch2/catch_test_macros.hpp>

#include "plan/layout.hpp"

using meshgen::plan::layout_call;
using Lines = std::vector<std::string>;

TEST_CASE("a call that fits stands in one line") {
  CHECK(layout_call("void f(", {"int a", "int b"}, ");", 0) == Lines{"void f(int a, int b);"});
  CHECK(layout_call("void f(", {}, ");", 0) == Lines{"void f();"});
}

TEST_CASE("one that passes 120 columns is filled behind the bracket") {
  const std::string head = "[[nodiscard]] static mesh::Result<mesh::OutgoingRecord> write(";
  const auto lines =
      layout_call(head, {"const Payload& payload", "const Headers& headers", "mesh::EventAttributes event"}, ");", 2);
  CHECK(lines == Lines{head + "const Payload& payload, const Headers& headers,",
                       std::string(head.size(), ' ') + "mesh::EventAttributes event);"});
}

TEST_CASE("the indentation of the first line counts") {
  const std::string argument(100, 'a');
  CHECK(layout_call("void function(", {argument}, ");", 4).size() == 1);
  CHECK(layout_call("void function(", {argument}, ");", 5).size() == 2);
}

TEST_CASE("where an argument does not fit behind the bracket all go below, four columns in") {
  const std::string head = "mesh::Result<mesh::PendingSend> " + std::string(60, 'F') + "(";
  const std::string argument(60, 'a');
  CHECK(layout_call(head, {argument}, ") {", 0) == Lines{head, "    " + argument + ") {"});
}
