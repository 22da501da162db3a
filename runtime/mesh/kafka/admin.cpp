#include <algorithm>
#include <array>
#include <span>
#include <thread>

#include <fmt/format.h>

#include <mesh/kafka/admin_private.hpp>
#include <mesh/kafka/errors_private.hpp>
#include <mesh/kafka/handles_private.hpp>

namespace mesh::kafka {
namespace {

using Deadline = std::chrono::steady_clock::time_point;

constexpr Millis kSettleSlice{50};

int left_ms(Deadline deadline) {
  const auto left = std::chrono::duration_cast<Millis>(deadline - std::chrono::steady_clock::now()).count();
  return static_cast<int>(std::clamp<std::int64_t>(left, 1, 24LL * 60 * 60 * 1000));
}

std::string joined(const std::vector<std::string>& names) {
  std::string text;
  for (const auto& name : names) text += (text.empty() ? "'" : ", '") + name + "'";
  return text;
}

template <class Owner>
auto raw(const std::vector<Owner>& owners) {
  std::vector<typename Owner::pointer> pointers;
  pointers.reserve(owners.size());
  for (const auto& owner : owners) pointers.push_back(owner.get());
  return pointers;
}

/// One admin request: sends it to a queue of its own and waits for the answer.
class Request {
 public:
  Request(rd_kafka_t* client, rd_kafka_admin_op_t kind, std::string doing, Deadline deadline)
      : doing_(std::move(doing)),
        deadline_(deadline),
        queue_(rd_kafka_queue_new(client)),
        options_(rd_kafka_AdminOptions_new(client, kind)) {}

  [[nodiscard]] Result<void> limit(bool waits_for_the_cluster) {
    std::array<char, 256> words{};
    const auto ms = left_ms(deadline_);
    auto code = rd_kafka_AdminOptions_set_request_timeout(options_.get(), ms, words.data(), words.size());
    if (code == RD_KAFKA_RESP_ERR_NO_ERROR && waits_for_the_cluster) {
      code = rd_kafka_AdminOptions_set_operation_timeout(options_.get(), ms, words.data(), words.size());
    }
    if (code == RD_KAFKA_RESP_ERR_NO_ERROR) return {};
    return tl::unexpected(translate(code, doing_, words.data()));
  }

  /// The event that answers, or the request's own error.
  [[nodiscard]] Result<EventOwner> wait() const {
    EventOwner event(rd_kafka_queue_poll(queue_.get(), left_ms(deadline_)));
    if (!event) {
      return fail(ErrorKind::kTimeout, fmt::format("{}: no answer within the time given; {}", doing_, kNoAdmin), true,
                  RD_KAFKA_RESP_ERR__TIMED_OUT);
    }
    if (const auto code = rd_kafka_event_error(event.get())) {
      auto error = translate(code, doing_, rd_kafka_event_error_string(event.get()));
      if (error.kind == ErrorKind::kTimeout) error.message += fmt::format("; {}", kNoAdmin);
      return tl::unexpected(std::move(error));
    }
    return event;
  }

  [[nodiscard]] const rd_kafka_AdminOptions_t* options() const { return options_.get(); }
  [[nodiscard]] rd_kafka_queue_t* queue() const { return queue_.get(); }

 private:
  static constexpr std::string_view kNoAdmin = "the embedded broker has no admin API: name its topics when it starts";

  std::string doing_;
  Deadline deadline_;
  QueueOwner queue_;
  AdminOptionsOwner options_;
};

/// Collects what went wrong for single names; the first code decides the kind.
class Faults {
 public:
  void add(rd_kafka_resp_err_t code, const std::string& doing, const char* words) {
    auto error = translate(code, doing, words == nullptr ? rd_kafka_err2str(code) : words);
    if (first_.message.empty()) {
      first_ = std::move(error);
    } else {
      first_.message += "\n" + error.message;
    }
  }
  [[nodiscard]] Result<void> result() && {
    if (first_.message.empty()) return {};
    return tl::unexpected(std::move(first_));
  }

 private:
  Error first_;
};

void add_topic_faults(Faults& faults, std::string_view doing, const rd_kafka_topic_result_t** results,
                      std::size_t count, rd_kafka_resp_err_t is_fine) {
  for (std::size_t i = 0; i < count; ++i) {
    const auto code = rd_kafka_topic_result_error(results[i]);
    if (code == RD_KAFKA_RESP_ERR_NO_ERROR || code == is_fine) continue;
    faults.add(code, fmt::format("{} '{}'", doing, rd_kafka_topic_result_name(results[i])),
               rd_kafka_topic_result_error_string(results[i]));
  }
}

Result<NewTopicOwner> to_new_topic(const NewTopic& topic) {
  constexpr int kBrokersChoice = -1;
  std::array<char, 256> words{};
  NewTopicOwner made(rd_kafka_NewTopic_new(topic.name.c_str(), topic.partitions > 0 ? topic.partitions : kBrokersChoice,
                                           topic.replicas > 0 ? topic.replicas : kBrokersChoice, words.data(),
                                           words.size()));
  if (!made) return fail(ErrorKind::kInvalidArgument, fmt::format("create topic '{}': {}", topic.name, words.data()));
  for (const auto& [name, value] : topic.config) {
    if (const auto code = rd_kafka_NewTopic_set_config(made.get(), name.c_str(), value.c_str())) {
      return tl::unexpected(translate(code, fmt::format("create topic '{}' with {}", topic.name, name)));
    }
  }
  return made;
}

Result<std::vector<std::string>> missing(rd_kafka_t* client, const std::vector<std::string>& names, Deadline deadline) {
  const auto states = topic_states(client, names, Millis(left_ms(deadline)));
  if (!states) return tl::unexpected(states.error());
  std::vector<std::string> absent;
  for (const auto& state : *states) {
    if (!state.exists) absent.push_back(state.name);
  }
  return absent;
}

/// As end_of().
Result<std::int64_t> find_end(rd_kafka_t* client, const std::string& topic, std::int32_t partition,
                              std::string_view doing, Deadline deadline) {
  for (;;) {
    std::int64_t low = 0;
    std::int64_t high = 0;
    const auto code =
        rd_kafka_query_watermark_offsets(client, topic.c_str(), partition, &low, &high, left_ms(deadline));
    if (code == RD_KAFKA_RESP_ERR_NO_ERROR) return high;
    auto error = translate(code, fmt::format("{} '{}' [{}]", doing, topic, partition));
    const bool is_moving = error.retriable || error.kind == ErrorKind::kUnknownTopic;  // not every broker knows it yet
    if (!is_moving || std::chrono::steady_clock::now() >= deadline) return tl::unexpected(std::move(error));
    std::this_thread::sleep_for(kSettleSlice);
  }
}

/// Brokers name a leader a little before it takes records. What is sent in between may be refused while the next batch
/// is taken (see KafkaProducer::report), so the first records of a new topic had better wait.
Result<void> wait_for_leaders(rd_kafka_t* client, const std::vector<std::string>& names, Deadline deadline) {
  const auto states = topic_states(client, names, Millis(left_ms(deadline)));
  if (!states) return tl::unexpected(states.error());
  for (const auto& state : *states) {
    for (std::int32_t partition = 0; partition < state.partitions; ++partition) {
      const auto end = find_end(client, state.name, partition, "wait for the leader of", deadline);
      if (!end) return tl::unexpected(end.error());
    }
  }
  return {};
}

}  // namespace

Result<std::vector<TopicState>> list_topics(rd_kafka_t* client, Millis timeout) {
  const rd_kafka_metadata_t* answer = nullptr;
  const auto code = rd_kafka_metadata(client, 1, nullptr, &answer, left_ms(std::chrono::steady_clock::now() + timeout));
  if (code != RD_KAFKA_RESP_ERR_NO_ERROR) return tl::unexpected(translate(code, "ask for topics"));
  const MetadataOwner metadata(answer);
  std::vector<TopicState> states;
  for (const auto& topic : std::span(metadata->topics, static_cast<std::size_t>(metadata->topic_cnt))) {
    if (topic.err == RD_KAFKA_RESP_ERR_UNKNOWN_TOPIC_OR_PART) continue;
    states.push_back({.name = topic.topic, .exists = true, .partitions = topic.partition_cnt});
  }
  std::sort(states.begin(), states.end(), [](const auto& left, const auto& right) { return left.name < right.name; });
  return states;
}

Result<std::vector<TopicState>> topic_states(rd_kafka_t* client, const std::vector<std::string>& names,
                                             Millis timeout) {
  const auto all = list_topics(client, timeout);
  if (!all) return tl::unexpected(all.error());
  std::vector<TopicState> states;
  for (const auto& name : names) {
    const auto found =
        std::find_if(all->begin(), all->end(), [&](const TopicState& topic) { return topic.name == name; });
    states.push_back(found == all->end() ? TopicState{.name = name} : *found);
  }
  return states;
}

Result<std::int64_t> end_of(rd_kafka_t* client, const TopicPartition& where, Millis timeout) {
  return find_end(client, where.topic, where.partition, "ask for the end of",
                  std::chrono::steady_clock::now() + timeout);
}

Result<void> create_topics(rd_kafka_t* client, const std::vector<NewTopic>& topics, Millis timeout) {
  const auto deadline = std::chrono::steady_clock::now() + timeout;
  std::vector<std::string> names;
  names.reserve(topics.size());
  for (const auto& topic : topics) names.push_back(topic.name);
  // Asked first, because a broker without an admin API may hold them all already.
  auto absent = missing(client, names, deadline);
  if (!absent) return tl::unexpected(std::move(absent).error());
  if (absent->empty()) return {};

  std::vector<NewTopicOwner> wanted;
  for (const auto& topic : topics) {
    if (std::find(absent->begin(), absent->end(), topic.name) == absent->end()) continue;
    auto made = to_new_topic(topic);
    if (!made) return tl::unexpected(std::move(made).error());
    wanted.push_back(*std::move(made));
  }
  Request request(client, RD_KAFKA_ADMIN_OP_CREATETOPICS, fmt::format("create topics {}", joined(*absent)), deadline);
  if (auto ok = request.limit(true); !ok) return ok;
  auto pointers = raw(wanted);
  rd_kafka_CreateTopics(client, pointers.data(), pointers.size(), request.options(), request.queue());
  const auto event = request.wait();
  if (!event) return tl::unexpected(event.error());
  std::size_t count = 0;
  const auto* result = rd_kafka_event_CreateTopics_result(event->get());
  auto** results = rd_kafka_CreateTopics_result_topics(result, &count);
  Faults faults;
  add_topic_faults(faults, "create topic", results, count, RD_KAFKA_RESP_ERR_TOPIC_ALREADY_EXISTS);
  if (auto ok = std::move(faults).result(); !ok) return ok;

  // The controller knows them; whoever is asked next may not yet.
  for (;;) {
    absent = missing(client, names, deadline);
    if (!absent) return tl::unexpected(std::move(absent).error());
    if (absent->empty()) return wait_for_leaders(client, names, deadline);
    if (std::chrono::steady_clock::now() >= deadline) {
      return fail(ErrorKind::kTimeout, fmt::format("create topics: {} not seen yet by every broker", joined(*absent)),
                  true);
    }
    std::this_thread::sleep_for(kSettleSlice);
  }
}

Result<void> delete_topics(rd_kafka_t* client, const std::vector<std::string>& names, Millis timeout) {
  if (names.empty()) return {};
  const auto deadline = std::chrono::steady_clock::now() + timeout;
  std::vector<DeleteTopicOwner> wanted;
  wanted.reserve(names.size());
  for (const auto& name : names) wanted.emplace_back(rd_kafka_DeleteTopic_new(name.c_str()));
  Request request(client, RD_KAFKA_ADMIN_OP_DELETETOPICS, fmt::format("delete topics {}", joined(names)), deadline);
  if (auto ok = request.limit(true); !ok) return ok;
  auto pointers = raw(wanted);
  rd_kafka_DeleteTopics(client, pointers.data(), pointers.size(), request.options(), request.queue());
  const auto event = request.wait();
  if (!event) return tl::unexpected(event.error());
  std::size_t count = 0;
  auto** results = rd_kafka_DeleteTopics_result_topics(rd_kafka_event_DeleteTopics_result(event->get()), &count);
  Faults faults;
  add_topic_faults(faults, "delete topic", results, count, RD_KAFKA_RESP_ERR_UNKNOWN_TOPIC_OR_PART);
  return std::move(faults).result();
}

Result<void> delete_groups(rd_kafka_t* client, const std::vector<std::string>& names, Millis timeout) {
  if (names.empty()) return {};
  const auto deadline = std::chrono::steady_clock::now() + timeout;
  std::vector<DeleteGroupOwner> wanted;
  wanted.reserve(names.size());
  for (const auto& name : names) wanted.emplace_back(rd_kafka_DeleteGroup_new(name.c_str()));
  Request request(client, RD_KAFKA_ADMIN_OP_DELETEGROUPS, fmt::format("delete groups {}", joined(names)), deadline);
  if (auto ok = request.limit(false); !ok) return ok;
  auto pointers = raw(wanted);
  rd_kafka_DeleteGroups(client, pointers.data(), pointers.size(), request.options(), request.queue());
  const auto event = request.wait();
  if (!event) return tl::unexpected(event.error());
  std::size_t count = 0;
  auto* const* results = rd_kafka_DeleteGroups_result_groups(rd_kafka_event_DeleteGroups_result(event->get()), &count);
  Faults faults;
  for (std::size_t i = 0; i < count; ++i) {
    const auto* error = rd_kafka_group_result_error(results[i]);
    if (error == nullptr || rd_kafka_error_code(error) == RD_KAFKA_RESP_ERR_GROUP_ID_NOT_FOUND) continue;
    faults.add(rd_kafka_error_code(error), fmt::format("delete group '{}'", rd_kafka_group_result_name(results[i])),
               rd_kafka_error_string(error));
  }
  return std::move(faults).result();
}

}  // namespace mesh::kafka
