#include "process.hpp"

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <fstream>
#include <sstream>
#include <stdexcept>

#include "moves.hpp"

namespace mesh::test {

Process::Process(std::vector<std::string> command, const std::filesystem::path& log) {
  // Nothing is allocated between fork and exec: other threads of this process may hold the allocator's lock.
  std::vector<char*> arguments;
  arguments.reserve(command.size() + 1);
  for (auto& word : command) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  const int out = open(log.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
  const int in = open("/dev/null", O_RDONLY | O_CLOEXEC);
  if (out < 0 || in < 0) throw std::runtime_error("can't write " + log.string());
  const auto parent = getpid();
  pid_ = fork();
  if (pid_ == 0) {
    (void)prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent) _exit(126);  // it died before we asked
    (void)dup2(in, STDIN_FILENO);
    (void)dup2(out, STDOUT_FILENO);
    (void)dup2(out, STDERR_FILENO);
    (void)execvp(arguments[0], arguments.data());
    _exit(127);
  }
  (void)close(out);
  (void)close(in);
  if (pid_ < 0) throw std::runtime_error("can't start " + command.front());
}

Process::~Process() {
  signal(SIGKILL);
  if (!has_ended_) (void)waitpid(pid_, nullptr, 0);
}

void Process::signal(int number) {
  if (!has_ended()) (void)kill(pid_, number);
}

bool Process::has_ended() {
  if (has_ended_) return true;
  int status = 0;
  if (waitpid(pid_, &status, WNOHANG) != pid_) return false;
  has_ended_ = true;
  if (WIFEXITED(status)) exit_code_ = WEXITSTATUS(status);
  return true;
}

bool Process::wait(Millis limit) {
  return eventually([this] { return has_ended(); }, limit);
}

std::string text_of(const std::filesystem::path& log, std::size_t from) {
  std::ifstream file(log, std::ios::binary);
  file.seekg(static_cast<std::streamoff>(from));
  std::ostringstream text;
  text << file.rdbuf();
  return std::move(text).str();
}

std::string tail_of(const std::filesystem::path& log, std::size_t lines) {
  const auto text = text_of(log);
  auto at = text.size();
  for (std::size_t n = 0; n <= lines && at != std::string::npos && at > 0; ++n) at = text.rfind('\n', at - 1);
  return at == std::string::npos || at == 0 ? text : text.substr(at + 1);
}

}  // namespace mesh::test
