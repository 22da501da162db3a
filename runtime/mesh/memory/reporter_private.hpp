/// The thread that tells producers what became of their sends.
#pragma once

#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

#include <mesh/ports/transport.hpp>

namespace mesh::memory {

/// Thread-safe. Reports keep their order.
class Reporter {
 public:
  Reporter();
  /// Reports all that is left, held or not.
  ~Reporter();
  Reporter(const Reporter&) = delete;
  Reporter& operator=(const Reporter&) = delete;

  void report(SendListener& listener, Result<Sent> result);
  void hold(bool hold);
  /// False if something is left by then.
  [[nodiscard]] bool wait_until_empty(Millis timeout);

 private:
  struct Report {
    SendListener* listener = nullptr;
    Result<Sent> result;
  };
  void serve();

  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Report> reports_;
  bool held_ = false;
  bool serving_ = false;
  bool ending_ = false;
  std::thread thread_;
};

}  // namespace mesh::memory
