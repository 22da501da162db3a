#include <algorithm>
#include <regex>

#include <mesh/memory/consumer_private.hpp>
#include <mesh/memory/core_private.hpp>

namespace mesh::memory {
namespace {

Timestamp now() { return std::chrono::floor<std::chrono::microseconds>(std::chrono::system_clock::now()); }

tl::unexpected<Error> unknown_topic(std::string_view name) {
  return fail(ErrorKind::kUnknownTopic, "topic '" + std::string(name) + "' does not exist");
}

/// By name, or by a pattern, which begins with '^' as librdkafka has it.
bool subscribes(const Member& member, const std::string& topic) {
  return std::any_of(member.topics.begin(), member.topics.end(), [&](const std::string& wanted) {
    return wanted.starts_with('^') ? std::regex_search(topic, std::regex(wanted, std::regex::extended))
                                   : wanted == topic;
  });
}

}  // namespace

std::optional<std::string> StoredRecord::header(std::string_view name) const {
  const auto found = std::find_if(headers.rbegin(), headers.rend(), [&](const Header& h) { return h.name == name; });
  return found == headers.rend() ? std::nullopt : found->value;
}

Topic* Broker::Core::find_topic(std::string_view name) {
  const auto found = topics.find(name);
  return found == topics.end() ? nullptr : &found->second;
}

Group& Broker::Core::group(std::string_view name) { return groups[std::string(name)]; }

Topic& Broker::Core::add_topic(std::string_view name, std::int32_t partitions) {
  auto& topic = topics[std::string(name)];
  if (topic.partitions.empty()) {
    topic.partitions.resize(static_cast<std::size_t>(partitions > 0 ? partitions : options.default_partitions));
    for (auto& [group_name, group] : groups) start_rebalance(group, false);  // Somebody may have waited for it.
  }
  return topic;
}

Sent Broker::Core::append(Topic& topic, OutgoingRecord record) {
  const auto count = static_cast<std::int32_t>(topic.partitions.size());
  auto stored = std::make_shared<StoredRecord>();
  stored->partition = record.partition ? *record.partition
                      : record.key     ? partition_of(*record.key, count)
                                       : static_cast<std::int32_t>(topic.next_partition++ % topic.partitions.size());
  auto& log = topic.partitions[static_cast<std::size_t>(stored->partition)];
  stored->topic = std::move(record.topic);
  stored->offset = static_cast<std::int64_t>(log.size());
  stored->timestamp = record.timestamp.value_or(now());
  stored->key = std::move(record.key);
  stored->value = std::move(record.value);
  stored->headers = std::move(record.headers);
  const Sent sent{stored->partition, stored->offset};
  topic.arrivals.push_back(stored);
  log.push_back(std::move(stored));
  changed.notify_all();
  return sent;
}

void Broker::Core::start_rebalance(Group& group, bool lost) {
  for (auto& [id, member] : group.members) {
    member->assignment.clear();
    member->assignment_ready = false;
    if (!member->positions.empty()) {
      member->must_rejoin = true;
      member->joined = false;
      member->lost = member->lost || lost;
      if (lost) ++member->generation;
    } else if (!member->must_rejoin) {
      member->joined = true;
    }
  }
  finish_rebalance(group);
  changed.notify_all();
}

void Broker::Core::finish_rebalance(Group& group) {
  const auto joined = [](const auto& entry) { return entry.second->joined; };
  if (group.members.empty() || !std::all_of(group.members.begin(), group.members.end(), joined)) return;
  for (const auto& [name, topic] : topics) {
    std::vector<Member*> takers;
    for (const auto& [id, member] : group.members) {
      if (subscribes(*member, name)) takers.push_back(member.get());
    }
    for (std::size_t i = 0; i < topic.partitions.size() && !takers.empty(); ++i) {
      takers[i % takers.size()]->assignment.push_back(TopicPartition{name, static_cast<std::int32_t>(i)});
    }
  }
  for (const auto& [id, member] : group.members) {
    member->joined = false;
    member->assignment_ready = true;
  }
  changed.notify_all();
}

class Broker::MemoryProducer final : public Producer {
 public:
  explicit MemoryProducer(std::shared_ptr<Core> core) : core_(std::move(core)) {}

  [[nodiscard]] Result<void> send(OutgoingRecord record, SendListener& listener) override {
    // Reported under the lock, so that reports keep the order of the log.
    const std::lock_guard lock(core_->mutex);
    auto* topic = core_->find_topic(record.topic);
    if (topic == nullptr) return unknown_topic(record.topic);
    if (auto error = topic->refusing.take()) return tl::unexpected(*std::move(error));
    if (record.partition &&
        (*record.partition < 0 || static_cast<std::size_t>(*record.partition) >= topic->partitions.size())) {
      return fail(ErrorKind::kInvalidArgument,
                  "topic '" + record.topic + "' has no partition " + std::to_string(*record.partition));
    }
    if (auto error = topic->failing.take()) {
      core_->reporter.report(listener, tl::unexpected(*std::move(error)));
      return {};
    }
    core_->reporter.report(listener, core_->append(*topic, std::move(record)));
    return {};
  }

  [[nodiscard]] Result<void> flush(Millis timeout) override {
    if (core_->reporter.wait_until_empty(timeout)) return {};
    return fail(ErrorKind::kTimeout, "some sends have no result yet", true);
  }

 private:
  std::shared_ptr<Core> core_;
};

Broker::Broker(BrokerOptions options)
    : core_(std::make_shared<Core>(std::move(options))), producer_(std::make_unique<MemoryProducer>(core_)) {}

Broker::~Broker() {
  core_->reporter.hold(false);
  (void)core_->reporter.wait_until_empty(Millis(10'000));
}

Producer& Broker::producer() { return *producer_; }

Result<std::unique_ptr<Consumer>> Broker::make_consumer(const ConsumerOptions& options) {
  if (options.group.empty()) return fail(ErrorKind::kConfiguration, "a consumer needs a group");
  return std::make_unique<MemoryConsumer>(core_, options.group);
}

Result<std::unique_ptr<Consumer>> Broker::make_reader(const ReaderOptions& options) {
  auto consumer = std::make_unique<MemoryConsumer>(core_, std::string());
  if (auto ok = consumer->read(options.where); !ok) return tl::unexpected(std::move(ok).error());
  return consumer;
}

Result<std::vector<TopicState>> Broker::topic_states(const std::vector<std::string>& names, Millis timeout) {
  (void)timeout;
  const std::lock_guard lock(core_->mutex);
  std::vector<TopicState> states;
  for (const auto& name : names) {
    const auto* topic = core_->find_topic(name);
    const auto partitions = topic == nullptr ? 0 : static_cast<std::int32_t>(topic->partitions.size());
    states.push_back(TopicState{name, topic != nullptr, partitions});
  }
  return states;
}

Result<void> Broker::create_topics(const std::vector<NewTopic>& topics, Millis timeout) {
  (void)timeout;
  const std::lock_guard lock(core_->mutex);
  for (const auto& topic : topics) core_->add_topic(topic.name, topic.partitions);
  return {};
}

Result<void> Broker::delete_topics(const std::vector<std::string>& names, Millis timeout) {
  (void)timeout;
  const std::lock_guard lock(core_->mutex);
  for (const auto& name : names) core_->topics.erase(name);
  for (auto& [group_name, group] : core_->groups) core_->start_rebalance(group, false);
  return {};
}

Result<void> Broker::delete_groups(const std::vector<std::string>& names, Millis timeout) {
  (void)timeout;
  const std::lock_guard lock(core_->mutex);
  for (const auto& name : names) {
    const auto found = core_->groups.find(name);
    if (found == core_->groups.end()) continue;
    if (!found->second.members.empty()) {
      return fail(ErrorKind::kInvalidArgument, "group '" + name + "' still has members");
    }
    core_->groups.erase(found);
  }
  return {};
}

const std::string& Broker::topic_prefix() const noexcept { return core_->options.topic_prefix; }
const std::string& Broker::group_prefix() const noexcept { return core_->options.group_prefix; }

}  // namespace mesh::memory
