#include "files.hpp"

#include <algorithm>
#include <fstream>
#include <sstream>

namespace tidy {

namespace fs = std::filesystem;

std::string text_of(std::string_view path) {
  std::ifstream in(fs::path(REPOSITORY) / path, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  return std::move(text).str();
}

std::vector<File> files_in(std::string_view folder, const std::vector<std::string_view>& endings) {
  std::vector<File> files;
  const auto root = fs::path(REPOSITORY) / folder;
  if (!fs::is_directory(root)) return files;
  for (const auto& entry : fs::recursive_directory_iterator(root)) {
    const auto path = entry.path().lexically_relative(REPOSITORY).generic_string();
    const bool wanted =
        std::any_of(endings.begin(), endings.end(), [&](std::string_view ending) { return path.ends_with(ending); });
    if (entry.is_regular_file() && wanted) files.push_back({path, text_of(path)});
  }
  std::sort(files.begin(), files.end(), [](const File& a, const File& b) { return a.path < b.path; });
  return files;
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

std::vector<std::string> includes_of(const std::string& text) {
  std::vector<std::string> names;
  constexpr std::string_view kInclude = "#include ";
  for (const auto& line : lines_of(text)) {
    if (line.starts_with(kInclude)) names.push_back(line.substr(kInclude.size(), line.find_first_of(" \r", 9) - 9));
  }
  return names;
}

}  // namespace tidy
