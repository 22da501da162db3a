#include <regex>
#include <set>
#include <thread>

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include <mesh/events/headers.hpp>

using namespace mesh;
using events::read_attributes;
using events::write_attributes;

namespace {

using Rows = std::vector<HeaderView>;

Rows minimal() {
  return {{"ce_specversion", "1.0"}, {"ce_id", "1"}, {"ce_source", "/s"}, {"ce_type", "com.example.x"}};
}

/// minimal() with a header added or replaced.
Rows with(std::string_view name, std::optional<std::string_view> value) {
  auto rows = minimal();
  for (auto& row : rows) {
    if (row.name == name) {
      row.value = value;
      return rows;
    }
  }
  rows.push_back({name, value});
  return rows;
}

std::string fault_of(const Rows& rows) {
  const auto result = read_attributes(rows);
  return result ? "none" : result.error().header + ": " + result.error().message;
}

}  // namespace

TEST_CASE("all context attributes are read; other headers are let alone") {
  auto rows = minimal();
  rows.push_back({"ce_time", "2018-04-05T17:31:00Z"});
  rows.push_back({"ce_subject",
                  "Stra\xC3\x9F"
                  "e"});
  rows.push_back({"ce_dataschema", "https://example.com/schema#/defs/x"});
  rows.push_back({"content-type", "application/json"});
  rows.push_back({"ce_tracestate", ""});
  rows.push_back({"other", std::nullopt});
  rows.push_back({"other", "\xFF"});
  const auto event = read_attributes(rows);
  REQUIRE(event);
  CHECK(event->id == "1");
  CHECK(event->source == "/s");
  CHECK(event->type == "com.example.x");
  CHECK(event->subject ==
        "Stra\xC3\x9F"
        "e");
  CHECK(event->time == parse_rfc3339("2018-04-05T17:31:00Z"));
  CHECK(event->dataschema == "https://example.com/schema#/defs/x");
  CHECK(event->datacontenttype == "application/json");
}

TEST_CASE("the four required attributes must be there and not empty") {
  for (const std::string_view name : {"ce_specversion", "ce_id", "ce_source", "ce_type"}) {
    auto rows = minimal();
    std::erase_if(rows, [&](const HeaderView& row) { return row.name == name; });
    CHECK(fault_of(rows) == std::string(name) + ": is missing");
    CHECK(fault_of(with(name, "")) == std::string(name) + ": is empty");
    CHECK(fault_of(with(name, std::nullopt)) == std::string(name) + ": has a null value");
  }
}

TEST_CASE("an attribute that breaks its rule is named") {
  struct Row {
    std::string_view name;
    std::string_view value;
  };
  const auto row =
      GENERATE(Row{"ce_specversion", "1"}, Row{"ce_specversion", "0.3"}, Row{"ce_source", "a b"},
               Row{"ce_source", "%zz"}, Row{"ce_source", "http://[::1"}, Row{"ce_source", "http://h:8x/"},
               Row{"ce_source", "1:b"}, Row{"ce_source", "a\\b"}, Row{"ce_dataschema", "/relative"},
               Row{"ce_dataschema", ""}, Row{"ce_subject", ""}, Row{"ce_time", "yesterday"}, Row{"ce_time", ""},
               Row{"content-type", ""}, Row{"content-type", "json"}, Row{"ce_id", "a\nb"}, Row{"ce_id", "a\x7F"},
               Row{"ce_id", "\xC2\x85"}, Row{"ce_id", "\xFF"}, Row{"ce_id", "\xC0\x80"}, Row{"ce_id", "\xED\xA0\x80"},
               Row{"ce_id", "\xEF\xBF\xBE"}, Row{"ce_id", "\xE2\x82"}, Row{"ce_ext", "\x01"}, Row{"ce_Upper", "x"},
               Row{"ce_with_underscore", "x"}, Row{"ce_", "x"}, Row{"ce_data", "x"});
  CAPTURE(row.name, row.value);
  const auto fault = fault_of(with(row.name, row.value));
  CHECK(fault.starts_with(std::string(row.name) + ": "));
}

TEST_CASE("valid spellings of sources are accepted") {
  const std::string_view source = GENERATE("/s", "urn:uuid:6e8bc430-9c3a-11d9-9669-0800200c9a66", "mailto:a@b.example",
                                           "https://u@[2001:db8::1]:8080/p?q=1#f", "../a:b", "a/b:c", "%41", "?q", "#f",
                                           "//host/path", "1-555-123-4567");
  CAPTURE(source);
  CHECK(fault_of(with("ce_source", source)) == "none");
}

TEST_CASE("an attribute that is there twice is refused, also with the same value") {
  for (const std::string_view name : {"ce_id", "ce_ext", "content-type"}) {
    auto rows = with(name, "1/1");
    rows.push_back({name, "1/1"});
    CHECK(fault_of(rows) == std::string(name) + ": is there more than once");
  }
}

TEST_CASE("structured mode is a fault, whatever its case") {
  const std::string_view type = GENERATE("application/cloudevents+json", "Application/CloudEvents+JSON; charset=utf-8",
                                         "application/cloudevents", "application/cloudevents-batch+json");
  CHECK(fault_of({{"content-type", type}}).starts_with("content-type: says structured mode"));
  CHECK(fault_of(with("content-type", "application/cloud")) == "none");
}

TEST_CASE("the stray ce_datacontenttype of one SDK gives way to content-type") {
  auto rows = with("ce_datacontenttype", "text/plain");
  CHECK(read_attributes(rows)->datacontenttype == "text/plain");
  rows.push_back({"content-type", "application/json"});
  CHECK(read_attributes(rows)->datacontenttype == "application/json");
}

TEST_CASE("what is written is read back, and matches the reference vector") {
  EventAttributes event{.id = "1", .source = "/s"};
  event.type = "com.example.x";
  event.time = parse_rfc3339("2018-04-05T17:31:00Z");
  event.datacontenttype = "application/json";
  event.subject = "order 7";
  std::vector<Header> headers{{"ce_ext", "kept"}};
  REQUIRE(write_attributes(event, headers));
  const std::vector<Header> expected{
      {"ce_ext", "kept"},        {"ce_specversion", "1.0"},           {"ce_id", "1"},
      {"ce_source", "/s"},       {"ce_type", "com.example.x"},        {"ce_time", "2018-04-05T17:31:00Z"},
      {"ce_subject", "order 7"}, {"content-type", "application/json"}};
  CHECK(headers == expected);
  Rows rows;
  for (const auto& header : headers) rows.push_back({header.name, header.value});
  CHECK(read_attributes(rows) == event);
}

TEST_CASE("an empty id and time are filled in; an empty source is not") {
  std::vector<Header> headers;
  REQUIRE(write_attributes({.source = "/s", .type = "t"}, headers));
  Rows rows;
  for (const auto& header : headers) rows.push_back({header.name, header.value});
  const auto event = read_attributes(rows);
  REQUIRE(event);
  CHECK(event->id.size() == 36);
  REQUIRE(event->time);
  CHECK(std::chrono::system_clock::now() - *event->time < std::chrono::minutes(1));

  std::vector<Header> untouched;
  const auto refused = write_attributes({.type = "t"}, untouched);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().kind == ErrorKind::kContract);
  CHECK(refused.error().message == "event attribute ce_source is empty");
  CHECK(untouched.empty());
}

TEST_CASE("attributes that could not be read back are not written") {
  const auto event = GENERATE(
      EventAttributes{.id = "a\nb", .source = "/s", .type = "t"}, EventAttributes{.source = "a b", .type = "t"},
      EventAttributes{.source = "/s", .type = "t", .subject = ""},
      EventAttributes{.source = "/s", .type = "t", .dataschema = "rel"},
      EventAttributes{.source = "/s", .type = "t", .datacontenttype = "application/cloudevents+json"},
      EventAttributes{.source = "/s", .type = "t", .time = Timestamp(std::chrono::hours(200'000'000))});
  std::vector<Header> headers;
  CHECK_FALSE(write_attributes(event, headers));
  CHECK(headers.empty());
}

TEST_CASE("an attribute that is among the headers already is not written twice") {
  std::vector<Header> headers{{"ce_id", "mine"}};
  const auto refused = write_attributes({.source = "/s", .type = "t"}, headers);
  REQUIRE_FALSE(refused);
  CHECK(headers.size() == 1);
}

TEST_CASE("new ids are version 4 UUIDs and differ, also between threads") {
  const std::regex form("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
  std::vector<std::vector<std::string>> drawn(4);
  std::vector<std::thread> threads;
  for (auto& ids : drawn) {
    threads.emplace_back([&ids] {
      for (int i = 0; i < 1000; ++i) ids.push_back(events::new_id());
    });
  }
  for (auto& thread : threads) thread.join();
  std::set<std::string> distinct;
  for (const auto& ids : drawn) {
    CHECK(std::regex_match(ids.front(), form));
    distinct.insert(ids.begin(), ids.end());
  }
  CHECK(distinct.size() == 4000);
}

TEST_CASE("the type is found for dispatch") {
  const auto rows = minimal();
  RecordView record;
  CHECK(events::type_of(record).empty());
  record.headers = rows;
  CHECK(events::type_of(record) == "com.example.x");
}
