/// Child processes whose output is read line by line.
#pragma once

#include <functional>
#include <string>
#include <thread>
#include <vector>

#include <sys/types.h>

namespace demo {

using Environment = std::vector<std::pair<std::string, std::string>>;

/// Runs until it ends or is destroyed (SIGTERM, then SIGKILL after three seconds). Its standard output and error are
/// given to `on_line`, on a thread of its own.
class Process {
 public:
  using OnLine = std::function<void(const std::string&)>;

  Process(const std::vector<std::string>& command, const Environment& environment, OnLine on_line);
  ~Process();
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;

  [[nodiscard]] bool started() const noexcept { return pid_ > 0; }
  /// SIGTERM, then waits; the exit code, or 128 and the signal's number.
  int stop();
  /// Has it ended by itself?
  [[nodiscard]] bool ended();

 private:
  void read_lines(int from);
  [[nodiscard]] int reap(bool wait);

  pid_t pid_ = -1;
  int exit_code_ = -1;
  OnLine on_line_;
  std::thread reader_;
};

}  // namespace demo
