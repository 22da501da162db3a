#include "plan/recursion.hpp"

#include <algorithm>
#include <cstddef>
#include <limits>

#include "model/reach.hpp"

namespace meshgen::plan {
namespace {

using model::TypeId;

/// Tarjan's strongly connected components, with a stack of its own: references may chain as long as the document is.
class Components {
 public:
  Components(const model::Types& types) : types_(types), number_(types.size(), kNew), low_(types.size(), 0) {
    found.recursive.resize(types.size(), false);
    found.together.resize(types.size(), kNew);
  }

  void visit(TypeId root) {
    if (number_[at(root)] != kNew) return;
    begin(root);
    while (!open_.empty()) {
      auto& frame = open_.back();
      if (frame.next == frame.children.size()) {
        const auto done = frame.id;
        open_.pop_back();
        close(done);
        if (!open_.empty()) lower(open_.back().id, low_[at(done)]);
        continue;
      }
      const auto child = frame.children[frame.next++];
      if (child == frame.id) found.recursive[at(child)] = true;
      if (number_[at(child)] == kNew) {
        begin(child);
      } else if (number_[at(child)] != kClosed) {
        lower(frame.id, number_[at(child)]);
      }
    }
  }

  Recursion found;

 private:
  static constexpr std::size_t kNew = std::numeric_limits<std::size_t>::max();
  static constexpr std::size_t kClosed = kNew - 1;

  struct Frame {
    TypeId id{};
    std::vector<TypeId> children;
    std::size_t next = 0;
  };

  static std::size_t at(TypeId id) { return static_cast<std::size_t>(id); }

  void begin(TypeId id) {
    number_[at(id)] = low_[at(id)] = count_++;
    component_.push_back(id);
    open_.push_back({id, model::children_of(types_[id].shape), 0});
  }

  void lower(TypeId id, std::size_t number) { low_[at(id)] = std::min(low_[at(id)], number); }

  /// The first of its component takes all of it from the stack.
  void close(TypeId id) {
    if (low_[at(id)] != number_[at(id)]) return;
    const bool is_alone = component_.back() == id;
    for (;;) {
      const auto member = component_.back();
      component_.pop_back();
      number_[at(member)] = kClosed;
      if (!is_alone) found.recursive[at(member)] = true;
      found.together[at(member)] = at(id);
      if (member == id) return;
    }
  }

  const model::Types& types_;
  std::vector<std::size_t> number_;
  std::vector<std::size_t> low_;
  std::vector<TypeId> component_;
  std::vector<Frame> open_;
  std::size_t count_ = 0;
};

}  // namespace

Recursion find_recursion(const model::Types& types, const std::vector<TypeId>& roots) {
  Components components(types);
  for (const auto root : roots) components.visit(root);
  return std::move(components.found);
}

}  // namespace meshgen::plan
