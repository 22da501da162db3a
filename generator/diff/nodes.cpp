#include "diff/nodes.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <string_view>
#include <vector>

namespace meshgen::diff {
namespace {

using load::Kind;
using load::Node;

constexpr std::array<std::string_view, 8> kWords{"title",    "summary",    "description",  "examples",
                                                 "$comment", "deprecated", "externalDocs", "tags"};
/// Their members are names that the user chose, so none of them is a keyword.
constexpr std::array<std::string_view, 4> kMapsOfNames{"properties", "patternProperties", "definitions",
                                                       "dependencies"};

template <class List>
bool holds(const List& list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

class Comparison {
 public:
  Comparison(const Nodes& before, const Nodes& after) : before_(before), after_(after) {}

  /// `names`: these are maps from names to schemas.
  bool same(const Node* was, const Node* is, bool names) {
    if (was != nullptr) was = before_.document().follow(*was);
    if (is != nullptr) is = after_.document().follow(*is);
    if (was == nullptr || is == nullptr) return was == is;
    if (was->is(Kind::kMap) && is->is(Kind::kMap)) {
      return !open_.emplace(was, is).second || (covered(*was, *is, names, true) && covered(*is, *was, names, false));
    }
    if (was->is(Kind::kList) && is->is(Kind::kList)) {
      return std::equal(was->items.begin(), was->items.end(), is->items.begin(), is->items.end(),
                        [&](const Node& a, const Node& b) { return same(&a, &b, false); });
    }
    return load::equal(*was, *is);
  }

 private:
  /// Every member of `a` stands in `b`; with `deep` it is the same there.
  bool covered(const Node& a, const Node& b, bool names, bool deep) {
    return std::all_of(a.members.begin(), a.members.end(), [&](const load::Member& member) {
      if (!names && (holds(kWords, member.key) || member.key.starts_with("x-"))) return true;
      const auto* other = b.find(member.key);
      if (other == nullptr) return false;
      if (!names && (member.key == "required" || member.key == "enum" || member.key == "type"))
        return subset(member.value, *other);
      return !deep || same(&member.value, other, !names && holds(kMapsOfNames, member.key));
    });
  }

  /// Order does not count in these lists; a single word is a list of one.
  static bool subset(const Node& a, const Node& b) {
    const auto in_b = [&](const Node& each) {
      if (!b.is(Kind::kList)) return load::equal(each, b);
      return std::any_of(b.items.begin(), b.items.end(), [&](const Node& other) { return load::equal(each, other); });
    };
    return a.is(Kind::kList) ? std::all_of(a.items.begin(), a.items.end(), in_b) : in_b(a);
  }

  const Nodes& before_;
  const Nodes& after_;
  std::set<std::pair<const Node*, const Node*>> open_;
};

}  // namespace

void Nodes::index(const Node& node) const {
  nodes_.emplace(std::pair(node.span.file, node.span.begin), &node);
  for (const auto& item : node.items) index(item);
  for (const auto& member : node.members) index(member.value);
}

const Node* Nodes::at(const diag::Span& place) const {
  if (nodes_.empty()) {
    // A merged tree says more than the target whose place it has.
    for (const auto& tree : api_->merged) index(tree);
    for (const auto& file : document_->files) {
      if (file->root) index(*file->root);
    }
  }
  const auto found = nodes_.find({place.file, place.begin});
  return found == nodes_.end() ? nullptr : found->second;
}

bool same_schema(const Nodes& before, const Node* was, const Nodes& after, const Node* is) {
  return Comparison(before, after).same(was, is, false);
}

}  // namespace meshgen::diff
