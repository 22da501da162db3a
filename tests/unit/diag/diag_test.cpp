#include <catch2/catch_test_macros.hpp>

#include "diag/codes.hpp"
#include "diag/printer.hpp"

using namespace meshgen::diag;

namespace {

Span at(const SourceFile& file, std::string_view word) {
  const auto begin = static_cast<std::uint32_t>(file.text().find(word));
  return {&file, begin, begin + static_cast<std::uint32_t>(word.size())};
}

}  // namespace

TEST_CASE("a diagnostic shows place, code, line, caret, notes and help") {
  const SourceFile file("shop.yaml", "a: 1\nb:\n  c: wrong\n");
  Sink sink;
  sink.report(codes::kWrongKind, at(file, "wrong"), "'c' must be a number, not a string")
      .note(at(file, "a: 1"), "'a' is here")
      .with_help("write a number");
  CHECK(print(sink, Colours::kNever) ==
        "shop.yaml:3:6: error: 'c' must be a number, not a string [wrong-kind]\n"
        "     3 |   c: wrong\n"
        "       |      ^\n"
        "  shop.yaml:1:1: note: 'a' is here\n"
        "  help: write a number\n");
}

TEST_CASE("columns count code points, and a BOM and a carriage return are no text") {
  const SourceFile file("x.yaml", "\xEF\xBB\xBFkey: \xC3\xA4\xC3\xB6 here\r\nnext\r\n");
  Sink sink;
  sink.report(codes::kYamlSyntax, at(file, "here"), "m");
  CHECK(print(sink, Colours::kNever) ==
        "x.yaml:1:9: error: m [yaml-syntax]\n     1 | key: \xC3\xA4\xC3\xB6 here\n       |         ^\n");
  CHECK(file.line(2) == "next");
  CHECK(file.line(99).empty());
}

TEST_CASE("what has no place names the tool") {
  Sink sink;
  sink.report(codes::kFileNotRead, {}, "cannot read 'x'");
  CHECK(print(sink, Colours::kNever) == "meshgen: error: cannot read 'x' [file-not-read]\n");
}

TEST_CASE("control characters of a document do not reach the terminal") {
  const SourceFile file("x.yaml", "a: \x1b[31mred\tx\n");
  Sink sink;
  sink.report(codes::kWrongKind, at(file, "red"), "\x1b[2J");
  const auto text = print(sink, Colours::kNever);
  CHECK(text.find('\x1b') == std::string::npos);
  CHECK(text.find("?[31mred x") != std::string::npos);
}

TEST_CASE("a very long line is shown around the caret") {
  const SourceFile file("x.json", std::string(5000, ' ') + "here" + std::string(5000, ' '));
  Sink sink;
  sink.report(codes::kWrongKind, at(file, "here"), "m");
  const auto text = print(sink, Colours::kNever);
  CHECK(text.size() < 500);
  const auto line = text.find("here") - text.find("     1 | ");
  const auto caret = text.find('^') - text.find("       | ");
  CHECK(line == caret);
}

TEST_CASE("diagnostics come in document order, files as they were first seen, whatever has no place first") {
  const SourceFile first("1.yaml", "a\nb\n");
  const SourceFile second("2.yaml", "c\n");
  Sink sink;
  sink.report(codes::kWrongKind, at(first, "b"), "third");
  sink.report(codes::kWrongKind, at(second, "c"), "fourth");
  sink.report(codes::kWrongKind, at(first, "a"), "second");
  sink.report(codes::kFileNotRead, {}, "first");
  std::string order;
  for (const auto* diagnostic : sink.sorted()) order += diagnostic->message + " ";
  CHECK(order == "first second third fourth ");
}

TEST_CASE("the sink counts errors, not warnings, and knows their category") {
  Sink sink;
  sink.report(codes::kNoRequired, {}, "warning");
  CHECK_FALSE(sink.has_errors());
  sink.report(codes::kUnsupported, {}, "error");
  CHECK(sink.error_count() == 1);
  CHECK(sink.has_errors(Category::kUnsupported));
  CHECK_FALSE(sink.has_errors(Category::kDocument));
  sink.report_as(Severity::kWarning, codes::kWrongKind, {}, "made a warning");
  CHECK_FALSE(sink.has_errors(Category::kDocument));
}

TEST_CASE("past the limit errors are counted, not shown") {
  Sink sink;
  for (int i = 0; i < 5; ++i) sink.report(codes::kWrongKind, {}, "m");
  const auto text = print(sink, Colours::kNever, 2);
  CHECK(text.ends_with("meshgen: 3 more not shown\n"));
}

TEST_CASE("the sink keeps a text that nobody else keeps") {
  Sink sink;
  {
    const auto file = std::make_shared<const SourceFile>("gone.yaml", "a: b\n");
    sink.keep(file);
    sink.report(codes::kWrongKind, at(*file, "b"), "m");
  }
  CHECK(print(sink, Colours::kNever).starts_with("gone.yaml:1:4: error: m"));
}
