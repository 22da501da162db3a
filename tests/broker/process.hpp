/// A program that runs beside the test and can be killed, frozen and waited for.
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include <mesh/base/time.hpp>

namespace mesh::test {

/// Started directly (fork, exec), so that the pid is the program's own. It is killed when its owner goes, and by the
/// system when this process dies, however that happens.
class Process {
 public:
  /// Both outputs are appended to `log`. From the main thread: the system watches the thread that started a process.
  Process(std::vector<std::string> command, const std::filesystem::path& log);
  ~Process();
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;

  /// Nothing happens to a program that has ended.
  void signal(int number);
  [[nodiscard]] bool has_ended();
  /// False when it still runs at the end of `limit`.
  [[nodiscard]] bool wait(Millis limit);
  /// Of exit(); nullopt while it runs, and if a signal ended it.
  [[nodiscard]] std::optional<int> exit_code() const noexcept { return exit_code_; }

 private:
  pid_t pid_ = -1;
  bool has_ended_ = false;
  std::optional<int> exit_code_;
};

/// What the log says from byte `from` on.
[[nodiscard]] std::string text_of(const std::filesystem::path& log, std::size_t from = 0);
/// The last `lines` of it.
[[nodiscard]] std::string tail_of(const std::filesystem::path& log, std::size_t lines = 30);

}  // namespace mesh::test
