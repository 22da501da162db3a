#include "ctl/redrive_batch.hpp"

#include <map>
#include <set>
#include <thread>
#include <utility>

#include <fmt/format.h>

#include "ctl/commands.hpp"

namespace mesh::ctl {
namespace {

constexpr Millis kSlice{50};
/// After a signal: an answer that has not come by then counts as none.
constexpr Millis kFarewell{5000};

}  // namespace

void RedriveBatch::pass(const RecordView& record) {
  entries_.push_back({{std::string(record.topic), record.partition}, record.offset, {}});
  const std::lock_guard lock(answers_->mutex);
  answers_->results.emplace_back();
}

Result<void> RedriveBatch::send(Producer& producer, const RecordView& letter, const OutgoingRecord& record) {
  const auto index = entries_.size();
  entries_.push_back({{std::string(letter.topic), letter.partition}, letter.offset, record.topic});
  {
    const std::lock_guard lock(answers_->mutex);
    answers_->results.emplace_back();
    ++answers_->open;
  }
  const auto answer = [answers = answers_, index](Result<Sent> result) {
    {
      const std::lock_guard lock(answers->mutex);
      answers->has_failed = answers->has_failed || !result;
      answers->results[index] = std::move(result);
      --answers->open;
    }
    answers->changed.notify_all();
  };
  for (;;) {
    auto taken = producer.send(record, answer);
    if (taken) return {};
    if (taken.error().kind != ErrorKind::kWouldBlock || stop_signal != 0) {
      answer(tl::unexpected(std::move(taken).error()));  // told with the others, in their order
      return {};
    }
    std::this_thread::sleep_for(kSlice);
  }
}

bool RedriveBatch::has_failed() const {
  const std::lock_guard lock(answers_->mutex);
  return answers_->has_failed;
}

RedriveBatch::Outcome RedriveBatch::settle() {
  std::unique_lock lock(answers_->mutex);
  std::optional<std::chrono::steady_clock::time_point> farewell;
  while (answers_->open > 0) {
    const auto now = std::chrono::steady_clock::now();
    if (stop_signal != 0 && !farewell) farewell = now + kFarewell;
    if (farewell && now >= *farewell) break;
    (void)answers_->changed.wait_until(lock, std::chrono::system_clock::now() + kSlice);
  }

  Outcome outcome;
  std::map<TopicPartition, std::int64_t> next;
  std::set<TopicPartition> stuck;  // from the first letter that failed
  for (std::size_t i = 0; i < entries_.size(); ++i) {
    const auto& [where, offset, target] = entries_[i];
    const auto& result = answers_->results[i];
    const bool is_sent = !target.empty();
    if (is_sent && (!result || !*result)) {
      stuck.insert(where);
      if (outcome.failure) continue;
      outcome.failure = result ? result->error() : Error{ErrorKind::kTimeout, true, 0, "no answer came"};
      outcome.failure->message = fmt::format("{}[{}]@{} was not sent back to '{}': {}", where.topic, where.partition,
                                             offset, printable(target), outcome.failure->message);
      continue;
    }
    const bool is_noted = !stuck.contains(where);
    if (is_sent) {
      const auto& sent = **result;
      outcome.confirmed.push_back(fmt::format("{}@{} -> {}[{}]@{}{}\n", where.partition, offset, printable(target),
                                              sent.partition, sent.offset,
                                              is_noted ? "" : " (and again by the next call: one before it failed)"));
    }
    if (is_noted) next[where] = offset + 1;
  }
  for (const auto& [where, offset] : next) outcome.commits.push_back({where, offset});
  lock.unlock();
  entries_.clear();
  answers_ = std::make_shared<Answers>();
  return outcome;
}

}  // namespace mesh::ctl
