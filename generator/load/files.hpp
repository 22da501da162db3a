/// The only room that reads files.
#pragma once

#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace meshgen::load {

struct ReadFailure {
  std::string why;
  bool is_too_large = false;
};

inline constexpr std::size_t kFileBytesMax = 16U << 20U;

/// Of a file over that size.
[[nodiscard]] ReadFailure too_large();

/// Text of a file, or why not. Implementations remember what was read: the depfile lists it.
class FileReader {
 public:
  virtual ~FileReader() = default;
  [[nodiscard]] virtual std::variant<std::string, ReadFailure> read(const std::string& path) = 0;
  /// May a `$ref` name this file?
  [[nodiscard]] virtual bool may_be_referred_to(const std::string& /*path*/) const { return true; }
};

/// Regular files up to `kFileBytesMax`.
class DiskFiles final : public FileReader {
 public:
  /// References may lead to what lies in one of `roots`, symbolic links resolved; without any, everywhere.
  explicit DiskFiles(std::vector<std::string> roots = {}) : roots_(std::move(roots)) {}
  [[nodiscard]] std::variant<std::string, ReadFailure> read(const std::string& path) override;
  [[nodiscard]] bool may_be_referred_to(const std::string& path) const override;

 private:
  std::vector<std::string> roots_;
};

/// For tests and for text that has no file.
class MemoryFiles final : public FileReader {
 public:
  explicit MemoryFiles(std::map<std::string, std::string> files) : files_(std::move(files)) {}
  [[nodiscard]] std::variant<std::string, ReadFailure> read(const std::string& path) override;

 private:
  std::map<std::string, std::string> files_;
};

}  // namespace meshgen::load
