#include "model/merge.hpp"

#include <algorithm>

namespace meshgen::model {
namespace {

using load::Kind;
using load::Node;

/// Merges `patch` over `base`; what `patch` says wins. The depth is bounded by the loader's.
Node merge(const resolve::ResolvedDocument& document, const Node& base, const Node& patch) {
  const auto* below = document.follow(base);
  const auto* above = document.follow(patch);
  if (below == nullptr || above == nullptr || !below->is(Kind::kMap) || !above->is(Kind::kMap) || below == above) {
    return patch;
  }
  Node merged = *below;
  merged.span = above->span;
  for (const auto& member : above->members) {
    const auto found = std::find_if(merged.members.begin(), merged.members.end(),
                                    [&](const load::Member& known) { return known.key == member.key; });
    if (member.value.is(Kind::kNull) && found != merged.members.end()) {
      merged.members.erase(found);  // RFC 7386: null takes the member away
    } else if (found == merged.members.end()) {
      merged.members.push_back(member);
    } else {
      found->value = merge(document, found->value, member.value);
      found->key_span = member.key_span;
    }
  }
  merged.index_members();
  return merged;
}

}  // namespace

Node merge_traits(const resolve::ResolvedDocument& document, const Node& target) {
  const auto* traits = target.find("traits");
  if (traits == nullptr || traits->items.empty()) return target;
  Node merged;
  merged.kind = Kind::kMap;
  merged.span = target.span;
  for (const auto& item : traits->items) {
    if (const auto* trait = document.follow(item); trait != nullptr && trait->is(Kind::kMap)) {
      merged = merge(document, merged, *trait);
    }
  }
  return merge(document, merged, target);
}

}  // namespace meshgen::model
