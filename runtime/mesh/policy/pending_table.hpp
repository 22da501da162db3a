/// What is waited for, by id and until when. No threads and no clock: time is an argument.
#pragma once

#include <chrono>
#include <cstddef>
#include <map>
#include <optional>
#include <unordered_map>
#include <utility>
#include <vector>

#include <mesh/policy/correlation.hpp>

namespace mesh::policy {

/// At most `limit` entries. Each leaves once: by take(), expire() or clear(). Not thread-safe.
template <class Value>
class PendingTable {
 public:
  using Time = std::chrono::steady_clock::time_point;

  explicit PendingTable(std::size_t limit) : limit_(limit) {}

  /// False when it is full, or has that id already.
  [[nodiscard]] bool add(const CorrelationId& id, Time deadline, Value value) {
    if (entries_.size() >= limit_ || entries_.contains(id)) return false;
    const auto due = due_.emplace(deadline, id);
    entries_.emplace(id, Entry{std::move(value), due});
    return true;
  }

  [[nodiscard]] std::optional<Value> take(const CorrelationId& id) {
    const auto found = entries_.find(id);
    if (found == entries_.end()) return std::nullopt;
    due_.erase(found->second.due);
    auto value = std::move(found->second.value);
    entries_.erase(found);
    return value;
  }

  /// Those whose deadline is not after `now`, the earliest first.
  [[nodiscard]] std::vector<Value> expire(Time now) {
    std::vector<Value> over;
    while (!due_.empty() && due_.begin()->first <= now) over.push_back(*take(due_.begin()->second));
    return over;
  }

  [[nodiscard]] std::vector<Value> clear() { return expire(Time::max()); }

  [[nodiscard]] std::optional<Time> next_deadline() const {
    return due_.empty() ? std::nullopt : std::optional(due_.begin()->first);
  }
  [[nodiscard]] std::size_t size() const noexcept { return entries_.size(); }

 private:
  struct Hash {
    // The lower half is scattered already.
    std::size_t operator()(const CorrelationId& id) const noexcept { return id.low ^ id.high; }
  };
  using Due = std::multimap<Time, CorrelationId>;
  struct Entry {
    Value value;
    typename Due::iterator due;
  };

  std::size_t limit_;
  std::unordered_map<CorrelationId, Entry, Hash> entries_;
  Due due_;
};

}  // namespace mesh::policy
