/// How every benchmark here measures: all contestants in turn in each round, the median of the rounds, and the ratio to
/// the first one. Times are CPU time, so that a busy machine disturbs little: of the thread, or of the whole process
/// where other threads do part of the work. Wall time is there for what waits.
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

enum class Time : clockid_t {
  kThread = CLOCK_THREAD_CPUTIME_ID,
  kProcess = CLOCK_PROCESS_CPUTIME_ID,
  kWall = CLOCK_MONOTONIC,
};

inline const char* to_string(Time time) {
  switch (time) {
    case Time::kThread:
      return "CPU time of the calling thread";
    case Time::kProcess:
      return "CPU time of the whole process";
    case Time::kWall:
      return "wall time";
  }
  return "";
}

inline double nanoseconds_of(Time time) {
  std::timespec now{};
  if (clock_gettime(static_cast<clockid_t>(time), &now) != 0) std::perror("clock_gettime");
  return static_cast<double>(now.tv_sec) * 1e9 + static_cast<double>(now.tv_nsec);
}

inline double median(std::vector<double> all) {
  const auto middle = all.begin() + static_cast<std::ptrdiff_t>(all.size() / 2);
  std::nth_element(all.begin(), middle, all.end());
  return *middle;
}

inline std::string machine() {
  std::ifstream file("/proc/cpuinfo");
  for (std::string line; std::getline(file, line);) {
    const auto colon = line.find(": ");
    if (line.rfind("model name", 0) == 0 && colon != std::string::npos) return line.substr(colon + 2);
  }
  return "unknown CPU";
}

/// times[time][contestant][round], nanoseconds per operation.
using Times = std::vector<std::vector<std::vector<double>>>;

inline Times run_rounds(const std::vector<Contestant>& contestants, std::size_t operations, int rounds,
                        const std::vector<Time>& times) {
  Times measured(times.size(), std::vector<std::vector<double>>(contestants.size()));
  std::size_t agreed = 0;
  for (int round = -1; round < rounds; ++round) {  // the first warms up
    for (std::size_t n = 0; n < contestants.size(); ++n) {
      // Each goes first in its turn: what one leaves behind in caches and queues burdens all alike.
      const auto i = (n + static_cast<std::size_t>(round + 1)) % contestants.size();
      std::vector<double> start;
      for (const auto time : times) start.push_back(nanoseconds_of(time));
      const std::size_t count = contestants[i].round();
      for (std::size_t t = 0; t < times.size(); ++t) {
        const double spent = nanoseconds_of(times[t]) - start[t];
        if (round >= 0) measured[t][i].push_back(spent / static_cast<double>(operations));
      }
      if (round == -1 && n == 0) agreed = count;
      if (count != agreed) std::printf("DISAGREES: %s did %zu, not %zu\n", contestants[i].name.c_str(), count, agreed);
    }
  }
  return measured;
}

/// Runs and prints a table for each of `times`; `operations` is how many one round holds, `bytes` how much text they
/// are (0: no column). The results are those of the first time.
inline std::vector<Result> compare(const std::string& title, const std::vector<Contestant>& contestants,
                                   std::size_t operations, std::size_t bytes = 0, int rounds = 9,
                                   const std::vector<Time>& times = {Time::kThread}) {
  const auto measured = run_rounds(contestants, operations, rounds, times);
  std::printf("%s\n  %s, %u threads; %zu operations a round, median of %d interleaved rounds\n", title.c_str(),
              machine().c_str(), std::thread::hardware_concurrency(), operations, rounds);
  std::vector<Result> results;
  for (std::size_t t = 0; t < times.size(); ++t) {
    std::printf("  %s, per operation\n", to_string(times[t]));
    const double first = median(measured[t][0]);
    for (std::size_t i = 0; i < contestants.size(); ++i) {
      const double value = median(measured[t][i]);
      if (t == 0) results.push_back({contestants[i].name, value});
      std::printf("    %-42s %10.0f ns", contestants[i].name.c_str(), value);
      if (bytes != 0) {
        std::printf(" %8.0f MB/s", static_cast<double>(bytes) / static_cast<double>(operations) / value * 1e3);
      }
      if (times[t] == Time::kWall) std::printf(" %8.0f a second", 1e9 / value);
      std::printf("  ratio %.2f\n", value / first);
    }
  }
  std::printf("\n");
  return results;
}

}  // namespace bench
