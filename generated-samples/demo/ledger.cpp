#include "ledger.hpp"

#include <chrono>
#include <cstdlib>
#include <string_view>
#include <utility>

#include <mesh/kafka/transport.hpp>

namespace demo {
namespace {

/// The log writes flat objects of strings and numbers, so looking for `"name":` is enough.
std::string field(const std::string& line, std::string_view name) {
  const auto start = line.find("\"" + std::string(name) + "\":");
  if (start == std::string::npos) return {};
  auto at = start + name.size() + 3;
  if (at >= line.size()) return {};
  if (line[at] != '"') return line.substr(at, line.find_first_of(",}", at) - at);
  std::string value;
  for (++at; at < line.size() && line[at] != '"'; ++at) {
    if (line[at] == '\\' && at + 1 < line.size()) ++at;
    value += line[at];
  }
  return value;
}

/// Calls `use` for every record of the topic: until those that are expected are there and no more came for a while,
/// five seconds at most.
template <class Use>
mesh::Result<void> read_all(const mesh::Config& config, const std::string& topic, std::size_t expected, Use use) {
  auto consumer = mesh::kafka::read_topic(config, topic, mesh::kafka::ReadFrom::kBeginning);
  if (!consumer) return tl::make_unexpected(std::move(consumer).error());
  constexpr mesh::Millis kIdle{600};
  constexpr mesh::Millis kLongest{5000};
  constexpr mesh::Millis kSlice{100};
  const auto all = [](const mesh::TopicPartition&) { return true; };
  const auto begin = std::chrono::steady_clock::now();
  auto last = begin;
  std::size_t count = 0;
  while (count < expected ? std::chrono::steady_clock::now() - begin < kLongest
                          : std::chrono::steady_clock::now() - last < kIdle) {
    constexpr std::size_t kMost = 1000;
    auto batch = (*consumer)->poll(kSlice, kMost, all);
    if (!batch) {
      if (!batch.error().retriable) return tl::make_unexpected(std::move(batch).error());
      continue;
    }
    for (const auto& record : *batch) use(record.view());
    count += batch->size();
    if (!batch->empty()) last = std::chrono::steady_clock::now();
  }
  return {};
}

}  // namespace

Event parse_event(const std::string& agent, const std::string& line) {
  Event event;
  event.agent = agent;
  if (!line.starts_with('{')) return event;
  event.kind = field(line, "event");
  event.operation = field(line, "operation");
  event.topic = field(line, "topic");
  event.key = field(line, "key");
  event.event_id = field(line, "id");
  event.reason = field(line, "reason");
  event.detail = field(line, "detail");
  event.attempt = std::strtol(field(line, "attempt").c_str(), nullptr, 10);
  event.delay_ms = std::strtol(field(line, "delay_ms").c_str(), nullptr, 10);
  return event;
}

void Ledger::add(const Event& event) {
  const std::lock_guard lock(mutex_);
  if (event.kind == "handled") ++accounts_[event.topic].handled;
  if (event.kind == "dead-lettered") ++accounts_[event.topic].dead_lettered;
  if (event.kind == "duplicate-suppressed") ++accounts_[event.topic].duplicates;
  if (event.kind == "state-changed" && event.reason == "ready") ++ready_;
}

std::map<std::string, Account> Ledger::accounts() const {
  const std::lock_guard lock(mutex_);
  return accounts_;
}

std::size_t Ledger::ready_agents() const {
  const std::lock_guard lock(mutex_);
  return ready_;
}

mesh::Result<std::size_t> records_in(const mesh::Config& config, const std::string& topic, std::size_t expected) {
  std::size_t count = 0;
  auto read = read_all(config, topic, expected, [&](const mesh::RecordView&) { ++count; });
  if (!read) return tl::make_unexpected(std::move(read).error());
  return count;
}

mesh::Result<std::vector<Letter>> letters_in(const mesh::Config& config, const std::string& topic,
                                             std::size_t expected) {
  std::vector<Letter> letters;
  auto read = read_all(config, topic, expected, [&](const mesh::RecordView& record) {
    const auto text = [&](std::string_view name) {
      const auto* header = record.header(name);
      return header == nullptr || !header->value ? std::string{} : std::string(*header->value);
    };
    letters.push_back({std::string(record.value.value_or("")), text("mesh-dlq-reason"), text("__dlq.errors.message")});
  });
  if (!read) return tl::make_unexpected(std::move(read).error());
  return letters;
}

}  // namespace demo
