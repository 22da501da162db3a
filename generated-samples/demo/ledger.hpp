/// What the agents said that they did, and what the topics really hold: the demo's last word is that they agree.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <map>
#include <mutex>
#include <string>
#include <vector>

#include <mesh/base/error.hpp>
#include <mesh/config/config.hpp>

namespace demo {

/// One line of an agent's log.
struct Event {
  std::string agent;
  std::string kind;
  std::string operation;
  std::string topic;
  std::string key;
  std::string event_id;
  std::string reason;
  std::string detail;
  long attempt = 0;
  long delay_ms = 0;
};

/// Fields of one JSON line of the log; empty `kind` if it is none.
[[nodiscard]] Event parse_event(const std::string& agent, const std::string& line);

struct Account {
  std::size_t handled = 0;
  std::size_t dead_lettered = 0;
  std::size_t duplicates = 0;
  [[nodiscard]] std::size_t total() const { return handled + dead_lettered + duplicates; }
};

/// Thread-safe: the readers of all agents write to it.
class Ledger {
 public:
  void add(const Event& event);
  [[nodiscard]] std::map<std::string, Account> accounts() const;
  [[nodiscard]] std::size_t ready_agents() const;

 private:
  mutable std::mutex mutex_;
  std::map<std::string, Account> accounts_;
  std::size_t ready_ = 0;
};

/// Records in the topic's log now, by reading it; waits for those that are expected, and counts what is beyond them.
[[nodiscard]] mesh::Result<std::size_t> records_in(const mesh::Config& config, const std::string& topic,
                                                   std::size_t expected);

/// Records of a dead-letter topic that hold `value` byte for byte, with the header that names the cause.
struct Letter {
  std::string value;
  std::string reason;
  std::string detail;
};
[[nodiscard]] mesh::Result<std::vector<Letter>> letters_in(const mesh::Config& config, const std::string& topic,
                                                           std::size_t expected);

}  // namespace demo
