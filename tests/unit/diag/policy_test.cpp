#include <catch2/catch_test_macros.hpp>

#include "diag/codes.hpp"
#include "diag/sink.hpp"

using namespace meshgen::diag;

namespace {

const SourceFile& document() {
  static const SourceFile kFile("shop.yaml", "outer:\n  inner:\n    word: 1\nother: 2\n");
  return kFile;
}

Span at(std::string_view word) {
  const auto begin = static_cast<std::uint32_t>(document().text().find(word));
  return {&document(), begin, begin + static_cast<std::uint32_t>(word.size())};
}

Ignore ignore(std::string_view from, std::string_view to, const Code& code) {
  return {at(from), {&document(), at(from).begin, at(to).begin}, std::string(code.id), "we know", 0};
}

}  // namespace

TEST_CASE("the settings make a warning an error, or nothing") {
  Sink sink(Policy{{{"no-topic", Level::kError}, {"nothing-required", Level::kIgnore}}});
  sink.report(codes::kNoTopic, {}, "raised");
  sink.report(codes::kNoRequired, {}, "silenced");
  sink.report(codes::kNoOperations, {}, "left alone");
  CHECK(sink.error_count() == 1);
  CHECK(sink.has_errors(Category::kUnsupported));
  REQUIRE(sink.sorted().size() == 2);
  CHECK(sink.sorted().front()->severity == Severity::kError);
  REQUIRE(sink.silenced().size() == 1);
  CHECK(sink.silenced().front()->silence == Silence::kSettings);
}

TEST_CASE("the settings cannot lower what a stage reports as an error") {
  Sink sink(Policy{{{"illegal-topic", Level::kIgnore}, {"wrong-kind", Level::kWarning}}});
  sink.report_as(Severity::kError, codes::kIllegalTopic, {}, "of generate");
  sink.report(codes::kWrongKind, {}, "an error");
  CHECK(sink.error_count() == 2);
  CHECK(sink.silenced().empty());
}

TEST_CASE("an ignore silences what lies in its object, reported before or after it was found") {
  Sink sink;
  sink.report(codes::kNoRequired, at("word"), "before");
  sink.ignore(ignore("outer", "other", codes::kNoRequired));
  sink.report(codes::kNoRequired, at("inner"), "after");
  sink.report(codes::kNoRequired, at("other"), "outside");
  sink.report(codes::kNoTopic, at("word"), "another code");
  CHECK(sink.silenced().size() == 2);
  CHECK(sink.silenced().front()->silence_reason == "we know");
  CHECK(sink.sorted().size() == 2);
  CHECK(sink.ignores().front().uses == 2);
}

TEST_CASE("the innermost ignore is the one that counts as used") {
  Sink sink;
  sink.ignore(ignore("outer", "other", codes::kNoRequired));
  sink.ignore(ignore("inner", "other", codes::kNoRequired));
  sink.report(codes::kNoRequired, at("word"), "m");
  CHECK(sink.ignores()[0].uses == 0);
  CHECK(sink.ignores()[1].uses == 1);
}

TEST_CASE("an ignore is stronger than a severity of the settings, and the error no longer counts") {
  Sink sink(Policy{{{"nothing-required", Level::kError}}});
  sink.report(codes::kNoRequired, at("word"), "before");
  CHECK(sink.has_errors());
  sink.ignore(ignore("outer", "other", codes::kNoRequired));
  CHECK_FALSE(sink.has_errors());
  CHECK_FALSE(sink.has_errors(Category::kDocument));
  sink.report(codes::kNoRequired, at("word"), "after");
  CHECK(sink.error_count() == 0);
  CHECK(sink.silenced().size() == 2);
}

TEST_CASE("an ignore does not lower an error, but says why, and is not unused") {
  Sink sink;
  sink.ignore(ignore("outer", "other", codes::kIllegalTopic));
  sink.report_as(Severity::kError, codes::kIllegalTopic, at("word"), "of generate");
  CHECK(sink.error_count() == 1);
  CHECK(sink.ignores().front().uses == 1);
  REQUIRE(sink.sorted().front()->notes.size() == 1);
  CHECK(sink.sorted().front()->notes.front().span == at("outer"));
}

TEST_CASE("what fails on warnings does not count what was silenced") {
  Sink sink(Policy{{{"nothing-required", Level::kIgnore}}});
  sink.report(codes::kNoRequired, {}, "silenced");
  CHECK_FALSE(sink.has_any(Category::kDocument));
  sink.report(codes::kDataschema, {}, "warning");
  CHECK(sink.has_any(Category::kDocument));
  CHECK_FALSE(sink.has_any(Category::kUnsupported));
}
