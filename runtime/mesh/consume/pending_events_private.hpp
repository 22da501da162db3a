/// Events that an exactly-once operation has done, and whose transaction is not committed yet.
#pragma once

#include <atomic>
#include <cstddef>
#include <mutex>
#include <string>
#include <unordered_set>

#include <mesh/policy/dedup_window.hpp>

namespace mesh::consume {

/// Thread-safe. Apart from the dedup window, because what is thrown away with its partition must be handled again.
class PendingEvents {
 public:
  [[nodiscard]] bool contains(const policy::EventKey& event) const;
  void add(const policy::EventKey& event);
  void remove(const policy::EventKey& event);

 private:
  mutable std::mutex mutex_;
  std::unordered_multiset<std::string> names_;
  std::atomic<std::size_t> size_ = 0;  ///< spares the lock where nothing is pending
};

}  // namespace mesh::consume
