#include <mesh/agent/topic_check_private.hpp>

#include <algorithm>
#include <thread>

#include <mesh/policy/topic_address.hpp>

namespace mesh::agent {
namespace {

constexpr Millis kPauseBetweenLooks{50};

struct NeededTopic {
  NewTopic spec;
  std::string why;     ///< "source of operation 'onOrder'"
  std::string source;  ///< of a dead-letter topic: whose partitions it takes
};

/// The topics of an address. An address with a free parameter has none that could be asked for.
std::vector<NewTopic> owned(const TopicSpec& spec, const std::string& prefix) {
  std::vector<NewTopic> topics;
  for (auto& name : topic_names(spec, prefix)) {
    NewTopic topic{std::move(name), spec.partitions, spec.replicas, {}};
    for (const auto& entry : spec.config) topic.config.emplace_back(entry.name, entry.value);
    topics.push_back(std::move(topic));
  }
  return topics;
}

/// In the contract's order, each once.
std::vector<NeededTopic> needed_topics(const std::string& prefix, const std::vector<Subscription>& subscriptions,
                                       const std::vector<TopicSpec>& send_topics,
                                       const std::vector<Requester*>& requesters) {
  std::vector<NeededTopic> needed;
  const auto add = [&](NeededTopic topic) {
    const auto same = [&](const NeededTopic& other) { return other.spec.name == topic.spec.name; };
    if (std::none_of(needed.begin(), needed.end(), same)) needed.push_back(std::move(topic));
  };
  for (const auto& [spec, handler] : subscriptions) {
    for (auto& topic : owned(spec.topic, prefix))
      add({std::move(topic), "source of operation '" + std::string(spec.operation) + "'", {}});
  }
  for (const auto& spec : send_topics) {
    for (auto& topic : owned(spec, prefix)) add({std::move(topic), "sent to", {}});
  }
  for (const auto* requester : requesters) {
    for (auto& topic : owned(requester->reply_topic(), prefix))
      add({std::move(topic), "replies of operation '" + std::string(requester->operation()) + "'", {}});
  }
  for (const auto& [spec, handler] : subscriptions) {
    if (!spec.dead_letter.enabled) continue;
    const NewTopic letters{prefix + dead_letter_topic(spec), spec.topic.partitions, spec.topic.replicas, {}};
    const auto sources = topic_names(spec.topic, prefix);
    add({letters, "dead letters of operation '" + std::string(spec.operation) + "'",
         sources.empty() ? std::string() : sources.front()});
  }
  return needed;
}

using States = std::map<std::string, TopicState>;

Result<States> look(Transport& transport, const std::vector<NeededTopic>& needed, Millis timeout) {
  std::vector<std::string> names;
  names.reserve(needed.size());
  for (const auto& topic : needed) names.push_back(topic.spec.name);
  auto found = transport.topic_states(names, timeout);
  if (!found) return tl::unexpected(std::move(found).error());
  States states;
  for (auto& state : *found) states[state.name] = state;
  return states;
}

std::vector<NeededTopic> missing(const std::vector<NeededTopic>& needed, const States& states) {
  std::vector<NeededTopic> absent;
  for (const auto& topic : needed) {
    const auto state = states.find(topic.spec.name);
    if (state == states.end() || !state->second.exists) absent.push_back(topic);
  }
  return absent;
}

std::string list(const std::vector<NeededTopic>& topics) {
  std::string text;
  for (const auto& topic : topics) text += (text.empty() ? "'" : ", '") + topic.spec.name + "' (" + topic.why + ")";
  return text;
}

Result<void> create(Transport& transport, const std::vector<NeededTopic>& absent, const States& states,
                    Millis timeout) {
  std::vector<NewTopic> topics;
  for (const auto& topic : absent) {
    topics.push_back(topic.spec);
    // A source that is there already says more than the contract: order per key needs as many partitions.
    const auto source = states.find(topic.source);
    if (source != states.end() && source->second.exists) topics.back().partitions = source->second.partitions;
  }
  return transport.create_topics(topics, timeout);
}

}  // namespace

std::string dead_letter_topic(const ReceiveSpec& spec) {
  if (!spec.dead_letter.topic.empty()) return std::string(spec.dead_letter.topic);
  return std::string(spec.topic.name) + "." + std::string(spec.group) + ".dlq";
}

Result<std::map<std::string, std::int32_t>> check_topics(Transport& transport,
                                                         const std::vector<Subscription>& subscriptions,
                                                         const std::vector<TopicSpec>& send_topics,
                                                         const std::vector<Requester*>& requesters,
                                                         const AgentOptions& options) {
  const auto needed = needed_topics(transport.topic_prefix(), subscriptions, send_topics, requesters);
  if (needed.empty()) return {};
  const auto deadline = std::chrono::steady_clock::now() + options.ready_timeout;
  auto states = look(transport, needed, options.ready_timeout);
  if (!states) return tl::unexpected(std::move(states).error());
  auto absent = missing(needed, *states);
  if (!absent.empty() && !options.create_topics) {
    return fail(
        ErrorKind::kUnknownTopic,
        (absent.size() == 1 ? "this topic does not exist: " : "these topics do not exist: ") + list(absent) +
            "; create them, or let the agent do it with create_topics (a topic that the principal has no ACL to "
            "describe looks missing too)");
  }
  if (!absent.empty()) {
    if (auto ok = create(transport, absent, *states, options.ready_timeout); !ok) {
      return tl::unexpected(std::move(ok).error());
    }
  }
  // Brokers tell each other about a new topic after they have said that it is made.
  while (!absent.empty()) {
    states = look(transport, needed, options.ready_timeout);
    if (!states) return tl::unexpected(std::move(states).error());
    absent = missing(needed, *states);
    if (absent.empty()) break;
    if (std::chrono::steady_clock::now() >= deadline) {
      return fail(ErrorKind::kTimeout, "created, but not seen by the broker in time: " + list(absent), true);
    }
    std::this_thread::sleep_for(kPauseBetweenLooks);
  }
  std::map<std::string, std::int32_t> partitions;
  for (const auto& [name, state] : *states) partitions[name] = state.partitions;
  return partitions;
}

}  // namespace mesh::agent
