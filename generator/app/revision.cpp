#include "app/revision.hpp"

#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <utility>
#include <vector>

#include <fcntl.h>
#include <fmt/format.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

namespace meshgen::app {
namespace {

enum class Errors { kDropped, kWithOutput };

struct Said {
  int failure = 0;     ///< errno of what kept git from running
  int exit_code = -1;  ///< -1: ended by a signal
  std::string out;     ///< a byte more than is ever read, at most
};

/// Takes what comes until the other end is closed; what is too much is read on and thrown away, so that git can end.
std::string drain(int fd) {
  std::string text;
  std::array<char, 64U << 10U> block{};
  for (;;) {
    const auto got = ::read(fd, block.data(), block.size());
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return text;
    if (text.size() <= load::kFileBytesMax) text.append(block.data(), static_cast<std::size_t>(got));
  }
}

Said run_git(std::vector<std::string> arguments, Errors errors) {
  Said said;
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) {
    said.failure = errno;
    return said;
  }
  arguments.insert(arguments.begin(), "git");
  std::vector<char*> words;
  for (auto& each : arguments) words.push_back(each.data());
  words.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  ::posix_spawn_file_actions_init(&actions);
  ::posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  ::posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
  if (errors == Errors::kWithOutput) {
    ::posix_spawn_file_actions_adddup2(&actions, ends[1], STDERR_FILENO);
  } else {
    ::posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
  }
  pid_t child = -1;
  said.failure = ::posix_spawnp(&child, "git", &actions, nullptr, words.data(), environ);
  ::posix_spawn_file_actions_destroy(&actions);
  ::close(ends[1]);
  if (said.failure == 0) {
    said.out = drain(ends[0]);
    int status = 0;
    while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    said.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  }
  ::close(ends[0]);
  return said;
}

std::string first_line(const std::string& text) { return text.substr(0, text.find('\n')); }

}  // namespace

std::variant<std::unique_ptr<Revision>, std::string> Revision::open(const std::string& name) {
  const auto inside = run_git({"rev-parse", "--git-dir"}, Errors::kWithOutput);
  if (inside.failure == ENOENT) return std::string("git is not installed, or not on the PATH");
  if (inside.failure != 0) return fmt::format("git does not run: {}", std::strerror(inside.failure));
  if (inside.exit_code != 0) return fmt::format("git says: {}", first_line(inside.out));
  const auto commit =
      run_git({"rev-parse", "--verify", "--quiet", "--end-of-options", name + "^{commit}"}, Errors::kDropped);
  if (commit.exit_code != 0) {
    return fmt::format(
        "git knows no revision '{}', and there is no such folder; a shallow clone has few: "
        "'git fetch --unshallow'",
        name);
  }
  return std::unique_ptr<Revision>(new Revision(name, first_line(commit.out)));
}

std::variant<std::string, load::ReadFailure> Revision::read(const std::string& path) {
  if (const auto found = read_.find(path); found != read_.end()) return found->second;
  std::error_code error;
  std::filesystem::path relative(path);
  if (relative.is_absolute()) relative = relative.lexically_relative(std::filesystem::current_path(error));
  const auto place = fmt::format("{}:./{}", commit_, relative.lexically_normal().generic_string());
  auto said = run_git({"cat-file", "blob", place}, Errors::kDropped);
  auto& result = read_[path];
  if (said.failure != 0) {
    result = load::ReadFailure{fmt::format("git does not run: {}", std::strerror(said.failure))};
  } else if (said.exit_code != 0) {
    result = load::ReadFailure{fmt::format("there is no such file in '{}'", name_)};
  } else if (said.out.size() > load::kFileBytesMax) {
    result = load::ReadFailure{fmt::format("it is larger than {} MiB", load::kFileBytesMax >> 20U)};
  } else {
    result = std::move(said.out);
  }
  return result;
}

}  // namespace meshgen::app
