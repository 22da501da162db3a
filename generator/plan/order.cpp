#include "plan/order.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <set>

#include "model/reach.hpp"

namespace meshgen::plan {
namespace {

using model::TypeId;

/// Depth first, but not by calling itself: structs may hold each other in a chain as long as the document.
class Sorter {
 public:
  Sorter(const model::Types& all, const std::set<TypeId>& declared) : all_(all), states_(all.size(), State::kNew) {
    for (const auto id : declared) state(id) = State::kDone;
  }

  void visit(TypeId root) {
    begin(root);
    while (!open_.empty()) {
      auto& frame = open_.back();
      const auto& object = object_of(frame.id);
      if (frame.next < frame.needed.size()) {
        begin(frame.needed[frame.next++]);
      } else if (frame.part < object.properties.size() + (object.rest ? 1U : 0U)) {
        const bool is_rest = frame.part == object.properties.size();
        const auto type = is_rest ? *object.rest : object.properties[frame.part].type;
        ++frame.part;
        frame.needed.clear();
        frame.next = 0;
        use(frame, type, is_rest && object.form == model::Object::Form::kTuple);
      } else {
        state(frame.id) = State::kDone;
        order.structs.push_back(frame.id);
        open_.pop_back();
      }
    }
  }

  /// An alias after those that it names.
  void visit_union(TypeId root) {
    std::vector<std::pair<TypeId, std::vector<TypeId>>> open;
    const auto begin_union = [&](TypeId id) {
      if (state(id) != State::kNew) return;
      state(id) = State::kOpen;
      open.emplace_back(id, held_unions(id));
    };
    begin_union(root);
    while (!open.empty()) {
      auto& [id, named] = open.back();
      if (!named.empty()) {
        const auto next = named.back();
        named.pop_back();
        begin_union(next);
        continue;
      }
      order.unions.push_back(id);
      open.pop_back();
    }
  }

  Order order;

 private:
  enum class State : std::uint8_t { kNew, kOpen, kDone };

  struct Frame {
    TypeId id{};
    std::size_t part = 0;        ///< of its properties and the rest
    std::vector<TypeId> needed;  ///< structs that the part before holds by value
    std::size_t next = 0;
  };

  State& state(TypeId id) { return states_[static_cast<std::size_t>(id)]; }
  [[nodiscard]] const model::Object& object_of(TypeId id) const { return std::get<model::Object>(all_[id].shape); }

  void begin(TypeId id) {
    if (state(id) != State::kNew) return;
    state(id) = State::kOpen;
    open_.push_back({id, 0, {}, 0});
  }

  /// The frame's struct holds `id` by value. Directly as a vector's element, a struct itself may stand before it is
  /// complete.
  void use(Frame& frame, TypeId id, bool in_vector) {
    bool is_bare_element = false;
    for (;;) {
      is_bare_element = in_vector && !all_.is_nullable(id);
      id = all_.target(id);
      const auto* array = std::get_if<model::Array>(&all_[id].shape);
      const auto* map = std::get_if<model::Map>(&all_[id].shape);
      if (array == nullptr && map == nullptr) break;
      in_vector = array != nullptr;
      id = array != nullptr ? array->items : map->values;
    }
    if (std::holds_alternative<model::Object>(all_[id].shape)) {
      if (is_bare_element && id == frame.id) return;
      if (state(id) == State::kOpen) {
        order.boxed.insert({frame.id, id});
      } else {
        frame.needed.push_back(id);
      }
    } else if (std::holds_alternative<model::Union>(all_[id].shape)) {
      const auto structs = held(id, true);
      const bool leads_back =
          std::any_of(structs.begin(), structs.end(), [&](TypeId each) { return state(each) == State::kOpen; });
      if (leads_back) {
        order.boxed.insert({frame.id, id});
        return;
      }
      frame.needed.insert(frame.needed.end(), structs.begin(), structs.end());
    }
  }

  /// The structs that a union holds by value, through lists, maps and other unions; or those unions.
  std::vector<TypeId> held(TypeId root, bool structs) const {
    std::vector<TypeId> found;
    std::vector<TypeId> open{root};
    std::set<TypeId> seen;
    while (!open.empty()) {
      const auto id = all_.target(open.back());
      open.pop_back();
      if (!seen.insert(id).second) continue;
      const bool is_struct = std::holds_alternative<model::Object>(all_[id].shape);
      const bool is_union = std::holds_alternative<model::Union>(all_[id].shape);
      if ((structs && is_struct) || (!structs && is_union && id != root)) found.push_back(id);
      if (is_struct || (is_union && !structs && id != root)) continue;
      const auto children = model::children_of(all_[id].shape);
      open.insert(open.end(), children.rbegin(), children.rend());
    }
    return found;
  }
  std::vector<TypeId> held_unions(TypeId id) const {
    auto found = held(id, false);
    std::reverse(found.begin(), found.end());
    return found;
  }

  const model::Types& all_;
  std::vector<State> states_;
  std::vector<Frame> open_;
};

}  // namespace

Order order_types(const model::Types& all, const std::vector<TypeId>& types, const std::set<TypeId>& declared) {
  Sorter sorter(all, declared);
  for (const auto id : types) {
    if (std::holds_alternative<model::Object>(all[id].shape)) sorter.visit(id);
  }
  for (const auto id : types) {
    const bool is_enum = std::holds_alternative<model::StringEnum>(all[id].shape) ||
                         std::holds_alternative<model::ValueEnum>(all[id].shape);
    if (is_enum) sorter.order.enums.push_back(id);
    if (std::holds_alternative<model::Union>(all[id].shape)) sorter.visit_union(id);
  }
  return std::move(sorter.order);
}

}  // namespace meshgen::plan
