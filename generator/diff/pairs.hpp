/// Which is which: the things of two lists that have the same key.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace meshgen::diff {

/// Indexes into the two lists; nullopt: there is no counterpart.
struct Pair {
  std::optional<std::size_t> was;
  std::optional<std::size_t> is;
};

/// One of the two lists.
enum class Which { kWas, kIs };

/// Pairs what has the same key, one rule after the other: `key(rule, Which, index)`, empty if there is none.
/// `fits(rule, was, is)` may refuse a pair. What is new follows in order, what is gone comes last.
template <class Key, class Fits>
[[nodiscard]] std::vector<Pair> pair_up(std::size_t count_was, std::size_t count_is, int rules, const Key& key,
                                        const Fits& fits) {
  std::vector<std::optional<std::size_t>> partner(count_is);
  std::vector<bool> taken(count_was, false);
  for (int rule = 0; rule < rules; ++rule) {
    std::multimap<std::string, std::size_t> left;  // those of one key in their order
    for (std::size_t was = 0; was < count_was; ++was) {
      if (!taken[was]) left.emplace(key(rule, Which::kWas, was), was);
    }
    for (std::size_t is = 0; is < count_is; ++is) {
      if (partner[is]) continue;
      const auto wanted = key(rule, Which::kIs, is);
      if (wanted.empty()) continue;
      const auto [begin, end] = left.equal_range(wanted);
      for (auto at = begin; at != end; ++at) {
        if (!fits(rule, at->second, is)) continue;
        partner[is] = at->second;
        taken[at->second] = true;
        left.erase(at);
        break;
      }
    }
  }
  std::vector<Pair> pairs;
  for (std::size_t is = 0; is < count_is; ++is) pairs.push_back({partner[is], is});
  for (std::size_t was = 0; was < count_was; ++was) {
    if (!taken[was]) pairs.push_back({was, std::nullopt});
  }
  return pairs;
}

template <class Key>
[[nodiscard]] std::vector<Pair> pair_up(std::size_t count_was, std::size_t count_is, int rules, const Key& key) {
  return pair_up(count_was, count_is, rules, key, [](int, std::size_t, std::size_t) { return true; });
}

}  // namespace meshgen::diff
