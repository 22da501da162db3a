// Generated code of a random contract beside the runtime's schemas: both must give the same verdict on every document,
// and what was decoded must be fit to be written, and mean the same again.
#include <array>
#include <cstddef>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>

#include <catch2/catch_test_macros.hpp>
#include <mesh/json/schema.hpp>
#include <nlohmann/json.hpp>

#include "codec.hpp"
#include "events.hpp"

namespace {

using mesh::json::Checked;
using mesh::json::Schema;

std::string text_of(const char* name) {
  std::ifstream file(std::string(RANDOM_FOLDER "/") + name);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

std::string violation(const std::string& text, const mesh::json::Rule& rule) {
  const auto all = mesh::json::violations(text, rule, 1);
  return all.empty() ? std::string() : all[0].path + ": " + all[0].message + " [" + all[0].keyword + "]";
}

/// The one thing that is refused though the schema lets it pass: integers that the C++ type cannot hold.
bool is_not_held(const mesh::json::Fault& fault) {
  return fault.keyword == "range" || fault.message().find("does not fit int32") != std::string::npos;
}

/// Of a contract's valid documents, in percent, may rest on members that its structs do not have. None of the one that
/// is always tried does; of random ones a few do, and more would be a writer that loses what it should keep.
#ifndef RANDOM_UNLISTED_PERCENT
#define RANDOM_UNLISTED_PERCENT 0
#endif

/// How many did.
std::size_t unlisted = 0;

std::string rests_on_unlisted() {
  ++unlisted;
  return {};
}

/// Something of the text was not kept: a member that the struct does not have. It may decide which alternative a value
/// fits, or be all that tells two items apart: what is left is refused then, never written.
bool is_less(const std::string& written, const std::string& text) {
  return nlohmann::json::parse(written) != nlohmann::json::parse(text);
}

/// What is wrong with the generated code, or empty.
template <class Message>
std::string compare(const std::string& text, const mesh::json::Rule& rule) {
  const auto expected = violation(text, rule);
  typename Message::Payload value;
  const auto read = decode(std::string_view(text), value);
  if (!read && is_not_held(read.error())) return {};
  if (!read && expected.empty()) return "the code refuses it: " + to_string(read.error());
  if (read && !expected.empty()) return "only the schema refuses it: " + expected;
  if (!read) return {};
  const auto checked = validate(value);
  if (!checked && checked.error().keyword == "minProperties") return {};  // valid by unknown members: not written
  if (!checked && is_less(to_log(value), text)) return rests_on_unlisted();
  if (!checked) return "validate refuses it: " + to_string(checked.error());
  std::string again;
  if (const auto written = encode(value, again); !written) return "encode refuses it: " + to_string(written.error());
  typename Message::Payload back;
  if (const auto reread = decode(std::string_view(again), back); !reread)
    return "written as " + again + ", which is refused: " + to_string(reread.error());
  if (!(back == value)) {
    return is_less(again, text) ? rests_on_unlisted() : "written as " + again + ", which is another value";
  }
  if (const auto wrong = violation(again, rule); !wrong.empty())
    return "written as " + again + ", which the schema refuses: " + wrong;
  return to_log(value).empty() ? "nothing is logged" : "";
}

struct Message {
  const char* id;
  std::string (*compare)(const std::string&, const mesh::json::Rule&);
};

constexpr std::array kMessages{
#define RANDOM_MESSAGE(id) Message{#id, &compare<random_contract::id##Message>},
#include "messages.inc"
#undef RANDOM_MESSAGE
};

}  // namespace

TEST_CASE("generated code gives the verdicts of the schema, and writes what it reads") {
  const auto schema = Schema::compile(text_of("schemas.json"));
  INFO((schema ? std::string() : to_string(schema.error())));
  REQUIRE(schema);
  const auto documents = nlohmann::json::parse(text_of("documents.json"));
  std::size_t valid = 0;
  std::size_t all = 0;
  for (const auto& message : kMessages) {
    const auto& rule = schema->at(std::string("/definitions/") + message.id);
    for (const auto& document : documents.at(message.id)) {
      const auto text = document.get<std::string>();
      INFO(message.id << ": " << text);
      CHECK(message.compare(text, rule) == "");
      ++all;
      valid += violation(text, rule).empty() ? 1U : 0U;
    }
  }
  WARN(valid << " of " << all << " documents are valid");
  CHECK(all > 0);
  CHECK(unlisted * 100 <= valid * RANDOM_UNLISTED_PERCENT);
}
