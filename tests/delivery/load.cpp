#include "load.hpp"

#include <map>
#include <mutex>

#include <catch2/catch_test_macros.hpp>

#include <mesh/kafka/transport.hpp>

#include "logging_handler.hpp"
#include "moves.hpp"

namespace mesh::test {

std::vector<std::string> keys(int count) {
  std::vector<std::string> names;
  for (int i = 0; i < count; ++i) names.push_back("key-" + std::to_string(i));
  return names;
}

std::vector<Confirmed> load(Transport& transport, const std::vector<std::string>& keys, int per_key, int from) {
  const auto topic = transport.topic_prefix() + kOrders;
  std::mutex mutex;
  std::vector<Confirmed> confirmed;
  for (int n = from; n < from + per_key; ++n) {
    for (const auto& key : keys) {
      REQUIRE(transport.producer().send(record(topic, key, std::to_string(n)), [&, key, n](const Result<Sent>& sent) {
        const std::lock_guard lock(mutex);
        if (sent) confirmed.push_back({{key, n}, sent->partition, sent->offset});
      }));
    }
  }
  REQUIRE(transport.producer().flush(kPatience));
  return confirmed;
}

struct Stream::State {
  mutable std::mutex mutex;
  std::vector<Confirmed> confirmed;
  std::vector<Error> failures;
  std::set<std::string> broken;
  std::size_t waiting = 0;

  void answer(const RecordId& id, const Result<Sent>& sent) {
    const std::lock_guard lock(mutex);
    --waiting;
    if (sent) {
      confirmed.push_back({id, sent->partition, sent->offset});
    } else {
      fail(id, sent.error());
    }
  }
  void fail(const RecordId& id, const Error& error) {
    failures.push_back(error);
    broken.insert(id.key);
  }
};

Stream::Stream(Transport& transport, std::vector<std::string> keys, Millis pause, Make make)
    : transport_(&transport), make_(std::move(make)), state_(std::make_shared<State>()) {
  if (!make_) {
    make_ = [](const std::string& topic, const RecordId& id) { return record(topic, id.key, std::to_string(id.n)); };
  }
  thread_ = std::thread([this, names = std::move(keys), pause] { run(names, pause); });
}

Stream::~Stream() {
  stop_ = true;
  if (thread_.joinable()) thread_.join();
}

void Stream::run(const std::vector<std::string>& keys, Millis pause) {
  const auto topic = transport_->topic_prefix() + kOrders;
  std::map<std::string, int> next;
  for (std::size_t i = 0; !stop_; ++i) {
    const auto& key = keys[i % keys.size()];
    const RecordId id{key, next[key]};
    {
      const std::lock_guard lock(state_->mutex);
      if (state_->broken.contains(key)) continue;
      ++state_->waiting;
    }
    const auto taken = transport_->producer().send(
        make_(topic, id), [state = state_, id](const Result<Sent>& sent) { state->answer(id, sent); });
    if (taken) {
      ++next[key];
    } else {
      const std::lock_guard lock(state_->mutex);
      --state_->waiting;
      if (taken.error().kind != ErrorKind::kWouldBlock) state_->fail(id, taken.error());
    }
    std::this_thread::sleep_for(pause);
  }
}

std::size_t Stream::confirmed() const {
  const std::lock_guard lock(state_->mutex);
  return state_->confirmed.size();
}

std::size_t Stream::waiting() const {
  const std::lock_guard lock(state_->mutex);
  return state_->waiting;
}

std::vector<Error> Stream::failures() const {
  const std::lock_guard lock(state_->mutex);
  return state_->failures;
}

std::vector<Confirmed> Stream::finish() {
  stop_ = true;
  if (thread_.joinable()) thread_.join();
  CHECK(eventually([this] { return waiting() == 0; }, 3 * kPatience));
  const std::lock_guard lock(state_->mutex);
  return state_->confirmed;
}

std::multiset<RecordId> dead_letters(const Config& config, std::size_t expected) {
  const auto prefix = config.text("topic.prefix");
  auto reader = kafka::read_topic(config, prefix + kLetters, kafka::ReadFrom::kBeginning);
  REQUIRE(reader);
  // A little longer than needed, to see one that is too many.
  auto taken = take(**reader, expected);
  auto more = take(**reader, 1, Millis(300));
  for (auto& fetched : more.records) taken.records.push_back(std::move(fetched));
  std::multiset<RecordId> ids;
  for (const auto& fetched : taken.records) {
    const auto view = fetched.view();
    CHECK(view.header("__dlq.errors.topic")->value == prefix + kOrders);
    ids.insert({std::string(view.key.value_or("")), std::stoi(std::string(view.value.value_or("-1")))});
  }
  return ids;
}

void check_clean(const Breaches& breaches) {
  for (const auto& breach : breaches) UNSCOPED_INFO(breach);
  CHECK(breaches.empty());
}

}  // namespace mesh::test
