#include <filesystem>
#include <string>
#include <system_error>

#include <glob.h>

#include "settings/settings.hpp"

namespace meshgen::settings {

std::vector<std::string> expand_on_disk(const std::string& pattern) {
  std::vector<std::string> found;
  glob_t matches{};
  if (::glob(pattern.c_str(), 0, nullptr, &matches) == 0) {
    for (std::size_t i = 0; i < matches.gl_pathc; ++i) found.emplace_back(matches.gl_pathv[i]);
  }
  ::globfree(&matches);
  return found;
}

std::optional<std::string> find_settings() {
  namespace fs = std::filesystem;
  std::error_code error;
  auto folder = fs::current_path(error);
  fs::path from_here;
  while (!error) {
    if (fs::is_regular_file(folder / kFileName, error)) return (from_here / kFileName).string();
    if (folder == folder.parent_path()) return std::nullopt;
    folder = folder.parent_path();
    from_here /= "..";
    error.clear();  // what cannot be looked into holds none for us
  }
  return std::nullopt;
}

}  // namespace meshgen::settings
