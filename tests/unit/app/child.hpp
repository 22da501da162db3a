/// A program that is still running: fed, watched, interrupted.
#pragma once

#include <sys/types.h>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace child {

/// A new folder that goes away with its owner.
class Scratch {
 public:
  Scratch();
  ~Scratch();
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }
  void write(const std::string& name, const std::string& bytes) const;
  [[nodiscard]] std::string read(const std::string& name) const;
  void make_pipe(const std::string& name) const;

 private:
  std::filesystem::path path_;
};

struct Ended {
  int exit_code = -1;  ///< -1: a signal ended it
  int signal = 0;
  std::string out;
  std::string err;
};

class Child {
 public:
  /// Starts `meshgen` in the folder `below` of `folder`; `before` runs with the child's id when it exists but does
  /// nothing yet. Standard input is the file `input`, or empty.
  Child(
      const Scratch& folder, const std::vector<std::string>& arguments, const std::string& input = "/dev/null",
      const std::function<void(pid_t)>& before = [](pid_t) {}, const std::string& below = ".");
  ~Child();
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;

  void interrupt() const;
  /// Waits for its end.
  [[nodiscard]] Ended wait();

 private:
  const Scratch& folder_;
  pid_t id_ = -1;
};

/// Start, and wait for the end.
[[nodiscard]] Ended run(const Scratch& folder, const std::vector<std::string>& arguments,
                        const std::string& input = "/dev/null", const std::string& below = ".");

/// Opens a pipe's end and waits until somebody has the other one.
[[nodiscard]] int open_pipe(const std::filesystem::path& path, int flags);
/// To its end.
[[nodiscard]] std::string read_all(int file);

}  // namespace child
