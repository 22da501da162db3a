#include "load/files.hpp"

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <system_error>

#include <fmt/format.h>

namespace meshgen::load {

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
      return ReadFailure{fmt::format("it is larger than {} MiB", kFileBytesMax >> 20U)};
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
