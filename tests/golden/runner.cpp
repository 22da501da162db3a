#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include "case.hpp"
#include "process.hpp"

namespace {

namespace fs = std::filesystem;

/// A new folder that goes away with its owner.
class Scratch {
 public:
  Scratch() {
    auto name = (fs::temp_directory_path() / "meshgen-golden-XXXXXX").string();
    if (::mkdtemp(name.data()) != nullptr) path_ = name;
  }
  ~Scratch() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  [[nodiscard]] const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

bool is_updating() { return std::getenv("MESHGEN_GOLDEN_UPDATE") != nullptr; }

/// The files of `out/`; a file of the case that lay elsewhere must be as it was.
golden::Files outputs(const golden::Case& golden, const golden::Files& after) {
  golden::Files files;
  constexpr std::string_view kOut = "out/";
  for (const auto& [path, bytes] : after) {
    if (path.starts_with(kOut)) {
      files[path.substr(kOut.size())] = bytes;
    } else {
      const auto before = golden.inputs.find(path);
      INFO(path);
      CHECK(before != golden.inputs.end());
      if (before != golden.inputs.end()) CHECK(before->second == bytes);
    }
  }
  return files;
}

void compare(const golden::Files& expected, const golden::Files& found) {
  for (const auto& [path, bytes] : expected) {
    INFO(path);
    const auto file = found.find(path);
    CHECK(file != found.end());
    if (file != found.end()) CHECK(file->second == bytes);
  }
  for (const auto& [path, bytes] : found) {
    INFO(path);
    CHECK(expected.contains(path));
  }
}

void check(const golden::Case& golden) {
  const Scratch scratch;
  REQUIRE_FALSE(scratch.path().empty());
  const auto work = scratch.path() / "work";
  const auto words = scratch.path() / "words";
  fs::create_directories(work);
  fs::create_directories(words);
  golden::write_folder(work, golden.inputs);
  const auto said = golden::run(MESHGEN_BINARY, golden.arguments, work, words);
  const auto after = golden::read_folder(work);
  if (is_updating()) {
    golden::update(golden, outputs(golden, after), said.out, said.err, said.exit_code);
    return;
  }
  CHECK(said.exit_code == golden.exit_code);
  CHECK(said.out == golden.out);
  CHECK(said.err == golden.err);
  if (golden.passes) {
    compare(golden.expected, outputs(golden, after));
  } else {
    CHECK(after == golden.inputs);  // what fails writes nothing
  }
}

}  // namespace

TEST_CASE("every case gives the bytes, the words and the exit code that its folder holds") {
  const auto cases = golden::read_cases(GOLDEN_CASES);
  REQUIRE_FALSE(cases.empty());
  for (const auto& golden : cases) {
    DYNAMIC_SECTION(golden.name) { check(golden); }
  }
}

TEST_CASE("a failing case names its exit code, a passing one of 'generate' leaves with 0") {
  for (const auto& golden : golden::read_cases(GOLDEN_CASES)) {
    INFO(golden.name);
    CHECK((golden.passes || golden.name.starts_with("fail_")));
    CHECK(golden.passes == (golden.exit_code == 0));
    CHECK((golden.passes || !golden.err.empty()));
  }
}

TEST_CASE("a second run writes nothing and says so") {
  for (const auto& golden : golden::read_cases(GOLDEN_CASES)) {
    if (!golden.passes || golden.expected.empty()) continue;
    DYNAMIC_SECTION(golden.name) {
      const Scratch scratch;
      const auto work = scratch.path() / "work";
      fs::create_directories(work);
      golden::write_folder(work, golden.inputs);
      REQUIRE(golden::run(MESHGEN_BINARY, golden.arguments, work, scratch.path()).exit_code == 0);
      auto arguments = golden.arguments;
      std::erase(arguments, "-q");
      const auto again = golden::run(MESHGEN_BINARY, arguments, work, scratch.path());
      CHECK(again.exit_code == 0);
      CHECK(again.out.starts_with("out: 0 files written"));
      REQUIRE(arguments.front() == "generate");
      arguments.front() = "check";
      const auto checked = golden::run(MESHGEN_BINARY, arguments, work, scratch.path());
      CHECK(checked.exit_code == 0);
      CHECK(checked.out.empty());
    }
  }
}
