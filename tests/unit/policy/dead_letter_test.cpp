#include <algorithm>

#include <catch2/catch_test_macros.hpp>

#include <mesh/policy/dead_letter.hpp>

using namespace mesh;
using namespace mesh::policy;
using namespace std::chrono_literals;

namespace {

const Timestamp kTime(1'767'807'000s);

DeadLetterCause cause() {
  return {.reason = "retries.exhausted",
          .error_type = "retry",
          .detail = "no stock service",
          .attempts = 5,
          .first_failed_at = kTime,
          .failed_at = kTime + 250ms};
}

const DeadLetterOrigin kOrigin{.group = "billing", .operation = "onOrder", .handler = "billing-agent"};

struct Original {
  std::string key{"k\0y", 3};
  std::string value{"\xFF\0{", 3};
  std::vector<HeaderView> headers{{"ce_id", "e-1"}, {"raw", std::string_view("\xFE", 1)}, {"null", std::nullopt}};

  RecordView view() {
    RecordView record;
    record.topic = "orders";
    record.partition = 7;
    record.offset = 42;
    record.timestamp = kTime - 1h;
    record.key = key;
    record.value = value;
    record.headers = headers;
    return record;
  }
};

std::vector<std::pair<std::string, std::string>> added(const OutgoingRecord& record, std::size_t originals) {
  std::vector<std::pair<std::string, std::string>> headers;
  for (auto i = originals; i < record.headers.size(); ++i) {
    headers.emplace_back(record.headers[i].name, record.headers[i].value.value_or("null"));
  }
  return headers;
}

struct Seen {
  /// Looks into `record`.
  explicit Seen(const OutgoingRecord& record) {
    for (const auto& header : record.headers) headers.push_back({header.name, header.value});
    view.topic = record.topic;
    view.key = record.key;
    view.value = record.value;
    view.headers = headers;
  }
  explicit Seen(OutgoingRecord&&) = delete;
  std::vector<HeaderView> headers;
  RecordView view;
};

}  // namespace

TEST_CASE("a dead letter is the original byte for byte, and says why it is there") {
  Original original;
  const auto record = make_dead_letter(original.view(), cause(), kOrigin, "orders.billing.dlq", 4);
  CHECK(record.topic == "orders.billing.dlq");
  CHECK(record.key == original.key);
  CHECK(record.value == original.value);
  CHECK(record.partition == 3);
  REQUIRE(record.headers.size() > 3);
  CHECK(record.headers[0] == Header{"ce_id", "e-1"});
  CHECK(record.headers[1] == Header{"raw", "\xFE"});
  CHECK(record.headers[2] == Header{"null", std::nullopt});
  using Headers = std::vector<std::pair<std::string, std::string>>;
  CHECK(added(record, 3) == Headers{{"__dlq.errors.topic", "orders"},
                                    {"__dlq.errors.partition", "7"},
                                    {"__dlq.errors.offset", "42"},
                                    {"__dlq.errors.group", "billing"},
                                    {"__dlq.errors.delivery.count", "5"},
                                    {"mesh-dlq-reason", "retries.exhausted"},
                                    {"mesh-dlq-first-failed-at", "2026-01-07T17:30:00Z"},
                                    {"mesh-dlq-failed-at", "2026-01-07T17:30:00.250Z"},
                                    {"mesh-dlq-original-timestamp", "2026-01-07T16:30:00Z"},
                                    {"mesh-dlq-contract", "onOrder"},
                                    {"mesh-dlq-handler", "billing-agent"},
                                    {"mesh-dlq-error-type", "retry"},
                                    {"mesh-dlq-error-detail", "no stock service"},
                                    {"__dlq.errors.message", "retries.exhausted: no stock service"},
                                    {"mesh-dlq-id", "e-1"}});
}

TEST_CASE("the short form has what a reader needs, and takes little room") {
  Original original;
  auto why = cause();
  why.detail = std::string(5000, 'x');
  const auto record = make_dead_letter(original.view(), why, kOrigin, "orders.billing.dlq", 4, DeadLetterForm::kShort);
  CHECK(record.key == original.key);
  CHECK(record.value == original.value);
  std::size_t size = 0;
  for (const auto& [name, value] : added(record, 3)) size += name.size() + value.size();
  CHECK(size < 300);
  const auto letter = read_dead_letter(Seen(record).view);
  REQUIRE(letter);
  CHECK(letter->topic == "orders");
  CHECK(letter->offset == 42);
  CHECK(letter->cause.reason == "retries.exhausted");
  CHECK(letter->cause.detail.empty());
}

TEST_CASE("a tombstone and a record without a key stay what they are") {
  RecordView original;
  original.topic = "orders";
  original.partition = 0;
  const auto record = make_dead_letter(original, cause(), kOrigin, "dlq", 0);
  CHECK_FALSE(record.key);
  CHECK_FALSE(record.value);
  CHECK_FALSE(record.partition);
}

TEST_CASE("headers of an earlier dead letter are replaced, never repeated") {
  Original original;
  const auto once = make_dead_letter(original.view(), cause(), kOrigin, "dlq", 4);
  Seen seen(once);
  seen.view.partition = 1;
  auto again = cause();
  again.reason = "rejected";
  const auto twice = make_dead_letter(seen.view, again, kOrigin, "dlq", 4);
  CHECK(twice.headers.size() == once.headers.size());
  for (const auto& header : twice.headers) {
    CHECK(std::count_if(twice.headers.begin(), twice.headers.end(),
                        [&](const Header& other) { return other.name == header.name; }) == 1);
  }
}

TEST_CASE("a long detail is cut between characters and marked") {
  Original original;
  auto long_cause = cause();
  for (int i = 0; i < 1000; ++i) long_cause.detail += "\xC3\xA4";  // ä
  const auto record = make_dead_letter(original.view(), long_cause, kOrigin, "dlq", 1);
  const auto detail = std::find_if(record.headers.begin(), record.headers.end(),
                                   [](const Header& header) { return header.name == "mesh-dlq-error-detail"; });
  REQUIRE(detail != record.headers.end());
  CHECK(detail->value->size() <= kMaxDeadLetterText);
  CHECK(detail->value->size() >= kMaxDeadLetterText - 1);
  CHECK(detail->value->ends_with("\xA4...[truncated]"));
}

TEST_CASE("all added headers together stay under their bound, whatever the texts are") {
  Original original;
  const std::string huge(20'000, 'x');
  original.headers[0].value = huge;
  auto long_cause = cause();
  long_cause.detail = huge;
  long_cause.error_type = huge;
  const auto record =
      make_dead_letter(original.view(), long_cause, {.group = huge, .operation = huge, .handler = huge}, "dlq", 1);
  std::size_t bytes = 0;
  for (const auto& [name, value] : added(record, 3)) bytes += name.size() + value.size();
  CHECK(bytes <= kMaxDeadLetterHeaders);
  CHECK(record.headers[0].value == huge);
}

TEST_CASE("control characters of an error text do not reach the headers") {
  Original original;
  auto torn = cause();
  torn.detail = "line\nbreak\tand\x01more";
  const auto record = make_dead_letter(original.view(), torn, kOrigin, "dlq", 1);
  const Seen seen(record);
  CHECK(seen.view.header("mesh-dlq-error-detail")->value == "line break and more");
}

TEST_CASE("what was written is read back") {
  Original original;
  const auto record = make_dead_letter(original.view(), cause(), kOrigin, "dlq", 4);
  const Seen seen(record);
  const auto letter = read_dead_letter(seen.view);
  REQUIRE(letter);
  CHECK(letter->topic == "orders");
  CHECK(letter->partition == 7);
  CHECK(letter->offset == 42);
  CHECK(letter->group == "billing");
  CHECK(letter->operation == "onOrder");
  CHECK(letter->handler == "billing-agent");
  CHECK(letter->id == "e-1");
  CHECK(letter->cause.reason == "retries.exhausted");
  CHECK(letter->cause.error_type == "retry");
  CHECK(letter->cause.detail == "no stock service");
  CHECK(letter->cause.attempts == 5);
  CHECK(letter->cause.first_failed_at == kTime);
  CHECK(letter->cause.failed_at == kTime + 250ms);
  CHECK(letter->original_timestamp == kTime - 1h);
  CHECK(letter->key == original.key);
  CHECK(letter->value == original.value);
  CHECK(letter->headers.size() == 3);
}

TEST_CASE("a record that is no dead letter is refused, and a malformed one with its header's name") {
  Original original;
  CHECK(read_dead_letter(original.view()).error().message.starts_with("no dead letter: it has neither a header "));
  const auto good = make_dead_letter(original.view(), cause(), kOrigin, "dlq", 4);
  for (const auto& [name, value] :
       {std::pair{"__dlq.errors.offset", "12x"}, std::pair{"__dlq.errors.partition", ""},
        std::pair{"__dlq.errors.delivery.count", "99999999999"}, std::pair{"mesh-dlq-failed-at", "yesterday"}}) {
    auto broken = good;
    for (auto& header : broken.headers) {
      if (header.name == name) header.value = value;
    }
    const auto letter = read_dead_letter(Seen(broken).view);
    REQUIRE_FALSE(letter);
    CHECK(letter.error().kind == ErrorKind::kInvalidArgument);
    CHECK(letter.error().message.find(name) != std::string::npos);
  }
}
