/// How lanes wake the poll thread when it waits for them.
#pragma once

#include <condition_variable>
#include <mutex>

#include <mesh/base/time.hpp>

namespace mesh::consume {

/// A ring is kept until somebody waits, so none is missed.
class Bell {
 public:
  void ring();
  /// Until it is rung, at most so long.
  void wait_for(Millis longest);

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  bool rung_ = false;
};

}  // namespace mesh::consume
