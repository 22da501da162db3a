/// Types of the user's own, and of the standard library's, in place of ours.
#include <catch2/catch_test_macros.hpp>

#include <chrono>
#include <string>
#include <string_view>
#include <type_traits>
#include <unordered_map>
#include <vector>

#include <mesh/base/record.hpp>

#include "codec.hpp"
#include "events.hpp"

using input::Deal;
using input::StruckHeaders;
using std::chrono::year_month_day;

static_assert(std::is_same_v<decltype(Deal::at), mesh::Timestamp>);
static_assert(std::is_same_v<decltype(Deal::prices), std::unordered_map<std::string, acme::Cents>>);
static_assert(std::is_same_v<decltype(Deal::offer), std::optional<mesh::Box<input::DealOffer>>>);
// Held in a list as well: a box would be for both.
static_assert(std::is_same_v<decltype(Deal::remark), std::optional<input::Remark>>);
static_assert(std::is_same_v<decltype(Deal::remarks), std::optional<std::vector<input::Remark>>>);

namespace {

constexpr std::string_view kDeal =
    R"({"at":"2026-01-07T18:30:00.25+01:00","day":"2024-02-29","words":"2026-01-07T18:30:00.25+01:00",)"
    R"("articles":["AB-1","CD-22"],"prices":{"AB-1":250},"is-final":true,)"
    R"("rows":[{"a":1,"b":2},{"a":2,"b":1}],"offer":{"article":"EF-3"},"token":"ZZ-9"})";

Deal read(std::string_view text) {
  Deal deal;
  const auto read = input::decode(text, deal);
  REQUIRE(read);
  return deal;
}

mesh::json::Fault refused(std::string_view text) {
  Deal deal;
  auto read = input::decode(text, deal);
  REQUIRE_FALSE(read);
  return read.error();
}

}  // namespace

TEST_CASE("types of the user's and of std::chrono are filled, checked and written back") {
  const auto deal = read(kDeal);
  using namespace std::chrono_literals;
  CHECK(deal.at == std::chrono::sys_days(std::chrono::year(2026) / 1 / 7) + 17h + 30min + 250ms);
  CHECK(deal.day.value() == std::chrono::year(2024) / 2 / 29);
  CHECK(deal.words == "2026-01-07T18:30:00.25+01:00");
  REQUIRE(deal.articles.size() == 2);
  CHECK(deal.articles[1] == acme::Sku{"CD", "22"});
  CHECK(deal.prices.at("AB-1") == acme::Cents{250});
  CHECK(deal.is_final.value().on);
  CHECK((*deal.offer)->article.group == "EF");
  std::string text;
  REQUIRE(input::encode(deal, text));
  CHECK(text.find(R"("at":"2026-01-07T17:30:00.250Z","day":"2024-02-29")") != std::string::npos);
  CHECK(read(text) == deal);
  CHECK(to_log(deal).find("ZZ") == std::string::npos);
}

TEST_CASE("the schema's checks come first, then what the type has no value for") {
  const auto pattern = refused(R"({"at":"2026-01-07T18:30:00Z","articles":["ab-1"],"prices":{}})");
  CHECK(pattern.keyword == "pattern");
  CHECK(pattern.path() == "/articles/0");
  const auto type = refused(R"({"at":"2026-01-07T18:30:00Z","articles":["AB1"],"prices":{}})");
  CHECK(type.keyword == "x-cpp-type");
  CHECK(type.path() == "/articles/0");
  CHECK(refused(R"({"at":"2026-01-07T18:30:00Z","articles":[],"prices":{"a":13}})").path() == "/prices/a");
  CHECK(refused(R"({"at":"2026-13-07T18:30:00Z","articles":[],"prices":{}})").keyword == "format");
  CHECK(refused(R"({"at":1,"articles":[],"prices":{}})").keyword == "type");
}

TEST_CASE("what a type of the user's writes is checked before it is sent") {
  auto deal = read(kDeal);
  deal.articles.front().group = "toolong";
  std::string text;
  const auto written = input::encode(deal, text);
  REQUIRE_FALSE(written);
  CHECK(written.error().keyword == "pattern");
  CHECK(written.error().path() == "/articles/0");
  deal = read(kDeal);
  deal.day = year_month_day{std::chrono::year(2023), std::chrono::month(2), std::chrono::day(29)};
  CHECK_FALSE(input::validate(deal));
  deal.day = year_month_day{std::chrono::year(12345), std::chrono::month(2), std::chrono::day(1)};
  CHECK_FALSE(input::validate(deal));
}

TEST_CASE("defaults are of those types too, and boxed where they would be") {
  static_assert(std::is_same_v<decltype(Deal::terms), mesh::Box<input::Terms>>);
  using namespace std::chrono_literals;
  const auto start = std::chrono::sys_days(std::chrono::year(1999) / 12 / 31);
  CHECK(Deal{}.since == start);
  auto deal = read(R"({"at":"2026-01-07T18:30:00Z","articles":[],"prices":{},"terms":{}})");
  CHECK(deal.since == start);
  CHECK(deal.terms->days == 30);
  CHECK(read(R"({"at":"2026-01-07T18:30:00Z","articles":[],"prices":{}})").terms->days == 60);
  deal.since += 1h;
  std::string text;
  REQUIRE(input::encode(deal, text));
  CHECK(text == R"({"at":"2026-01-07T18:30:00Z","articles":[],"prices":{},"since":"1999-12-31T01:00:00Z",)"
                R"("terms":{}})");
}

TEST_CASE("one text alone lies in what it was read from") {
  static_assert(std::is_same_v<decltype(Deal::nick), std::optional<mesh::Text>>);
  const std::string text(R"({"at":"2026-01-07T18:30:00Z","articles":[],"prices":{},"nick":"Bob"})");
  const auto deal = read(text);
  CHECK(deal.nick == "Bob");
  CHECK(deal.nick->data() == text.data() + text.find("Bob"));
  CHECK(refused(R"({"at":"2026-01-07T18:30:00Z","articles":[],"prices":{},"nick":"much too long"})").path() == "/nick");
}

TEST_CASE("unordered maps that are equal are no two items") {
  CHECK(
      refused(
          R"({"at":"2026-01-07T18:30:00Z","articles":[],"prices":{},"rows":[{"a":1,"b":2,"c":3},{"c":3,"b":2,"a":1}]})")
          .keyword == "uniqueItems");
}

TEST_CASE("headers and the record's key take such types too") {
  const auto deal = read(kDeal);
  StruckHeaders headers{.x_article = {"AB", "7"},
                        .x_since = deal.at,
                        .x_price = acme::Cents{5},
                        .x_final = acme::Switch{true},
                        .x_weight = acme::Grams{1.5}};
  const auto record = input::StruckMessage::write(deal, headers);
  REQUIRE(record);
  CHECK(record->key == "EF-3");
  REQUIRE(record->headers.size() == 5);
  CHECK(record->headers[0].value == "AB-7");
  CHECK(record->headers[1].value == "2026-01-07T17:30:00.250Z");
  CHECK(record->headers[2].value == "5");
  CHECK(record->headers[3].value == "true");
  CHECK(record->headers[4].value == "1.5");
  mesh::RecordView view;
  view.value = *record->value;
  std::vector<mesh::HeaderView> told;
  for (const auto& header : record->headers) told.push_back({header.name, header.value});
  view.headers = told;
  Deal payload;
  StruckHeaders back;
  mesh::EventAttributes event;
  REQUIRE(input::StruckMessage::read(view, payload, back, event));
  CHECK(back == headers);
  CHECK(back.x_level == acme::Cents{5});
  CHECK(payload == deal);
  told[0].value = "AB7";
  CHECK_FALSE(input::StruckMessage::read(view, payload, back, event));
}
