#include "load/files.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <system_error>

#include <fmt/format.h>

namespace meshgen::load {

ReadFailure too_large() { return {fmt::format("it is larger than {} MiB", kFileBytesMax >> 20U), true}; }

bool DiskFiles::may_be_referred_to(const std::string& path) const {
  if (roots_.empty()) return true;
  namespace fs = std::filesystem;
  std::error_code error;
  const auto real = fs::weakly_canonical(fs::absolute(path, error), error);
  if (error) return false;
  return std::any_of(roots_.begin(), roots_.end(), [&](const std::string& each) {
    const auto root = fs::weakly_canonical(fs::absolute(each, error), error);
    if (error) return false;
    return std::mismatch(root.begin(), root.end(), real.begin(), real.end()).first == root.end();
  });
}

std::variant<std::string, ReadFailure> DiskFiles::read(const std::string& path) {
  std::error_code error;
  const auto status = std::filesystem::status(path, error);
  if (status.type() == std::filesystem::file_type::not_found) return ReadFailure{"there is no such file"};
  if (error) return ReadFailure{error.message()};
  if (std::filesystem::is_directory(status)) return ReadFailure{"it is a directory"};
  // A pipe or device could give text without end; /dev/stdin and the like are read with the same bound.
  std::ifstream in(path, std::ios::binary);
  if (!in) return ReadFailure{std::strerror(errno)};
  std::string text;
  std::string block(64U << 10U, '\0');
  while (in.read(block.data(), static_cast<std::streamsize>(block.size())) || in.gcount() > 0) {
    text.append(block, 0, static_cast<std::size_t>(in.gcount()));
    if (text.size() > kFileBytesMax) {
      return too_large();
    }
  }
  if (in.bad()) return ReadFailure{std::strerror(errno)};
  return text;
}

std::variant<std::string, ReadFailure> MemoryFiles::read(const std::string& path) {
  const auto found = files_.find(path);
  if (found == files_.end()) return ReadFailure{"there is no such file"};
  return found->second;
}

}  // namespace meshgen::load
