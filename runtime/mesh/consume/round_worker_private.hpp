/// The thread that carries out the transactions of an exactly-once subscription.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include <mesh/consume/bell_private.hpp>
#include <mesh/consume/work_private.hpp>
#include <mesh/ports/transport.hpp>

namespace mesh::consume {

/// A partition's share of a round.
struct RoundPart {
  Assignment* assignment = nullptr;  ///< the poll thread's; nullptr once the partition has gone
  std::optional<std::int64_t> before;
  std::int64_t next = 0;
  std::vector<std::unique_ptr<Outputs>> outputs;  ///< nobody changes them while the worker has them
};

struct RoundJob {
  std::vector<std::shared_ptr<const RoundPart>> parts;
  std::vector<CommitEntry> offsets;
  std::shared_ptr<const GroupMetadata> member;
};

enum class RoundEnd {
  kCommitted,
  kAborted,   ///< nothing of it is visible: produce it again
  kReplaced,  ///< the producer is gone, and what became of the transaction is not known
  kReady,     ///< a new producer is ready, and what is committed is final
  kUnready,   ///< it could not be made: try again
  kRefused,   ///< it can't be made, and trying again will not help
  kFenced,
};

struct RoundResult {
  RoundEnd end = RoundEnd::kUnready;
  Error error;
};

/// One job at a time: submit, then ask until there is a result; the bell is rung when there is one. All public methods
/// from the poll thread. Nothing there waits for the broker.
class RoundWorker : public std::enable_shared_from_this<RoundWorker> {
 public:
  RoundWorker(Transport& transport, TransactionalOptions options, std::shared_ptr<Shared> shared);
  ~RoundWorker();
  RoundWorker(const RoundWorker&) = delete;
  RoundWorker& operator=(const RoundWorker&) = delete;

  void start();
  void make_producer();
  void run(RoundJob job);
  [[nodiscard]] std::optional<RoundResult> result();
  /// Of the last producer that became ready.
  [[nodiscard]] std::size_t largest_record() const;
  /// Ends the thread, or leaves it behind when the broker keeps it so long: it tells nobody anything then.
  void leave(Millis patience);

 private:
  void serve();
  [[nodiscard]] RoundResult make();
  [[nodiscard]] RoundResult carry_out(const RoundJob& job);
  [[nodiscard]] RoundResult abort_after(const Error& error, Instant until);
  /// Calls until it succeeds (nullopt) or is decided.
  template <class Call>
  [[nodiscard]] std::optional<RoundResult> step(TransactionStep step, Instant until, const Call& call);
  void pause(Millis time);

  Transport* const transport_;
  const TransactionalOptions options_;
  const std::shared_ptr<Shared> shared_;

  mutable std::mutex mutex_;
  std::condition_variable changed_;
  bool wants_producer_ = false;
  std::optional<RoundJob> job_;
  std::optional<RoundResult> result_;
  bool leaving_ = false;
  bool ended_ = false;
  std::size_t largest_record_ = 0;
  /// Set under the mutex, used outside of it by the worker alone, but for abandon().
  std::shared_ptr<TransactionalProducer> producer_;
  std::thread thread_;
};

}  // namespace mesh::consume
