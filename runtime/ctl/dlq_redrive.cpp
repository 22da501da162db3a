#include <algorithm>
#include <cmath>
#include <cstdio>
#include <thread>

#include <fmt/format.h>

#include <mesh/kafka/transport.hpp>

#include "ctl/commands.hpp"
#include "ctl/exit_code.hpp"
#include "ctl/letters.hpp"
#include "ctl/redrive_batch.hpp"

namespace mesh::ctl {
namespace {

using Clock = std::chrono::steady_clock;

constexpr Millis kSlice{100};
constexpr double kMostInFlight = 200;

class Redrive {
 public:
  Redrive(const DlqRedriveCommand& command, const Config& config, Transport& transport, kafka::TopicReader& reader)
      : command_(&command),
        transport_(&transport),
        reader_(&reader),
        answer_timeout_(config.millis("connect.timeout.ms")),
        // What is in flight when a send fails may be sent again: little, and no more than a second's.
        batch_size_(static_cast<std::size_t>(command.rate > 0 ? std::clamp(command.rate, 1.0, kMostInFlight)
                                                              : kMostInFlight)) {}

  [[nodiscard]] Result<void> run() {
    while (stop_signal == 0 && !is_full() && !reader_->done()) {
      const auto records = reader_->poll(kSlice, batch_size_);
      if (!records) return tl::unexpected(records.error());
      auto sent = send(*records);
      auto settled = settle();  // Whatever failed, what the broker has confirmed is told and noted.
      if (!sent) return sent;
      if (!settled) return settled;
    }
    return {};
  }

  void tell_counts() const {
    auto text = fmt::format("{} {}", redriven_, command_->dry_run ? "would be redriven" : "redriven");
    if (const auto rest = counts_.rest(); !rest.empty()) text += "; " + rest;
    if (counts_.left_out > 0 && !command_->dry_run) text += " (--again looks at them again)";
    say(text + "\n");
  }

 private:
  [[nodiscard]] bool is_full() const noexcept {
    return command_->max_letters != 0 && counts_.matched >= command_->max_letters;
  }

  [[nodiscard]] Result<void> send(const FetchedBatch& records) {
    for (const auto& record : records) {
      if (stop_signal != 0 || is_full() || batch_.has_failed()) return {};
      if (auto ok = take(record.view()); !ok) return ok;
    }
    return {};
  }

  [[nodiscard]] Result<void> take(const RecordView& record) {
    auto letter = policy::read_dead_letter(record);
    if (!letter) {
      ++counts_.no_letters;
      say(fmt::format("{} left alone: {}\n", place_of(record), printable(letter.error().message)));
      batch_.pass(record);
      return {};
    }
    if (!matches(command_->filter, *letter)) {
      ++counts_.left_out;
      batch_.pass(record);
      return {};
    }
    const auto topic = command_->to.value_or(letter->topic);
    const auto partitions = partitions_of(topic, record);
    if (!partitions) return tl::unexpected(partitions.error());
    if (command_->dry_run) {
      counts_.count(*letter);
      ++redriven_;
      say(fmt::format("{} -> {}\n", place_of(record), printable(topic)));
      return {};
    }
    wait_for_turn();
    if (stop_signal != 0) return {};
    counts_.count(*letter);
    return batch_.send(transport_->producer(), record,
                       policy::make_redrive(*std::move(letter), record, topic, *partitions));
  }

  /// Asked once a topic: a send to a missing one would only end with its delivery timeout.
  [[nodiscard]] Result<std::int32_t> partitions_of(const std::string& topic, const RecordView& record) {
    if (const auto known = partitions_.find(topic); known != partitions_.end()) return known->second;
    const auto place = full_place_of(record);
    if (topic == record.topic) {
      return fail(ErrorKind::kInvalidArgument,
                  fmt::format("{} would go back to the topic that it is in; name another with --to", place));
    }
    const auto states = transport_->topic_states({topic}, answer_timeout_);
    if (!states) return tl::unexpected(states.error());
    if (!states->front().exists) {
      return fail(ErrorKind::kUnknownTopic,
                  fmt::format("{} can't go to '{}': there is no such topic; name another with "
                              "--to, or leave it out with --origin",
                              place, printable(topic)));
    }
    return partitions_[topic] = states->front().partitions;
  }

  void wait_for_turn() {
    if (command_->rate <= 0) return;
    while (stop_signal == 0 && Clock::now() < next_turn_)
      std::this_thread::sleep_until(std::min(next_turn_, Clock::now() + kSlice));
    const auto pause = std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(1 / command_->rate));
    next_turn_ = std::max(next_turn_, Clock::now() - pause) + pause;
  }

  [[nodiscard]] Result<void> settle() {
    if (command_->dry_run) return {};
    const auto outcome = batch_.settle();
    redriven_ += outcome.confirmed.size();
    for (const auto& line : outcome.confirmed) say(line);
    if (auto ok = reader_->commit(outcome.commits); !ok) {
      auto error = std::move(ok).error();
      error.message = fmt::format("how far it came could not be noted, and the next call sends the last {} again: {}",
                                  counted(outcome.confirmed.size(), "letter", "letters"), error.message);
      return tl::unexpected(std::move(error));
    }
    if (outcome.failure) return tl::unexpected(*outcome.failure);
    return {};
  }

  const DlqRedriveCommand* command_;
  Transport* transport_;
  kafka::TopicReader* reader_;
  Millis answer_timeout_;
  std::size_t batch_size_;
  RedriveBatch batch_;
  LetterCounts counts_;
  std::size_t redriven_ = 0;  ///< on the broker's word
  std::map<std::string, std::int32_t> partitions_;
  Clock::time_point next_turn_ = Clock::now();
};

void tell_that_nothing_is_left(const DlqRedriveCommand& command, std::span<const kafka::PartitionRange> ranges) {
  const bool was_read = std::any_of(ranges.begin(), ranges.end(), [](const auto& r) { return r.first < r.end; });
  say(was_read ? fmt::format("nothing new in '{}' since it was redriven (--again begins anew)\n", command.topic)
               : fmt::format("'{}' is empty\n", command.topic));
}

}  // namespace

int run(const DlqRedriveCommand& command) {
  const auto config = settings(command.client);
  if (!config) return complain(config.error());
  if (command.to == command.topic) {
    return complain({.kind = ErrorKind::kInvalidArgument,
                     .message = fmt::format("--to {} is the topic of the dead letters itself", command.topic)});
  }
  kafka::ReadOptions options;
  options.group = config->text("group.prefix") + "meshctl.redrive." + command.topic;
  options.again = command.again;
  const auto reader = kafka::open_topic(*config, command.topic, options);
  if (!reader) return complain(reader.error());
  if ((*reader)->done()) {
    tell_that_nothing_is_left(command, (*reader)->ranges());
    return kDone;
  }
  const auto transport = kafka::connect(*config);
  if (!transport) return complain(transport.error());

  catch_stop_signals();
  Redrive redrive(command, *config, **transport, **reader);
  const auto ok = redrive.run();
  redrive.tell_counts();
  if (!ok) return complain(ok.error());
  return stop_signal == 0 ? kDone : kInterrupted;
}

}  // namespace mesh::ctl
