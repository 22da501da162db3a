#include "watch.hpp"

#include <chrono>
#include <stdexcept>

namespace mesh::test {

Watch::Watch(const Scene& scene, std::filesystem::path log)
    : group_(scene.prefix + "billing"),
      topic_(scene.orders()),
      log_(std::move(log)),
      admin_(scene.brokers.bootstrap()),
      thread_([this] { run(); }) {}

Watch::~Watch() {
  stop_ = true;
  if (thread_.joinable()) thread_.join();
}

void Watch::run() {
  constexpr Millis kBetween{500};
  while (!stop_) {
    const auto next = std::chrono::steady_clock::now() + kBetween;
    try {
      Sample sample;
      sample.committed = admin_.committed(group_, topic_, kPartitions);
      std::error_code none;
      sample.log_size = std::filesystem::file_size(log_, none);
      sample.at = std::chrono::steady_clock::now();
      if (!none) samples_.push_back(std::move(sample));
    } catch (const std::runtime_error&) {
      // The coordinator is away: that is what the run is about.
    }
    (void)eventually([this] { return stop_.load(); },
                     std::chrono::duration_cast<Millis>(next - std::chrono::steady_clock::now()));
  }
}

std::vector<Watch::Sample> Watch::finish() {
  stop_ = true;
  if (thread_.joinable()) thread_.join();
  return std::move(samples_);
}

}  // namespace mesh::test
