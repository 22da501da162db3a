/// One subscription at work: a poll thread that owns the consumer, the offset windows and the commits, and its lanes.
#pragma once

#include <atomic>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include <mesh/consume/lane_private.hpp>
#include <mesh/consume/rounds_private.hpp>

namespace mesh::consume {

/// How a subscription ended.
struct LoopReport {
  std::size_t handled = 0;
  std::size_t dead_lettered = 0;
  std::size_t duplicates = 0;
  std::size_t dropped = 0;
  std::size_t abandoned = 0;
};

/// start(), then request_stop() and join() in this order; request_stop(), assigned() and failure() from any thread.
class SubscriptionLoop final : private AssignmentListener {
 public:
  /// `changed` is called from the poll thread when assigned() or failure() has changed.
  SubscriptionLoop(Transport& transport, LoopOptions options, RecordHandler& handler, std::function<void()> changed);
  ~SubscriptionLoop() override;
  SubscriptionLoop(const SubscriptionLoop&) = delete;
  SubscriptionLoop& operator=(const SubscriptionLoop&) = delete;

  [[nodiscard]] Result<void> start();
  /// Had an assignment, be it an empty one.
  [[nodiscard]] bool assigned() const noexcept { return was_assigned_; }
  /// Why it ended by itself.
  [[nodiscard]] std::optional<Error> failure() const;
  [[nodiscard]] const LoopOptions& options() const noexcept { return shared_->options; }

  void request_stop() noexcept;
  /// Waits for the drain, at most `drain_timeout` and what the last commit and leaving the group take.
  [[nodiscard]] LoopReport join();

 private:
  using Assignments = std::map<TopicPartition, std::unique_ptr<Assignment>>;
  /// One record in so many has its headers looked at on the poll thread.
  static constexpr std::size_t kHeaderSample = 32;

  // subscription_loop.cpp
  void run();
  void poll_once();
  void poll_failed(const Error& error);
  void dispatch(FetchedBatch batch);
  void hand_out(FetchedBatch batch);
  void fail_with(const Error& error);
  void note_headers(const FetchedRecord& record);
  [[nodiscard]] bool wants(const TopicPartition& where) const;
  /// nullptr if the partition is not ours. `last` is what the record before belongs to, most often the same.
  [[nodiscard]] Assignment* assignment_of(const RecordView& record, Assignment* last) const;
  [[nodiscard]] bool full() const noexcept;
  /// Taken and not finished, or finished and waiting for their transaction.
  [[nodiscard]] std::size_t taken() const noexcept;
  [[nodiscard]] bool breaker_lets_in() const;
  [[nodiscard]] std::size_t share_of_a_partition() const noexcept;
  [[nodiscard]] std::size_t batch_size() const noexcept;
  [[nodiscard]] std::size_t lane_of(const RecordView& record) const noexcept;
  void collect();
  void drain();
  void end_lanes();

  // at_most_once.cpp
  bool drop_repeated(const RecordView& record, std::optional<std::int64_t> done) const;
  void take_early(FetchedBatch batch);
  void commit_early();
  void wait_for_queued(std::span<Assignment* const> leaving);

  // rebalance.cpp: assignments and commits.
  void on_assigned(std::span<const TopicPartition> partitions) override;
  void on_revoked(std::span<const TopicPartition> partitions) override;
  void on_lost(std::span<const TopicPartition> partitions) override;
  [[nodiscard]] std::vector<Assignment*> close(std::span<const TopicPartition> partitions);
  void wait_for_handlers(std::span<Assignment* const> leaving);
  void retire(std::span<const TopicPartition> partitions, EventKind kind);
  void forget_retired();
  void commit_if_due(Instant now);
  /// What must not be missed: before partitions go, and at the end.
  void commit_at_last(std::span<Assignment* const> assignments);
  void commit(std::span<Assignment* const> assignments, Millis wait);
  /// How long a commit that must not be missed may take: a stop has a limit.
  [[nodiscard]] Millis commit_patience() const;
  /// Those of `partitions` that are ours.
  [[nodiscard]] std::vector<Assignment*> named(std::span<const TopicPartition> partitions) const;
  [[nodiscard]] std::vector<Assignment*> all_assigned() const;
  void tell(EventKind kind, const TopicPartition& where, std::int64_t offset = -1) const;
  void tell_error(EventKind kind, const Error& error) const;
  [[nodiscard]] Instant drain_deadline() const noexcept;

  Transport* const transport_;
  const std::shared_ptr<Shared> shared_;
  const std::function<void()> changed_;
  std::vector<std::shared_ptr<Lane>> lanes_;
  std::thread thread_;
  std::atomic<bool> was_assigned_ = false;
  std::atomic<bool> stop_requested_ = false;
  std::atomic<Instant::rep> stop_deadline_ = Instant::max().time_since_epoch().count();
  mutable std::mutex failure_mutex_;
  std::optional<Error> failure_;
  LoopReport report_;

  // The poll thread's own.
  std::unique_ptr<Consumer> consumer_;
  Assignments assignments_;
  std::list<std::unique_ptr<Assignment>> retired_;  ///< gone, but lanes still hold records of them
  std::uint64_t next_generation_ = 1;
  std::size_t in_flight_ = 0;
  std::size_t in_flight_bytes_ = 0;
  std::size_t header_bytes_ = 0;  ///< a record, by samples
  std::size_t records_since_sample_ = kHeaderSample;
  std::vector<std::vector<Work>> staged_;
  std::vector<std::uint64_t> sweeps_;  ///< the last one that each lane was asked for
  std::vector<Finished> finished_;
  Instant next_commit_{};
  std::unique_ptr<Rounds> rounds_;  ///< exactly-once only
  FetchedBatch early_;              ///< at-most-once only: not committed yet, so not handed out
  bool stopping_ = false;
};

}  // namespace mesh::consume
