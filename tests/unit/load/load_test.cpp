#include <array>
#include <filesystem>
#include <fstream>
#include <string>

#include <unistd.h>
#include <catch2/catch_test_macros.hpp>

#include "diag/printer.hpp"
#include "load/files.hpp"
#include "load/yaml.hpp"

using namespace meshgen;
using load::Kind;

namespace {

struct Parsed {
  explicit Parsed(std::string text) : source("a.yaml", std::move(text)), root(load::parse_yaml(source, sink)) {}
  [[nodiscard]] std::string said() const { return diag::print(sink, diag::Colours::kNever); }
  [[nodiscard]] std::string first_line() const { return said().substr(0, said().find('\n')); }
  [[nodiscard]] std::string json() const { return root ? load::to_json(*root) : "nothing"; }

  diag::Sink sink;
  diag::SourceFile source;
  std::optional<load::Node> root;
};

}  // namespace

TEST_CASE("plain scalars are what the core schema of YAML 1.2 says") {
  struct Row {
    std::string_view text;
    Kind kind;
  };
  const std::array rows{Row{"true", Kind::kBool},
                        Row{"False", Kind::kBool},
                        Row{"yes", Kind::kString},
                        Row{"on", Kind::kString},
                        Row{"12", Kind::kInteger},
                        Row{"-7", Kind::kInteger},
                        Row{"0o17", Kind::kInteger},
                        Row{"0x1F", Kind::kInteger},
                        Row{"0o9", Kind::kString},
                        Row{"1.0", Kind::kNumber},
                        Row{"1e3", Kind::kNumber},
                        Row{".5", Kind::kNumber},
                        Row{"-.inf", Kind::kNumber},
                        Row{".nan", Kind::kNumber},
                        Row{"1_000", Kind::kString},
                        Row{".", Kind::kString},
                        Row{"2024-01-01", Kind::kString},
                        Row{"3.0.0", Kind::kString},
                        Row{"null", Kind::kNull},
                        Row{"~", Kind::kNull},
                        Row{"", Kind::kNull},
                        Row{"'12'", Kind::kString},
                        Row{"\"true\"", Kind::kString},
                        Row{"'null'", Kind::kString},
                        Row{"!!str 12", Kind::kString},
                        Row{"!!float 3", Kind::kNumber}};
  for (const auto& row : rows) {
    INFO(row.text);
    const Parsed parsed("k: " + std::string(row.text) + "\n");
    REQUIRE(parsed.root);
    CHECK(parsed.root->find("k")->kind == row.kind);
  }
}

TEST_CASE("every node knows its place") {
  const Parsed parsed("a:\n  b: [one, 'two']\n");
  REQUIRE(parsed.root);
  const auto* list = parsed.root->find("a")->find("b");
  REQUIRE(list != nullptr);
  const auto text = [&](const diag::Span& span) {
    return parsed.source.text().substr(span.begin, span.end - span.begin);
  };
  CHECK(text(list->items[0].span) == "one");
  CHECK(text(list->items[1].span) == "'two'");
  CHECK(text(parsed.root->find("a")->find_member("b")->key_span) == "b");
}

TEST_CASE("a duplicate key is told with both places, however deep") {
  const Parsed parsed("a:\n  x: 1\n  x: 2\n");
  CHECK_FALSE(parsed.root);
  CHECK(parsed.said().find("a.yaml:3:3: error: key 'x' stands here twice [duplicate-key]") != std::string::npos);
  CHECK(parsed.said().find("a.yaml:2:3: note: the first is here") != std::string::npos);
}

TEST_CASE("aliases are copies, merge keys give way to the map's own keys") {
  const Parsed parsed("base: &b {x: 1, y: 2}\none: *b\ntwo: {<<: *b, y: 3}\nthree: {<<: [{x: 9}, *b]}\n");
  CHECK(parsed.json() == R"({"base":{"x":1,"y":2},"one":{"x":1,"y":2},"two":{"y":3,"x":1},"three":{"x":9,"y":2}})");
}

TEST_CASE("JSON escapes, surrogate pairs among them, become UTF-8 and later places stay right") {
  const Parsed parsed("{\"a\": \"\\ud83d\\ude00 \\u00e4 \\\\ud83d\\\\ude00\", \"b\": wrong}");
  REQUIRE(parsed.root);
  CHECK(parsed.root->find("a")->text == "\xF0\x9F\x98\x80 \xC3\xA4 \\ud83d\\ude00");
  const auto span = parsed.root->find("b")->span;
  CHECK(parsed.source.text().substr(span.begin, 5) == "wrong");
}

TEST_CASE("in YAML that is not JSON the same characters stand for themselves") {
  const Parsed parsed("a: '\\ud83d\\ude00'\n");
  REQUIRE(parsed.root);
  CHECK(parsed.root->find("a")->text == "\\ud83d\\ude00");
}

TEST_CASE("line ends and a byte order mark change nothing") {
  const std::string plain = "a: one\nb: |\n  two\n  three\n";
  std::string windows = "\xEF\xBB\xBF";
  for (const char c : plain) windows += c == '\n' ? std::string("\r\n") : std::string(1, c);
  CHECK(Parsed(windows).json() == Parsed(plain).json());
}

TEST_CASE("what is no contract's YAML is refused with its place") {
  struct Row {
    std::string text;
    std::string_view says;
  };
  const std::array rows{
      Row{"", "a.yaml:1:1: error: the document is empty [empty-document]"},
      Row{"a: 1\n---\nb: 2\n", "a.yaml:2:1: error: a second document begins here [yaml-syntax]"},
      Row{"1: x\n", "a.yaml:1:1: error: this key is an integer, not a string [key-not-a-string]"},
      Row{"a: !mine x\n", "a.yaml:1:4: error: tag '!mine' is not known [yaml-syntax]"},
      Row{"a: !!int x\n", "a.yaml:1:4: error: 'x' is no value of its tag [yaml-syntax]"},
      Row{"a: *nowhere\n", "a.yaml:1:4: error: the referenced anchor is not defined [yaml-syntax]"},
      Row{"a: {b: 1\n", "a.yaml:2:1: error: ',' or '}' is missing here [yaml-syntax]"},
      Row{"a: b: c\n", "a.yaml:1:5: error: no ':' can stand here [yaml-syntax]"},
      Row{"a: \xE9\n", "a.yaml:1:4: error: this byte is not UTF-8 [not-utf8]"},
      Row{"a: " + std::string(300, '[') + std::string(300, ']'),
          "a.yaml:1:203: error: values are nested more than 200 deep [too-deep]"},
  };
  for (const auto& row : rows) {
    INFO(row.text);
    const Parsed parsed(row.text);
    CHECK_FALSE(parsed.root);
    CHECK(parsed.first_line() == row.says);
  }
}

TEST_CASE("aliases cannot make a small file a large document") {
  std::string text = "a: &a [1,1,1,1,1,1,1,1,1,1]\n";
  for (char c = 'b'; c < 'i'; ++c) {
    text += std::string(1, c) + ": &" + c + " [";
    for (int i = 0; i < 10; ++i) text += (i > 0 ? ",*" : "*") + std::string(1, static_cast<char>(c - 1));
    text += "]\n";
  }
  CHECK(Parsed(text).first_line().ends_with("[too-many-aliases]"));
}

TEST_CASE("numbers are compared by value, objects without their order") {
  const Parsed parsed("{a: 1, b: 1.0, c: {x: 1, y: 2}, d: {y: 2, x: 1}, e: '1'}");
  REQUIRE(parsed.root);
  const auto& root = *parsed.root;
  CHECK(load::equal(*root.find("a"), *root.find("b")));
  CHECK(load::equal(*root.find("c"), *root.find("d")));
  CHECK_FALSE(load::equal(*root.find("a"), *root.find("e")));
  CHECK(root.find("b")->as_int64() == 1);
}

TEST_CASE("a file that cannot be read says why") {
  load::DiskFiles files;
  const auto why = [&](const std::string& path) {
    const auto read = files.read(path);
    const auto* failure = std::get_if<load::ReadFailure>(&read);
    return failure == nullptr ? std::string("it was read") : failure->why;
  };
  CHECK(why("/no/such/file.yaml") == "there is no such file");
  CHECK(why("/") == "it is a directory");
  CHECK(why("/dev/zero") == "it is larger than 16 MiB");
}

TEST_CASE("members of a large map are found by their keys, in a copy too") {
  std::string text;
  for (int i = 0; i < 100; ++i) text += "k" + std::to_string(i * 7 % 100) + ": " + std::to_string(i) + "\n";
  diag::Sink sink;
  const diag::SourceFile source("a.yaml", text);
  const auto root = load::parse_yaml(source, sink);
  REQUIRE(root);
  auto copy = *root;
  CHECK(copy.find("k7")->text == "1");
  CHECK(copy.find("k93")->text == "99");
  CHECK(copy.find("k100") == nullptr);
  copy.members.erase(copy.members.begin());
  CHECK(copy.find("k0") == nullptr);
  CHECK(copy.find("k93")->text == "99");
}

TEST_CASE("equal values are found, numbers by what they are worth and objects in any order") {
  diag::Sink sink;
  const diag::SourceFile source("a.yaml", "[1, a, 1.0, {x: 1, y: 2}, {y: 2.0, x: 1}, '1', [1], [1, 1], a, null, ~]\n");
  const auto root = load::parse_yaml(source, sink);
  REQUIRE(root);
  using Pairs = std::vector<std::pair<std::size_t, std::size_t>>;
  CHECK(load::duplicates(root->items) == Pairs{{2, 0}, {4, 3}, {8, 1}, {10, 9}});
}

TEST_CASE("references may lead to the roots alone, through no symbolic link out of them") {
  namespace fs = std::filesystem;
  const auto folder = fs::temp_directory_path() / ("meshgen-roots-" + std::to_string(::getpid()));
  fs::create_directories(folder / "in" / "deep");
  fs::create_directories(folder / "inside");
  std::ofstream(folder / "inside" / "x.yaml") << "{}\n";
  fs::create_symlink(folder / "inside" / "x.yaml", folder / "in" / "link.yaml");
  const load::DiskFiles files({(folder / "in").string()});
  CHECK(files.may_be_referred_to((folder / "in" / "x.yaml").string()));
  CHECK(files.may_be_referred_to((folder / "in" / "deep" / ".." / "x.yaml").string()));
  CHECK_FALSE(files.may_be_referred_to((folder / "in" / ".." / "x.yaml").string()));
  CHECK_FALSE(files.may_be_referred_to((folder / "inside" / "x.yaml").string()));
  CHECK_FALSE(files.may_be_referred_to((folder / "in" / "link.yaml").string()));
  CHECK(load::DiskFiles().may_be_referred_to("/etc/passwd"));
  fs::remove_all(folder);
}
