/// A Kafka broker inside the process (librdkafka's mock cluster), for demos and tests; other processes of this machine
/// can use it too. What it is not: durable (memory only, and at most 5 MiB or 100,000 batches a partition: older
/// records go silently), administrable (no create, delete, describe: name the topics here; a topic that a client only
/// asks for is made with 4 partitions), lenient (it refuses commits while a group rebalances, which Kafka takes:
/// records whose commit was left to on_revoked() come twice), isolating (transactions answer OK, but aborted records
/// are visible and nobody is fenced), or secure (no TLS, SASL, ACLs; loopback only). Idempotent producers that retry
/// after a lost answer leave two copies.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include <mesh/base/error.hpp>
#include <mesh/config/config.hpp>
#include <mesh/ports/transport.hpp>

namespace mesh::embedded {

/// Requests that can be made to fail; the values are Kafka's.
enum class Api : std::int16_t {
  kProduce = 0,
  kFetch = 1,
  kListOffsets = 2,
  kMetadata = 3,
  kOffsetCommit = 8,
  kOffsetFetch = 9,
  kFindCoordinator = 10,
  kJoinGroup = 11,
  kHeartbeat = 12,
  kLeaveGroup = 13,
  kSyncGroup = 14,
  kInitProducerId = 22,
  kAddPartitionsToTxn = 24,
  kAddOffsetsToTxn = 25,
  kEndTxn = 26,
  kTxnOffsetCommit = 28,
};

/// How they fail; the values are Kafka's, but for the first.
enum class Fault : int {
  kDisconnect = -195,  ///< the connection is closed without an answer; the request had no effect
  kNone = 0,
  kOffsetOutOfRange = 1,
  kUnknownTopicOrPartition = 3,
  kNotLeader = 6,
  kRequestTimedOut = 7,
  kMessageTooLarge = 10,
  kCoordinatorLoading = 14,
  kCoordinatorNotAvailable = 15,
  kNotCoordinator = 16,
  kNotEnoughReplicas = 19,
  kIllegalGeneration = 22,
  kUnknownMember = 25,
  kRebalanceInProgress = 27,
  kTopicAuthorizationFailed = 29,
  kGroupAuthorizationFailed = 30,
  kOutOfOrderSequence = 45,
  kInvalidProducerEpoch = 47,
  kInvalidTxnState = 48,
  kConcurrentTransactions = 51,
  kTransactionalIdAuthorizationFailed = 53,
  kProducerFenced = 90,
};

struct BrokerOptions {
  int brokers = 1;
  std::vector<NewTopic> topics;  ///< name and partitions (0: 4); replicas and config are not carried
};

/// Settings that clients of the embedded broker need, as keys of mesh::Config. Its rebalances take session.timeout.ms
/// less a second, and below 3.5 s no group ever forms; an empty fetch waits for all of fetch.wait.max.ms.
[[nodiscard]] ConfigPairs client_defaults();

/// Every method from any thread; destroying it stops it.
class Broker {
 public:
  [[nodiscard]] static Result<std::unique_ptr<Broker>> start(const BrokerOptions& options = {});
  ~Broker();
  Broker(const Broker&) = delete;
  Broker& operator=(const Broker&) = delete;

  /// "127.0.0.1:40123", one for each broker, separated by commas.
  [[nodiscard]] const std::string& bootstrap() const noexcept { return bootstrap_; }
  /// bootstrap.servers and client_defaults().
  [[nodiscard]] ConfigPairs client_settings() const;

  /// While it runs, too. kInvalidArgument if the topic exists.
  [[nodiscard]] Result<void> create_topic(const std::string& name, std::int32_t partitions);

  // Faults, for tests.
  /// The next `count` requests of that kind, to any broker, fail like this.
  void fail_requests(Api api, Fault fault, std::size_t count = 1);
  /// The next `count` requests of that kind to that broker take effect, and are answered after `delay`.
  [[nodiscard]] Result<void> delay_answers(std::int32_t broker, Api api, Millis delay, std::size_t count = 1);
  /// Forgets what fail_requests() left over.
  void clear_faults(Api api);
  /// Closes connections and refuses new ones; -1 means all brokers. Ids start at 1.
  [[nodiscard]] Result<void> set_down(std::int32_t broker = -1);
  [[nodiscard]] Result<void> set_up(std::int32_t broker = -1);
  /// Every answer of the broker takes that much longer.
  [[nodiscard]] Result<void> set_latency(std::int32_t broker, Millis latency);
  /// Metadata of the topic carries the fault; kNone ends it.
  void set_topic_fault(const std::string& topic, Fault fault);
  [[nodiscard]] Result<void> set_leader(const std::string& topic, std::int32_t partition, std::int32_t broker);

 private:
  struct Impl;
  explicit Broker(std::unique_ptr<Impl> impl);

  std::unique_ptr<Impl> impl_;
  std::string bootstrap_;
};

}  // namespace mesh::embedded
