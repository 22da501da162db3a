/// Records for the handlers of the scenarios: sent at once or without end, and the dead letters that became of some.
/// Topics are kOrders and kLetters behind the transport's (or the settings') prefix.
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include <mesh/config/config.hpp>
#include <mesh/ports/transport.hpp>

#include "checkers.hpp"

namespace mesh::test {

/// "key-0", "key-1", …
[[nodiscard]] std::vector<std::string> keys(int count);

/// `per_key` records for each of `keys`, confirmed. The n-th record of a key holds n.
[[nodiscard]] std::vector<Confirmed> load(Transport& transport, const std::vector<std::string>& keys, int per_key,
                                          int from = 0);

/// A thread that sends one record after the other, round the keys, until it is stopped. A key of which a send failed
/// gets no more, so that its records stay without a gap.
class Stream {
 public:
  /// What is sent as the n-th record of a key; its value begins with n.
  using Make = std::function<OutgoingRecord(const std::string& topic, const RecordId& id)>;
  Stream(Transport& transport, std::vector<std::string> keys, Millis pause = Millis(2), Make make = {});
  ~Stream();
  Stream(const Stream&) = delete;
  Stream& operator=(const Stream&) = delete;

  [[nodiscard]] std::size_t confirmed() const;
  /// Sent, and not yet answered.
  [[nodiscard]] std::size_t waiting() const;
  /// Sends no more, waits for every answer, and gives the confirmed ones.
  [[nodiscard]] std::vector<Confirmed> finish();
  /// Why sends failed.
  [[nodiscard]] std::vector<Error> failures() const;

 private:
  struct State;
  void run(const std::vector<std::string>& keys, Millis pause);

  Transport* transport_;
  Make make_;
  std::shared_ptr<State> state_;
  std::atomic<bool> stop_{false};
  std::thread thread_;
};

/// Reads the dead-letter topic until `expected` records are there, and a little longer to see one too many.
[[nodiscard]] std::multiset<RecordId> dead_letters(const Config& config, std::size_t expected);

/// Fails the test with each breach's words.
void check_clean(const Breaches& breaches);

}  // namespace mesh::test
