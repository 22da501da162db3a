/// The dedup window of a subscription, asked by all its lanes at once.
#pragma once

#include <cstddef>
#include <deque>
#include <mutex>

#include <mesh/policy/dedup_window.hpp>

namespace mesh::consume {

/// Thread-safe. A large window is split by id, so that lanes seldom meet; each part forgets its own oldest first.
class DedupShards {
 public:
  explicit DedupShards(std::size_t capacity);

  [[nodiscard]] bool enabled() const noexcept { return !shards_.empty(); }
  [[nodiscard]] bool contains(const policy::EventKey& event);
  void remember(const policy::EventKey& event);

 private:
  struct Shard {
    explicit Shard(std::size_t capacity) : window(capacity) {}
    std::mutex mutex;
    policy::DedupWindow window;
  };
  [[nodiscard]] Shard& shard_of(const policy::EventKey& event);

  std::deque<Shard> shards_;
};

}  // namespace mesh::consume
