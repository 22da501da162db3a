#include <mesh/policy/dedup_window.hpp>

namespace mesh::policy {

bool DedupWindow::contains(std::string_view source, std::string_view id) const {
  return known_.contains(Event{source, id});
}

void DedupWindow::remember(std::string_view source, std::string_view id) {
  if (capacity_ == 0 || contains(source, id)) return;
  if (order_.size() >= capacity_) {
    known_.erase(Event{order_.front().source, order_.front().id});
    order_.pop_front();
  }
  const auto& names = order_.emplace_back(Names{std::string(source), std::string(id)});
  known_.insert(Event{names.source, names.id});
}

}  // namespace mesh::policy
