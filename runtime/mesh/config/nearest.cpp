#include <mesh/config/nearest.hpp>

#include <algorithm>
#include <numeric>
#include <vector>

namespace mesh::config {
namespace {

/// Levenshtein's distance, one row at a time.
std::size_t distance(std::string_view left, std::string_view right) {
  std::vector<std::size_t> row(right.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 0; i < left.size(); ++i) {
    auto diagonal = row[0];
    row[0] = i + 1;
    for (std::size_t j = 0; j < right.size(); ++j) {
      const auto above = row[j + 1];
      const auto replaced = diagonal + (left[i] == right[j] ? 0 : 1);
      row[j + 1] = std::min({above + 1, row[j] + 1, replaced});
      diagonal = above;
    }
  }
  return row.back();
}

}  // namespace

std::string nearest(std::string_view name, std::span<const std::string> known) {
  // A third of the letters may differ; more than that is another word.
  auto least = std::max<std::size_t>(2, name.size() / 3) + 1;
  std::string best;
  for (const auto& candidate : known) {
    if (const auto d = distance(name, candidate); d < least) {
      least = d;
      best = candidate;
    }
  }
  return best;
}

std::string suggestion(std::string_view name, std::span<const std::string> known) {
  const auto best = nearest(name, known);
  return best.empty() ? std::string() : "; did you mean '" + best + "'?";
}

}  // namespace mesh::config
