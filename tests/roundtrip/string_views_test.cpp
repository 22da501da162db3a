/// Texts that lie in what they were read from: `--types string=view`.
#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <cstddef>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <unordered_set>
#include <variant>
#include <vector>

#include <mesh/base/record.hpp>

#include "codec.hpp"
#include "events.hpp"

using input::Letter;
using input::Person;
using mesh::Text;

static_assert(std::is_same_v<decltype(Letter::title), Text>);
static_assert(std::is_same_v<decltype(Letter::note), std::optional<mesh::Nullable<Text>>>);
static_assert(std::is_same_v<decltype(Letter::lines), std::optional<std::vector<Text>>>);
static_assert(std::is_same_v<decltype(Letter::tags), std::optional<std::map<std::string, Text, std::less<>>>>);
static_assert(std::is_same_v<decltype(Letter::owned), std::optional<std::string>>);
static_assert(std::is_same_v<decltype(input::WrittenHeaders::x_code), std::string>);

namespace {

constexpr std::string_view kAll =
    R"({"code":"AB-1","title":"Grüße","remark":"two\nlines","note":"n","kind":"letter","language":"de",)"
    R"("id":"123e4567-e89b-12d3-a456-426614174000","token":"sesame","owned":"mine","lines":["a","b\u00e4"],)"
    R"("tags":{"k":"v"},"either":"text","from":{"name":"Ada","mail":"ada@example.com"},"urgent":"yes",)"
    R"("neither":"this","free":{"a":1},"more":"words"})";

/// On the heap, and not a byte longer than the text: what reads or refers beyond it is seen by ASan.
class Block {
 public:
  explicit Block(std::string_view text) : bytes_(new char[text.size()]), size_(text.size()) {
    std::copy(text.begin(), text.end(), bytes_.get());
  }
  [[nodiscard]] std::string_view view() const { return {bytes_.get(), size_}; }
  [[nodiscard]] bool holds(std::string_view part) const {
    const std::less_equal<> at_most;
    return at_most(bytes_.get(), part.data()) && at_most(part.data() + part.size(), bytes_.get() + size_);
  }

 private:
  std::unique_ptr<char[]> bytes_;
  std::size_t size_;
};

std::string refusal(std::string_view text) {
  Letter letter;
  const auto read = input::decode(text, letter);
  return read ? "" : std::string(read.error().keyword) + " " + read.error().path();
}

template <class Bytes>
concept Decodes = requires(Bytes&& bytes, Letter& letter) { input::decode(std::forward<Bytes>(bytes), letter); };

}  // namespace

// A temporary string would be gone: it is refused where it is written.
static_assert(!Decodes<std::string> && !Decodes<const std::string>);
static_assert(Decodes<std::string&> && Decodes<const std::string&> && Decodes<std::string_view>);
static_assert(Decodes<const char (&)[3]> && Decodes<const char*>);

TEST_CASE("texts lie in the caller's own bytes, whatever is decoded afterwards") {
  const Block block(kAll);
  Letter letter;
  REQUIRE(input::decode(block.view(), letter));
  for (const Text& text :
       {letter.code, letter.title, letter.note->value(), *letter.kind, letter.language, *letter.id, *letter.token,
        letter.lines->front(), letter.tags->at("k"), std::get<Text>(*letter.either), letter.from->name,
        *letter.from->mail, *letter.neither, letter.additional_properties.at("more")}) {
    INFO(text.view());
    CHECK_FALSE(text.owns());
    CHECK(block.holds(text));
  }
  Letter other;
  const Block noise(std::string(kAll.size() * 2, ' ') + R"({"code":"ZZ-9","title":"x"})");
  REQUIRE(input::decode(noise.view(), other));
  CHECK(letter.code == "AB-1");
  CHECK(letter.title == "Grüße");
  CHECK(letter.from == Person{.name = "Ada", .mail = "ada@example.com"});
}

TEST_CASE("a text with escapes is its own, and outlives the bytes") {
  Letter letter;
  {
    const Block block(kAll);
    REQUIRE(input::decode(block.view(), letter));
  }
  CHECK(letter.remark->owns());
  CHECK(letter.remark == "two\nlines");
  CHECK(letter.lines->back() == "bä");
  CHECK(letter.owned == "mine");
}

TEST_CASE("what is kept outlives the bytes, a copy too") {
  std::optional<Letter> kept;
  {
    const Block block(R"({"code":"AB-1","title":"borrowed"})");
    Letter letter;
    REQUIRE(input::decode(block.view(), letter));
    letter.code.keep();
    letter.title.keep();
    kept = letter;
  }
  CHECK(kept->code == "AB-1");
  CHECK(kept->title == "borrowed");
}

TEST_CASE("padded and named strings are read in place") {
  std::string owned(kAll);
  Letter letter;
  REQUIRE(input::decode(owned, letter));
  CHECK(letter.code.data() > owned.data());
  CHECK(letter.code.data() < owned.data() + owned.size());
}

TEST_CASE("a struct that is filled again has the texts of the new bytes") {
  const Block first(kAll);
  const Block second(R"({"title":"a\tb","code":"XY1","remark":"plain"})");
  Letter letter;
  REQUIRE(input::decode(first.view(), letter));
  REQUIRE(input::decode(second.view(), letter));
  CHECK(letter.title == "a\tb");
  CHECK(letter.title.owns());
  CHECK(letter.remark == "plain");
  CHECK(second.holds(*letter.remark));
  CHECK(letter.language == "en");
  CHECK_FALSE(letter.from);
}

TEST_CASE("checks have the same verdicts as for strings") {
  CHECK(refusal(kAll).empty());
  CHECK(refusal(R"({"code":"ab","title":"x"})") == "pattern /code");
  CHECK(refusal(R"({"code":"AB1","title":""})") == "minLength /title");
  CHECK(refusal(R"({"code":"AB1","title":"äöüäöüäöüäöüäöüäöüäöü"})") == "maxLength /title");
  CHECK(refusal(R"({"code":"AB1","title":"x","id":"1"})") == "format /id");
  CHECK(refusal(R"({"code":"AB1","title":"x","kind":"card"})") == "const /kind");
  CHECK(refusal(R"({"code":"AB1","title":"x","lines":["a","\u0061"]})") == "uniqueItems /lines/1");
  CHECK(refusal(R"({"code":"AB1","title":"x","neither":"nothing"})") == "not /neither");
  CHECK(refusal(R"({"code":"AB1","title":"x","more":"longer"})") == "maxLength /more");
  CHECK(refusal("{\"code\":\"AB1\",\"title\":\"\xC3\"}") == "utf8 /title");
  CHECK(refusal(R"({"code":"AB1","title":1})") == "type /title");
}

TEST_CASE("written values are checked and read the same again") {
  const Block block(kAll);
  Letter letter;
  REQUIRE(input::decode(block.view(), letter));
  std::string text;
  REQUIRE(input::encode(letter, text));
  Letter again;
  REQUIRE(input::decode(text, again));
  CHECK(again == letter);
  letter.title = "";
  const auto refused = input::encode(letter, text);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().path() == "/title");
}

TEST_CASE("a default lies in the program, whatever it was read from") {
  Letter letter;
  {
    const Block block(R"({"code":"AB1","title":"x"})");
    REQUIRE(input::decode(block.view(), letter));
  }
  CHECK(letter.language == "en");
  CHECK(letter.words == std::vector<Text>{"a", "b\nc"});
  std::string text;
  letter.code = "AB1";
  letter.title = "x";
  REQUIRE(input::encode(letter, text));
  CHECK(text == R"({"code":"AB1","title":"x"})");
}

TEST_CASE("secrets stay hidden") {
  const Block block(kAll);
  Letter letter;
  REQUIRE(input::decode(block.view(), letter));
  CHECK(input::to_log(letter).find("sesame") == std::string::npos);
  CHECK(refusal(R"({"code":"AB1","title":"x","token":"se"})") == "minLength /token");
  const auto refused = input::decode(R"({"code":"AB1","title":"x","token":"se"})", letter);
  CHECK(to_string(refused.error()).find("se\"") == std::string::npos);
}

TEST_CASE("structs of texts are keys") {
  const std::unordered_set<Person> people{{.name = "Ada"}, {.name = "Bob"}};
  const std::string name("Ada");
  CHECK(people.contains(Person{.name = name}));
  CHECK(Person{.name = "Ada"} < Person{.name = "Bob"});
}

TEST_CASE("headers and the record's key own their texts") {
  const std::string sent(R"({"code":"AB-1","title":"x"})");
  Letter letter;
  REQUIRE(input::decode(sent, letter));
  const auto record = input::WrittenMessage::write(letter, {.x_code = "CD-2"});
  REQUIRE(record);
  CHECK(record->key == "AB-1");
  CHECK(record->value == sent);
  mesh::RecordView view;
  view.value = *record->value;
  std::vector<mesh::HeaderView> told;
  for (const auto& header : record->headers) told.push_back({header.name, header.value});
  view.headers = told;
  input::WrittenHeaders headers;
  mesh::EventAttributes event;
  REQUIRE(input::WrittenMessage::read(view, letter, headers, event));
  CHECK(headers.x_code == "CD-2");
  CHECK(letter.code.data() > record->value->data());
  CHECK(letter.code.data() < record->value->data() + record->value->size());
}
