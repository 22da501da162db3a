/// Looks at what the group has committed, again and again, while the run goes on.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <thread>
#include <vector>

#include "scene.hpp"

namespace mesh::test {

class Watch {
 public:
  /// `log` is what the handlers write. While no broker answers there is nothing to see.
  Watch(const Scene& scene, std::filesystem::path log);
  ~Watch();
  Watch(const Watch&) = delete;
  Watch& operator=(const Watch&) = delete;

  struct Sample {
    std::chrono::steady_clock::time_point at;
    std::uintmax_t log_size = 0;  ///< after the answer: what is committed was written before
    std::map<std::int32_t, std::int64_t> committed;
  };
  /// Looks no more.
  [[nodiscard]] std::vector<Sample> finish();

 private:
  void run();

  std::string group_;
  std::string topic_;
  std::filesystem::path log_;
  Admin admin_;
  std::vector<Sample> samples_;
  std::atomic<bool> stop_{false};
  std::thread thread_;
};

}  // namespace mesh::test
