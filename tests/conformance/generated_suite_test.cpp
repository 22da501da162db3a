// Generated code beside JSON Schema's test suite, draft 7: one contract of the whole suite, its codec compiled, every
// `data` decoded as the payload of its group.
#include <array>
#include <cstddef>
#include <string>
#include <string_view>

#include <catch2/catch_test_macros.hpp>

#include "codec.hpp"
#include "events.hpp"
#include "load/node.hpp"
#include "suite.hpp"

namespace {

constexpr std::size_t kMandatory = 423;

/// Empty if it is valid, else what is wrong. What was read must be fit to be written, and mean the same again.
template <class Message>
std::string decoded(const std::string& text) {
  typename Message::Payload value;
  if (const auto read = decode(std::string_view(text), value); !read) return to_string(read.error());
  std::string again;
  const auto written = encode(value, again);
  REQUIRE(written);
  INFO(again);
  typename Message::Payload back;
  CHECK(decode(std::string_view(again), back));
  CHECK(back == value);
  return {};
}

constexpr std::array kDecoders{
#define SUITE_GROUP(name) &decoded<::suite_contract::name##Message>,
#include "groups.inc"
#undef SUITE_GROUP
};

}  // namespace

TEST_CASE("generated code agrees with the test suite of JSON Schema, draft 7") {
  const suite::Suite suite(JSON_SCHEMA_SUITE);
  REQUIRE(suite.groups.size() == kDecoders.size());
  std::size_t cases = 0;
  for (std::size_t i = 0; i < suite.groups.size(); ++i) {
    const auto& group = suite.groups[i];
    for (const auto& each : group.cases) {
      const auto text = meshgen::load::to_json(*each.data);
      INFO(group.file << ": " << group.description << ": " << each.description << ": " << text);
      const auto wrong = kDecoders[i](text);
      INFO(wrong);
      CHECK(wrong.empty() == each.is_valid);
      ++cases;
    }
  }
  CHECK(cases == kMandatory);
}
