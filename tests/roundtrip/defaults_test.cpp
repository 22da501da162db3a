/// Members with a default always have a value, and travel only where it is another; keys of any map; all faults at
/// once.
#include <catch2/catch_test_macros.hpp>

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <type_traits>
#include <unordered_set>
#include <variant>
#include <vector>

#include <mesh/base/record.hpp>

#include "codec.hpp"
#include "events.hpp"

using input::Job;
using input::SubmittedHeaders;

namespace {

std::string encoded(const Job& job) {
  std::string text;
  REQUIRE(input::encode(job, text));
  return text;
}

std::vector<std::string> keywords(std::string_view text, std::size_t most = 100) {
  std::vector<std::string> all;
  for (const auto& violation : input::validate_all<Job>(text, most))
    all.push_back(violation.path + " " + violation.keyword);
  return all;
}

}  // namespace

TEST_CASE("what the text leaves out has its default, also in a struct that had other values") {
  Job job;
  REQUIRE(input::decode(std::string_view(R"({"id":"a","retries":1,"priority":9,"weight":2,"queue":"b","is-urgent":true,
    "is-logged":false,"unit":"kg","level":1,"tags":["x"],"labels":{"a":"b"},"note":"n","limit":null})"),
                        job));
  CHECK(job.priority == 9);
  CHECK(job.level == input::JobLevel::k1);
  CHECK(job.limit == std::nullopt);
  REQUIRE(input::decode(std::string_view(R"({"id":"a","retries":5})"), job));
  CHECK(job == Job{.id = "a"});
  CHECK(job.priority == 4);
  CHECK(job.weight == 1.5);
  CHECK(job.queue == "main \"one\"");
  CHECK_FALSE(job.is_urgent);
  CHECK(job.is_logged);
  CHECK(job.unit == input::Unit::kPiece);
  CHECK(job.level == input::JobLevel::kLow);
  CHECK(job.mode == "batch");
  CHECK(job.tags.empty());
  CHECK(job.labels.empty());
  CHECK(job.note == std::nullopt);
  CHECK(job.limit == 100);
}

TEST_CASE("a default is not written back, any other value is, and reads the same") {
  CHECK(encoded({.id = "a"}) == R"({"id":"a","retries":5})");
  const Job other{
      .id = "a", .priority = 0, .is_logged = false, .level = std::nullopt, .note = "n", .limit = std::nullopt};
  CHECK(encoded(other) ==
        R"({"id":"a","retries":5,"priority":0,"is-logged":false,"level":null,"note":"n","limit":null})");
  Job read;
  REQUIRE(input::decode(std::string_view(encoded(other)), read));
  CHECK(read == other);
}

TEST_CASE("another value than the default is checked") {
  std::string text;
  const auto refused = input::encode(Job{.id = "a", .priority = 10}, text);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().path() == "/priority");
  CHECK_FALSE(input::validate(Job{.id = "a", .mode = "stream"}));
}

TEST_CASE("a default that no literal says is read from its text, and is a value like others") {
  const Job job;
  CHECK(job.steps == std::vector<std::int64_t>{1, 2});
  CHECK(job.default_steps == 2);
  CHECK(&Job::default_steps_() == &Job::default_steps_());
  CHECK(job.box == input::Box{.width = 3, .sides = {"left"}});
  CHECK(job.boxes == std::vector<input::Box>{{.width = 7}, {}});
  CHECK(job.either == input::JobEither(7));
  CHECK(job.names.at("a \"b\"") == "c\nd");
  CHECK(job.lines == std::vector<std::string>{});
  CHECK(job.pair.item_2 == "x");
  CHECK(job.separator == std::string("a\0b", 3));
  CHECK(job.extra.text() == R"({"any":["thing",1.50]})");
  CHECK(job.code == acme::Sku{"AB", "1"});
  CHECK(std::get<input::Ride>(job.ways).seat == 4);
  CHECK(std::get<input::Ride>(job.ways).stops.empty());
  CHECK(input::Ride{}.stops == std::vector<std::string>{"home"});
  CHECK(to_log(job).find("AB-1") == std::string::npos);
  static_assert(std::is_aggregate_v<Job>);
}

TEST_CASE("such a default fills what the text leaves out, is not written, and any other value is") {
  Job job;
  REQUIRE(input::decode(std::string_view(R"({"id":"a","retries":5,"steps":[],"box":{},"either":"b","lines":null,)"
                                         R"("code":"CD-2","ways":{"by":"walk"}})"),
                        job));
  CHECK(job.steps.empty());
  CHECK(job.box == input::Box{});
  CHECK(job.lines == std::nullopt);
  CHECK(encoded(job) == R"({"id":"a","retries":5,"steps":[],"box":{},"either":"b","lines":null,"code":"CD-2",)"
                        R"("ways":{"by":"walk"}})");
  REQUIRE(input::decode(std::string_view(R"({"id":"a","retries":5})"), job));
  CHECK(job == Job{.id = "a"});
  CHECK(encoded(job) == R"({"id":"a","retries":5})");
  job.boxes.back().sides.clear();
  CHECK(encoded(job) == R"({"id":"a","retries":5,"boxes":[{"width":7},{"sides":[]}]})");
  CHECK_FALSE(input::validate(Job{.id = "a", .code = {"toolong", "1"}}));
}

TEST_CASE("what cannot be a value stays optional") {
  static_assert(std::is_same_v<decltype(Job::too_many), std::optional<std::vector<std::int64_t>>>);
  static_assert(std::is_same_v<decltype(Job::beyond), std::optional<std::vector<std::int64_t>>>);
  static_assert(std::is_same_v<decltype(input::JobRuled::a), std::optional<std::vector<std::int64_t>>>);
  static_assert(std::is_same_v<decltype(input::Next::all), std::optional<std::vector<input::Next>>>);
  CHECK(Job{}.next.all->empty());
}

TEST_CASE("headers have their defaults too") {
  const std::string text = encoded({.id = "a"});
  mesh::RecordView record;
  record.value = text;
  Job job;
  SubmittedHeaders headers{
      .x_attempts = 8, .x_region = input::SubmittedHeadersXRegion::kNorth, .x_origin = "", .x_dry = true};
  mesh::EventAttributes event;
  REQUIRE(input::SubmittedMessage::read(record, job, headers, event));
  CHECK(headers == SubmittedHeaders{});
  CHECK(headers.x_attempts == 3);
  const auto quiet = input::SubmittedMessage::write(job, headers);
  REQUIRE(quiet);
  CHECK(quiet->headers.empty());
  headers.x_region = input::SubmittedHeadersXRegion::kNorth;
  const auto told = input::SubmittedMessage::write(job, headers);
  REQUIRE(told);
  REQUIRE(told->headers.size() == 1);
  CHECK(told->headers.front().name == "x-region");
  CHECK(told->headers.front().value == "north");
}

TEST_CASE("structs of plain values are keys, in order and by hash") {
  const std::set<SubmittedHeaders> ordered{
      {.x_attempts = 2}, {.x_attempts = 1}, {.x_attempts = 1, .x_origin = "z"}, {.x_attempts = 2}};
  REQUIRE(ordered.size() == 3);
  CHECK(ordered.begin()->x_origin == "shop");
  std::unordered_set<SubmittedHeaders> hashed;
  for (int i = 0; i < 1000; ++i) hashed.insert({.x_attempts = i % 500, .x_dry = i % 2 == 0});
  CHECK(hashed.size() == 500);
  std::set<std::size_t> hashes;
  for (const auto& each : hashed) hashes.insert(std::hash<SubmittedHeaders>{}(each));
  CHECK(hashes.size() == 500);
  CHECK(std::hash<input::JobCounted>{}({.a = 1, .b = 2}) != std::hash<input::JobCounted>{}({.a = 2, .b = 1}));
}

TEST_CASE("all that is wrong is told at once, or as much as is asked for") {
  CHECK(keywords(R"({"id":"a","retries":1})").empty());
  constexpr std::string_view kWrong = R"({"priority":10,"queue":"","unit":"gram","tags":[1,"a",2],"counted":{}})";
  CHECK(keywords(kWrong) == std::vector<std::string>{"/priority maximum", "/queue minLength", "/unit enum",
                                                     "/tags/0 type", "/tags/2 type", "/counted minProperties",
                                                     "/id required", "/retries required"});
  CHECK(keywords(kWrong, 2).size() == 2);
  const auto all = input::validate_all<Job>(kWrong, 1);
  CHECK(all.front().schema_path == "/definitions/Job/properties/priority/maximum");
  CHECK(all.front().message == "is 10, must be at most 9");
  CHECK(keywords("{") == std::vector<std::string>{" syntax"});
}

TEST_CASE("what the schema allows and C++ has no room for is told as well") {
  CHECK(keywords(R"({"id":"a","retries":1,"steps":[99999999999999999999]})") ==
        std::vector<std::string>{"/steps/0 range"});
}
