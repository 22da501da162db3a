#include <memory>
#include <string>

#include <catch2/catch_test_macros.hpp>

#include "diag/codes.hpp"
#include "diag/printer.hpp"
#include "load/yaml.hpp"
#include "settings/ignores.hpp"

using namespace meshgen;

namespace {

/// A document whose ignores were collected; `warn` says where a warning is reported then.
struct Read {
  explicit Read(const std::string& text) : file(std::make_shared<const diag::SourceFile>("a.yaml", text)) {
    sink.keep(file);
    root = load::parse_yaml(*file, sink);
    if (root) settings::collect_ignores(*root, sink);
  }
  void warn(std::string_view word, const diag::Code& code = diag::codes::kNoTopic) {
    const auto begin = static_cast<std::uint32_t>(file->text().find(word));
    sink.report(code, {file.get(), begin, begin}, "m");
  }
  [[nodiscard]] std::string said() const { return diag::print(sink, diag::Colours::kNever); }

  std::shared_ptr<const diag::SourceFile> file;
  diag::Sink sink;
  std::optional<load::Node> root;
};

}  // namespace

TEST_CASE("an ignore reaches its object with its key, and nothing beside it") {
  for (const std::string text :
       {"channels:\n  before: {a: 1}\n  here:\n    x-meshgen-ignore: [no-topic]\n    in: {deep: [1]}\n"
        "  after: 2\n",
        "{channels: {before: {a: 1}, here: {in: {deep: [1]}, x-meshgen-ignore: [no-topic]}, "
        "after: 2}}\n"}) {
    INFO(text);
    Read read(text);
    for (const auto* word : {"here", "in:", "deep", "1]"}) read.warn(word);
    CHECK(read.sink.silenced().size() == 4);
    for (const auto* word : {"before", "after", "2", "channels"}) read.warn(word);
    CHECK(read.sink.silenced().size() == 4);
    CHECK(read.sink.sorted().size() == 4);
  }
}

TEST_CASE("at the root an ignore reaches the whole file, in a list one item") {
  Read whole("a: 1\nx-meshgen-ignore: {no-topic: as agreed}\nb: 2\n");
  whole.warn("a: 1");
  whole.warn("b: 2");
  REQUIRE(whole.sink.silenced().size() == 2);
  CHECK(whole.sink.silenced().front()->silence_reason == "as agreed");
  Read item("list:\n  - name: one\n    x-meshgen-ignore: [no-topic]\n  - name: two\n");
  item.warn("one");
  item.warn("two");
  CHECK(item.sink.silenced().size() == 1);
}

TEST_CASE("what an alias brings in is silenced where it is written, not where it is used") {
  Read read("first: &one {word: 1}\nsecond:\n  x-meshgen-ignore: [no-topic]\n  again: *one\n  <<: *one\n");
  read.warn("word");
  CHECK(read.sink.silenced().empty());
  read.warn("again");
  CHECK(read.sink.silenced().size() == 1);
}

TEST_CASE("a property of that name, data and other extensions are not read") {
  Read read(
      "schema: {properties: {x-meshgen-ignore: {type: string}}}\ndefault: {x-meshgen-ignore: [what]}\n"
      "x-other: {x-meshgen-ignore: [what]}\n");
  CHECK(read.said().empty());
  CHECK(read.sink.ignores().empty());
}

TEST_CASE("below a property's name it is read again") {
  Read read("properties: {word: {type: string, x-meshgen-ignore: [no-topic]}, other: 1}\n");
  read.warn("word");
  read.warn("other");
  CHECK(read.sink.silenced().size() == 1);
}

TEST_CASE("what is no code, no warning or no list is said") {
  CHECK(Read("x-meshgen-ignore: [no-topics]\n").said() ==
        "a.yaml:1:20: warning: there is no diagnostic 'no-topics' [unused-ignore]\n"
        "     1 | x-meshgen-ignore: [no-topics]\n       |                    ^\n  help: did you mean 'no-topic'?\n");
  CHECK(Read("x-meshgen-ignore: {wrong-kind: later}\n")
            .said()
            .starts_with("a.yaml:1:20: error: 'wrong-kind' is an error and cannot be ignored [extension-value]"));
  for (const std::string value : {"no-topic", "7", "[7]", "{no-topic: 7}", "[[no-topic]]"}) {
    INFO(value);
    CHECK(Read("x-meshgen-ignore: " + value + "\n")
              .said()
              .find("'x-meshgen-ignore' must be a list of codes, or codes with reasons [extension-value]") !=
          std::string::npos);
  }
}

TEST_CASE("an ignore that silences nothing is reported, if the file is the one that is asked about") {
  Read read("a: {x-meshgen-ignore: [no-topic, nothing-required]}\n");
  read.warn("a:", diag::codes::kNoTopic);
  const diag::SourceFile other("b.yaml", "");
  settings::report_unused_ignores(other, read.sink);
  CHECK(read.said().empty());
  settings::report_unused_ignores(*read.file, read.sink);
  CHECK(read.said().starts_with("a.yaml:1:34: warning: nothing here gives 'nothing-required' [unused-ignore]"));
  CHECK(read.sink.sorted().size() == 1);
}

TEST_CASE("a wide object is gone through in no more than a moment") {
  std::string text = "root:\n";
  for (int i = 0; i < 50'000; ++i) text += "  k" + std::to_string(i) + ": {a: 1}\n";
  Read read(text + "  last: {x-meshgen-ignore: [no-topic]}\n");
  CHECK(read.sink.ignores().size() == 1);
}
