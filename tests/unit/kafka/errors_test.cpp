#include <mesh/kafka/errors_private.hpp>

#include <catch2/catch_test_macros.hpp>

namespace mesh::kafka {
namespace {

TEST_CASE("codes become kinds that callers branch on, and say whether to try again") {
  struct Case {
    rd_kafka_resp_err_t code;
    ErrorKind kind;
    bool retriable;
  };
  const Case cases[] = {
      {RD_KAFKA_RESP_ERR__TRANSPORT, ErrorKind::kTransport, true},
      {RD_KAFKA_RESP_ERR__ALL_BROKERS_DOWN, ErrorKind::kTransport, true},
      {RD_KAFKA_RESP_ERR__QUEUE_FULL, ErrorKind::kWouldBlock, true},
      {RD_KAFKA_RESP_ERR__MSG_TIMED_OUT, ErrorKind::kTimeout, true},
      {RD_KAFKA_RESP_ERR__AUTHENTICATION, ErrorKind::kAuthentication, false},
      {RD_KAFKA_RESP_ERR__SSL, ErrorKind::kTransport, true},
      {RD_KAFKA_RESP_ERR__UNKNOWN_TOPIC, ErrorKind::kUnknownTopic, false},
      {RD_KAFKA_RESP_ERR_UNKNOWN_TOPIC_OR_PART, ErrorKind::kUnknownTopic, false},
      {RD_KAFKA_RESP_ERR_MSG_SIZE_TOO_LARGE, ErrorKind::kTooLarge, false},
      {RD_KAFKA_RESP_ERR_TOPIC_AUTHORIZATION_FAILED, ErrorKind::kAuthorization, false},
      {RD_KAFKA_RESP_ERR_GROUP_AUTHORIZATION_FAILED, ErrorKind::kAuthorization, false},
      {RD_KAFKA_RESP_ERR_REBALANCE_IN_PROGRESS, ErrorKind::kTransport, true},
      {RD_KAFKA_RESP_ERR_NOT_ENOUGH_REPLICAS, ErrorKind::kTransport, true},
      {RD_KAFKA_RESP_ERR__FATAL, ErrorKind::kFatal, false},
      {RD_KAFKA_RESP_ERR_FENCED_INSTANCE_ID, ErrorKind::kFatal, false},
      {RD_KAFKA_RESP_ERR__PURGE_INFLIGHT, ErrorKind::kClosed, false},
      {RD_KAFKA_RESP_ERR_INCONSISTENT_GROUP_PROTOCOL, ErrorKind::kConfiguration, false},
  };
  for (const auto& [code, kind, retriable] : cases) {
    const auto error = translate(code, "test");
    CAPTURE(rd_kafka_err2name(code));
    CHECK(error.kind == kind);
    CHECK(error.retriable == retriable);
    CHECK(error.broker_code == code);
  }
}

TEST_CASE("a message says what was tried, what happened, the code's name, and the option to turn") {
  CHECK(translate(RD_KAFKA_RESP_ERR__QUEUE_FULL, "send to 'orders'").message ==
        "send to 'orders': Local: Queue full (_QUEUE_FULL); the producer's queue is full: wait and try again, or raise "
        "'kafka.producer.queue.buffering.max.messages' or '.max.kbytes'");
}

TEST_CASE("a code without a row is told with its name and is not retried") {
  const auto error = translate(RD_KAFKA_RESP_ERR__BAD_COMPRESSION, "consume", "broken batch");
  CHECK(error.message == "consume: broken batch (_BAD_COMPRESSION)");
  CHECK_FALSE(error.retriable);
}

TEST_CASE("a failed login names the trap of SCRAM on this librdkafka") {
  const auto error = translate(RD_KAFKA_RESP_ERR__AUTHENTICATION, "connect");
  const auto is_old = rd_kafka_version() < 0x020601ff;
  CHECK((error.message.find("SCRAM with brokers of Kafka 4.0") != std::string::npos) == is_old);
}

}  // namespace
}  // namespace mesh::kafka
