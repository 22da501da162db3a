#include <mesh/consume/message.hpp>

#include <array>

#include <catch2/catch_test_macros.hpp>

namespace {

mesh::RecordView with_value(std::optional<std::string_view> value) {
  mesh::RecordView record;
  record.value = value;
  return record;
}

std::string why(const mesh::Poison& poison) { return poison.detail; }

}  // namespace

TEST_CASE("messages are told apart by a member of the payload, wherever it stands") {
  for (const std::string_view json : {R"({"kind":"placed"})", R"( {"a":[{"kind":"x"}],"b":{"kind":1},"kind":"placed"})",
                                      R"({"kind":"pl\u0061ced","broken":)"}) {
    const auto text = mesh::payload_text(with_value(json), "kind");
    REQUIRE(text);
    CHECK(*text == "placed");
  }
}

TEST_CASE("a payload without such a member is poison that says what is missing") {
  const auto fault = [](std::optional<std::string_view> value) {
    const auto text = mesh::payload_text(with_value(value), "kind");
    return text ? std::string("none") : why(text.error());
  };
  CHECK(fault(R"({"other":1})").find("kind") != std::string::npos);
  CHECK(fault(R"({"kind":1})").find("/kind") != std::string::npos);
  CHECK(fault(R"({})") != "none");
  CHECK(fault("[]") != "none");
  CHECK(fault("") != "none");
  CHECK(fault(R"({"a":)") != "none");
  CHECK(fault(std::nullopt).find("no value") != std::string::npos);
}

TEST_CASE("messages are told apart by a header") {
  const std::array headers{mesh::HeaderView{"x-kind", "placed"}, mesh::HeaderView{"x-null", std::nullopt}};
  mesh::RecordView record;
  record.headers = headers;
  CHECK(mesh::header_text(record, "x-kind") == "placed");
  CHECK(mesh::header_text(record, "x-null").empty());
  CHECK(mesh::header_text(record, "x-none").empty());
}

TEST_CASE("what no message of the operation fits is told with what would") {
  const auto outcome = mesh::reject_unknown("x-kind", std::string(500, 'z'), "'a', 'b'");
  const auto* reject = std::get_if<mesh::Outcome::Reject>(&outcome.value());
  REQUIRE(reject != nullptr);
  CHECK(reject->reason == mesh::DeadReason::kPoisonSchema);
  CHECK(reject->error_type == "x-kind");
  CHECK(reject->why.size() < 200);
  CHECK(reject->why.ends_with("known are: 'a', 'b'"));
}
