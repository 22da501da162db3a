#include "plan/order.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>

namespace meshgen::plan {
namespace {

using model::TypeId;

/// Depth first, but not by calling itself: structs may hold each other in a chain as long as the document.
class Sorter {
 public:
  explicit Sorter(const model::Types& all) : all_(all), states_(all.size(), State::kNew) {}

  void visit(TypeId root) {
    begin(root);
    while (!open_.empty()) {
      auto& frame = open_.back();
      if (frame.next < frame.needed.size()) {
        begin(frame.needed[frame.next++]);
      } else if (frame.property < properties_of(frame.id).size()) {
        const auto type = properties_of(frame.id)[frame.property++].type;
        frame.needed.clear();
        frame.next = 0;
        use(frame, type);
      } else {
        state(frame.id) = State::kDone;
        order.structs.push_back(frame.id);
        open_.pop_back();
      }
    }
  }

  Order order;

 private:
  enum class State : std::uint8_t { kNew, kOpen, kDone };

  struct Frame {
    TypeId id{};
    std::size_t property = 0;
    std::vector<TypeId> needed;  ///< structs that the property before holds by value
    std::size_t next = 0;
  };

  State& state(TypeId id) { return states_[static_cast<std::size_t>(id)]; }
  [[nodiscard]] const std::vector<model::Property>& properties_of(TypeId id) const {
    return std::get<model::Object>(all_[id].shape).properties;
  }

  void begin(TypeId id) {
    if (state(id) != State::kNew) return;
    state(id) = State::kOpen;
    open_.push_back({id, 0, {}, 0});
  }

  /// The frame's struct holds `id` by value. Directly as a vector's element, a struct itself may stand before it is
  /// complete.
  void use(Frame& frame, TypeId id) {
    bool in_vector = false;
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
    } else if (const auto* choice = std::get_if<model::Union>(&all_[id].shape)) {
      const bool leads_back =
          std::any_of(choice->alternatives.begin(), choice->alternatives.end(),
                      [&](const model::Alternative& each) { return state(each.type) == State::kOpen; });
      if (leads_back) {
        order.boxed.insert({frame.id, id});
        return;
      }
      for (const auto& alternative : choice->alternatives) frame.needed.push_back(alternative.type);
    }
  }

  const model::Types& all_;
  std::vector<State> states_;
  std::vector<Frame> open_;
};

}  // namespace

Order order_types(const model::Types& all, const std::vector<TypeId>& types) {
  Sorter sorter(all);
  for (const auto id : types) {
    if (std::holds_alternative<model::Object>(all[id].shape)) sorter.visit(id);
  }
  for (const auto id : types) {
    if (std::holds_alternative<model::StringEnum>(all[id].shape)) sorter.order.enums.push_back(id);
    if (std::holds_alternative<model::Union>(all[id].shape)) sorter.order.unions.push_back(id);
  }
  return std::move(sorter.order);
}

}  // namespace meshgen::plan
