#include "moves.hpp"

#include <chrono>
#include <future>

#include <catch2/catch_test_macros.hpp>

namespace mesh::test {

bool eventually(const std::function<bool()>& condition, Millis limit) {
  const auto deadline = std::chrono::steady_clock::now() + limit;
  while (!condition()) {
    if (std::chrono::steady_clock::now() > deadline) return false;
    std::this_thread::sleep_for(Millis(5));
  }
  return true;
}

std::unique_ptr<Transport> connect(const Config& config, const ConfigPairs& more, Observer* observer) {
  auto settings = config;
  REQUIRE(settings.set_all(more));
  auto transport = kafka::connect(settings, observer);
  if (!transport) FAIL(transport.error().message);
  return *std::move(transport);
}

Result<Sent> send(Transport& transport, OutgoingRecord record) {
  auto promise = std::make_shared<std::promise<Result<Sent>>>();
  auto answer = promise->get_future();
  auto taken = transport.producer().send(std::move(record),
                                         [promise](Result<Sent> result) { promise->set_value(std::move(result)); });
  if (!taken) return tl::unexpected(std::move(taken).error());
  return answer.get();
}

OutgoingRecord record(std::string topic, std::string key, std::string value) {
  OutgoingRecord made;
  made.topic = std::move(topic);
  made.key = std::move(key);
  made.value = std::move(value);
  return made;
}

void fill(Transport& transport, const std::string& topic, std::int32_t partition, int count) {
  std::atomic<int> written{0};
  for (int i = 0; i < count; ++i) {
    auto next = record(topic, "k", std::to_string(i));
    next.partition = partition;
    REQUIRE(transport.producer().send(std::move(next), [&](const Result<Sent>& result) { written += result ? 1 : 0; }));
  }
  REQUIRE(transport.producer().flush(kPatience));
  REQUIRE(written == count);
}

void Assignments::on_assigned(std::span<const TopicPartition> partitions) {
  if (std::this_thread::get_id() != thread_) wrong_thread = true;
  const std::lock_guard lock(mutex_);
  owned_.insert(partitions.begin(), partitions.end());
}

void Assignments::on_revoked(std::span<const TopicPartition> partitions) {
  ++revocations;
  if (when_revoked) when_revoked(partitions);
  take_away(partitions);
}

void Assignments::on_lost(std::span<const TopicPartition> partitions) {
  ++losses;
  take_away(partitions);
}

void Assignments::take_away(std::span<const TopicPartition> partitions) {
  if (std::this_thread::get_id() != thread_) wrong_thread = true;
  const std::lock_guard lock(mutex_);
  for (const auto& partition : partitions) owned_.erase(partition);
}

std::set<TopicPartition> Assignments::owned() const {
  const std::lock_guard lock(mutex_);
  return owned_;
}

Taken take_until(Consumer& consumer, const std::function<bool(const Taken&)>& enough,
                 const std::function<bool(const TopicPartition&)>& wants, Millis limit) {
  Taken taken;
  const auto deadline = std::chrono::steady_clock::now() + limit;
  while (!enough(taken) && std::chrono::steady_clock::now() < deadline) {
    auto batch = consumer.poll(Millis(50), 100, wants);
    if (batch) {
      for (auto& fetched : *batch) taken.records.push_back(std::move(fetched));
      continue;
    }
    taken.errors.push_back(batch.error());
    if (!batch.error().retriable) break;
  }
  return taken;
}

Taken take(Consumer& consumer, std::size_t count, Millis limit) {
  return take_until(consumer, [count](const Taken& taken) { return taken.records.size() >= count; }, all, limit);
}

Member::Member(Transport& transport, const std::string& group, const std::vector<std::string>& topics) {
  auto made = transport.make_consumer({.group = group, .client_id = {}});
  REQUIRE(made);
  consumer = *std::move(made);
  REQUIRE(consumer->subscribe(topics, assignments));
}

}  // namespace mesh::test
