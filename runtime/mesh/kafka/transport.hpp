/// Kafka, by librdkafka. Settings, guarantees and limits: runtime/mesh/kafka/README.md.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include <mesh/base/error.hpp>
#include <mesh/config/config.hpp>
#include <mesh/ports/observer.hpp>
#include <mesh/ports/transport.hpp>

namespace mesh::kafka {

/// Makes the producer, and returns when a broker has answered. kConfiguration names every setting that is unknown or
/// contradicts what the runtime promises; kTransport (retriable) when no broker answers within `connect.timeout.ms`.
/// `observer` is told librdkafka's warnings and errors (kBrokerError) and must outlive the transport; without one they
/// go to stderr. Consumers must be destroyed before the transport. Destroying the transport flushes for at most
/// `close.timeout.ms`; sends that have no answer by then are answered kClosed.
[[nodiscard]] Result<std::unique_ptr<Transport>> connect(const Config& config, Observer* observer = nullptr);

/// Every topic that the principal may describe, in the order of names. Without a producer or a group: for tools.
[[nodiscard]] Result<std::vector<TopicState>> list_topics(const Config& config, Observer* observer = nullptr);

enum class ReadFrom { kBeginning, kEnd };

/// Reads every partition of a topic without joining a group: for tools. subscribe() and commit() of what it gives
/// refuse. kUnknownTopic if there is none of that name.
[[nodiscard]] Result<std::unique_ptr<Consumer>> read_topic(const Config& config, const std::string& topic,
                                                           ReadFrom from, Observer* observer = nullptr);

}  // namespace mesh::kafka
