#include <algorithm>

#include <mesh/policy/offset_window.hpp>

namespace mesh::policy {

std::deque<OffsetWindow::Entry>::iterator OffsetWindow::at_or_after(std::int64_t offset) {
  return std::lower_bound(entries_.begin(), entries_.end(), offset,
                          [](const Entry& entry, std::int64_t wanted) { return entry.offset < wanted; });
}

bool OffsetWindow::add(std::int64_t offset) {
  if (entries_.empty() || entries_.back().offset < offset) {
    entries_.push_back(Entry{offset, false});
  } else {
    const auto place = at_or_after(offset);
    if (place != entries_.end() && place->offset == offset) return false;
    entries_.insert(place, Entry{offset, false});
  }
  position_ = offset + 1;
  ++unfinished_;
  return true;
}

bool OffsetWindow::finish(std::uint64_t generation, std::int64_t offset) {
  if (generation != generation_) return false;
  const auto place = at_or_after(offset);
  if (place == entries_.end() || place->offset != offset || place->done) return false;
  place->done = true;
  --unfinished_;
  while (!entries_.empty() && entries_.front().done) entries_.pop_front();
  return true;
}

std::optional<std::int64_t> OffsetWindow::base() const noexcept {
  if (entries_.empty() || !position_) return position_;
  // After a step back the position can lie before what is unfinished: the records between are still to come.
  return std::min(entries_.front().offset, *position_);
}

}  // namespace mesh::policy
