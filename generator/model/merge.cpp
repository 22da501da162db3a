#include "model/merge.hpp"

#include <cstddef>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace meshgen::model {
namespace {

using load::Kind;
using load::Node;

/// Two schemas that refer to themselves have no merge that ends, two of many branches one larger than memory: so deep,
/// and after so many steps, what the patch says stands alone.
constexpr std::size_t kMergeDepthMax = 100;
constexpr std::size_t kMergeStepsMax = 10'000;

class Merger {
 public:
  explicit Merger(const resolve::ResolvedDocument& document) : document_(document) {}

  /// Merges `patch` over `base`; what `patch` says wins.
  Node merge(const Node& base, const Node& patch, std::size_t depth = 0) {
    const auto* below = document_.follow(base);
    const auto* above = document_.follow(patch);
    if (below == nullptr || above == nullptr || !below->is(Kind::kMap) || !above->is(Kind::kMap) || below == above ||
        depth > kMergeDepthMax || ++steps_ > kMergeStepsMax) {
      return patch;
    }
    Node merged = *below;
    merged.by_key.reset();
    merged.span = above->span;
    std::unordered_map<std::string_view, std::size_t> places;
    for (std::size_t i = 0; i < below->members.size(); ++i) places.emplace(below->members[i].key, i);
    std::vector<bool> is_gone(below->members.size(), false);
    for (const auto& member : above->members) {
      const auto found = places.find(member.key);
      if (found == places.end()) {
        merged.members.push_back(member);
      } else if (member.value.is(Kind::kNull)) {
        is_gone[found->second] = true;  // RFC 7386: null takes the member away
      } else {
        auto& kept = merged.members[found->second];
        kept.value = merge(kept.value, member.value, depth + 1);
        kept.key_span = member.key_span;
      }
    }
    std::size_t at = 0;
    std::erase_if(merged.members, [&](const load::Member&) { return at < is_gone.size() ? is_gone[at++] : false; });
    merged.index_members();
    return merged;
  }

 private:
  const resolve::ResolvedDocument& document_;
  std::size_t steps_ = 0;
};

}  // namespace

Node merge_traits(const resolve::ResolvedDocument& document, const Node& target) {
  const auto* traits = target.find("traits");
  if (traits == nullptr || traits->items.empty()) return target;
  Merger merger(document);
  Node merged;
  merged.kind = Kind::kMap;
  merged.span = target.span;
  for (const auto& item : traits->items) {
    if (const auto* trait = document.follow(item); trait != nullptr && trait->is(Kind::kMap)) {
      merged = merger.merge(merged, *trait);
    }
  }
  return merger.merge(merged, target);
}

}  // namespace meshgen::model
