#include <mesh/policy/dedup_window.hpp>

#include <utility>

namespace mesh::policy {
namespace {

constexpr std::size_t kFirstSlots = 64;

}  // namespace

bool DedupWindow::is(const Event& event, const EventKey& key) const noexcept {
  if (event.hash != key.hash || event.source_size != key.source.size()) return false;
  const std::string_view names(event.names);
  return names.substr(0, event.source_size) == key.source && names.substr(event.source_size) == key.id;
}

std::size_t DedupWindow::home_of(std::size_t hash) const noexcept {
  // The low bits chose the shard: the others spread what fell to this one.
  constexpr std::size_t kGolden = 0x9E3779B97F4A7C15ULL;
  return (hash * kGolden >> 32U) & (slots_.size() - 1);
}

std::size_t DedupWindow::find(const EventKey& event) const noexcept {
  auto slot = home_of(event.hash);
  while (slots_[slot] != kNobody && !is(events_[slots_[slot] - 1], event)) slot = (slot + 1) & (slots_.size() - 1);
  return slot;
}

bool DedupWindow::contains(const EventKey& event) const { return !slots_.empty() && slots_[find(event)] != kNobody; }

void DedupWindow::remember(const EventKey& event) {
  if (capacity_ == 0) return;
  if (events_.size() < capacity_ && (events_.size() + 1) * 2 > slots_.size()) grow();
  if (contains(event)) return;
  std::size_t place = events_.size();
  if (place < capacity_) {
    events_.emplace_back();
  } else {
    place = std::exchange(oldest_, (oldest_ + 1) % capacity_);
    forget(events_[place]);
  }
  auto& kept = events_[place];
  kept.hash = event.hash;
  kept.source_size = event.source.size();
  kept.names.assign(event.source).append(event.id);
  slots_[find(event)] = static_cast<std::uint32_t>(place + 1);
}

/// Those behind it move up, or the way to them would be cut.
void DedupWindow::forget(const Event& event) {
  const auto mask = slots_.size() - 1;
  const std::string_view names(event.names);
  auto hole = find(EventKey(names.substr(0, event.source_size), names.substr(event.source_size)));
  for (auto next = (hole + 1) & mask; slots_[next] != kNobody; next = (next + 1) & mask) {
    const auto home = home_of(events_[slots_[next] - 1].hash);
    if (((next - home) & mask) < ((next - hole) & mask)) continue;  // its home lies behind the hole
    slots_[hole] = slots_[next];
    hole = next;
  }
  slots_[hole] = kNobody;
}

void DedupWindow::grow() {
  slots_.assign(slots_.empty() ? kFirstSlots : slots_.size() * 2, kNobody);
  for (std::size_t i = 0; i < events_.size(); ++i) {
    auto slot = home_of(events_[i].hash);
    while (slots_[slot] != kNobody) slot = (slot + 1) & (slots_.size() - 1);
    slots_[slot] = static_cast<std::uint32_t>(i + 1);
  }
}

}  // namespace mesh::policy
