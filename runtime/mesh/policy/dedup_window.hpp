/// The events that were done lately.
#pragma once

#include <cstddef>
#include <deque>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_set>

namespace mesh::policy {

/// Remembers the last `capacity` events by CloudEvents `source` and `id`; the oldest is forgotten first. Exact: names
/// are compared, not hashes. One thread at a time.
///
/// Only events that are done belong in here: a failed one must be tried again, and a dead-lettered one may be redriven.
class DedupWindow {
 public:
  explicit DedupWindow(std::size_t capacity) : capacity_(capacity) {}
  DedupWindow(const DedupWindow&) = delete;
  DedupWindow& operator=(const DedupWindow&) = delete;

  [[nodiscard]] bool contains(std::string_view source, std::string_view id) const;
  /// Seen again does not make an event younger.
  void remember(std::string_view source, std::string_view id);
  [[nodiscard]] std::size_t size() const noexcept { return known_.size(); }

 private:
  struct Event {
    std::string_view source;
    std::string_view id;
    friend bool operator==(const Event&, const Event&) = default;
  };
  struct Names {
    std::string source;
    std::string id;
  };
  struct Hash {
    std::size_t operator()(const Event& event) const noexcept {
      const std::hash<std::string_view> hash;
      return hash(event.source) * 31 + hash(event.id);
    }
  };

  std::size_t capacity_;
  std::deque<Names> order_;  ///< owns what `known_` looks into; a deque leaves its elements where they are
  std::unordered_set<Event, Hash> known_;
};

}  // namespace mesh::policy
