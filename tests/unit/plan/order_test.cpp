#include <catch2/catch_test_macros.hpp>

#include <string>
#include <utility>
#include <vector>

#include "plan/cpp_type.hpp"
#include "plan/order.hpp"

namespace {

using namespace meshgen;
using model::TypeId;

/// Types made by hand; objects may be filled after others refer to them.
struct Builder {
  model::Types types;
  std::vector<TypeId> all;

  TypeId add(const std::string& name, model::Shape shape) {
    model::Type type;
    type.shape = std::move(shape);
    type.origin.path = {name};
    all.push_back(types.add(std::move(type)));
    return all.back();
  }
  void member(TypeId owner, const std::string& name, TypeId type, bool required = true) {
    model::Property property;
    property.wire_name = name;
    property.type = type;
    property.required = required;
    std::get<model::Object>(types.at(owner).shape).properties.push_back(property);
  }
  [[nodiscard]] plan::Order order() const { return plan::order_types(types, all); }
};

}  // namespace

TEST_CASE("a struct comes after those it holds, whatever the document's order") {
  Builder builder;
  const auto outer = builder.add("Outer", model::Object{});
  const auto inner = builder.add("Inner", model::Object{});
  const auto list = builder.add("List", model::Array{inner, {}, {}, {}});
  builder.member(outer, "list", list, false);
  const auto order = builder.order();
  CHECK(order.structs == std::vector{inner, outer});
  CHECK(order.boxed.empty());
}

TEST_CASE("a struct of itself is boxed, but not as the element of a vector") {
  Builder builder;
  const auto node = builder.add("Node", model::Object{});
  const auto list = builder.add("List", model::Array{node, {}, {}, {}});
  const auto map = builder.add("Map", model::Map{node, {}, {}});
  builder.member(node, "children", list);
  CHECK(builder.order().boxed.empty());
  builder.member(node, "next", node, false);
  builder.member(node, "byName", map);
  const auto order = builder.order();
  CHECK(order.boxed == plan::BoxedUses{{node, node}});
  const plan::CppTypes cpp(builder.types, order.boxed, {});
  CHECK(cpp.spelling(list, node) == "std::vector<Node>");
  CHECK(cpp.spelling(node, node) == "mesh::Box<Node>");
  CHECK(cpp.spelling(map, node) == "std::map<std::string, mesh::Box<Node>, std::less<>>");
}

TEST_CASE("recursion through several structs is boxed once") {
  Builder builder;
  const auto a = builder.add("A", model::Object{});
  const auto b = builder.add("B", model::Object{});
  const auto c = builder.add("C", model::Object{});
  builder.member(a, "b", b);
  builder.member(b, "c", c);
  builder.member(c, "a", a, false);
  const auto order = builder.order();
  CHECK(order.boxed == plan::BoxedUses{{c, a}});
  CHECK(order.structs == std::vector{c, b, a});
}

TEST_CASE("recursion through a union boxes the union") {
  Builder builder;
  const auto leaf = builder.add("Leaf", model::Object{});
  const auto branch = builder.add("Branch", model::Object{});
  model::Union choice;
  choice.by = model::Union::By::kConstant;
  choice.discriminator = "kind";
  choice.alternatives = {{leaf, "leaf", nullptr}, {branch, "branch", nullptr}};
  const auto expression = builder.add("Expression", std::move(choice));
  builder.member(branch, "left", expression);
  const auto order = builder.order();
  CHECK(order.boxed == plan::BoxedUses{{branch, expression}});
  CHECK(order.unions == std::vector{expression});
}
