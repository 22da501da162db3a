/// Does to cluster and consumers what was drawn, at the drawn instants, and undoes it.
#pragma once

#include <chrono>
#include <vector>

#include "cluster.hpp"
#include "crew.hpp"
#include "plan.hpp"

namespace mesh::test {

/// Seconds since it was made, before each line that it prints.
class Timeline {
 public:
  using Clock = std::chrono::steady_clock;

  void say(const std::string& what) const;
  [[nodiscard]] Clock::time_point start() const noexcept { return start_; }

 private:
  Clock::time_point start_ = Clock::now();
};

/// Returns at the end of `length`, with everything healed as far as it was told to. Gives what ended by itself.
[[nodiscard]] Breaches run_faults(const std::vector<Fault>& faults, Millis length, const Timeline& timeline,
                                  Cluster& cluster, Crew& crew);

}  // namespace mesh::test
