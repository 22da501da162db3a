#include "app/standard_input.hpp"

#include <array>
#include <cerrno>
#include <cstring>
#include <variant>

#include <unistd.h>

namespace meshgen::app {
namespace {

std::variant<std::string, load::ReadFailure> read_all() {
  std::string text;
  std::array<char, 64U << 10U> block{};
  while (true) {
    const auto got = ::read(STDIN_FILENO, block.data(), block.size());
    if (got == 0) return text;
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return load::ReadFailure{std::strerror(errno)};
    text.append(block.data(), static_cast<std::size_t>(got));
    if (text.size() > load::kFileBytesMax) {
      return load::too_large();
    }
  }
}

class WithStandardInput final : public load::FileReader {
 public:
  WithStandardInput(std::string name, std::vector<std::string> roots)
      : name_(std::move(name)), text_(read_all()), disk_(std::move(roots)) {}

  std::variant<std::string, load::ReadFailure> read(const std::string& path) override {
    return path == name_ ? text_ : disk_.read(path);
  }
  [[nodiscard]] bool may_be_referred_to(const std::string& path) const override {
    return disk_.may_be_referred_to(path);
  }

 private:
  std::string name_;
  std::variant<std::string, load::ReadFailure> text_;
  load::DiskFiles disk_;
};

}  // namespace

std::unique_ptr<load::FileReader> standard_input_as(const std::string& name, std::vector<std::string> roots) {
  return std::make_unique<WithStandardInput>(name, std::move(roots));
}

}  // namespace meshgen::app
