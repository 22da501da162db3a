#include "plan/order.hpp"

#include <map>

namespace meshgen::plan {
namespace {

using model::Match;
using model::TypeId;

class Sorter {
 public:
  explicit Sorter(const model::Types& all) : all_(all) {}

  void visit_struct(TypeId id) {
    auto& state = states_[id];
    if (state != State::kNew) return;
    state = State::kOpen;
    for (const auto& property : std::get<model::Object>(all_[id].shape).properties) use(id, property.type, false);
    states_[id] = State::kDone;
    order.structs.push_back(id);
  }

  Order order;

 private:
  enum class State { kNew, kOpen, kDone };

  /// `owner` uses `id` by value; `in_vector`: directly as a vector's element, where only a struct itself may stand
  /// before it is complete.
  void use(TypeId owner, TypeId id, bool in_vector) {
    const bool is_bare_element = in_vector && !all_.is_nullable(id);
    id = all_.target(id);
    std::visit(Match{[](const model::Boolean&) {}, [](const model::Integer&) {}, [](const model::Number&) {},
                     [](const model::String&) {}, [](const model::StringEnum&) {}, [](const model::StringConst&) {},
                     [](const model::Any&) {}, [](const model::Alias&) {},
                     [&](const model::Array& array) { use(owner, array.items, true); },
                     [&](const model::Map& map) { use(owner, map.values, false); },
                     [&](const model::Object&) {
                       if (is_bare_element && id == owner) return;
                       if (states_[id] == State::kOpen) {
                         order.boxed.insert({owner, id});
                       } else {
                         visit_struct(id);
                       }
                     },
                     [&](const model::Union& choice) {
                       bool leads_back = false;
                       for (const auto& alternative : choice.alternatives) {
                         leads_back = leads_back || states_[alternative.type] == State::kOpen;
                       }
                       if (leads_back) {
                         order.boxed.insert({owner, id});
                         return;
                       }
                       for (const auto& alternative : choice.alternatives) visit_struct(alternative.type);
                     }},
               all_[id].shape);
  }

  const model::Types& all_;
  std::map<TypeId, State> states_;
};

}  // namespace

Order order_types(const model::Types& all, const std::vector<TypeId>& types) {
  Sorter sorter(all);
  for (const auto id : types) {
    if (std::holds_alternative<model::Object>(all[id].shape)) sorter.visit_struct(id);
  }
  for (const auto id : types) {
    if (std::holds_alternative<model::StringEnum>(all[id].shape)) sorter.order.enums.push_back(id);
    if (std::holds_alternative<model::Union>(all[id].shape)) sorter.order.unions.push_back(id);
  }
  return std::move(sorter.order);
}

}  // namespace meshgen::plan
