#include "settings/roots.hpp"

#include <filesystem>
#include <system_error>

#include "settings/settings.hpp"

namespace meshgen::settings {

std::vector<std::string> reference_roots(const std::string& contract, const std::vector<std::string>& more) {
  namespace fs = std::filesystem;
  std::error_code error;
  const auto own = fs::weakly_canonical(fs::absolute(contract, error), error).parent_path();
  auto root = own.parent_path() == own.root_path() ? own : own.parent_path();
  for (auto folder = own;; folder = folder.parent_path()) {
    if (fs::exists(folder / kFileName, error) || fs::exists(folder / ".git", error)) {
      root = folder;
      break;
    }
    if (folder == folder.parent_path()) break;
  }
  std::vector<std::string> roots{root.string()};
  roots.insert(roots.end(), more.begin(), more.end());
  return roots;
}

}  // namespace meshgen::settings
