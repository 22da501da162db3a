/// A fault's path, as it grows at its front while the readers unwind.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace mesh::json {

/// A JSON Pointer within a fixed length: of one that is longer the innermost tokens are kept, which say most. Filled
/// from the back, so that a token is put before the others without moving them, and without an allocation.
class FaultPath {
 public:
  FaultPath() noexcept {}  // the bytes are nothing until they are written
  FaultPath(const FaultPath& other) noexcept { *this = other; }
  FaultPath& operator=(const FaultPath& other) noexcept;
  ~FaultPath() = default;

  void put_before(std::string_view token);
  void put_before(std::size_t index);
  void clear() noexcept { *this = FaultPath(); }

  [[nodiscard]] std::string_view view() const noexcept { return {bytes_.data() + begin_, kSize - begin_}; }

 private:
  static constexpr std::size_t kMaxPath = 256;
  static constexpr std::string_view kMore = "/...";
  static constexpr std::size_t kSize = kMaxPath + kMore.size();

  /// `escaped` begins with its slash.
  void put_escaped(std::string_view escaped) noexcept;

  std::uint16_t begin_ = kSize;
  bool is_full_ = false;
  std::array<char, kSize> bytes_;
};

}  // namespace mesh::json
