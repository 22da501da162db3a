/// An agent over the broker in memory, with a handler that writes down what it saw.
#pragma once

#include <atomic>
#include <condition_variable>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include <mesh/agent/agent.hpp>
#include <mesh/memory/broker.hpp>

namespace harness {

using namespace std::chrono_literals;

inline constexpr mesh::Millis kPatience{20'000};

/// True as soon as `condition` is; false if it is not in time.
template <class Condition>
[[nodiscard]] bool eventually(Condition condition, mesh::Millis patience = kPatience) {
  const auto until = std::chrono::steady_clock::now() + patience;
  while (!condition()) {
    if (std::chrono::steady_clock::now() >= until) return false;
    std::this_thread::sleep_for(1ms);
  }
  return true;
}

/// A gate that handlers wait at; open by default.
class Gate {
 public:
  void close() { set(false); }
  void open() { set(true); }
  void pass() {
    std::unique_lock lock(mutex_);
    ++waiting_;
    changed_.wait(lock, [&] { return open_; });
    --waiting_;
  }
  [[nodiscard]] int waiting() const {
    const std::lock_guard lock(mutex_);
    return waiting_;
  }

 private:
  void set(bool open) {
    {
      const std::lock_guard lock(mutex_);
      open_ = open;
    }
    changed_.notify_all();
  }
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  bool open_ = true;
  int waiting_ = 0;
};

struct Call {
  std::string key;
  std::string value;
  std::int32_t partition = -1;
  std::int64_t offset = -1;
  int attempt = 0;
  mesh::Instant start{};
  mesh::Instant end{};
  std::string outcome;
};

inline std::string name_of(const mesh::Outcome& outcome) {
  constexpr const char* kNames[] = {"done", "retry", "reject", "drop", "unavailable"};
  return kNames[outcome.value().index()];
}

/// Calls `answer` and keeps a log. Thread-safe; `answer` is called from several threads.
class Recorder final : public mesh::RecordHandler {
 public:
  using Answer = std::function<mesh::Outcome(const mesh::RecordView&, const mesh::Delivery&)>;
  explicit Recorder(Answer answer = [](const auto&, const auto&) { return mesh::Outcome::done(); })
      : answer_(std::move(answer)) {}

  mesh::Outcome handle(const mesh::RecordView& record, const mesh::Delivery& delivery) override {
    Call call{std::string(record.key.value_or("")),
              std::string(record.value.value_or("")),
              record.partition,
              record.offset,
              delivery.attempt,
              std::chrono::steady_clock::now(),
              {},
              "threw"};
    struct AtEnd {
      Recorder* recorder;
      Call* call;
      ~AtEnd() {
        call->end = std::chrono::steady_clock::now();
        const std::lock_guard lock(recorder->mutex_);
        recorder->calls_.push_back(*call);
      }
    } const at_end{this, &call};
    auto outcome = answer_(record, delivery);
    call.outcome = name_of(outcome);
    return outcome;
  }

  [[nodiscard]] std::vector<Call> calls() const {
    const std::lock_guard lock(mutex_);
    return calls_;
  }
  [[nodiscard]] std::size_t count() const {
    const std::lock_guard lock(mutex_);
    return calls_.size();
  }
  [[nodiscard]] std::vector<Call> calls_of(const std::string& key) const {
    std::vector<Call> some;
    for (auto& call : calls()) {
      if (call.key == key) some.push_back(call);
    }
    return some;
  }
  [[nodiscard]] std::vector<std::string> values_of(const std::string& key) const {
    std::vector<std::string> values;
    for (auto& call : calls_of(key)) values.push_back(call.value);
    return values;
  }

 private:
  Answer answer_;
  mutable std::mutex mutex_;
  std::vector<Call> calls_;
};

/// What the runtime told, copied.
struct Told {
  mesh::EventKind kind{};
  std::int32_t partition = -1;
  std::int64_t offset = -1;
  int attempt = 0;
  mesh::Millis delay{0};
  mesh::Instant at{};
  std::string key;
  std::string reason;
  std::string detail;
};

class Listener final : public mesh::Observer {
 public:
  void on(const mesh::Happening& what) override {
    const std::lock_guard lock(mutex_);
    told_.push_back(Told{what.kind, what.partition, what.offset, what.attempt, what.delay,
                         std::chrono::steady_clock::now(), std::string(what.key), std::string(what.reason),
                         std::string(what.detail)});
  }
  [[nodiscard]] std::vector<Told> all(mesh::EventKind kind) const {
    const std::lock_guard lock(mutex_);
    std::vector<Told> some;
    for (const auto& told : told_) {
      if (told.kind == kind) some.push_back(told);
    }
    return some;
  }
  [[nodiscard]] std::size_t count(mesh::EventKind kind) const { return all(kind).size(); }

 private:
  mutable std::mutex mutex_;
  std::vector<Told> told_;
};

inline constexpr const char* kTopic = "orders";
inline constexpr const char* kLetters = "orders.billing.dlq";
inline constexpr const char* kGroup = "billing";

inline mesh::ReceiveSpec spec() {
  mesh::ReceiveSpec spec;
  spec.operation = "onOrder";
  spec.topic.name = kTopic;
  spec.group = kGroup;
  spec.dead_letter.topic = kLetters;
  spec.retry = {
      .max_attempts = 3, .backoff = mesh::BackoffKind::kFixed, .initial_delay_ms = 20, .jitter = mesh::Jitter::kNone};
  return spec;
}

inline mesh::AgentOptions options() {
  mesh::AgentOptions options;
  options.lanes = 4;
  options.commit_interval = 5ms;
  options.drain_timeout = 10'000ms;
  return options;
}

inline std::vector<mesh::Header> event_headers(const std::string& id, const std::string& source = "/test") {
  return {{"ce_specversion", "1.0"}, {"ce_id", id}, {"ce_source", source}, {"ce_type", "t"}};
}

/// A broker with the topics of spec().
struct World {
  explicit World(std::int32_t partitions = 1, std::int32_t letter_partitions = 1) {
    broker.add_topic(kTopic, partitions);
    broker.add_topic(kLetters, letter_partitions);
  }

  mesh::Sent put(std::optional<std::string> key, std::string value, std::vector<mesh::Header> headers = {}) {
    mesh::OutgoingRecord record;
    record.topic = kTopic;
    record.key = std::move(key);
    record.value = std::move(value);
    record.headers = std::move(headers);
    return broker.put(std::move(record));
  }
  [[nodiscard]] std::unique_ptr<mesh::AgentRunner> agent(mesh::RecordHandler& handler,
                                                         const mesh::AgentOptions& with = options(),
                                                         const mesh::ReceiveSpec& of = spec()) {
    return std::make_unique<mesh::AgentRunner>(broker, "billing-agent", std::vector{mesh::Subscription{of, &handler}},
                                               std::vector<mesh::TopicSpec>{}, with);
  }
  [[nodiscard]] bool drained() {
    return eventually([&] { return broker.lag(kGroup, kTopic) == 0; });
  }

  mesh::memory::Broker broker;
};

}  // namespace harness
