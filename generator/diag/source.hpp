/// Source text and places in it. Every value that came from a document remembers where it came from.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace meshgen::diag {

/// A line and a column as people count them: from 1; the column counts code points.
struct Position {
  std::size_t line = 1;
  std::size_t column = 1;
};

/// One file's text under the name that diagnostics show. Stays at one address for as long as the sink that keeps it.
class SourceFile {
 public:
  SourceFile(std::string path, std::string text);

  [[nodiscard]] const std::string& path() const noexcept { return path_; }
  [[nodiscard]] const std::string& text() const noexcept { return text_; }
  [[nodiscard]] Position position(std::size_t offset) const;
  /// The text of line `line` (from 1), without its line end.
  [[nodiscard]] std::string_view line(std::size_t line) const;

 private:
  std::string path_;
  std::string text_;
  std::vector<std::size_t> line_starts_;
};

/// A range of bytes in a file; `file == nullptr` means "no place" (a command-line argument, say).
struct Span {
  const SourceFile* file = nullptr;
  std::uint32_t begin = 0;
  std::uint32_t end = 0;

  friend bool operator==(const Span&, const Span&) = default;
};

}  // namespace meshgen::diag
