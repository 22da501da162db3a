#include "diff/allow.hpp"

namespace meshgen::diff {

bool matches(std::string_view pattern, std::string_view path) {
  std::size_t at = 0;
  std::size_t in = 0;
  auto star = std::string_view::npos;
  std::size_t after_star = 0;
  while (in < path.size()) {
    if (at < pattern.size() && pattern[at] == '*') {
      star = at++;
      after_star = in;
    } else if (at < pattern.size() && pattern[at] == path[in]) {
      ++at;
      ++in;
    } else if (star != std::string_view::npos) {
      at = star + 1;
      in = ++after_star;
    } else {
      return false;
    }
  }
  return pattern.find_first_not_of('*', at) == std::string_view::npos;
}

std::vector<bool> allow(const std::vector<Allowance>& allowances, std::vector<Change>& changes) {
  std::vector<bool> used(allowances.size(), false);
  for (auto& change : changes) {
    for (std::size_t i = 0; i < allowances.size(); ++i) {
      const auto& each = allowances[i];
      if (change.impact != Impact::kBreaking || change.code->id != each.code || !matches(each.path, change.place.path))
        continue;
      used[i] = true;
      if (!change.allowed) change.allowed = each.reason;
    }
  }
  return used;
}

}  // namespace meshgen::diff
