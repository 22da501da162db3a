/// Topics are checked before an agent starts, and created only when it is told to.
#pragma once

#include <map>
#include <string>
#include <vector>

#include <mesh/agent/agent.hpp>

namespace mesh::agent {

/// The dead-letter topic of a receive operation before the run's prefix: the contract's, else `<topic>.<group>.dlq`.
[[nodiscard]] std::string dead_letter_topic(const ReceiveSpec& spec);

/// Every topic that the agent needs, by its full name, with its number of partitions. One error names all that are
/// missing; with `create_topics` they are made instead, a dead-letter topic with its source's partitions and replicas.
[[nodiscard]] Result<std::map<std::string, std::int32_t>> check_topics(Transport& transport,
                                                                       const std::vector<Subscription>& subscriptions,
                                                                       const std::vector<TopicSpec>& send_topics,
                                                                       const std::vector<Requester*>& requesters,
                                                                       const AgentOptions& options);

}  // namespace mesh::agent
