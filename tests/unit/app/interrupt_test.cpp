/// SIGINT at points that a pipe makes certain: the program waits at its other end.
#include <fcntl.h>
#include <unistd.h>
#include <algorithm>
#include <string>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include "child.hpp"

namespace {

namespace fs = std::filesystem;

std::string contract(std::size_t fields) {
  std::string text =
      "asyncapi: 3.0.0\ninfo: {title: Shop, version: 1.0.0}\nchannels:\n  orders:\n    address: orders\n    messages:\n"
      "      placed:\n        payload:\n          type: object\n          required: [id]\n          properties:\n"
      "            id: {type: string}\n";
  for (std::size_t i = 0; i < fields; ++i) text += "            field" + std::to_string(i) + ": {type: string}\n";
  return text + "operations:\n  place: {action: send, channel: {$ref: '#/channels/orders'}}\n";
}

std::vector<std::string> files_in(const fs::path& folder) {
  std::vector<std::string> names;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (!entry.is_directory()) names.push_back(entry.path().lexically_relative(folder).string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

}  // namespace

TEST_CASE("interrupted while a contract is read: 130, and nothing is written") {
  const std::vector<std::vector<std::string>> commands{{"validate", "input.yaml"},
                                                       {"generate", "input.yaml", "-o", "out"},
                                                       {"check", "input.yaml", "-o", "out"},
                                                       {"dump", "input.yaml"},
                                                       {"validate", "right.yaml", "input.yaml"}};
  for (const auto& arguments : commands) {
    DYNAMIC_SECTION(arguments.front() << " of " << arguments.size()) {
      const child::Scratch folder;
      folder.write("right.yaml", contract(1));
      folder.make_pipe("input.yaml");
      child::Child child(folder, arguments);
      const int pipe = child::open_pipe(folder.path() / "input.yaml", O_WRONLY);  // it reads now, and gets nothing
      child.interrupt();
      const auto ended = child.wait();
      ::close(pipe);
      CHECK(ended.exit_code == 130);
      CHECK(ended.out.empty());
      CHECK(files_in(folder.path()) == std::vector<std::string>{"input.yaml", "right.yaml", "said.err", "said.out"});
    }
  }
}

TEST_CASE("interrupted while standard input is read: 130") {
  const child::Scratch folder;
  folder.make_pipe("typed");
  child::Child child(folder, {"validate", "-"}, (folder.path() / "typed").string());
  const int pipe = child::open_pipe(folder.path() / "typed", O_WRONLY);
  const std::string more_than_a_pipe_holds(128U << 10U, '#');
  REQUIRE(::write(pipe, more_than_a_pipe_holds.data(), more_than_a_pipe_holds.size()) ==
          static_cast<ssize_t>(more_than_a_pipe_holds.size()));  // so some of it was read
  child.interrupt();
  CHECK(child.wait().exit_code == 130);
  ::close(pipe);
}

TEST_CASE("interrupted while files are written: the folder is whole, then 130") {
  const child::Scratch folder;
  folder.write("input.yaml", contract(1));
  REQUIRE(child::run(folder, {"generate", "input.yaml", "-o", "out"}).exit_code == 0);
  folder.write("input.yaml", contract(3000));
  REQUIRE(child::run(folder, {"generate", "input.yaml", "-o", "wanted"}).exit_code == 0);
  REQUIRE(folder.read("wanted/codec.cpp").size() > 65536);  // more than a pipe holds: the program must wait in there

  // One of the files is first written into a pipe of ours.
  fs::path pipe_path;
  child::Child child(folder, {"generate", "input.yaml", "-o", "out"}, "/dev/null", [&](pid_t id) {
    const auto name = "out/.codec.cpp." + std::to_string(id) + ".tmp";
    folder.make_pipe(name);
    pipe_path = folder.path() / name;
  });
  const int pipe = child::open_pipe(pipe_path, O_RDONLY);
  char first = 0;
  REQUIRE(::read(pipe, &first, 1) == 1);  // some files are staged, this one is half written, the rest is to come
  child.interrupt();
  const auto codec = first + child::read_all(pipe);
  const auto ended = child.wait();
  CHECK(ended.exit_code == 130);
  CHECK(codec == folder.read("wanted/codec.cpp"));
  const auto names = files_in(folder.path() / "wanted");
  CHECK(files_in(folder.path() / "out") == names);
  for (const auto& name : names) {
    INFO(name);
    if (name != "codec.cpp") CHECK(folder.read("out/" + name) == folder.read("wanted/" + name));
  }
}

TEST_CASE("interrupted between two contracts: what was written is whole, what was not is as before") {
  const child::Scratch folder;
  folder.write("a.yaml", contract(3000));
  folder.write("b.yaml", contract(2));
  folder.write("meshgen.yaml", "contracts: [a.yaml, b.yaml]\noptions: {output: 'out/{name}'}\n");
  fs::path pipe_path;
  fs::create_directories(folder.path() / "out/a");
  child::Child child(folder, {"generate"}, "/dev/null", [&](pid_t id) {
    const auto name = "out/a/.codec.cpp." + std::to_string(id) + ".tmp";
    folder.make_pipe(name);
    pipe_path = folder.path() / name;
  });
  const int pipe = child::open_pipe(pipe_path, O_RDONLY);
  child.interrupt();
  (void)child::read_all(pipe);
  CHECK(child.wait().exit_code == 130);
  CHECK(files_in(folder.path() / "out/a").size() == 9);
  CHECK_FALSE(fs::exists(folder.path() / "out/b"));
}
