/// How every benchmark here measures: all contestants in turn in each round, the median of the rounds, and the ratio to
/// the first one. Times are the thread's CPU time, so that a busy machine disturbs little.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdio>
#include <ctime>
#include <fstream>
#include <functional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace bench {

/// What a round of a contestant did, so that no work can be optimised away and cheating shows.
struct Contestant {
  std::string name;
  std::function<std::size_t()> round;  ///< returns a count that all contestants must agree on
};

struct Result {
  std::string name;
  double nanoseconds = 0;  ///< per operation, the median of the rounds
};

inline double cpu_nanoseconds() {
  std::timespec now{};
  if (clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now) != 0) std::perror("clock_gettime");
  return static_cast<double>(now.tv_sec) * 1e9 + static_cast<double>(now.tv_nsec);
}

inline std::string machine() {
  std::ifstream file("/proc/cpuinfo");
  for (std::string line; std::getline(file, line);) {
    const auto colon = line.find(": ");
    if (line.rfind("model name", 0) == 0 && colon != std::string::npos) return line.substr(colon + 2);
  }
  return "unknown CPU";
}

/// Runs and prints a table; `operations` is how many one round holds, `bytes` how much text they are (0: no column).
inline std::vector<Result> compare(const std::string& title, const std::vector<Contestant>& contestants,
                                   std::size_t operations, std::size_t bytes = 0, int rounds = 9) {
  std::vector<std::vector<double>> times(contestants.size());
  for (int round = -1; round < rounds; ++round) {  // the first warms up
    std::size_t agreed = 0;
    for (std::size_t i = 0; i < contestants.size(); ++i) {
      const double start = cpu_nanoseconds();
      const std::size_t count = contestants[i].round();
      const double time = cpu_nanoseconds() - start;
      if (i == 0) agreed = count;
      if (count != agreed) std::printf("DISAGREES: %s did %zu, not %zu\n", contestants[i].name.c_str(), count, agreed);
      if (round >= 0) times[i].push_back(time / static_cast<double>(operations));
    }
  }
  std::printf("%s\n  %s, %u threads; %zu operations a round, median of %d interleaved rounds, CPU time\n",
              title.c_str(), machine().c_str(), std::thread::hardware_concurrency(), operations, rounds);
  std::vector<Result> results;
  for (std::size_t i = 0; i < contestants.size(); ++i) {
    auto& all = times[i];
    std::nth_element(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(all.size() / 2), all.end());
    results.push_back({contestants[i].name, all[all.size() / 2]});
    std::printf("  %-44s %10.0f ns", results[i].name.c_str(), results[i].nanoseconds);
    if (bytes != 0) {
      std::printf(" %8.0f MB/s",
                  static_cast<double>(bytes) / static_cast<double>(operations) / results[i].nanoseconds * 1e3);
    }
    std::printf("  ratio %.2f\n", results[i].nanoseconds / results[0].nanoseconds);
  }
  std::printf("\n");
  return results;
}

}  // namespace bench
