#include "app/revision.hpp"

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "app/process.hpp"

namespace meshgen::app {
namespace {

Said run_git(std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), "git");
  return run_program(std::move(arguments), load::kFileBytesMax);
}

}  // namespace

std::variant<std::unique_ptr<Revision>, std::string> Revision::open(const std::string& name) {
  const auto inside = run_git({"rev-parse", "--git-dir"});
  if (inside.failure == ENOENT) return std::string("git is not installed, or not on the PATH");
  if (inside.failure != 0) return fmt::format("git does not run: {}", std::strerror(inside.failure));
  if (inside.exit_code != 0) return fmt::format("git says: {}", first_line(inside.err));
  const auto commit = run_git({"rev-parse", "--verify", "--quiet", "--end-of-options", name + "^{commit}"});
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
  auto said = run_git({"cat-file", "blob", place});
  auto& result = read_[path];
  if (said.failure != 0) {
    result = load::ReadFailure{fmt::format("git does not run: {}", std::strerror(said.failure))};
  } else if (said.too_long) {
    result = load::too_large();
  } else if (said.exit_code != 0) {
    result = load::ReadFailure{fmt::format("there is no such file in '{}'", name_)};
  } else {
    result = std::move(said.out);
  }
  return result;
}

}  // namespace meshgen::app
