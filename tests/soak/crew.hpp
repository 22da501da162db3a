/// The processes that consume: each place has one at a time, each process a number of its own (the member of its log).
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include <mesh/config/config.hpp>

#include "evidence.hpp"
#include "process.hpp"

namespace mesh::test {

enum class Role { kConsumer, kTransformer };

struct Place {
  Role role{};
  int number = 1;

  friend auto operator<=>(const Place&, const Place&) = default;
};

/// To be used from the main thread alone, as Process.
class Crew {
 public:
  /// Logs go to `folder`. Transformers are a group of their own behind `transformers_prefix`.
  Crew(const Config& config, const std::string& transformers_prefix, std::filesystem::path folder);

  /// A new process, whatever became of the one before.
  void start(Place place);
  void kill(Place place);
  void freeze(Place place);
  void thaw(Place place);
  /// SIGTERM; waits for nothing.
  void ask_to_stop(Place place);
  void begin_outage() const;
  void end_outage() const;

  /// Who has ended and was not told to, with the last words; its place gets a new process.
  [[nodiscard]] Breaches replace_the_dead();
  /// All consumers stop; what they and those before them reported. Transformers are killed: they know no other end.
  [[nodiscard]] std::vector<Exit> stop_all();

  /// Consumers that were frozen for a while.
  [[nodiscard]] const std::set<int>& frozen() const noexcept { return frozen_; }
  /// What the consumers' handlers wrote.
  [[nodiscard]] std::filesystem::path log() const { return folder_ / "handled.log"; }

 private:
  struct Life {
    Place place;
    int member = 0;
    std::filesystem::path log;
    std::unique_ptr<Process> process;
    enum class End { kNone, kAsked, kKilled } end = End::kNone;
  };
  [[nodiscard]] std::vector<std::string> command(Place place, int member) const;
  [[nodiscard]] std::filesystem::path outage() const { return folder_ / "outage"; }
  [[nodiscard]] Life& at(Place place) { return lives_.at(current_.at(place)); }

  std::filesystem::path folder_;
  std::vector<std::string> consumer_settings_;
  std::vector<std::string> transformer_settings_;
  std::vector<Life> lives_;
  std::map<Place, std::size_t> current_;
  std::set<int> frozen_;
};

}  // namespace mesh::test
