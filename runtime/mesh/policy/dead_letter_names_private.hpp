/// Headers of other frameworks, as each of them spells its own.
#pragma once

#include <string_view>

namespace mesh::policy {

/// Spring for Apache Kafka. Topic, group and words are UTF-8; the partition is a big-endian int, offset and timestamp
/// (epoch milliseconds) are big-endian longs.
namespace spring {
inline constexpr std::string_view kPrefix = "kafka_dlt-";
inline constexpr std::string_view kTopic = "kafka_dlt-original-topic";
inline constexpr std::string_view kPartition = "kafka_dlt-original-partition";
inline constexpr std::string_view kOffset = "kafka_dlt-original-offset";
inline constexpr std::string_view kTimestamp = "kafka_dlt-original-timestamp";
inline constexpr std::string_view kTimestampType = "kafka_dlt-original-timestamp-type";
inline constexpr std::string_view kGroup = "kafka_dlt-original-consumer-group";
inline constexpr std::string_view kClass = "kafka_dlt-exception-fqcn";
inline constexpr std::string_view kCause = "kafka_dlt-exception-cause-fqcn";
inline constexpr std::string_view kMessage = "kafka_dlt-exception-message";
inline constexpr std::string_view kKeyClass = "kafka_dlt-key-exception-fqcn";
inline constexpr std::string_view kKeyMessage = "kafka_dlt-key-exception-message";
inline constexpr std::string_view kAttempts = "retry_topic-attempts";  ///< an int; a byte in old versions
}  // namespace spring

/// A family whose values are all text, numbers in decimal.
struct TextNames {
  std::string_view topic;
  std::string_view partition;
  std::string_view offset;
  std::string_view group;       ///< what the family calls the one who reads: empty if it has no word for it
  std::string_view operation;   ///< empty, too
  std::string_view class_name;  ///< of the error
  std::string_view cause;       ///< the error below
  std::string_view message;
};

inline constexpr TextNames kConnectNames{.topic = "__connect.errors.topic",
                                         .partition = "__connect.errors.partition",
                                         .offset = "__connect.errors.offset",
                                         .group = "__connect.errors.connector.name",
                                         .operation = "__connect.errors.class.name",
                                         .class_name = "__connect.errors.exception.class.name",
                                         .cause = "__connect.errors.stage",
                                         .message = "__connect.errors.exception.message"};
inline constexpr std::string_view kConnectTask = "__connect.errors.task.id";

inline constexpr TextNames kSmallRyeNames{.topic = "dead-letter-topic",
                                          .partition = "dead-letter-partition",
                                          .offset = "dead-letter-offset",
                                          .group = {},
                                          .operation = {},
                                          .class_name = "dead-letter-exception-class-name",
                                          .cause = "dead-letter-cause-class-name",
                                          .message = "dead-letter-reason"};

inline constexpr TextNames kStreamsNames{.topic = "__streams.errors.topic",
                                         .partition = "__streams.errors.partition",
                                         .offset = "__streams.errors.offset",
                                         .group = {},
                                         .operation = {},
                                         .class_name = "__streams.errors.exception",
                                         .cause = {},
                                         .message = "__streams.errors.message"};

}  // namespace mesh::policy
