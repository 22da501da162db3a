/// Files as a git revision has them. Runs `git`, never a shell; nothing is checked out.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <variant>

#include "load/files.hpp"

namespace meshgen::app {

class Revision final : public load::FileReader {
 public:
  /// The revision that `name` is now: a branch, a tag, a commit. A sentence if there is none, or no git.
  [[nodiscard]] static std::variant<std::unique_ptr<Revision>, std::string> open(const std::string& name);

  /// Paths are taken from the current folder.
  [[nodiscard]] std::variant<std::string, load::ReadFailure> read(const std::string& path) override;

 private:
  Revision(std::string name, std::string commit) : name_(std::move(name)), commit_(std::move(commit)) {}

  std::string name_;
  std::string commit_;
  std::map<std::string, std::variant<std::string, load::ReadFailure>> read_;
};

}  // namespace meshgen::app
