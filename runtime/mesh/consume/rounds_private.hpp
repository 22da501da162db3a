/// The transactions of an exactly-once subscription: which finished records one of them covers, and what is done when
/// it fails.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include <mesh/consume/round_worker_private.hpp>

namespace mesh::consume {

/// The poll thread's. What a record sends is kept here from the record's end until the transaction that covers its
/// offset is certain: the one that commits a base above it. Nothing waits for the broker but start(), finish() and,
/// when a transaction's end is unknown, the question what was committed.
class Rounds {
 public:
  Rounds(Transport& transport, std::shared_ptr<Shared> shared);

  /// Makes the producer: what an earlier process left open is resolved when this returns.
  [[nodiscard]] Result<void> start(Millis timeout);
  void retain(Assignment& assignment, std::int64_t offset, std::unique_ptr<Outputs> outputs);
  /// Takes up results, and begins a round when one is due and there is something to commit.
  void step(Instant now, Consumer& consumer, std::span<Assignment* const> assigned);
  /// step() until what the windows of `these` cover is committed, at most until then, and not when it fails again and
  /// again: the partitions can't be kept for that.
  void finish(Consumer& consumer, std::span<Assignment* const> assigned, std::span<Assignment* const> these,
              Instant until);
  /// The partition has gone: whoever has it now handles its records again.
  void forget(Assignment& assignment);
  void leave(Millis patience);

  [[nodiscard]] std::size_t count() const noexcept { return count_; }
  [[nodiscard]] std::size_t bytes() const noexcept { return bytes_; }
  [[nodiscard]] bool busy() const noexcept { return count_ > 0 || state_ != State::kIdle; }
  /// Why no transaction can be made any more.
  [[nodiscard]] const std::optional<Error>& failure() const noexcept { return failure_; }

 private:
  enum class State {
    kIdle,
    kRunning,  ///< the worker has the round
    kMaking,   ///< the worker makes a producer
    kWaiting,  ///< until `not_before_`, then `next_`
    kAsking,   ///< what the group has committed
  };
  struct Retained {
    std::int64_t offset = 0;
    std::unique_ptr<Outputs> outputs;
  };

  void take(RoundResult result);
  void go_on(Instant now, Consumer& consumer, std::span<Assignment* const> assigned, bool at_once);
  void compose(std::span<Assignment* const> assigned);
  void submit(Consumer& consumer);
  void ask(Consumer& consumer);
  void make_producer();
  void wait_then(State next, const Error& error);
  void settle(RoundPart& part);
  void release(const Outputs& outputs, Assignment& assignment, bool committed);
  [[nodiscard]] static bool has_progress(const Assignment& assignment);
  [[nodiscard]] bool covers(std::span<Assignment* const> these) const;
  void drop_orphans();
  void tell_failure(const Error& error) const;

  const std::shared_ptr<Shared> shared_;
  std::shared_ptr<RoundWorker> worker_;
  std::map<Assignment*, std::vector<Retained>> retained_;
  std::vector<std::shared_ptr<RoundPart>> round_;  ///< not certain yet
  State state_ = State::kIdle;
  State next_ = State::kIdle;
  Instant not_before_{};
  Instant next_round_{};
  int failures_ = 0;  ///< in a row
  std::size_t count_ = 0;
  std::size_t bytes_ = 0;
  std::optional<Error> failure_;
};

}  // namespace mesh::consume
