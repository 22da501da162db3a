/// The repository as lists of files and lines.
#pragma once

#include <filesystem>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace tidy {

struct File {
  std::string path;  ///< below the repository
  std::string text;
};

/// Every regular file below `folder` ("generator") whose name ends in one of `endings`.
[[nodiscard]] std::vector<File> files_in(std::string_view folder, const std::vector<std::string_view>& endings);
[[nodiscard]] std::string text_of(std::string_view path);
[[nodiscard]] std::vector<std::string> lines_of(const std::string& text);
/// What `#include` names, with its brackets or quotes.
[[nodiscard]] std::vector<std::string> includes_of(const std::string& text);

}  // namespace tidy
