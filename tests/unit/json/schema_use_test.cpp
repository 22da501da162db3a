#include <catch2/catch_test_macros.hpp>

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include <mesh/json/codec.hpp>
#include <mesh/json/schema.hpp>
#include <mesh/json/verdicts_private.hpp>

namespace {

using namespace mesh;

std::string run(const json::Rule& rule, std::string_view text) {
  json::Context context{json::Input(text)};
  const auto checked = json::finish(json::read_by(json::skip_space(context.begin()), rule, context), context);
  return checked ? std::string("valid") : to_string(checked.error());
}

/// How often a rule was run on a value; the verdict in `words`.
std::size_t runs(const json::Rule& rule, const std::string& text, std::string& words) {
  json::Context context{json::Input(std::string_view(text))};
  const bool good = json::read_by(context.begin(), rule, context) != nullptr;
  words = good ? std::string("valid") : to_string(context.take_fault());
  return context.verdicts().runs;
}

std::string lines(const std::vector<json::Violation>& all) {
  std::string text;
  for (const auto& each : all) {
    text += each.path + " | " + each.schema_path + " | " + each.keyword + " | " + each.message + "\n";
  }
  return text;
}

void write_ints(const std::vector<std::int64_t>& values, json::Writer& out) {
  json::write_array<json::write_int64>(values, out);
}

const char* read_ints(const char* p, std::vector<std::int64_t>& out, json::Context& context) {
  return json::read_array<json::read_int64>(p, out, {}, context);
}

}  // namespace

TEST_CASE("a schema that would need exponential time runs once on each value") {
  // Two ways at each of 200 levels.
  const json::Schema ways(
      R"({"anyOf":[{"type":"object","properties":{"n":{"$ref":"#"}}},{"type":"object","properties":{"n":{"$ref":"#"}}},)"
      R"({"type":"string"}]})");
  std::string text = "1";
  for (int i = 0; i < 200; ++i) text.insert(0, "{\"n\":").append("}");
  std::string words;
  // Four rules at a level, and once more to tell.
  CHECK(runs(ways.at(""), text, words) <= 8UL * 201);
  CHECK(words == "the value: fits none of the 3 alternatives of 'anyOf' [anyOf]");
  text.replace(text.find('1'), 1, "\"x\"");
  CHECK(runs(ways.at(""), text, words) <= 4UL * 201);
  CHECK(words == "valid");
  CHECK(json::violations(text, ways.at("")).empty());

  // The same without a trial: by names, and by lists of all.
  const json::Schema names(R"({"properties":{"n":{"$ref":"#"}},"patternProperties":{"^n":{"$ref":"#"}}})");
  CHECK(runs(names.at(""), text, words) <= 402U);
  std::string all = R"({"definitions":{"d100":{"type":"integer"})";
  for (int i = 0; i < 100; ++i) {
    const auto next = R"({"$ref":"#/definitions/d)" + std::to_string(i + 1) + "\"}";
    all += ",\"d" + std::to_string(i) + "\":{\"allOf\":[" + next + "," + next + "]}";
  }
  const json::Schema lists(all + R"(},"$ref":"#/definitions/d0"})");
  CHECK(runs(lists.at(""), "7", words) <= 102U);
  CHECK(words == "valid");
  CHECK(lines(json::violations("\"x\"", lists.at(""))) ==
        " | /definitions/d100/type | type | is a string, must be an integer\n");
}

TEST_CASE("choices within choices of one text share what is known") {
  const json::Schema node(R"({"oneOf":[{"type":"object","properties":{"n":{"$ref":"#"}}},{"type":"string"}]})");
  std::string text = "\"x\"";
  for (int i = 0; i < 100; ++i) text.insert(0, "{\"n\":").append("}");
  json::Context context{json::Input(std::string_view(text))};
  const std::array<const json::Rule*, 2> rules = {&node.at("/oneOf/0"), &node.at("/oneOf/1")};
  for (const char* p = context.begin(); *p == '{'; p += 5) {
    CHECK(json::choose_by(p, rules, json::Choice::kOnly, context) == 0);
  }
  CHECK(context.verdicts().runs <= 3UL * 101 + 201U);
}

TEST_CASE("a chain of schemas that is too long is refused, not followed") {
  std::string text = R"({"definitions":{)";
  for (int i = 0; i < 3000; ++i) {
    text += "\"d" + std::to_string(i) + R"(":{"allOf":[{"$ref":"#/definitions/d)" + std::to_string(i + 1) + "\"}]},";
  }
  const json::Schema schema(text + R"("d3000":{}},"not":{"$ref":"#/definitions/d0"}})");
  CHECK(run(schema.at(""), "1") == "the value: has its schemas nested deeper than 1024 levels [depth]");
  CHECK(run(schema.at("/definitions/d2500"), "1") == "valid");
}

TEST_CASE("violations come in the order of the text, with both places") {
  const json::Schema schema(
      R"({"properties":{"id":{"type":"integer","minimum":1},"tags":{"items":{"$ref":"#/definitions/tag"},"maxItems":2},)"
      R"("size":{"anyOf":[{"type":"null"},{"properties":{"w":{"minimum":1},"h":{"minimum":1}}}]}},)"
      R"("required":["id","kind"],"additionalProperties":false,)"
      R"("definitions":{"tag":{"minLength":2,"pattern":"^[a-z]+$"}}})");
  constexpr std::string_view kText = R"({"tags":["A","ok",1,"B"],"more":1,"size":{"w":0,"h":0},"id":0})";
  CHECK(lines(json::violations(kText, schema.at(""))) ==
        "/tags | /properties/tags/maxItems | maxItems | has 4 items, must have at most 2\n"
        "/tags/0 | /definitions/tag/minLength | minLength | has 1 character, must have at least 2\n"
        "/tags/0 | /definitions/tag/pattern | pattern | is \"A\", must match ^[a-z]+$\n"
        "/tags/3 | /definitions/tag/minLength | minLength | has 1 character, must have at least 2\n"
        "/tags/3 | /definitions/tag/pattern | pattern | is \"B\", must match ^[a-z]+$\n"
        "/more | /additionalProperties | additionalProperties | is not a member the contract knows\n"
        "/size/w | /properties/size/anyOf/1/properties/w/minimum | minimum | is 0, must be at least 1\n"
        "/size/h | /properties/size/anyOf/1/properties/h/minimum | minimum | is 0, must be at least 1\n"
        "/id | /properties/id/minimum | minimum | is 0, must be at least 1\n"
        "/kind | /required | required | is missing\n");
  CHECK(json::violations(kText, schema.at(""), 3).size() == 3);
  CHECK(json::violations(kText, schema.at(""), 1).front().path == "/tags");
  CHECK(json::violations(kText, schema.at(""), 0).empty());
  CHECK(lines(json::violations("{\"tags\":[}", schema.at(""))) ==
        "/tags/0 |  | syntax | expected a value, found \"}\"\n");
  CHECK(lines(json::violations(" 1 1", json::Schema("true").at(""))) ==
        " |  | syntax | expected the end of the text, found \"1\"\n");
  // Many more than are wanted: the first of the text all the same.
  std::string many = "[0";
  for (int i = 1; i < 1000; ++i) many += ",0";
  const json::Schema ones(R"({"items":{"const":1}})");
  const auto first = json::violations(many + "]", ones.at(""), 5);
  REQUIRE(first.size() == 5);
  CHECK(first.back().path == "/4");
}

TEST_CASE("a secret is shown by no message and no path") {
  constexpr std::string_view kWord = "hunter2";
  const auto all_words = [](const json::Schema& schema, std::string_view text) {
    const auto first = run(schema.at(""), text);
    CHECK(first != "valid");
    return first + "\n" + lines(json::violations(text, schema.at("")));
  };
  const std::vector<std::string_view> passwords = {
      R"({"const":"x","x-secret":true})",
      R"({"enum":["x"],"x-secret":true})",
      R"({"pattern":"^x","x-secret":true})",
      R"({"format":"uuid","x-secret":true})",
      R"({"maxLength":1,"x-secret":true})",
      R"({"type":"integer","x-secret":true})",
      R"({"not":{},"x-secret":true})",
      R"({"allOf":[{"pattern":"^x"}],"x-secret":true})",
      R"({"anyOf":[{"const":"x"}],"x-secret":true})",
      R"({"pattern":"^x","anyOf":[{"x-secret":true}]})",
      R"({"$ref":"#/definitions/word","x-secret":true})",
  };
  for (const auto password : passwords) {
    INFO(password);
    const json::Schema schema(R"({"definitions":{"word":{"pattern":"^x"}},"properties":{"password":)" +
                              std::string(password) + "}}");
    const auto words = all_words(schema, R"({"password":"hunter2"})");
    CHECK(words.find(kWord) == std::string::npos);
    CHECK(words.starts_with("/password: "));
  }
  // What another schema says of the same value does not show it either.
  const json::Schema other(R"({"properties":{"password":{"x-secret":true}},"patternProperties":{"word$":{"const":1}},)"
                           R"("allOf":[{"additionalProperties":{"pattern":"^x"}}]})");
  CHECK(all_words(other, R"({"password":"hunter2"})").find(kWord) == std::string::npos);
  // Nor is anything inside it, names of members included; numbers are values, too.
  const json::Schema inside(R"({"properties":{"keys":{"x-secret":true,"additionalProperties":{"minimum":5},)"
                            R"("propertyNames":{"maxLength":9},"required":["a"]}}})");
  CHECK(run(inside.at(""), R"({"keys":{"hunter2":3}})") == "/keys: must be at least 5 [minimum]");
  CHECK(run(inside.at(""), R"({"keys":{"hunter2hunter2":7}})") ==
        "/keys: its name has 14 characters, must have at most 9 [maxLength]");
  CHECK(run(inside.at(""), R"({"keys":{}})") == R"(/keys: has no "a" where it must have one [required])");
  CHECK(run(inside.at("/properties/keys/additionalProperties"), "3") == "the value: must be at least 5 [minimum]");
  // By reference, by pattern, in a list, by a name's own schema.
  const json::Schema others(
      R"({"definitions":{"s":{"x-secret":true,"maxLength":3}},"properties":{"a":{"$ref":"#/definitions/s"},)"
      R"("b":{"maxLength":3},"c":{"items":[{"x-secret":true,"maxLength":3}]},"d":{"contains":{"x-secret":true},)"
      R"("items":{"maxLength":3}},"e":{"propertyNames":{"x-secret":true,"pattern":"^x"},)"
      R"("additionalProperties":{"const":0}}},"patternProperties":{"^b":{"x-secret":true}}})");
  for (const auto* text : {R"({"a":"hunter2"})", R"({"b":"hunter2"})", R"({"c":["hunter2"]})", R"({"d":["hunter2"]})",
                           R"({"e":{"hunter2":0}})", R"({"e":{"xhunter2":[1]}})"}) {
    INFO(text);
    CHECK(all_words(others, text).find(kWord) == std::string::npos);
  }
  CHECK(run(others.at(""), R"({"e":{"hunter2":0}})") == "/e: its name must match ^x [pattern]");
  // The rest of the text is not secret.
  const json::Schema known(R"({"properties":{"name":{"pattern":"^x"}},"additionalProperties":{"x-secret":true}})");
  CHECK(run(known.at(""), R"({"name":"hunter2"})") == R"(/name: is "hunter2", must match ^x [pattern])");
  const json::Schema rest(R"({"properties":{"password":{"x-secret":true},"name":{"const":"x"}}})");
  CHECK(run(rest.at(""), R"({"name":"hunter2"})") == R"(/name: is "hunter2", must be "x" [const])");
}

TEST_CASE("read_ruled reads what the rule lets pass") {
  const json::Schema schema(R"({"items":{"not":{"const":0}},"uniqueItems":true})");
  const auto read = [&](std::string_view text, std::vector<std::int64_t>& out) {
    json::Context context{json::Input(text)};
    const char* const end = json::read_ruled<read_ints>(context.begin(), out, schema.at(""), context);
    const auto checked = json::finish(end, context);
    return checked ? std::string("valid") : to_string(checked.error());
  };
  std::vector<std::int64_t> values;
  CHECK(read("[1,2]", values) == "valid");
  CHECK(values == std::vector<std::int64_t>{1, 2});
  CHECK(read("[1,0]", values) == "/1: is what 'not' forbids [not]");
  CHECK(read("[1,1.0]", values) == "/1: stands there already, must stand there once [uniqueItems]");
  CHECK(read("[1,1.5]", values) == "/1: is \"1.5\", must be an integer [type]");
}

TEST_CASE("check_ruled takes texts of every length, also where what is checked needs more room than was written") {
  const json::Schema schema(R"({"items":{"minimum":1}})");
  json::Context context;
  std::vector<std::int64_t> values;
  for (int i = 0; i < 2'000; ++i) {
    values.push_back(1);
    REQUIRE(json::check_ruled<write_ints>(values, schema.at(""), context));
  }
}

TEST_CASE("check_ruled checks a C++ value, and its fault goes on from where it is") {
  const json::Schema schema(R"({"items":{"not":{"const":0}}})");
  json::Context context;
  CHECK(json::check_ruled<write_ints>(std::vector<std::int64_t>{1, 2}, schema.at(""), context));
  CHECK_FALSE(json::check_ruled<write_ints>(std::vector<std::int64_t>{1, 0}, schema.at(""), context));
  context.inside("numbers");
  const auto fault = context.take_fault();
  CHECK(to_string(fault) == "/numbers/1: is what 'not' forbids [not]");
  CHECK(fault.offset == 0);
}

TEST_CASE("choose_by says which alternative a value is") {
  const json::Schema schema(R"({"oneOf":[{"type":"string"},{"minimum":2},{"properties":{"a":{"const":1}}}]})");
  const std::array<const json::Rule*, 3> rules = {&schema.at("/oneOf/0"), &schema.at("/oneOf/1"),
                                                  &schema.at("/oneOf/2")};
  const std::array<const json::Rule*, 2> few = {rules[0], rules[2]};
  struct Chosen {
    std::size_t index;
    std::string words;
  };
  const auto choose = [](std::string_view text, std::span<const json::Rule* const> among, json::Choice choice) {
    json::Context context{json::Input(text)};
    const auto index = json::choose_by(context.begin(), among, choice, context);
    return Chosen{index, index < among.size() ? "" : to_string(context.take_fault())};
  };
  CHECK(choose("\"x\"", rules, json::Choice::kFirst).index == 0);
  CHECK(choose("5", few, json::Choice::kOnly).index == 1);
  CHECK(choose("5", rules, json::Choice::kFirst).index == 1);
  const auto both = choose("5", rules, json::Choice::kOnly);
  CHECK(both.index == 3);
  CHECK(both.words == "the value: fits 2 alternatives of 'oneOf', must fit one [oneOf]");
  CHECK(choose(R"({"a":2})", few, json::Choice::kOnly).words == "/a: is 2, must be 1 [const]");
  CHECK(choose(R"({"a":)", few, json::Choice::kFirst).words ==
        "/a: expected a value, found the end of the text [syntax]");
  const json::Schema no(R"({"anyOf":[{"type":"null"},{"type":"string"}]})");
  const std::array<const json::Rule*, 2> none = {&no.at("/anyOf/0"), &no.at("/anyOf/1")};
  CHECK(choose("1", none, json::Choice::kFirst).words ==
        "the value: fits none of the 2 alternatives of 'anyOf' [anyOf]");
}

TEST_CASE("find_value knows equal values by other texts") {
  constexpr std::array<std::string_view, 6> kValues = {"1",    "\"a\"", R"({"a":[1,2],"b":null})",
                                                       "null", "true",  "1e400"};
  const auto find = [&](std::string_view text) {
    json::Context context{json::Input(text)};
    const char* p = context.begin();
    const auto index = json::find_value(p, kValues, context);
    CHECK((p == nullptr || p == context.end()));
    return p == nullptr ? 99U : index;
  };
  CHECK(find("1") == 0);
  CHECK(find("10e-1") == 0);
  CHECK(find("1.0000000000000000000001") == 6);
  CHECK(find(R"("\u0061")") == 1);
  CHECK(find(R"({"b":null,"a":[1.0,2]})") == 2);
  CHECK(find(R"({"b":null,"a":[2,1]})") == 6);
  CHECK(find("null") == 3);
  CHECK(find("false") == 6);
  CHECK(find("0.1e401") == 5);
  CHECK(find("[1") == 99);
}

TEST_CASE("one schema serves many threads") {
  const json::Schema schema(
      R"({"oneOf":[{"type":"string","pattern":"^a"},{"items":{"enum":[1,"b"]},"uniqueItems":true}]})");
  std::vector<std::thread> threads;
  std::array<int, 4> wrong{};
  for (std::size_t i = 0; i < wrong.size(); ++i) {
    threads.emplace_back([&schema, &count = wrong[i]] {
      for (int round = 0; round < 200; ++round) {
        count += run(schema.at(""), R"([1,"b"])") == "valid" ? 0 : 1;
        count += run(schema.at(""), R"([1,"c"])") == "valid" ? 1 : 0;
      }
    });
  }
  for (auto& thread : threads) thread.join();
  CHECK(wrong == std::array<int, 4>{});
}
