/// One worker thread of a subscription.
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <queue>
#include <random>
#include <string>
#include <thread>
#include <unordered_map>
#include <utility>
#include <vector>

#include <mesh/consume/work_private.hpp>
#include <mesh/policy/dead_letter.hpp>
#include <mesh/produce/transaction.hpp>

namespace mesh::consume {

/// Handles the records it is given, one at a time, those of one key in their order. A key whose record failed is held:
/// its later records queue behind, other keys go on. The public methods are the poll thread's; nothing there waits for
/// a handler.
class Lane : public std::enable_shared_from_this<Lane> {
 public:
  explicit Lane(std::shared_ptr<Shared> shared);
  ~Lane();
  Lane(const Lane&) = delete;
  Lane& operator=(const Lane&) = delete;

  void start();
  void submit(std::vector<Work> batch);
  /// Appends what has finished since the last call.
  void collect(std::vector<Finished>& into);
  /// Gives back the records of closed assignments, but for the one that is being handled and those whose dead letter is
  /// under way. Done once swept() has reached what this returns; a handler that runs delays it.
  std::uint64_t sweep();
  [[nodiscard]] std::uint64_t swept() const noexcept { return swept_; }
  /// Whose record is being handled, nullptr if none is. A hint: it may be over by now.
  [[nodiscard]] const Assignment* running() const noexcept { return running_; }
  /// From now on no retry is waited for: what fails is given back, and so is all that comes after it with the same key.
  void drain();
  /// Gives everything back and ends the thread, once the handler returns.
  void end();
  [[nodiscard]] bool ended() const noexcept { return ended_; }
  /// Waits for the thread if it has ended, else lets it go on its own.
  void leave();

 private:
  enum class Phase {
    kWaiting,       ///< until the next attempt is due
    kRunnable,      ///< in `runnable_`
    kWriting,       ///< the dead letter is under way
    kWriteWaiting,  ///< until the dead letter is tried again
    kGivenUp,       ///< draining: whatever comes with this key is given back
  };
  /// A key that is held, by the record at its head.
  struct Held {
    std::string key;
    Phase phase = Phase::kWaiting;
    std::uint64_t ticket = 0;  ///< names this state to timers and reports; a later state has another
    Work head;
    std::deque<Work> behind;
    policy::DeadLetterCause cause;
    int write_failures = 0;
    int too_large = 0;  ///< how often the dead letter was refused for its size
  };
  struct Report {
    std::uint64_t ticket = 0;
    Result<Sent> result;
  };
  /// What the poll thread and the report thread want, taken in one go.
  struct Orders {
    std::vector<Work> batch;
    std::vector<Report> reports;
    std::uint64_t sweep = 0;  ///< the number of the last sweep that was asked for
    bool drain = false;
    bool end = false;
  };
  using Due = std::pair<Instant, std::uint64_t>;

  // lane.cpp: the thread and what it takes up next.
  void run();
  [[nodiscard]] Orders take_orders();
  void obey(Orders& orders);
  void work_for_a_while();
  [[nodiscard]] bool step(Instant now);
  void take_up(Work work);
  void try_record(Work work, Held* held);
  void settle(Work work, Held* held, const Outcome& outcome);
  void finish(Work work, Held* held, bool done, std::unique_ptr<Outputs> outputs = nullptr);
  void hand_over(Instant now);
  [[nodiscard]] bool idle() const noexcept { return ready_.empty() && runnable_.empty(); }
  [[nodiscard]] bool unwanted(const Work& work) const noexcept {
    return work.assignment->closed.load(std::memory_order_relaxed) ||
           shared_->abandoned.load(std::memory_order_relaxed);
  }

  // lane_breaker.cpp: what is tried while the breaker is open.
  [[nodiscard]] bool blocked() const;
  [[nodiscard]] bool may_try(Instant now);
  void end_probe(Instant now);
  void judge(const Work& work, const Outcome& outcome);
  void wait_for_breaker(Work work, Held* held);
  void give_back_next();

  // lane_held.cpp: keys that are held.
  [[nodiscard]] Held* find_held(const Work& work);
  Held& hold(Work work, Held* held);
  void enter(Held& held, Phase phase);
  void enter(Held& held, Phase phase, Millis delay);
  void resume(Held& held);
  void advance(Held& held);
  void make_runnable(Held& held);
  void give_up(Held& held);
  void retry_later(Work work, Held* held, Millis delay, std::string_view why);
  void bury(Work work, Held* held, policy::DeadLetterCause cause);
  void write_dead_letter(Held& held);
  [[nodiscard]] OutgoingRecord dead_letter_of(const Held& held, policy::DeadLetterForm form) const;
  void dead_letter_failed(Held& held, const Error& error);
  void on_report(const Report& report);
  void release_closed();
  void release_everything();
  void begin_drain();

  // lane_transaction.cpp: what an exactly-once operation sends.
  [[nodiscard]] std::unique_ptr<Outputs> take_outputs(const RecordView& record);
  void stage_dead_letter(Held& held);

  [[nodiscard]] double draw() { return std::uniform_real_distribution<double>(0.0, 1.0)(random_); }

  const std::shared_ptr<Shared> shared_;

  std::mutex mutex_;
  std::condition_variable wake_;
  Orders orders_;                          ///< guarded by mutex_
  std::vector<Finished> finished_shared_;  ///< guarded by mutex_
  std::uint64_t next_sweep_ = 1;           ///< guarded by mutex_
  std::atomic<std::uint64_t> swept_ = 0;
  std::atomic<const Assignment*> running_ = nullptr;
  std::atomic<bool> ended_ = false;
  std::thread thread_;

  // The lane thread's own.
  std::deque<Work> ready_;
  std::unordered_map<std::string, Held> held_;
  std::unordered_map<std::uint64_t, Held*> tickets_;
  std::deque<std::uint64_t> runnable_;
  std::priority_queue<Due, std::vector<Due>, std::greater<>> timers_;
  std::uint64_t next_ticket_ = 1;
  std::vector<Finished> finished_;
  Instant handed_over_{};
  Transaction transaction_;
  Delivery delivery_;
  std::uint64_t delivery_generation_ = 0;
  bool draining_ = false;
  bool probing_ = false;  ///< what is tried now tells whether the breaker may close
  std::mt19937_64 random_{std::random_device()()};
};

}  // namespace mesh::consume
