#include <catch2/catch_test_macros.hpp>

#include <string>
#include <utility>

#include "diag/codes.hpp"
#include "plan/build_codec.hpp"

namespace {

using namespace meshgen;
using model::TypeId;

struct Contract {
  resolve::ResolvedDocument document;
  model::Api api;

  TypeId add(std::vector<std::string> path, model::Shape shape, bool nullable = false) {
    model::Type type;
    type.shape = std::move(shape);
    type.nullable = nullable;
    type.origin.path = std::move(path);
    return api.types.add(std::move(type));
  }
  plan::CodecPlan plan(TypeId root, diag::Sink& sink) {
    const auto types = plan::plan_types(api, document, {root}, "shop", {}, sink);
    return plan::plan_codec(api, document, types, "shop", sink);
  }
};

model::Property property(const std::string& name, TypeId type, bool required) {
  model::Property result;
  result.wire_name = name;
  result.type = type;
  result.required = required;
  return result;
}

model::Object object(std::vector<model::Property> properties, bool is_closed) {
  model::Object result;
  result.properties = std::move(properties);
  result.closed = is_closed;
  return result;
}

const plan::StructCodecView& only_struct(const plan::CodecPlan& plan) {
  const plan::StructCodecView* found = nullptr;
  for (const auto& codec : plan.source.codecs) {
    if (codec.object) found = &*codec.object;
  }
  REQUIRE(found != nullptr);
  return *found;
}

}  // namespace

TEST_CASE("commas are part of the text wherever a member before is sure to be written") {
  Contract contract;
  diag::Sink sink;
  const auto flag = contract.add({"Flag"}, model::Boolean{});
  const auto root = contract.add({"Order"}, object({property("a", flag, false), property("b", flag, false),
                                                    property("c", flag, true), property("d", flag, false)},
                                                   false));
  const auto plan = contract.plan(root, sink);
  const auto& view = only_struct(plan);
  CHECK(view.opens_alone);
  REQUIRE(view.writes.size() == 4);
  CHECK_FALSE(view.writes[0].optional->separates);
  CHECK(view.writes[0].optional->text == R"("\"a\":")");
  CHECK(view.writes[1].optional->separates);
  CHECK(view.writes[2].always->separates);
  CHECK(view.writes[2].always->text == R"("\"c\":")");
  CHECK_FALSE(view.writes[3].optional->separates);
  CHECK(view.writes[3].optional->text == R"(",\"d\":")");
  CHECK_FALSE(view.has_checks);
}

TEST_CASE("what has no constraint is read by the runtime's own functions") {
  Contract contract;
  diag::Sink sink;
  const auto text = contract.add({"Order", "note"}, model::String{});
  const auto bounded = contract.add({"Order", "count"}, model::Integer{32, 1, {}, {}});
  const auto maybe = contract.add({"Order", "maybe"}, model::Number{}, true);
  const auto root = contract.add(
      {"Order"},
      object({property("note", text, true), property("count", bounded, true), property("maybe", maybe, false)}, true));
  const auto plan = contract.plan(root, sink);
  const auto& view = only_struct(plan);
  CHECK(view.reads[0].read == "json::read_string");
  CHECK(view.reads[1].read == "read_count_of_order");
  CHECK(view.reads[2].read == "read_maybe_of_order_or_null");
  CHECK(view.reads[2].target == "out.maybe.emplace()");
  CHECK(view.checks[0].check == "json::check_text");
  CHECK(view.resets == std::vector<std::string>{"out.maybe.reset()"});
  CHECK(view.unknown == "kRefused");
  CHECK(plan.header.types.size() == 1);
}

TEST_CASE("recursive types are declared before they are used and count their depth") {
  Contract contract;
  diag::Sink sink;
  const auto root = contract.add({"Node"}, model::Object{});
  std::get<model::Object>(contract.api.types.at(root).shape).properties.push_back(property("next", root, false));
  const auto plan = contract.plan(root, sink);
  CHECK(only_struct(plan).is_recursive);
  CHECK(plan.source.forward.size() == 3);
  CHECK(only_struct(plan).reads[0].read == "read_boxed_node");
}

TEST_CASE("a pattern that no linear matcher can carry is refused") {
  Contract contract;
  diag::Sink sink;
  model::String shape;
  shape.pattern = model::Pattern{"(a)\\1", {}};
  const auto text = contract.add({"Order", "note"}, shape);
  const auto root = contract.add({"Order"}, object({property("note", text, true)}, false));
  static_cast<void>(contract.plan(root, sink));
  REQUIRE(sink.error_count() == 1);
  CHECK(sink.sorted().front()->code == &diag::codes::kUnsupported);
}

TEST_CASE("helpers whose names meet are told apart") {
  Contract contract;
  diag::Sink sink;
  const auto first = contract.add({"Order", "a-b"}, model::Integer{64, 1, {}, {}});
  const auto second = contract.add({"Order", "a b"}, model::Integer{64, 2, {}, {}});
  const auto root = contract.add({"Order"}, object({property("x", first, true), property("y", second, true)}, false));
  const auto plan = contract.plan(root, sink);
  CHECK(only_struct(plan).reads[0].read == "read_a_b_of_order");
  CHECK(only_struct(plan).reads[1].read == "read_a_b_of_order_2");
}

TEST_CASE("a payload that is a secret is one wherever it is read, checked and logged") {
  Contract contract;
  diag::Sink sink;
  const auto text = contract.add({"Order", "note"}, model::String{});
  const auto root = contract.add({"Order"}, object({property("note", text, true)}, false));
  contract.api.types.at(root).is_secret = true;
  const auto plan = contract.plan(root, sink);
  REQUIRE(plan.source.calls.size() == 4);
  for (const auto& call : plan.source.calls) CHECK(call.call.find("secret_order") != std::string::npos);
}
