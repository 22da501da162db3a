#pragma once

#include <condition_variable>
#include <mutex>
#include <optional>

#include <mesh/produce/publisher.hpp>

namespace mesh {

/// Filled once by the adapter's report thread, read by whoever waits.
struct PendingSend::State {
  std::mutex mutex;
  std::condition_variable done;
  std::optional<Result<Sent>> result;

  void finish(Result<Sent> outcome) {
    {
      const std::lock_guard lock(mutex);
      result = std::move(outcome);
    }
    done.notify_all();
  }
};

}  // namespace mesh
