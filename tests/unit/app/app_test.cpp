#include <array>
#include <map>
#include <string>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include "app/exit_code.hpp"
#include "app/options.hpp"
#include "app/pipeline.hpp"
#include "diag/codes.hpp"

using namespace meshgen;

TEST_CASE("the exit code is 4 before 2 before 3, and warnings count for nothing") {
  diag::Sink sink;
  CHECK(app::exit_code(sink) == 0);
  sink.report(diag::codes::kNoRequired, {}, "warning");
  CHECK(app::exit_code(sink) == 0);
  sink.report(diag::codes::kUnsupported, {}, "m");
  CHECK(app::exit_code(sink) == 3);
  sink.report(diag::codes::kWrongKind, {}, "m");
  CHECK(app::exit_code(sink) == 2);
  sink.report(diag::codes::kNotWritten, {}, "m");
  CHECK(app::exit_code(sink) == 4);
}

namespace {

app::Parsed parse(std::vector<const char*> words) {
  words.insert(words.begin(), "meshgen");
  return app::parse_arguments(static_cast<int>(words.size()), words.data());
}

}  // namespace

TEST_CASE("a command line becomes one command") {
  const auto parsed = parse({"generate", "a.yaml", "-o", "gen", "--namespace", "a::b", "-q"});
  REQUIRE(parsed.command);
  const auto* generate = std::get_if<app::GenerateCommand>(&*parsed.command);
  REQUIRE(generate != nullptr);
  CHECK(generate->contract == "a.yaml");
  CHECK(generate->output == "gen");
  CHECK(generate->options.cpp_namespace == "a::b");
  CHECK(generate->quiet);
  CHECK_FALSE(generate->check_only);
  const auto check = parse({"check", "a.yaml", "-o", "gen"});
  REQUIRE(check.command);
  CHECK(std::get<app::GenerateCommand>(*check.command).check_only);
}

TEST_CASE("help and version leave with 0, a wrong command line with 5 and what was meant") {
  CHECK(parse({"--help"}).exit_code == 0);
  CHECK(parse({"--version"}).text.starts_with("meshgen "));
  struct Row {
    std::vector<const char*> words;
    std::string_view says;
  };
  const std::array rows{
      Row{{"genrate"}, "meshgen: there is no command 'genrate': did you mean 'generate'?"},
      Row{{"generate", "a.yaml"}, "meshgen: --output is required"},
      Row{{"generate", "a.yaml", "-o", "x", "--template", "t"},
          "meshgen: 'generate' has no option '--template': did you mean '--templates'?"},
      Row{{"check", "a.yaml", "-o", "x", "--namespace", "1a"}, "meshgen: '1a' is no C++ namespace"},
      Row{{"generate", "a.yaml", "-o", "x", "--shards", "65"}, "meshgen: --shards: Value 65 not in range 1 to 64"},
      Row{{"generate", "--shards", "2"}, "meshgen: --shards needs a contract"},
      Row{{}, "meshgen: A subcommand is required"},
  };
  for (const auto& row : rows) {
    INFO(row.says);
    const auto parsed = parse(row.words);
    CHECK_FALSE(parsed.command);
    CHECK(parsed.exit_code == 5);
    CHECK(parsed.text.starts_with(row.says));
  }
}

TEST_CASE("a type's shard follows from its name: a new type changes one shard's text and moves no other") {
  const auto contract = [](const std::vector<std::string>& names) {
    std::string text = "asyncapi: 3.0.0\ninfo: {title: t, version: v}\nchannels: {c: {address: c, messages: {";
    for (const auto& name : names) text += name + "M: {payload: {$ref: '#/components/schemas/" + name + "'}}, ";
    text += "}}}\noperations: {o: {action: send, channel: {$ref: '#/channels/c'}}}\ncomponents: {schemas: {";
    for (const auto& name : names)
      text += name + ": {type: object, required: [x], properties: {x: {$ref: '#/components/schemas/Code'}}}, ";
    return text + "Code: {type: string, minLength: 3}}}\n";
  };
  const auto render = [&](const std::vector<std::string>& names) {
    load::MemoryFiles files{{{"a.yaml", contract(names)}}};
    diag::Sink sink;
    plan::Options options;
    options.shards = 4;
    auto rendered = app::render_contract(files, "a.yaml", options, "", sink);
    REQUIRE(rendered);
    std::map<std::string, std::string> units;
    for (auto& file : rendered->tree) {
      const bool is_unit = file.path.starts_with("codec") && file.path.ends_with(".cpp");
      if (is_unit) units[file.path] = std::move(file.bytes);
    }
    return units;
  };
  const auto before = render({"Apple", "Pear", "Plum", "Cherry", "Fig"});
  const auto after = render({"Apple", "Medlar", "Pear", "Plum", "Cherry", "Fig"});
  REQUIRE(before.size() == 4);
  REQUIRE(after.size() == 4);
  int changed = 0;
  for (const auto& [path, text] : before) {
    if (after.at(path) == text) continue;
    ++changed;
    CHECK(after.at(path).find("read_medlar") != std::string::npos);
  }
  CHECK(changed == 1);
}

TEST_CASE("what was read is listed, and the same input gives the same bytes") {
  const std::string text =
      "asyncapi: 3.0.0\ninfo: {title: t, version: v}\nchannels: {c: {address: c, messages: {m: {payload: {$ref: "
      "'b.yaml'}}}}}\noperations: {o: {action: send, channel: {$ref: '#/channels/c'}}}\n";
  load::MemoryFiles files{
      {{"a.yaml", text}, {"b.yaml", "{type: object, required: [x], properties: {x: {type: string}}}"}}};
  diag::Sink sink;
  const auto first = app::render_contract(files, "a.yaml", {}, "", sink);
  const auto second = app::render_contract(files, "a.yaml", {}, "", sink);
  REQUIRE(first);
  REQUIRE(second);
  CHECK(first->inputs == std::vector<std::string>{"a.yaml", "b.yaml"});
  REQUIRE(first->tree.size() == second->tree.size());
  for (std::size_t i = 0; i < first->tree.size(); ++i) CHECK(first->tree[i].bytes == second->tree[i].bytes);
}
