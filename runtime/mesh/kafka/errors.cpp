#include <algorithm>
#include <array>
#include <string>

#include <fmt/format.h>

#include <mesh/kafka/errors_private.hpp>

namespace mesh::kafka {
namespace {

struct Row {
  rd_kafka_resp_err_t code;
  ErrorKind kind;
  bool retriable;
  std::string_view advice;
};

constexpr bool kAgain = true;
constexpr bool kNever = false;

constexpr std::string_view kCheckServers = "check 'bootstrap.servers' and that a broker listens there";
constexpr std::string_view kWaitAndRetry = "the cluster is moving: wait and try again";
constexpr std::string_view kAcl = "give the principal the ACL that this needs";
constexpr std::string_view kRejoin =
    "the group is rebalancing: the records come again to whoever owns the partition then";
constexpr std::string_view kRemake =
    "make a new client (mesh::kafka::connect); records without an answer may be in the log";

constexpr std::array kRows{
    // What librdkafka says itself.
    Row{RD_KAFKA_RESP_ERR__TRANSPORT, ErrorKind::kTransport, kAgain, kCheckServers},
    Row{RD_KAFKA_RESP_ERR__ALL_BROKERS_DOWN, ErrorKind::kTransport, kAgain, kCheckServers},
    Row{RD_KAFKA_RESP_ERR__RESOLVE, ErrorKind::kTransport, kAgain,
        "the host name can't be resolved: check 'bootstrap.servers'"},
    // librdkafka before 2.2 tells an unclean close of OpenSSL 3 this way: it is no reason to give up.
    Row{RD_KAFKA_RESP_ERR__SSL, ErrorKind::kTransport, kAgain,
        "check 'kafka.ssl.ca.location' and the broker's certificate"},
    Row{RD_KAFKA_RESP_ERR__TIMED_OUT, ErrorKind::kTimeout, kAgain, kCheckServers},
    Row{RD_KAFKA_RESP_ERR__TIMED_OUT_QUEUE, ErrorKind::kTimeout, kAgain, kCheckServers},
    Row{RD_KAFKA_RESP_ERR__MSG_TIMED_OUT, ErrorKind::kTimeout, kAgain,
        "raise 'kafka.producer.delivery.timeout.ms' if brokers are only slow"},
    Row{RD_KAFKA_RESP_ERR__QUEUE_FULL, ErrorKind::kWouldBlock, kAgain,
        "the producer's queue is full: wait and try again, or raise 'kafka.producer.queue.buffering.max.messages' or "
        "'.max.kbytes'"},
    Row{RD_KAFKA_RESP_ERR__AUTHENTICATION, ErrorKind::kAuthentication, kNever,
        "check 'kafka.sasl.mechanism', 'kafka.sasl.username' and the password"},
    Row{RD_KAFKA_RESP_ERR__UNKNOWN_TOPIC, ErrorKind::kUnknownTopic, kNever,
        "create the topic (meshctl, or 'create.topics: true')"},
    Row{RD_KAFKA_RESP_ERR__UNKNOWN_PARTITION, ErrorKind::kInvalidArgument, kNever, "the topic has no such partition"},
    Row{RD_KAFKA_RESP_ERR__INVALID_ARG, ErrorKind::kInvalidArgument, kNever, ""},
    Row{RD_KAFKA_RESP_ERR__FATAL, ErrorKind::kFatal, kNever, kRemake},
    Row{RD_KAFKA_RESP_ERR__FENCED, ErrorKind::kFatal, kNever, "another instance uses the same id"},
    Row{RD_KAFKA_RESP_ERR__PURGE_QUEUE, ErrorKind::kClosed, kNever, "the client was closed before the record was sent"},
    Row{RD_KAFKA_RESP_ERR__PURGE_INFLIGHT, ErrorKind::kClosed, kNever,
        "the client was closed before the broker answered"},
    Row{RD_KAFKA_RESP_ERR__DESTROY, ErrorKind::kClosed, kNever, ""},
    Row{RD_KAFKA_RESP_ERR__STATE, ErrorKind::kClosed, kNever, "the client is in the wrong state for this"},
    Row{RD_KAFKA_RESP_ERR__UNSUPPORTED_FEATURE, ErrorKind::kConfiguration, kNever,
        "the broker or librdkafka can't do this"},
    Row{RD_KAFKA_RESP_ERR__MAX_POLL_EXCEEDED, ErrorKind::kTimeout, kAgain,
        "poll more often, or raise 'kafka.consumer.max.poll.interval.ms'"},
    Row{RD_KAFKA_RESP_ERR__ASSIGNMENT_LOST, ErrorKind::kTransport, kAgain, kRejoin},
    Row{RD_KAFKA_RESP_ERR__WAIT_COORD, ErrorKind::kTransport, kAgain, kWaitAndRetry},
    Row{RD_KAFKA_RESP_ERR__RETRY, ErrorKind::kTransport, kAgain, kWaitAndRetry},
    Row{RD_KAFKA_RESP_ERR__AUTO_OFFSET_RESET, ErrorKind::kTransport, kNever,
        "the committed offset is not in the log any more: choose 'kafka.consumer.auto.offset.reset'"},
    Row{RD_KAFKA_RESP_ERR__NOENT, ErrorKind::kInvalidArgument, kNever, ""},
    // What brokers say.
    Row{RD_KAFKA_RESP_ERR_OFFSET_OUT_OF_RANGE, ErrorKind::kTransport, kAgain,
        "the log was truncated under the consumer"},
    Row{RD_KAFKA_RESP_ERR_UNKNOWN_TOPIC_OR_PART, ErrorKind::kUnknownTopic, kNever,
        "create the topic (meshctl, or 'create.topics: true')"},
    Row{RD_KAFKA_RESP_ERR_MSG_SIZE_TOO_LARGE, ErrorKind::kTooLarge, kNever,
        "split the record, or raise 'kafka.producer.message.max.bytes' and the topic's 'max.message.bytes'; a broker "
        "refuses whole batches, so 'kafka.producer.batch.size' should be no larger than that"},
    Row{RD_KAFKA_RESP_ERR_RECORD_LIST_TOO_LARGE, ErrorKind::kTooLarge, kNever, "lower 'kafka.producer.batch.size'"},
    Row{RD_KAFKA_RESP_ERR_LEADER_NOT_AVAILABLE, ErrorKind::kTransport, kAgain, kWaitAndRetry},
    Row{RD_KAFKA_RESP_ERR_NOT_LEADER_FOR_PARTITION, ErrorKind::kTransport, kAgain, kWaitAndRetry},
    Row{RD_KAFKA_RESP_ERR_REQUEST_TIMED_OUT, ErrorKind::kTimeout, kAgain, kWaitAndRetry},
    Row{RD_KAFKA_RESP_ERR_BROKER_NOT_AVAILABLE, ErrorKind::kTransport, kAgain, kWaitAndRetry},
    Row{RD_KAFKA_RESP_ERR_NETWORK_EXCEPTION, ErrorKind::kTransport, kAgain, kWaitAndRetry},
    Row{RD_KAFKA_RESP_ERR_COORDINATOR_LOAD_IN_PROGRESS, ErrorKind::kTransport, kAgain, kWaitAndRetry},
    Row{RD_KAFKA_RESP_ERR_COORDINATOR_NOT_AVAILABLE, ErrorKind::kTransport, kAgain, kWaitAndRetry},
    Row{RD_KAFKA_RESP_ERR_NOT_COORDINATOR, ErrorKind::kTransport, kAgain, kWaitAndRetry},
    Row{RD_KAFKA_RESP_ERR_NOT_CONTROLLER, ErrorKind::kTransport, kAgain, kWaitAndRetry},
    Row{RD_KAFKA_RESP_ERR_NOT_ENOUGH_REPLICAS, ErrorKind::kTransport, kAgain,
        "fewer replicas than 'min.insync.replicas' are alive"},
    Row{RD_KAFKA_RESP_ERR_NOT_ENOUGH_REPLICAS_AFTER_APPEND, ErrorKind::kTransport, kAgain,
        "fewer replicas than 'min.insync.replicas' are alive"},
    Row{RD_KAFKA_RESP_ERR_ILLEGAL_GENERATION, ErrorKind::kTransport, kAgain, kRejoin},
    Row{RD_KAFKA_RESP_ERR_UNKNOWN_MEMBER_ID, ErrorKind::kTransport, kAgain, kRejoin},
    Row{RD_KAFKA_RESP_ERR_REBALANCE_IN_PROGRESS, ErrorKind::kTransport, kAgain, kRejoin},
    Row{RD_KAFKA_RESP_ERR_INCONSISTENT_GROUP_PROTOCOL, ErrorKind::kConfiguration, kNever,
        "every member of a group needs the same 'kafka.consumer.partition.assignment.strategy'"},
    Row{RD_KAFKA_RESP_ERR_INVALID_SESSION_TIMEOUT, ErrorKind::kConfiguration, kNever,
        "choose 'kafka.consumer.session.timeout.ms' within the broker's group.min/max.session.timeout.ms"},
    Row{RD_KAFKA_RESP_ERR_FENCED_INSTANCE_ID, ErrorKind::kFatal, kNever,
        "another member uses the same 'kafka.consumer.group.instance.id'"},
    Row{RD_KAFKA_RESP_ERR_TOPIC_AUTHORIZATION_FAILED, ErrorKind::kAuthorization, kNever, kAcl},
    Row{RD_KAFKA_RESP_ERR_GROUP_AUTHORIZATION_FAILED, ErrorKind::kAuthorization, kNever, kAcl},
    Row{RD_KAFKA_RESP_ERR_TRANSACTIONAL_ID_AUTHORIZATION_FAILED, ErrorKind::kAuthorization, kNever,
        "give the principal the ACLs WRITE and DESCRIBE on the transactional id, which is "
        "'<group>.<operation>.<instance "
        "id>'"},
    Row{RD_KAFKA_RESP_ERR_CLUSTER_AUTHORIZATION_FAILED, ErrorKind::kAuthorization, kNever, kAcl},
    Row{RD_KAFKA_RESP_ERR_SASL_AUTHENTICATION_FAILED, ErrorKind::kAuthentication, kNever,
        "check 'kafka.sasl.username' and the password"},
    Row{RD_KAFKA_RESP_ERR_UNSUPPORTED_SASL_MECHANISM, ErrorKind::kAuthentication, kNever,
        "choose a 'kafka.sasl.mechanism' that the broker enables"},
    Row{RD_KAFKA_RESP_ERR_ILLEGAL_SASL_STATE, ErrorKind::kAuthentication, kNever, "check 'kafka.security.protocol'"},
    Row{RD_KAFKA_RESP_ERR_TOPIC_EXCEPTION, ErrorKind::kInvalidArgument, kNever,
        "topic names are 1 to 249 letters, digits, '.', '_' and '-'"},
    Row{RD_KAFKA_RESP_ERR_INVALID_PARTITIONS, ErrorKind::kInvalidArgument, kNever,
        "the number of partitions must be positive"},
    Row{RD_KAFKA_RESP_ERR_INVALID_REPLICATION_FACTOR, ErrorKind::kInvalidArgument, kNever,
        "there are fewer brokers than replicas"},
    Row{RD_KAFKA_RESP_ERR_INVALID_CONFIG, ErrorKind::kInvalidArgument, kNever,
        "the broker does not take this topic configuration"},
    Row{RD_KAFKA_RESP_ERR_POLICY_VIOLATION, ErrorKind::kAuthorization, kNever, "the cluster's policy forbids it"},
    Row{RD_KAFKA_RESP_ERR_NON_EMPTY_GROUP, ErrorKind::kTransport, kAgain, "stop the group's members first"},
    Row{RD_KAFKA_RESP_ERR_INVALID_RECORD, ErrorKind::kInvalidArgument, kNever,
        "the broker refuses the record (a compacted topic needs a key)"},
    Row{RD_KAFKA_RESP_ERR_INVALID_TIMESTAMP, ErrorKind::kInvalidArgument, kNever,
        "the record's time is too far from the broker's"},
    Row{RD_KAFKA_RESP_ERR_OUT_OF_ORDER_SEQUENCE_NUMBER, ErrorKind::kFatal, kNever, kRemake},
    Row{RD_KAFKA_RESP_ERR_UNKNOWN_PRODUCER_ID, ErrorKind::kFatal, kNever, kRemake},
    Row{RD_KAFKA_RESP_ERR_INVALID_PRODUCER_EPOCH, ErrorKind::kFatal, kNever, kRemake},
    Row{RD_KAFKA_RESP_ERR_THROTTLING_QUOTA_EXCEEDED, ErrorKind::kTransport, kAgain, "a quota holds this client back"},
};

/// Kafka 4 compares SCRAM's nonce strictly, and librdkafka before 2.6.1 doubles it: the failure reads like a wrong
/// password.
constexpr int kFirstWithGoodScram = 0x020601ff;

std::string advice_for(const Row& row) {
  std::string advice(row.advice);
  if (row.kind == ErrorKind::kAuthentication && rd_kafka_version() < kFirstWithGoodScram) {
    advice += fmt::format(
        "; librdkafka {} can't do SCRAM with brokers of Kafka 4.0 or later: use PLAIN over TLS or mTLS there",
        rd_kafka_version_str());
  }
  return advice;
}

}  // namespace

Error translate(rd_kafka_resp_err_t code, std::string_view doing, std::string_view words) {
  const auto* const row = std::find_if(kRows.begin(), kRows.end(), [&](const Row& r) { return r.code == code; });
  Error error{ErrorKind::kTransport, kNever, code, fmt::format("{}: {} ({})", doing, words, rd_kafka_err2name(code))};
  if (row == kRows.end()) return error;
  error.kind = row->kind;
  error.retriable = row->retriable;
  if (const auto advice = advice_for(*row); !advice.empty()) error.message += "; " + advice;
  return error;
}

Error translate(rd_kafka_resp_err_t code, std::string_view doing) {
  return translate(code, doing, rd_kafka_err2str(code));
}

Error fatal_error(rd_kafka_t* client, std::string_view doing) {
  std::array<char, 512> words{};
  const auto code = rd_kafka_fatal_error(client, words.data(), words.size());
  if (code == RD_KAFKA_RESP_ERR_NO_ERROR) return translate(RD_KAFKA_RESP_ERR__FATAL, doing);
  auto error = translate(RD_KAFKA_RESP_ERR__FATAL, doing, fmt::format("{}: {}", rd_kafka_err2name(code), words.data()));
  error.broker_code = code;
  return error;
}

}  // namespace mesh::kafka
