#include <mesh/memory/reporter_private.hpp>

namespace mesh::memory {

Reporter::Reporter() : thread_([this] { serve(); }) {}

Reporter::~Reporter() {
  {
    const std::lock_guard lock(mutex_);
    ending_ = true;
  }
  changed_.notify_all();
  thread_.join();
}

void Reporter::report(SendListener& listener, Result<Sent> result) {
  {
    const std::lock_guard lock(mutex_);
    reports_.push_back(Report{&listener, std::move(result)});
  }
  changed_.notify_all();
}

void Reporter::hold(bool hold) {
  {
    const std::lock_guard lock(mutex_);
    held_ = hold;
  }
  changed_.notify_all();
}

bool Reporter::wait_until_empty(Millis timeout) {
  std::unique_lock lock(mutex_);
  return changed_.wait_for(lock, timeout, [&] { return reports_.empty() && !serving_; });
}

void Reporter::serve() {
  std::unique_lock lock(mutex_);
  while (true) {
    changed_.wait(lock, [&] { return ending_ || (!held_ && !reports_.empty()); });
    if (reports_.empty()) return;
    auto report = std::move(reports_.front());
    reports_.pop_front();
    serving_ = true;
    lock.unlock();
    report.listener->answered(std::move(report.result));
    lock.lock();
    serving_ = false;
    changed_.notify_all();
  }
}

}  // namespace mesh::memory
