#include <algorithm>

#include <catch2/catch_test_macros.hpp>

#include <mesh/policy/dead_letter.hpp>

// Vectors are written out as the frameworks' own sources write them; nothing here calls what it tests.

using namespace mesh;
using namespace mesh::policy;
using namespace std::chrono_literals;
using namespace std::string_literals;

namespace {

using Headers = std::vector<std::pair<std::string, std::string>>;

const Timestamp kFailed(1'767'807'000s);
constexpr DeadLetterFamilies kAll{.spring = true, .connect = true, .smallrye = true, .streams = true};

RecordView original() {
  RecordView record;
  record.topic = "orders";
  record.partition = 258;         // 00 00 01 02
  record.offset = 4'328'719'365;  // 00 00 00 01 02 03 04 05
  record.timestamp = Timestamp(1'700'000'000'123ms);
  record.key = "k";
  record.value = "v";
  return record;
}

DeadLetterCause cause() {
  return {.reason = "poison.schema",
          .error_type = "minimum",
          .detail = "/total is 0",
          .attempts = 1,
          .first_failed_at = kFailed,
          .failed_at = kFailed};
}

/// What `families` add to ours.
Headers added(const RecordView& record, const DeadLetterCause& why, DeadLetterFamilies families) {
  const DeadLetterOrigin origin{.group = "billing", .operation = "onOrder", .handler = {}, .families = families};
  Headers headers;
  for (const auto& [name, value] : make_dead_letter(record, why, origin, "dlq", 1).headers) {
    if (!name.starts_with("__dlq.") && !name.starts_with("mesh-dlq-")) headers.emplace_back(name, value.value());
  }
  return headers;
}

/// A record with these headers, as another framework's producer leaves it.
struct Foreign {
  explicit Foreign(Headers given) : owned(std::move(given)) {
    for (const auto& [name, value] : owned) views.push_back({name, value});
    record.topic = "graves";
    record.partition = 0;
    record.offset = 3;
    record.timestamp = kFailed;
    record.key = "k";
    record.value = "v";
    record.headers = views;
  }
  Foreign(const Foreign&) = delete;
  Foreign& operator=(const Foreign&) = delete;
  Headers owned;
  std::vector<HeaderView> views;
  RecordView record;
};

const Headers kSpring{
    {"ce_id", "e-1"},
    {"kafka_dlt-original-topic", "orders"},
    {"kafka_dlt-original-partition", "\x00\x00\x01\x02"s},
    {"kafka_dlt-original-offset", "\x00\x00\x00\x01\x02\x03\x04\x05"s},
    {"kafka_dlt-original-timestamp", "\x00\x00\x01\x8b\xcf\xe5\x68\x7b"s},
    {"kafka_dlt-original-timestamp-type", "CreateTime"},
    {"kafka_dlt-original-consumer-group", "billing"},
    {"kafka_dlt-exception-fqcn", "org.springframework.kafka.listener.ListenerExecutionFailedException"},
    {"kafka_dlt-exception-cause-fqcn", "java.lang.IllegalStateException"},
    {"kafka_dlt-exception-message", "no stock"},
    {"kafka_dlt-exception-stacktrace", "at a.B.c(B.java:1)"},
};
const Headers kConnect{
    {"__connect.errors.topic", "orders"},
    {"__connect.errors.partition", "2"},
    {"__connect.errors.offset", "17"},
    {"__connect.errors.connector.name", "sink"},
    {"__connect.errors.task.id", "0"},
    {"__connect.errors.stage", "VALUE_CONVERTER"},
    {"__connect.errors.class.name", "org.apache.kafka.connect.json.JsonConverter"},
    {"__connect.errors.exception.class.name", "org.apache.kafka.connect.errors.DataException"},
    {"__connect.errors.exception.message", "Converting byte[] to Kafka Connect data failed"},
    {"__connect.errors.exception.stacktrace", "at a.B.c(B.java:1)"},
    {"trace", "t"},
};
const Headers kSmallRye{
    {"dead-letter-reason", "no stock"},
    {"dead-letter-cause", "stock service is down"},
    {"dead-letter-exception-class-name", "java.lang.RuntimeException"},
    {"dead-letter-cause-class-name", "java.io.IOException"},
    {"dead-letter-topic", "orders"},
    {"dead-letter-partition", "2"},
    {"dead-letter-offset", "17"},
    {"dead-letter-office", "mine"},
};
const Headers kStreams{
    {"__streams.errors.exception", "java.lang.RuntimeException"},
    {"__streams.errors.stacktrace", "at a.B.c(B.java:1)"},
    {"__streams.errors.message", "no stock"},
    {"__streams.errors.topic", "orders"},
    {"__streams.errors.partition", "2"},
    {"__streams.errors.offset", "17"},
};
const Headers kShareGroup{
    {"__dlq.errors.topic", "orders"}, {"__dlq.errors.partition", "2"},      {"__dlq.errors.offset", "17"},
    {"__dlq.errors.group", "share"},  {"__dlq.errors.delivery.count", "5"}, {"__dlq.errors.message", "rejected"},
};

}  // namespace

TEST_CASE("no family but ours is written unless it is asked for") { CHECK(added(original(), cause(), {}).empty()); }

TEST_CASE("Spring's headers have numbers as Java's ByteBuffer writes them") {
  CHECK(added(original(), cause(), {.spring = true}) ==
        Headers{{"kafka_dlt-original-topic", "orders"},
                {"kafka_dlt-original-partition", "\x00\x00\x01\x02"s},
                {"kafka_dlt-original-offset", "\x00\x00\x00\x01\x02\x03\x04\x05"s},
                {"kafka_dlt-original-timestamp", "\x00\x00\x01\x8b\xcf\xe5\x68\x7b"s},
                {"kafka_dlt-original-timestamp-type", "CreateTime"},
                {"kafka_dlt-original-consumer-group", "billing"},
                {"kafka_dlt-exception-fqcn", "poison.schema"},
                {"kafka_dlt-exception-cause-fqcn", "minimum"},
                {"kafka_dlt-exception-message", "/total is 0"}});
  auto record = original();
  record.timestamp_type = TimestampType::kLogAppendTime;
  CHECK(added(record, cause(), {.spring = true})[4].second == "LogAppendTime");
  record.timestamp_type = TimestampType::kNone;
  CHECK(added(record, cause(), {.spring = true})[3].second == "\xff\xff\xff\xff\xff\xff\xff\xff");
  CHECK(added(record, cause(), {.spring = true})[4].second == "NoTimestampType");
}

TEST_CASE("Kafka Connect's headers are text, with the stage where it failed") {
  CHECK(added(original(), cause(), {.connect = true}) ==
        Headers{{"__connect.errors.topic", "orders"},
                {"__connect.errors.partition", "258"},
                {"__connect.errors.offset", "4328719365"},
                {"__connect.errors.task.id", "0"},
                {"__connect.errors.connector.name", "billing"},
                {"__connect.errors.stage", "VALUE_CONVERTER"},
                {"__connect.errors.class.name", "onOrder"},
                {"__connect.errors.exception.class.name", "poison.schema"},
                {"__connect.errors.exception.message", "/total is 0"}});
  auto rejected = cause();
  rejected.reason = "rejected";
  CHECK(added(original(), rejected, {.connect = true})[5].second == "TASK_PUT");
}

TEST_CASE("SmallRye's and Kafka Streams' headers are text") {
  CHECK(added(original(), cause(), {.smallrye = true}) == Headers{{"dead-letter-topic", "orders"},
                                                                  {"dead-letter-partition", "258"},
                                                                  {"dead-letter-offset", "4328719365"},
                                                                  {"dead-letter-exception-class-name", "poison.schema"},
                                                                  {"dead-letter-cause-class-name", "minimum"},
                                                                  {"dead-letter-reason", "/total is 0"}});
  CHECK(added(original(), cause(), {.streams = true}) == Headers{{"__streams.errors.topic", "orders"},
                                                                 {"__streams.errors.partition", "258"},
                                                                 {"__streams.errors.offset", "4328719365"},
                                                                 {"__streams.errors.exception", "poison.schema"},
                                                                 {"__streams.errors.message", "/total is 0"}});
}

TEST_CASE("all families together stay under the bound, and none has half a number") {
  const std::string huge(20'000, 'x');
  const std::string topic(249, 't');
  auto record = original();
  record.topic = topic;
  const std::vector<HeaderView> own{{"ce_id", huge}};
  record.headers = own;
  auto why = cause();
  why.detail = why.error_type = huge;
  const auto letter =
      make_dead_letter(record, why, {.group = huge, .operation = huge, .handler = huge, .families = kAll}, "dlq", 1);
  CHECK(letter.headers[0] == Header{"ce_id", huge});
  std::size_t bytes = 0;
  Headers headers;
  for (const auto& [name, value] : letter.headers) {
    headers.emplace_back(name, value.value());
    if (name != "ce_id") bytes += name.size() + value->size();
  }
  CHECK(bytes <= kMaxDeadLetterHeaders);
  CHECK(bytes > kMaxDeadLetterHeaders - 100);
  // Each family by itself says where the record comes from.
  for (const auto* prefix : {"__dlq.", "mesh-dlq-", "kafka_dlt-", "__connect.", "dead-letter-", "__streams."}) {
    const std::string_view gone(prefix);
    if (gone == "__dlq.") continue;
    const auto letter_of = Foreign(headers);
    CHECK(read_dead_letter(letter_of.record)->offset == record.offset);
    std::erase_if(headers, [&](const auto& header) {
      return header.first.starts_with(gone) || (gone == "mesh-dlq-" && header.first.starts_with("__dlq."));
    });
  }
  CHECK(headers.size() == 1);
}

TEST_CASE("headers of an earlier letter are replaced in the families that are written, and kept in others") {
  const Foreign spring(kSpring);
  const auto count = [&](DeadLetterFamilies families) {
    const auto all = added(spring.record, cause(), families);
    return std::count_if(all.begin(), all.end(),
                         [](const auto& header) { return header.first == "kafka_dlt-original-offset"; });
  };
  CHECK(count({.spring = true}) == 1);
  CHECK(count({.streams = true}) == 1);
  CHECK(added(spring.record, cause(), {.spring = true})[3].second == "\x00\x00\x00\x00\x00\x00\x00\x03"s);
}

TEST_CASE("a letter that Spring wrote is read") {
  const Foreign spring(kSpring);
  const auto letter = read_dead_letter(spring.record);
  REQUIRE(letter);
  CHECK(letter->family == DeadLetterFamily::kSpring);
  CHECK(letter->topic == "orders");
  CHECK(letter->partition == 258);
  CHECK(letter->offset == 4'328'719'365);
  CHECK(letter->original_timestamp == Timestamp(1'700'000'000'123ms));
  CHECK(letter->group == "billing");
  CHECK(letter->id == "e-1");
  CHECK(letter->cause.reason == "org.springframework.kafka.listener.ListenerExecutionFailedException");
  CHECK(letter->cause.error_type == "java.lang.IllegalStateException");
  CHECK(letter->cause.detail == "no stock");
  CHECK(letter->cause.attempts == 0);
  CHECK(letter->cause.failed_at == kFailed);
  CHECK(letter->headers == std::vector<Header>{{"ce_id", "e-1"}});
}

TEST_CASE("a letter at the end of Spring's retry topics says its attempts, and loses their headers") {
  auto headers = kSpring;
  headers.emplace_back("retry_topic-attempts", "\x00\x00\x00\x05"s);
  headers.emplace_back("retry_topic-backoff-timestamp", "\x01\x8b\xcf\xe5\x68\x7b"s);
  headers.emplace_back("kafka_original-topic", "orders");
  headers.emplace_back("kafka_exception-message", "no stock");
  const auto letter = read_dead_letter(Foreign(headers).record);
  REQUIRE(letter);
  CHECK(letter->cause.attempts == 5);
  CHECK(letter->headers.size() == 1);
  headers.emplace_back("retry_topic-attempts", "\x07"s);  // of old versions; the last one counts
  CHECK(read_dead_letter(Foreign(headers).record)->cause.attempts == 7);
}

TEST_CASE("a key that Spring could not read is a reason too") {
  auto headers = Headers(kSpring.begin(), kSpring.begin() + 4);
  headers.emplace_back("kafka_dlt-key-exception-fqcn", "a.KeyException");
  headers.emplace_back("kafka_dlt-key-exception-message", "no UUID");
  const auto letter = read_dead_letter(Foreign(headers).record);
  REQUIRE(letter);
  CHECK(letter->cause.reason == "a.KeyException");
  CHECK(letter->cause.detail == "no UUID");
}

TEST_CASE("letters of Kafka Connect, SmallRye, Kafka Streams and share groups are read") {
  const auto check = [](const Headers& headers, DeadLetterFamily family, std::size_t own) {
    INFO(to_string(family));
    const auto letter = read_dead_letter(Foreign(headers).record);
    REQUIRE(letter);
    CHECK(letter->family == family);
    CHECK(letter->topic == "orders");
    CHECK(letter->partition == 2);
    CHECK(letter->offset == 17);
    CHECK(letter->headers.size() == own);
    return *letter;
  };
  const auto connect = check(kConnect, DeadLetterFamily::kConnect, 1);
  CHECK(connect.group == "sink");
  CHECK(connect.operation == "org.apache.kafka.connect.json.JsonConverter");
  CHECK(connect.cause.reason == "org.apache.kafka.connect.errors.DataException");
  CHECK(connect.cause.error_type == "VALUE_CONVERTER");
  CHECK(connect.cause.detail == "Converting byte[] to Kafka Connect data failed");
  const auto smallrye = check(kSmallRye, DeadLetterFamily::kSmallRye, 1);
  CHECK(smallrye.headers[0].name == "dead-letter-office");  // an application's own
  CHECK(smallrye.cause.reason == "java.lang.RuntimeException");
  CHECK(smallrye.cause.error_type == "java.io.IOException");
  CHECK(smallrye.cause.detail == "no stock");
  const auto streams = check(kStreams, DeadLetterFamily::kStreams, 0);
  CHECK(streams.cause.reason == "java.lang.RuntimeException");
  CHECK(streams.cause.detail == "no stock");
  const auto share = check(kShareGroup, DeadLetterFamily::kShareGroup, 0);
  CHECK(share.group == "share");
  CHECK(share.cause.attempts == 5);
  CHECK(share.cause.detail == "rejected");
}

TEST_CASE("a malformed letter of any family is refused, naming the header") {
  const auto check = [](Headers headers, const std::string& name, const std::optional<std::string>& value,
                        const std::string& how) {
    const auto at = std::find_if(headers.begin(), headers.end(), [&](const auto& each) { return each.first == name; });
    if (at != headers.end()) headers.erase(at);
    if (value) headers.emplace_back(name, *value);
    const auto letter = read_dead_letter(Foreign(headers).record);
    REQUIRE_FALSE(letter);
    CHECK(letter.error().kind == ErrorKind::kInvalidArgument);
    CHECK(letter.error().message.ends_with("': header " + name + " " + how));
  };
  check(kSpring, "kafka_dlt-original-topic", std::nullopt, "is missing");
  check(kSpring, "kafka_dlt-original-partition", "7", "has 1 bytes, and a number of Spring's has 4 here");
  check(kSpring, "kafka_dlt-original-partition", "\xff\xff\xff\xff", "is negative");
  check(kSpring, "kafka_dlt-original-offset", "\x01\x02\x03\x04", "has 4 bytes, and a number of Spring's has 8 here");
  check(kSpring, "kafka_dlt-original-timestamp", "\x7f\xff\xff\xff\xff\xff\xff\xff", "is beyond the year 9999");
  check(kSpring, "retry_topic-attempts", "12", "has 2 bytes, and a number of Spring's has 4 here");
  check(kConnect, "__connect.errors.offset", std::nullopt, "is missing");
  check(kConnect, "__connect.errors.partition", "\x00\x00\x00\x02"s, "is no decimal number");
  check(kSmallRye, "dead-letter-topic", std::nullopt, "is missing");
  check(kSmallRye, "dead-letter-partition", "4294967298", "is more than 32 bits hold");
  check(kStreams, "__streams.errors.offset", "-1", "is negative");
  check(kShareGroup, "__dlq.errors.delivery.count", "many", "is no decimal number");
}

TEST_CASE("what ours say is believed before other families") {
  const DeadLetterOrigin origin{.group = "billing", .operation = "onOrder", .handler = {}, .families = kAll};
  const auto made = make_dead_letter(original(), cause(), origin, "dlq", 1);
  Headers headers;
  for (const auto& [name, value] : made.headers) headers.emplace_back(name, value.value());
  const auto letter = read_dead_letter(Foreign(headers).record);
  REQUIRE(letter);
  CHECK(letter->family == DeadLetterFamily::kMesh);
  CHECK(letter->cause.attempts == 1);
  CHECK(letter->headers.empty());
}

TEST_CASE("a redrive is the original again, and says which letter it was") {
  auto headers = kSpring;
  headers.emplace_back("mesh-redrive-of", "graves/0@1");
  const Foreign spring(headers);
  const auto again = make_redrive(*read_dead_letter(spring.record), spring.record, "orders", 300);
  CHECK(again.topic == "orders");
  CHECK(again.key == "k");
  CHECK(again.value == "v");
  CHECK(again.partition == 258);
  CHECK_FALSE(again.timestamp);
  CHECK(again.headers == std::vector<Header>{{"ce_id", "e-1"}, {"mesh-redrive-of", "graves/0@3"}});
  CHECK_FALSE(make_redrive(*read_dead_letter(spring.record), spring.record, "orders", 258).partition);
  CHECK_FALSE(make_redrive(*read_dead_letter(spring.record), spring.record, "other", 300).partition);
}
