#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "sample_codec.hpp"

namespace {

using mesh::json::Checked;
using mesh::json::Input;

constexpr std::string_view kGood =
    R"({"orderId":"123e4567-e89b-12d3-a456-426614174000","placedAt":"2026-02-28T23:59:59.5+01:00","currency":"EUR",)"
    R"("priority":-3,"lines":[{"sku":"AB-1","quantity":1,"price":0.25}],"payment":{"method":"card","lastDigits":"1234"},)"
    R"("note":"grüße","coupon":null,"counts":{"a":1,"b":-9223372036854775808},"metadata":{"x":[1,{"y":1e400}]}})";

std::string replaced(std::string_view from, std::string_view to, std::string text = std::string(kGood)) {
  const std::size_t at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

/// Decodes from a heap block of exactly the text's size, so that ASan sees any byte too many.
Checked decode_exact(std::string_view text, sample::Order& out) {
  const auto block = std::make_unique<char[]>(text.size());
  std::copy(text.begin(), text.end(), block.get());
  return decode(Input(std::string_view(block.get(), text.size())), out);
}

/// "keyword path", "" if it is accepted; all ways to give the text must agree.
std::string verdict(std::string_view text) {
  sample::Order order;
  const Checked exact = decode_exact(text, order);
  std::string owned(text);
  sample::Order second;
  const Checked in_place = decode(owned, second);
  CHECK(owned == text);
  CHECK(exact.has_value() == in_place.has_value());
  if (exact) {
    CHECK(order == second);
    CHECK(validate(order).has_value());
    return "";
  }
  CHECK(to_string(exact.error()) == to_string(in_place.error()));
  CHECK(exact.error().offset == in_place.error().offset);
  CHECK(exact.error().offset <= text.size());
  return std::string(exact.error().keyword) + (exact.error().path().empty() ? "" : " " + exact.error().path());
}

}  // namespace

TEST_CASE("a text that keeps the contract becomes its struct") {
  sample::Order order;
  const Checked checked = decode(kGood, order);
  INFO((checked ? "" : to_string(checked.error())));
  REQUIRE(checked);
  CHECK(order.order_id == "123e4567-e89b-12d3-a456-426614174000");
  CHECK(order.currency == sample::Currency::kEur);
  CHECK(order.priority == -3);
  REQUIRE(order.lines.size() == 1);
  CHECK(order.lines[0] == sample::Line{"AB-1", 1, 0.25});
  CHECK(std::get<sample::CardPayment>(order.payment).last_digits == "1234");
  CHECK(order.note == "grüße");
  REQUIRE(order.coupon.has_value());
  CHECK_FALSE(order.coupon->has_value());
  CHECK(order.counts->at("b") == INT64_MIN);
  CHECK(order.metadata->text() == R"({"x":[1,{"y":1e400}]})");
  CHECK_FALSE(order.replaces);
}

TEST_CASE("encoding gives what decoding read") {
  sample::Order order;
  REQUIRE(decode(kGood, order));
  std::string text = "kept:";
  REQUIRE(encode(order, text));
  CHECK(text == "kept:" + std::string(kGood));
}

TEST_CASE("a value that breaks the contract is not encoded and leaves the text as it was") {
  sample::Order order;
  REQUIRE(decode(kGood, order));
  order.lines[0].quantity = 0;
  std::string text = "kept";
  const Checked checked = encode(order, text);
  REQUIRE_FALSE(checked);
  CHECK(to_string(checked.error()) == "/lines/0/quantity: is 0, must be at least 1 [minimum]");
  CHECK(checked.error().offset == 0);
  CHECK(text == "kept");
  order.lines[0].quantity = 1;
  order.lines[0].price = 1.0 / 0.0;
  CHECK(encode(order, text).error().path() == "/lines/0/price");
  order.lines[0].price = 1;
  order.note = "bad\xff";
  CHECK(encode(order, text).error().keyword == "utf8");
}

TEST_CASE("decoding into a used struct leaves nothing of the old value") {
  sample::Order order;
  REQUIRE(decode(kGood, order));
  const std::string other =
      R"({"orderId":"123e4567-e89b-12d3-a456-426614174000","placedAt":"2026-02-28T23:59:59Z","currency":"US-Dollar",)"
      R"("priority":1,"lines":[{"sku":"XYZ","quantity":2,"price":1}],"payment":{"method":"transfer"}})";
  sample::Order fresh;
  REQUIRE(decode(other, fresh));
  REQUIRE(decode(other, order));
  CHECK(order == fresh);
}

TEST_CASE("texts that are not strict JSON are refused as malformed") {
  const std::vector<std::string> texts = {
      "",
      " ",
      "{",
      "}",
      "null x",
      "[]]",
      "\xEF\xBB\xBF" + std::string(kGood),
      std::string(kGood) + "x",
      std::string(kGood) + std::string(1, '\0'),
      std::string(kGood) + "{}",
      replaced("\"priority\":-3", "\"priority\":-03"),
      replaced("\"priority\":-3", "\"priority\":03"),
      replaced("\"priority\":-3", "\"priority\":+3"),
      replaced("\"priority\":-3", "\"priority\":3."),
      replaced("\"priority\":-3", "\"priority\":.3"),
      replaced("\"priority\":-3", "\"priority\":3e"),
      replaced("\"priority\":-3", "\"priority\":-"),
      replaced("\"priority\":-3", "\"priority\":NaN"),
      replaced("\"priority\":-3", "\"priority\" -3"),
      replaced("\"priority\":-3,", "\"priority\":-3,,"),
      replaced("\"priority\":-3,", "\"priority\":-3 "),
      replaced("\"priority\"", "priority"),
      replaced("\"priority\"", "'priority'"),
      replaced("\"coupon\":null", "\"coupon\":nul"),
      replaced("\"coupon\":null", "\"coupon\":nulll"),
      replaced("[1,{", "[1,,{"),
      replaced("[1,{", "[01,{"),
      replaced("1e400}]", "1e400}],"),
      replaced("1e400}]", "1e400}}"),
      replaced("{\"y\":1e400}", "{\"y\":1e400,}"),
      replaced("{\"y\":1e400}", "{\"y\":1,\"y\":2}"),
      replaced("{\"y\":1e400}", "{\"y\":1,\"\\u0079\":2}"),
      replaced("\"a\":1", "\"a\":1,\"a\":2"),
      replaced("\"priority\":-3", "\"priority\":-3,\"priority\":-3"),
      replaced("\"priority\":-3", "\"priority\":-3,\"\\u0070riority\":-3"),
      replaced("\"price\":0.25", "\"price\":0.25,\"odd\":1,\"odd\":2"),
      replaced("\"price\":0.25", "\"price\":0.25,\"odd\":1,\"other\":[{}],\"odd\":2"),
      replaced("\"price\":0.25", "\"price\":0.25,\"odd\":tru"),
      replaced("grüße", "gr\xff"),
      replaced("grüße", "\xC0\xAF"),
      replaced("grüße", "\xED\xA0\x80"),
      replaced("grüße", "\xF4\x90\x80\x80"),
      replaced("grüße", "\xE2\x82"),
      replaced("grüße", "\\ud800"),
      replaced("grüße", "\\udc00\\ud800"),
      replaced("grüße", "\\ud800\\u0041"),
      replaced("grüße", "\\x41"),
      replaced("grüße", "\\u12g4"),
      replaced("grüße", "a\nb"),
      replaced("grüße", std::string("a\0b", 3)),
      replaced("\"x\":[1", "\"\\ud800\":[1"),
      "// no comment\n" + std::string(kGood),
  };
  for (const std::string& text : texts) {
    INFO(text);
    const std::string found = verdict(text);
    const std::string keyword = found.substr(0, found.find(' '));
    const bool is_malformed =
        keyword == "syntax" || keyword == "utf8" || keyword == "duplicate" || (text == "null x" || text == "[]]");
    CHECK(is_malformed);
    CHECK_FALSE(found.empty());
  }
}

TEST_CASE("every prefix of a good text is refused") {
  for (std::size_t size = 0; size < kGood.size(); ++size) {
    INFO(size);
    CHECK_FALSE(verdict(kGood.substr(0, size)).empty());
  }
}

TEST_CASE("no single changed byte makes a reader look beyond the text") {
  for (std::size_t at = 0; at < kGood.size(); ++at) {
    for (const char c : {'"', '\\', '{', '}', '\0', '9', '\xff', ' '}) {
      std::string text(kGood);
      text[at] = c;
      static_cast<void>(verdict(text));
    }
  }
}

TEST_CASE("each constraint holds just inside its bound and refuses just outside") {
  struct Row {
    std::string_view from;
    std::string_view to;
    std::string_view verdict;
  };
  const std::vector<Row> rows = {
      {"\"quantity\":1", "\"quantity\":0", "minimum /lines/0/quantity"},
      {"\"quantity\":1", "\"quantity\":100", ""},
      {"\"quantity\":1", "\"quantity\":101", "maximum /lines/0/quantity"},
      {"\"quantity\":1", "\"quantity\":1.0", ""},
      {"\"quantity\":1", "\"quantity\":3e1", ""},
      {"\"quantity\":1", "\"quantity\":300E-1", ""},
      {"\"quantity\":1", "\"quantity\":1.5", "type /lines/0/quantity"},
      {"\"quantity\":1", "\"quantity\":\"1\"", "type /lines/0/quantity"},
      {"\"quantity\":1", "\"quantity\":null", "type /lines/0/quantity"},
      {"\"quantity\":1", "\"quantity\":9223372036854775808", "range /lines/0/quantity"},
      {"\"quantity\":1", "\"quantity\":1e400", "range /lines/0/quantity"},
      {"\"price\":0.25", "\"price\":0", "exclusiveMinimum /lines/0/price"},
      {"\"price\":0.25", "\"price\":1e-300", ""},
      {"\"price\":0.25", "\"price\":99999.5", ""},
      {"\"price\":0.25", "\"price\":99999.51", "maximum /lines/0/price"},
      {"\"price\":0.25", "\"price\":1e400", "range /lines/0/price"},
      {"\"priority\":-3", "\"priority\":2147483647", ""},
      {"\"priority\":-3", "\"priority\":2147483648", "format /priority"},
      {"\"priority\":-3", "\"priority\":-2147483649", "format /priority"},
      {"grüße", "ab", ""},
      {"grüße", "ü", "minLength /note"},
      {"grüße", "üüüüüüüü", ""},
      {"grüße", "üüüüüüüüü", "maxLength /note"},
      {"grüße", "\\ud83d\\ude00\\/", ""},
      {"AB-1", "ABC", ""},
      {"AB-1", "AB", "pattern /lines/0/sku"},
      {"AB-1", "AAAAAAAAAAAAAAAA", ""},
      {"AB-1", "AAAAAAAAAAAAAAAAA", "pattern /lines/0/sku"},
      {"AB-1", "ABc", "pattern /lines/0/sku"},
      {"AB-1", "\\u0041BC", ""},
      {"\"coupon\":null", "\"coupon\":\"ABAcd\"", ""},
      {"\"coupon\":null", "\"coupon\":\"xAc\"", "pattern /coupon"},
      {"\"coupon\":null", "\"coupon\":1", "type /coupon"},
      {"\"note\":\"grüße\"", "\"note\":null", "type /note"},
      {"\"EUR\"", "\"US-Dollar\"", ""},
      {"\"EUR\"", "\"E\\u0055R\"", ""},
      {"\"EUR\"", "\"eur\"", "enum /currency"},
      {"2026-02-28T", "2026-02-29T", "format /placedAt"},
      {"426614174000", "42661417400g", "format /orderId"},
      {"\"b\":", "\"b\":1,\"c\":", "maxProperties /counts"},
      {"\"a\":1", "\"a~/\":true", "type /counts/a~0~1"},
      {"\"lines\":[{\"sku\":\"AB-1\",\"quantity\":1,\"price\":0.25}]", "\"lines\":[]", "minItems /lines"},
      {"\"lines\":[", "\"lines\":[1,", "type /lines/0"},
      {"\"lines\":", "\"lines\":{},\"x\":", "type /lines"},
      {"\"priority\":-3", "\"priority\":-3,\"extra\":1", "additionalProperties /extra"},
      {"\"price\":0.25", "\"price\":0.25,\"extra\":{\"a\":[]}", ""},
      {"\"price\":0.25", "\"extra\":{\"a\":[]}", "required /lines/0/price"},
      {"\"priority\":-3,", "", "required /priority"},
      {"\"card\"", "\"cash\"", "oneOf /payment/method"},
      {"\"method\":\"card\",", "", "required /payment/method"},
      {"\"method\":\"card\",", "\"method\":7,", "type /payment/method"},
      {"\"lastDigits\":\"1234\"", "\"lastDigits\":\"12a4\"", "pattern /payment/lastDigits"},
      {"\"lastDigits\":\"1234\"", "\"instant\":true", "additionalProperties /payment/instant"},
      {"\"method\":\"card\",\"lastDigits\":\"1234\"", "\"instant\":true,\"method\":\"transfer\"", ""},
      {"\"method\":\"card\",\"lastDigits\":\"1234\"", "\"lastDigits\" : \"1234\" , \"m\\u0065thod\" : \"card\" ", ""},
      {"{\"method\":\"card\",\"lastDigits\":\"1234\"}", "[]", "type /payment"},
  };
  for (const Row& row : rows) {
    INFO(row.from << " -> " << row.to);
    CHECK(verdict(replaced(row.from, row.to)) == row.verdict);
  }
}

TEST_CASE("the number of items is bounded on both sides") {
  const std::string line = R"({"sku":"AB-1","quantity":1,"price":0.25})";
  const std::string two = replaced(line, line + "," + line);
  CHECK(verdict(two).empty());
  CHECK(verdict(replaced(line, line + "," + line + "," + line + "," + line, two)).empty());
  CHECK(verdict(replaced(line, line + "," + line + "," + line + "," + line + "," + line, two)) == "maxItems /lines");
}

TEST_CASE("members may stand in any order, with white space and escaped names") {
  sample::Order expected;
  REQUIRE(decode(kGood, expected));
  const std::string text = R"(
    { "metadata" : {"x":[1,{"y":1e400}]} , "counts":{ "b" :-9223372036854775808,"a":1 } ,
      "coupon": null, "n\u006fte":"gr\u00fc\u00DFe", "payment" : { "lastDigits":"1234","method":"card" },
      "lines" : [ { "price" : 25e-2 , "quantity":1,"sku":"AB-1" } ] , "priority" : -3,
      "currency":"EUR","placedAt":"2026-02-28T23:59:59.5+01:00", "orderId":"123e4567-e89b-12d3-a456-426614174000" } )";
  sample::Order order;
  const Checked checked = decode(text, order);
  INFO((checked ? "" : to_string(checked.error())));
  REQUIRE(checked);
  CHECK(order == expected);
}

TEST_CASE("a fault knows its byte and its words") {
  const std::string text = replaced("\"quantity\":1", "\"quantity\":0");
  sample::Order order;
  const Checked checked = decode(text, order);
  REQUIRE_FALSE(checked);
  CHECK(checked.error().offset == text.find("\"quantity\":0") + 11);
  CHECK(checked.error().message() == "is 0, must be at least 1");
  CHECK_FALSE(checked.error().malformed());
}

TEST_CASE("nesting is bounded where it is typed, where it is skipped, and in values") {
  const auto nested = [](int levels, std::string_view innermost) {
    std::string text(innermost);
    for (int i = 0; i < levels; ++i) text = replaced("\"note\":\"grüße\"", "\"replaces\":" + text);
    return text;
  };
  CHECK(verdict(nested(200, kGood)).empty());
  CHECK(verdict(nested(300, kGood)).substr(0, 6) == "depth ");

  const auto arrays = [](int levels) {
    return replaced("{\"y\":1e400}", std::string(static_cast<std::size_t>(levels), '[') +
                                         std::string(static_cast<std::size_t>(levels), ']'));
  };
  CHECK(verdict(arrays(253)).empty());  // within the order, its metadata and x
  CHECK(verdict(arrays(254)).substr(0, 6) == "depth ");

  sample::Order order;
  REQUIRE(decode(kGood, order));
  for (int i = 0; i < 300; ++i) {
    sample::Order outer = order;
    outer.replaces = mesh::Box<sample::Order>(std::move(order));
    order = std::move(outer);
  }
  CHECK(validate(order).error().keyword == "depth");
}

TEST_CASE("a path from a hostile text stays short and printable") {
  const std::string long_name(5000, 'k');
  sample::Order order;
  const Checked checked = decode(replaced("\"a\":1", "\"" + long_name + "\\u0001\":true"), order);
  REQUIRE_FALSE(checked);
  CHECK(checked.error().path().size() < 300);
  CHECK(checked.error().path().substr(0, 9) == "/counts/k");
}
