#include <mesh/consume/bell_private.hpp>

namespace mesh::consume {

void Bell::ring() {
  {
    const std::lock_guard lock(mutex_);
    rung_ = true;
  }
  changed_.notify_one();
}

void Bell::wait_for(Millis longest) {
  std::unique_lock lock(mutex_);
  changed_.wait_for(lock, longest, [&] { return rung_; });
  rung_ = false;
}

}  // namespace mesh::consume
