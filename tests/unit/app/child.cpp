#include "child.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <sstream>

#include <catch2/catch_test_macros.hpp>

namespace child {

namespace fs = std::filesystem;

Scratch::Scratch() {
  auto name = (fs::temp_directory_path() / "meshgen-program-XXXXXX").string();
  if (::mkdtemp(name.data()) != nullptr) path_ = name;
  REQUIRE_FALSE(path_.empty());
}

Scratch::~Scratch() {
  std::error_code ignored;
  fs::remove_all(path_, ignored);
}

void Scratch::write(const std::string& name, const std::string& bytes) const {
  fs::create_directories((path_ / name).parent_path());
  std::ofstream(path_ / name, std::ios::binary) << bytes;
}

std::string Scratch::read(const std::string& name) const {
  std::ifstream in(path_ / name, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  return std::move(text).str();
}

void Scratch::make_pipe(const std::string& name) const { REQUIRE(::mkfifo((path_ / name).c_str(), 0600) == 0); }

Child::Child(const Scratch& folder, const std::vector<std::string>& arguments, const std::string& input,
             const std::function<void(pid_t)>& before, const std::string& below)
    : folder_(folder) {
  std::vector<std::string> words{MESHGEN_BINARY};
  words.insert(words.end(), arguments.begin(), arguments.end());
  std::vector<char*> argv;
  for (auto& each : words) argv.push_back(each.data());
  argv.push_back(nullptr);
  const auto out = (folder.path() / "said.out").string();
  const auto err = (folder.path() / "said.err").string();
  std::array<int, 2> gate{};
  REQUIRE(::pipe2(gate.data(), O_CLOEXEC) == 0);
  id_ = ::fork();
  REQUIRE(id_ >= 0);
  if (id_ == 0) {
    char byte = 0;
    (void)!::read(gate[0], &byte, 1);
    std::signal(SIGINT, SIG_DFL);  // who runs the tests in the background has it ignored
    const bool ready = ::chdir((folder.path() / below).c_str()) == 0 &&
                       ::dup2(::open(input.c_str(), O_RDONLY), STDIN_FILENO) >= 0 &&
                       ::dup2(::open(out.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600), STDOUT_FILENO) >= 0 &&
                       ::dup2(::open(err.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600), STDERR_FILENO) >= 0;
    if (ready) ::execv(MESHGEN_BINARY, argv.data());
    ::_exit(127);
  }
  before(id_);
  REQUIRE(::write(gate[1], "!", 1) == 1);
  ::close(gate[0]);
  ::close(gate[1]);
}

Child::~Child() {
  if (id_ > 0) {  // a test has failed
    ::kill(id_, SIGKILL);
    (void)wait();
  }
}

void Child::interrupt() const { REQUIRE(::kill(id_, SIGINT) == 0); }

Ended Child::wait() {
  Ended ended;
  int status = 0;
  while (::waitpid(id_, &status, 0) < 0 && errno == EINTR) {
  }
  id_ = -1;
  if (WIFEXITED(status)) ended.exit_code = WEXITSTATUS(status);
  if (WIFSIGNALED(status)) ended.signal = WTERMSIG(status);
  ended.out = folder_.read("said.out");
  ended.err = folder_.read("said.err");
  return ended;
}

Ended run(const Scratch& folder, const std::vector<std::string>& arguments, const std::string& input,
          const std::string& below) {
  return Child(folder, arguments, input, [](pid_t) {}, below).wait();
}

int open_pipe(const fs::path& path, int flags) {
  const int file = ::open(path.c_str(), flags | O_CLOEXEC);
  REQUIRE(file >= 0);
  return file;
}

std::string read_all(int file) {
  std::string text;
  std::array<char, 4096> block{};
  for (auto got = ::read(file, block.data(), block.size()); got > 0; got = ::read(file, block.data(), block.size())) {
    text.append(block.data(), static_cast<std::size_t>(got));
  }
  ::close(file);
  return text;
}

}  // namespace child
