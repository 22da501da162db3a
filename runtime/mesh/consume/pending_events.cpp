#include <mesh/consume/pending_events_private.hpp>

namespace mesh::consume {
namespace {

std::string name_of(const policy::EventKey& event) {
  std::string name(event.source);
  name += '\0';  // no CloudEvents attribute holds one
  name += event.id;
  return name;
}

}  // namespace

bool PendingEvents::contains(const policy::EventKey& event) const {
  if (size_.load(std::memory_order_relaxed) == 0) return false;
  const std::lock_guard lock(mutex_);
  return names_.contains(name_of(event));
}

void PendingEvents::add(const policy::EventKey& event) {
  const std::lock_guard lock(mutex_);
  names_.insert(name_of(event));
  size_ = names_.size();
}

void PendingEvents::remove(const policy::EventKey& event) {
  const std::lock_guard lock(mutex_);
  if (const auto found = names_.find(name_of(event)); found != names_.end()) names_.erase(found);
  size_ = names_.size();
}

}  // namespace mesh::consume
