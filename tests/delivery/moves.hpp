/// The few moves that every test against a broker makes.
#pragma once

#include <atomic>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include <mesh/config/config.hpp>
#include <mesh/kafka/transport.hpp>
#include <mesh/ports/observer.hpp>
#include <mesh/ports/transport.hpp>

namespace mesh::test {

/// Long enough for a group to form and for a rebalance (session.timeout.ms is 6 s).
inline constexpr Millis kPatience{20'000};

/// Polls `condition` until it is true; false when `limit` is over.
bool eventually(const std::function<bool()>& condition, Millis limit = kPatience);

inline bool all(const TopicPartition& /*where*/) { return true; }

/// A transport with these settings; the test fails if there is none.
[[nodiscard]] std::unique_ptr<Transport> connect(const Config& config, const ConfigPairs& more = {},
                                                 Observer* observer = nullptr);

/// Sends and waits for the broker's word.
Result<Sent> send(Transport& transport, OutgoingRecord record);
OutgoingRecord record(std::string topic, std::string key, std::string value);
/// `count` records with values "0", "1", … to one partition.
void fill(Transport& transport, const std::string& topic, std::int32_t partition, int count);

/// Writes down what it is told, and what it is asked to do then.
class Assignments : public AssignmentListener {
 public:
  void on_assigned(std::span<const TopicPartition> partitions) override;
  void on_revoked(std::span<const TopicPartition> partitions) override;
  void on_lost(std::span<const TopicPartition> partitions) override;

  [[nodiscard]] std::set<TopicPartition> owned() const;

  std::function<void(std::span<const TopicPartition>)> when_revoked;
  std::atomic<int> revocations{0};
  std::atomic<int> losses{0};
  std::atomic<bool> wrong_thread{false};

 private:
  void take_away(std::span<const TopicPartition> partitions);

  std::thread::id thread_ = std::this_thread::get_id();
  mutable std::mutex mutex_;
  std::set<TopicPartition> owned_;
};

/// A consumer that polls until `enough` is true. Errors are kept; one that is not retriable ends it.
struct Taken {
  FetchedBatch records;
  std::vector<Error> errors;
};
Taken take_until(Consumer& consumer, const std::function<bool(const Taken&)>& enough,
                 const std::function<bool(const TopicPartition&)>& wants = all, Millis limit = kPatience);
Taken take(Consumer& consumer, std::size_t count, Millis limit = kPatience);

/// A subscribed member of a group.
struct Member {
  Member(Transport& transport, const std::string& group, const std::vector<std::string>& topics);

  Assignments assignments;
  std::unique_ptr<Consumer> consumer;
};

}  // namespace mesh::test
