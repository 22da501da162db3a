#include "process.hpp"

#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <utility>

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

namespace demo {

Process::Process(const std::vector<std::string>& command, const Environment& environment, OnLine on_line)
    : on_line_(std::move(on_line)) {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) return;
  std::vector<char*> arguments;
  for (const auto& word : command) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  // Joined before the fork: between it and exec only calls that are safe there are made.
  std::vector<std::string> settings;
  for (const auto& [name, value] : environment) settings.push_back(name + "=" + value);
  for (char* const* each = ::environ; *each != nullptr; ++each) settings.emplace_back(*each);
  std::vector<char*> joined;
  for (auto& setting : settings) joined.push_back(setting.data());
  joined.push_back(nullptr);
  const pid_t parent = ::getpid();
  pid_ = ::fork();
  if (pid_ == 0) {
    ::prctl(PR_SET_PDEATHSIG, SIGTERM);  // nobody is left behind when the demo is killed
    if (::getppid() != parent) ::_exit(1);
    ::dup2(ends[1], STDOUT_FILENO);
    ::dup2(ends[1], STDERR_FILENO);
    ::setpgid(0, 0);  // Ctrl-C is for the demo, which stops its agents in order
    ::execve(arguments[0], arguments.data(), joined.data());
    ::_exit(127);
  }
  ::close(ends[1]);
  if (pid_ < 0) {
    ::close(ends[0]);
    return;
  }
  reader_ = std::thread([this, from = ends[0]] { read_lines(from); });
}

Process::~Process() { stop(); }

void Process::read_lines(int from) {
  std::string pending;
  std::array<char, 4096> block{};
  while (true) {
    const auto count = ::read(from, block.data(), block.size());
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) break;
    pending.append(block.data(), static_cast<std::size_t>(count));
    for (auto end = pending.find('\n'); end != std::string::npos; end = pending.find('\n')) {
      on_line_(pending.substr(0, end));
      pending.erase(0, end + 1);
    }
  }
  if (!pending.empty()) on_line_(pending);
  ::close(from);
}

int Process::reap(bool wait) {
  if (pid_ <= 0) return exit_code_;
  int status = 0;
  const auto result = ::waitpid(pid_, &status, wait ? 0 : WNOHANG);
  if (result != pid_) return -1;
  pid_ = 0;
  exit_code_ = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  return exit_code_;
}

bool Process::ended() { return pid_ <= 0 || reap(false) >= 0; }

int Process::stop() {
  if (pid_ > 0) {
    ::kill(pid_, SIGTERM);
    constexpr auto kPatience = std::chrono::seconds(3);
    const auto until = std::chrono::steady_clock::now() + kPatience;
    while (!ended() && std::chrono::steady_clock::now() < until) {
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    if (!ended()) {
      ::kill(pid_, SIGKILL);
      (void)reap(true);
    }
  }
  if (reader_.joinable()) reader_.join();
  return exit_code_;
}

}  // namespace demo
