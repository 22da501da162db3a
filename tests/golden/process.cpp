#include "process.hpp"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>
#include <fstream>
#include <sstream>

namespace golden {

std::string read_file(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  return std::move(text).str();
}

Said run(const std::string& program, const std::vector<std::string>& arguments, const std::filesystem::path& folder,
         const std::filesystem::path& scratch) {
  const auto out = (scratch / "stdout").string();
  const auto err = (scratch / "stderr").string();
  std::vector<std::string> copies{program};
  copies.insert(copies.end(), arguments.begin(), arguments.end());
  std::vector<char*> argv;
  for (auto& each : copies) argv.push_back(each.data());
  argv.push_back(nullptr);
  const auto child = ::fork();
  if (child == 0) {
    const int out_file = ::open(out.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
    const int err_file = ::open(err.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
    const bool ready = out_file >= 0 && err_file >= 0 && ::dup2(out_file, STDOUT_FILENO) >= 0 &&
                       ::dup2(err_file, STDERR_FILENO) >= 0 && ::chdir(folder.c_str()) == 0;
    if (ready) ::execv(program.c_str(), argv.data());
    ::_exit(127);
  }
  Said said;
  int status = 0;
  if (child < 0 || ::waitpid(child, &status, 0) != child) return said;
  if (WIFEXITED(status)) said.exit_code = WEXITSTATUS(status);
  said.out = read_file(out);
  said.err = read_file(err);
  return said;
}

}  // namespace golden
