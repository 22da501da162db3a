/// What an administrator does to a cluster in the middle of a test. Plain librdkafka, because our runtime has none of
/// it.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include <librdkafka/rdkafka.h>

namespace mesh::test {

/// One thread at a time. Calls wait for the answer, 30 s at most, and throw std::runtime_error with the broker's words.
class Admin {
 public:
  explicit Admin(const std::string& bootstrap);

  /// Clients see that many brokers, and every partition has a leader and all its replicas in sync.
  [[nodiscard]] bool is_whole(int nodes) const;
  /// Asks one broker, of a client just made the one it was made with.
  [[nodiscard]] bool sees(const std::vector<std::string>& topics) const;
  /// Node ids; -1 while there is none.
  [[nodiscard]] int leader(const std::string& topic, std::int32_t partition) const;
  [[nodiscard]] int coordinator(const std::string& group) const;
  /// A group's committed offset in each partition of `topic` that has one.
  [[nodiscard]] std::map<std::int32_t, std::int64_t> committed(const std::string& group, const std::string& topic,
                                                               std::int32_t partitions) const;
  /// The offset after the last record of each partition.
  [[nodiscard]] std::map<std::int32_t, std::int64_t> ends(const std::string& topic, std::int32_t partitions) const;

  /// Replaces the topic's own settings by this one.
  void set_topic(const std::string& topic, const std::string& name, const std::string& value) const;
  /// The log of the partition begins at `offset` then.
  void truncate(const std::string& topic, std::int32_t partition, std::int64_t offset) const;
  /// An ACL for `principal` ("User:alice") from everywhere; Kafka takes a little until every broker knows it.
  void allow(const std::string& principal, rd_kafka_ResourceType_t type, const std::string& name,
             rd_kafka_AclOperation_t operation) const;

 private:
  struct Destroy {
    void operator()(rd_kafka_t* client) const noexcept { rd_kafka_destroy(client); }
  };
  using Client = std::unique_ptr<rd_kafka_t, Destroy>;
  [[nodiscard]] static Client make_client(rd_kafka_type_t type, const std::map<std::string, std::string>& settings);

  std::string bootstrap_;
  Client client_;
  mutable std::map<std::string, Client> readers_;  ///< by group
};

}  // namespace mesh::test
