/// Topics and groups: what exists, what to create, what to delete.
#pragma once

#include <string>
#include <vector>

#include <librdkafka/rdkafka.h>

#include <mesh/ports/transport.hpp>

namespace mesh::kafka {

/// Asks any broker for all topics. Also fills the client's cache, so that a first send need not wait for it.
/// All of them, because asking for one that is missing would create it on brokers that create silently.
[[nodiscard]] Result<std::vector<TopicState>> topic_states(rd_kafka_t* client, const std::vector<std::string>& names,
                                                           Millis timeout);
[[nodiscard]] Result<std::vector<TopicState>> list_topics(rd_kafka_t* client, Millis timeout);
/// The offset after the partition's last record. Waits while a leader is being chosen, at most `timeout`.
[[nodiscard]] Result<std::int64_t> end_of(rd_kafka_t* client, const TopicPartition& where, Millis timeout);
[[nodiscard]] Result<void> create_topics(rd_kafka_t* client, const std::vector<NewTopic>& topics, Millis timeout);
[[nodiscard]] Result<void> delete_topics(rd_kafka_t* client, const std::vector<std::string>& names, Millis timeout);
[[nodiscard]] Result<void> delete_groups(rd_kafka_t* client, const std::vector<std::string>& names, Millis timeout);

}  // namespace mesh::kafka
