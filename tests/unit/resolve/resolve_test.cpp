#include <map>
#include <string>

#include <catch2/catch_test_macros.hpp>

#include "diag/printer.hpp"
#include "resolve/document.hpp"

using namespace meshgen;

namespace {

using Texts = std::map<std::string, std::string>;

struct Resolved {
  explicit Resolved(Texts texts) : files(std::move(texts)), document(resolve::resolve(files, "a.yaml", sink)) {}
  /// The headlines, without excerpts.
  [[nodiscard]] std::string said() const {
    std::string lines;
    const auto text = diag::print(sink, diag::Colours::kNever);
    for (std::size_t at = 0; at < text.size();) {
      const auto end = text.find('\n', at);
      const auto line = text.substr(at, end - at);
      if (line.find("yaml:") != std::string::npos || line.starts_with("meshgen:")) lines += line + "\n";
      at = end + 1;
    }
    return lines;
  }
  /// What the reference at root's `x` leads to in the end, as JSON.
  [[nodiscard]] std::string target() const {
    const auto* node = document ? document->follow(*document->root().find("x")) : nullptr;
    return node == nullptr ? "nothing" : load::to_json(*node);
  }

  diag::Sink sink;
  load::MemoryFiles files;
  std::optional<resolve::ResolvedDocument> document;
};

}  // namespace

TEST_CASE("a reference leads through references, within a file and to others") {
  const Resolved found(Texts{{"a.yaml", "x: {$ref: '#/y/inner'}\ny: {$ref: 'sub/b.yaml#/z'}\n"},
                             {"sub/b.yaml", "z: {inner: {$ref: '../c.yaml'}}\n"},
                             {"c.yaml", "whole: file\n"}});
  CHECK(found.said().empty());
  CHECK(found.target() == R"({"whole":"file"})");
  CHECK(found.document->files.size() == 3);
}

TEST_CASE("tilde and percent escapes are undone, in this order") {
  const Resolved found(Texts{{"a.yaml", "x: {$ref: '#/defs/a~1b~0c%7Bd%7D%20e'}\ndefs: {'a/b~c{d} e': 7}\n"}});
  CHECK(found.said().empty());
  CHECK(found.target() == "7");
}

TEST_CASE("a file is opened once, however its name is spelled") {
  const Resolved found(
      Texts{{"a.yaml", "x: {$ref: 'b.yaml#/p'}\ny: {$ref: './sub/../b.yaml#/p'}\n"}, {"b.yaml", "p: 1\n"}});
  CHECK(found.said().empty());
  CHECK(found.document->files.size() == 2);
}

TEST_CASE("a pointer that leads nowhere names the nearest name and its place") {
  const Resolved found(Texts{{"a.yaml", "x: {$ref: '#/schemas/Ordr'}\nschemas: {Order: {}}\n"}});
  CHECK(found.said() ==
        "a.yaml:1:11: error: '#/schemas/Ordr' leads nowhere: '/schemas' has no 'Ordr' [unresolved-ref]\n"
        "  a.yaml:2:11: note: 'Order' is declared here\n");
}

TEST_CASE("a reference that leads back to itself is told once, at the one that stands first") {
  const Resolved alone(Texts{{"a.yaml", "x: {$ref: '#/x'}\n"}});
  CHECK(alone.said() == "a.yaml:1:11: error: reference '#/x' leads back to itself [ref-cycle]\n");
  CHECK(alone.target() == "nothing");
  const Resolved two(Texts{{"a.yaml", "x: {$ref: '#/y'}\ny: {$ref: '#/x'}\n"}});
  CHECK(two.sink.error_count() == 1);
  const Resolved files(Texts{{"a.yaml", "x: {$ref: 'b.yaml#/y'}\n"}, {"b.yaml", "y: {$ref: 'a.yaml#/x'}\n"}});
  CHECK(files.sink.error_count() == 1);
}

TEST_CASE("recursion through an object is no cycle") {
  const Resolved found(Texts{{"a.yaml", "x: {$ref: '#/Node'}\nNode: {next: {$ref: '#/Node'}}\n"}});
  CHECK(found.said().empty());
}

TEST_CASE("nothing is fetched, and a missing file is told where it is named") {
  CHECK(Resolved(Texts{{"a.yaml", "x: {$ref: 'https://x.org/b.yaml'}\n"}}).said() ==
        "a.yaml:1:11: error: 'https://x.org/b.yaml' is remote, and there is no copy of it here [remote-ref]\n");
  CHECK(Resolved(Texts{{"a.yaml", "x: {$ref: 'b.yaml#/y'}\n"}}).said() ==
        "a.yaml:1:11: error: cannot read 'b.yaml': there is no such file [unresolved-ref]\n");
  const Resolved none(Texts{});
  CHECK_FALSE(none.document);
  CHECK(none.said() == "meshgen: error: cannot read 'a.yaml': there is no such file [file-not-read]\n");
}

TEST_CASE("a broken file is told once, not again by those who refer to it") {
  const Resolved found(Texts{{"a.yaml", "x: {$ref: 'b.yaml#/y'}\nz: {$ref: 'b.yaml#/w'}\n"}, {"b.yaml", "y: [\n"}});
  CHECK(found.sink.error_count() == 1);
}

TEST_CASE("'$ref' in data is the user's own word, and so is a property of that name") {
  const Resolved found(Texts{{"a.yaml",
                              "payload:\n  examples: [{$ref: '#/nowhere'}]\n  default: {$ref: '#/nowhere'}\n"
                              "  properties: {$ref: {type: string}}\nx-own: {$ref: '#/nowhere'}\n"}});
  CHECK(found.said().empty());
}

TEST_CASE("what stands beside '$ref' is warned of") {
  const Resolved found(Texts{{"a.yaml", "x: {$ref: '#/y', title: mine, x-note: fine}\ny: {}\n"}});
  CHECK(found.said() == "a.yaml:1:18: warning: 'title' beside a '$ref' is ignored [ref-sibling-ignored]\n");
}

namespace {

/// x leads through `count` references, counted with itself.
Texts chain_of(int count, const std::string& rest = {}) {
  std::string text = "x: {$ref: '#/r1" + rest + "'}\n";
  for (int i = 1; i < count; ++i) {
    text += "r" + std::to_string(i) + ": {$ref: '#/r" + std::to_string(i + 1) + rest + "'}\n";
  }
  return {{"a.yaml", text + "r" + std::to_string(count) + ": {y: 1}\n"}};
}

}  // namespace

TEST_CASE("a chain of references has an end") {
  const Resolved longest(chain_of(100));
  CHECK(longest.said().empty());
  CHECK(longest.target() == R"({"y":1})");
  const Resolved too_long(chain_of(101));
  CHECK(too_long.said() == "a.yaml:1:11: error: reference '#/r1' begins a chain of more than 100 [ref-chain]\n");
  CHECK(too_long.target() == "nothing");
  const Resolved endless(chain_of(20'000));
  CHECK(endless.sink.error_count() == 1);
}

TEST_CASE("pointers through references go so deep and no deeper") {
  std::string text = "x: {$ref: '#/r0/next'}\n";
  for (int i = 0; i < 20'000; ++i) {
    text += "r" + std::to_string(i) + ": {$ref: '#/r" + std::to_string(i + 1) + "/next'}\n";
  }
  const Resolved found(Texts{{"a.yaml", text + "r20000: {next: {}}\n"}});
  CHECK(found.sink.has_errors());
}

TEST_CASE("a contract reaches a thousand files and no more, which is told once") {
  const auto texts = [](int count) {
    Texts files{{"a.yaml", "x: {$ref: '1.yaml'}\n"}};
    for (int i = 1; i < count; ++i)
      files[std::to_string(i) + ".yaml"] = "x: {$ref: '" + std::to_string(i + 1) + ".yaml'}\n";
    files[std::to_string(count) + ".yaml"] = "y: {$ref: 'no.yaml'}\nz: {$ref: 'none.yaml'}\n";
    return files;
  };
  const Resolved most(texts(999));
  CHECK(most.said().find("999.yaml:1:11: error: the contract reaches more than 1000 files [too-many-files]") == 0);
  CHECK(most.sink.error_count() == 1);
  const Resolved fewer(texts(998));
  CHECK(fewer.said().find("too-many-files") == std::string::npos);
}

TEST_CASE("the files of a contract have a size together, which is told once") {
  Texts files{{"a.yaml", "[{$ref: b.yaml}, {$ref: c.yaml}, {$ref: d.yaml}, {$ref: e.yaml}, {$ref: f.yaml}]\n"}};
  for (const char* name : {"b.yaml", "c.yaml", "d.yaml", "e.yaml", "f.yaml"}) {
    files[name] = "# " + std::string(load::kFileBytesMax - 8, '-') + "\n{}\n";
  }
  const Resolved found(files);
  CHECK(found.said() ==
        "a.yaml:1:57: error: with 'e.yaml' the contract's files are larger than 64 MiB [file-too-large]\n");
}
