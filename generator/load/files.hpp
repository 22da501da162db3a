/// The only room that reads files.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <variant>

namespace meshgen::load {

struct ReadFailure {
  std::string why;
};

/// Text of a file, or why not. Implementations remember what was read: the depfile lists it.
class FileReader {
 public:
  virtual ~FileReader() = default;
  [[nodiscard]] virtual std::variant<std::string, ReadFailure> read(const std::string& path) = 0;
};

/// Regular files up to `kFileBytesMax`.
class DiskFiles final : public FileReader {
 public:
  [[nodiscard]] std::variant<std::string, ReadFailure> read(const std::string& path) override;
};

/// For tests and for text that has no file.
class MemoryFiles final : public FileReader {
 public:
  explicit MemoryFiles(std::map<std::string, std::string> files) : files_(std::move(files)) {}
  [[nodiscard]] std::variant<std::string, ReadFailure> read(const std::string& path) override;

 private:
  std::map<std::string, std::string> files_;
};

inline constexpr std::size_t kFileBytesMax = 16U << 20U;

}  // namespace meshgen::load
