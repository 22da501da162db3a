/// The events that were done lately.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace mesh::policy {

/// What an event is known by, hashed once.
struct EventKey {
  EventKey(std::string_view event_source, std::string_view event_id) noexcept
      : source(event_source),
        id(event_id),
        hash(std::hash<std::string_view>()(source) * 31 + std::hash<std::string_view>()(id)) {}

  std::string_view source;
  std::string_view id;
  std::size_t hash;
};

/// Remembers the last `capacity` events by CloudEvents `source` and `id`; the oldest is forgotten first. Exact: names
/// are compared, not hashes. One thread at a time. Once it is full nothing is allocated, unless names grow.
///
/// Only events that are done belong in here: a failed one must be tried again, and a dead-lettered one may be redriven.
class DedupWindow {
 public:
  /// At most 2^31 events.
  explicit DedupWindow(std::size_t capacity) : capacity_(capacity) {}
  DedupWindow(const DedupWindow&) = delete;
  DedupWindow& operator=(const DedupWindow&) = delete;

  [[nodiscard]] bool contains(const EventKey& event) const;
  /// Seen again does not make an event younger.
  void remember(const EventKey& event);
  [[nodiscard]] std::size_t size() const noexcept { return events_.size(); }

 private:
  struct Event {
    std::size_t hash = 0;
    std::size_t source_size = 0;
    std::string names;  ///< source and id, in one allocation
  };
  static constexpr std::uint32_t kNobody = 0;

  [[nodiscard]] bool is(const Event& event, const EventKey& key) const noexcept;
  [[nodiscard]] std::size_t home_of(std::size_t hash) const noexcept;
  /// The slot of the event, or the empty one where it would be put.
  [[nodiscard]] std::size_t find(const EventKey& event) const noexcept;
  void forget(const Event& event);
  void grow();

  std::size_t capacity_;
  std::vector<Event> events_;         ///< a ring once it is full
  std::size_t oldest_ = 0;            ///< in `events_`
  std::vector<std::uint32_t> slots_;  ///< by hash, linear probing: one more than an index, or kNobody
};

}  // namespace mesh::policy
