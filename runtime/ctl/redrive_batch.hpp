/// Letters on their way back, and how far the topic is done with them.
#pragma once

#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include <mesh/ports/transport.hpp>

namespace mesh::ctl {

/// One batch after the other; all methods from one thread.
class RedriveBatch {
 public:
  struct Outcome {
    std::vector<std::string> confirmed;  ///< a line for each letter that the broker has
    std::vector<CommitEntry> commits;    ///< behind the last record before the first that failed, for each partition
    std::optional<Error> failure;        ///< the first, with the letter's place
  };

  /// A record that is not sent: passed.
  void pass(const RecordView& record);
  /// Waits while the producer's queue is full.
  [[nodiscard]] Result<void> send(Producer& producer, const RecordView& letter, const OutgoingRecord& record);
  /// Some letter of this batch is known to have failed: send no more.
  [[nodiscard]] bool has_failed() const;
  /// Waits until every letter has its answer (after a signal: a little while), then begins anew.
  [[nodiscard]] Outcome settle();

 private:
  struct Entry {
    TopicPartition where;
    std::int64_t offset = -1;
    std::string target;  ///< topic; empty: passed
  };
  /// Lives until the last answer, which may come after this batch is given up.
  struct Answers {
    std::mutex mutex;
    std::condition_variable changed;
    std::vector<std::optional<Result<Sent>>> results;
    std::size_t open = 0;
    bool has_failed = false;
  };

  std::vector<Entry> entries_;
  std::shared_ptr<Answers> answers_ = std::make_shared<Answers>();
};

}  // namespace mesh::ctl
