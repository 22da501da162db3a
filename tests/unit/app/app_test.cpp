#include <algorithm>
#include <array>
#include <map>
#include <memory>
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
      Row{{"generate", "a.yaml", "-o", "x", "--shared", "c.yaml"},
          "meshgen: --shared: 'c.yaml' is not FILE=FOLDER[=NAMESPACE]"},
      Row{{"generate", "a.yaml", "-o", "x", "--shared", "c.yaml=c=1"}, "meshgen: --shared: '1' is no C++ namespace"},
      Row{{"generate", "--shared", "c.yaml=c"}, "meshgen: --shared needs a contract"},
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

TEST_CASE("a library that is shared is read, too, and a library of its own has its own names") {
  const auto library = [](const std::string& schemas) {
    return "asyncapi: 3.0.0\ninfo: {title: t, version: v}\ncomponents: {schemas: {" + schemas + "}}\n";
  };
  load::MemoryFiles files{
      {{"money.yaml", library("Money: {type: object, required: [cents], properties: {cents: {type: integer}}}")},
       {"sales.yaml", library("Sale: {type: object, required: [price], properties: {price: {$ref: "
                              "'money.yaml#/components/schemas/Money'}}}")},
       {"a.yaml",
        "asyncapi: 3.0.0\ninfo: {title: t, version: v}\nchannels: {c: {address: c, messages: {m: {payload: {type: "
        "object, "
        "required: [x], properties: {x: {$ref: 'sales.yaml#/components/schemas/Sale'}, y: {$ref: "
        "'money.yaml#/components/schemas/Money'}}}}}}}\noperations: {o: {action: send, channel: {$ref: "
        "'#/channels/c'}}}\n"}}};
  const auto money =
      std::make_shared<const settings::Shared>(settings::Shared{"money.yaml", "gen/money", "cash", {}, {}});
  const auto sales =
      std::make_shared<const settings::Shared>(settings::Shared{"sales.yaml", "gen/sales", "", {}, {money}});
  diag::Sink sink;
  const auto rendered = app::render_contract(files, "a.yaml", {}, "", sink, {{sales}, "gen/a"});
  REQUIRE(rendered);
  CHECK(sink.sorted().empty());
  CHECK(rendered->inputs == std::vector<std::string>{"a.yaml", "sales.yaml", "money.yaml"});
  const auto types = std::find_if(rendered->tree.begin(), rendered->tree.end(),
                                  [](const auto& file) { return file.path == "types.hpp"; });
  REQUIRE(types != rendered->tree.end());
  CHECK(types->bytes.find("#include \"../money/types.hpp\"\n#include \"../sales/types.hpp\"\n") != std::string::npos);
  CHECK(types->bytes.find("  sales::Sale x = {};\n") != std::string::npos);
  CHECK(types->bytes.find("  std::optional<cash::Money> y = {};\n") != std::string::npos);
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
