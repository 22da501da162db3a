#include <algorithm>
#include <regex>

#include <catch2/catch_test_macros.hpp>

#include "files.hpp"

namespace {

namespace fs = std::filesystem;

std::vector<tidy::File> generated() {
  auto files = tidy::files_in("tests/golden/cases", {".hpp", ".cpp", "meshgen.manifest"});
  std::erase_if(files, [](const tidy::File& file) { return file.path.find("/expected/") == std::string::npos; });
  for (auto& file : tidy::files_in("generated-samples", {".hpp", ".cpp", "meshgen.manifest"})) {
    if (file.path.find("/gen/") != std::string::npos) files.push_back(std::move(file));
  }
  return files;
}

}  // namespace

TEST_CASE("generated files hold no folder, no date and no version of ours") {
  const std::regex date(R"(20\d\d-\d\d-\d\d)");
  const auto files = generated();
  REQUIRE(files.size() > 100);
  for (const auto& file : files) {
    INFO(file.path);
    for (const auto* word : {"/home/", "/work/", "/tmp/", "/root/", "/usr/", "C:\\", "0.1.0"}) {
      INFO(word);
      CHECK(file.text.find(word) == std::string::npos);
    }
    const bool holds_examples = file.path.ends_with("/examples_test.cpp");  // with the dates of the contract's values
    CHECK((holds_examples || !std::regex_search(file.text, date)));
  }
}

TEST_CASE("every golden case has what its name promises") {
  std::size_t passing = 0;
  std::size_t failing = 0;
  for (const auto& entry : fs::directory_iterator(fs::path(REPOSITORY) / "tests/golden/cases")) {
    const auto name = entry.path().filename().string();
    INFO(name);
    if (name.starts_with("pass_")) {
      ++passing;
      CHECK_FALSE(fs::exists(entry.path() / "exit"));
      CHECK((fs::exists(entry.path() / "expected/meshgen.manifest") || fs::exists(entry.path() / "stdout.txt")));
    } else {
      ++failing;
      CHECK(name.starts_with("fail_"));
      CHECK_FALSE(fs::exists(entry.path() / "expected"));
      CHECK(fs::exists(entry.path() / "exit"));
      CHECK(fs::exists(entry.path() / "stderr.txt"));
    }
  }
  CHECK(passing >= 18);
  CHECK(failing >= 25);
}

TEST_CASE("what golden cases say names no folder of the machine") {
  for (const auto& file : tidy::files_in("tests/golden/cases", {"stderr.txt", "stdout.txt"})) {
    INFO(file.path);
    for (const auto* word : {"/home/", "/work/", "/tmp/", "/root/"}) CHECK(file.text.find(word) == std::string::npos);
  }
}

TEST_CASE("no file names a package registry") {
  // Put together here, so that this file does not name them.
  const std::vector<std::string> hosts{std::string("registry.") + "npmjs.org", std::string("pypi.") + "org",
                                       std::string("proxy.") + "golang.org",   std::string("index.") + "crates.io",
                                       std::string("deb.") + "debian.org",     std::string("repo1.") + "maven.org"};
  for (const auto* folder : {"generator", "runtime", "templates", "tests", "bench", "asyncapi", "generated-samples"}) {
    for (const auto& file : tidy::files_in(folder, {".hpp", ".cpp", ".txt", ".cmake", ".md", ".yaml", ".mustache"})) {
      for (const auto& host : hosts) {
        INFO(file.path << " names " << host);
        CHECK(file.text.find(host) == std::string::npos);
      }
    }
  }
}
