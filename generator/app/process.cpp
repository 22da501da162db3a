#include "app/process.hpp"

#include <array>
#include <cerrno>
#include <csignal>

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

namespace meshgen::app {
namespace {

constexpr std::size_t kErrorBytes = 64U << 10U;

struct Pipe {
  std::array<int, 2> ends{-1, -1};

  Pipe() = default;
  Pipe(const Pipe&) = delete;
  Pipe& operator=(const Pipe&) = delete;
  ~Pipe() {
    for (const int end : ends) {
      if (end >= 0) ::close(end);
    }
  }
  [[nodiscard]] bool open() { return ::pipe2(ends.data(), O_CLOEXEC) == 0; }
  void close_writer() {
    ::close(ends[1]);
    ends[1] = -1;
  }
};

int spawn(std::vector<std::string>& words, const Pipe& out, const Pipe& err, pid_t& child) {
  std::vector<char*> arguments;
  for (auto& each : words) arguments.push_back(each.data());
  arguments.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  ::posix_spawn_file_actions_init(&actions);
  ::posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  ::posix_spawn_file_actions_adddup2(&actions, out.ends[1], STDOUT_FILENO);
  ::posix_spawn_file_actions_adddup2(&actions, err.ends[1], STDERR_FILENO);
  const int failure = ::posix_spawnp(&child, words.front().c_str(), &actions, nullptr, arguments.data(), environ);
  ::posix_spawn_file_actions_destroy(&actions);
  return failure;
}

/// What is there now. False at the end. Text beyond `max` is counted as too much, not kept.
bool take(int end, std::string& text, std::size_t max, bool& too_long) {
  std::array<char, 64U << 10U> block{};
  const auto got = ::read(end, block.data(), block.size());
  if (got < 0 && errno == EINTR) return true;
  if (got <= 0) return false;
  const auto room = max - text.size();
  const auto size = static_cast<std::size_t>(got);
  text.append(block.data(), size < room ? size : room);
  too_long = too_long || size > room;
  return true;
}

void listen(const Pipe& out, const Pipe& err, std::size_t out_bytes_max, pid_t child, Said& said) {
  std::array<pollfd, 2> watched{{{out.ends[0], POLLIN, 0}, {err.ends[0], POLLIN, 0}}};
  bool ignored = false;
  while (watched[0].fd >= 0 || watched[1].fd >= 0) {
    if (::poll(watched.data(), watched.size(), -1) < 0 && errno != EINTR) return;
    if (watched[0].fd >= 0 && watched[0].revents != 0 && !take(watched[0].fd, said.out, out_bytes_max, said.too_long)) {
      watched[0].fd = -1;
    }
    if (watched[1].fd >= 0 && watched[1].revents != 0 && !take(watched[1].fd, said.err, kErrorBytes, ignored)) {
      watched[1].fd = -1;
    }
    if (said.too_long) {
      ::kill(child, SIGKILL);
      return;
    }
  }
}

}  // namespace

Said run_program(std::vector<std::string> words, std::size_t out_bytes_max) {
  Said said;
  Pipe out;
  Pipe err;
  if (!out.open() || !err.open()) {
    said.failure = errno;
    return said;
  }
  pid_t child = -1;
  said.failure = spawn(words, out, err, child);
  out.close_writer();
  err.close_writer();
  if (said.failure != 0) return said;
  listen(out, err, out_bytes_max, child, said);
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  said.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  return said;
}

std::string first_line(const std::string& text) { return text.substr(0, text.find('\n')); }

}  // namespace meshgen::app
