#include <chrono>
#include <cstdio>

#include <fmt/format.h>

#include <mesh/kafka/transport.hpp>

#include "ctl/commands.hpp"
#include "ctl/exit_code.hpp"
#include "ctl/letters.hpp"

namespace mesh::ctl {
namespace {

constexpr Millis kSlice{100};
constexpr std::size_t kBatch = 500;

std::string or_null(const std::optional<std::string_view>& bytes) { return bytes ? printable(*bytes) : "(null)"; }

/// "dead letter of the family 'spring', from shop.orders.v1[2]@17"
std::string foreign_letter_line(const RecordView& record) {
  const auto letter = policy::read_dead_letter(record);
  if (!letter) return {};
  auto line = fmt::format("  dead letter of the family '{}', from {}\n", to_string(letter->family), origin_of(*letter));
  if (!letter->cause.detail.empty()) line += fmt::format("  why: {}\n", printable(letter->cause.detail));
  return line;
}

/// "dead letter: retries.exhausted after 5 attempts, from shop.orders.v1[2]@17, group billing"
std::string dead_letter_line(const RecordView& record) {
  const auto value = [&](std::string_view name) {
    const auto* header = record.header(name);
    return header == nullptr || !header->value ? std::string() : printable(*header->value);
  };
  const auto topic = value("__dlq.errors.topic");
  if (topic.empty()) return foreign_letter_line(record);
  auto line = fmt::format("  dead letter: {} after {} attempts, from {}[{}]@{}, group {}\n", value("mesh-dlq-reason"),
                          value("__dlq.errors.delivery.count"), topic, value("__dlq.errors.partition"),
                          value("__dlq.errors.offset"), value("__dlq.errors.group"));
  if (const auto why = value("__dlq.errors.message"); !why.empty()) line += fmt::format("  why: {}\n", why);
  return line;
}

void print(const RecordView& record) {
  auto text = fmt::format("{}[{}]@{} {} key={}\n", record.topic, record.partition, record.offset,
                          format_rfc3339(record.timestamp), or_null(record.key));
  text += dead_letter_line(record);
  for (const auto& header : record.headers)
    text += fmt::format("  {}: {}\n", printable(header.name), or_null(header.value));
  text += fmt::format("  {}\n", or_null(record.value));
  (void)std::fputs(text.c_str(), stdout);
  (void)std::fflush(stdout);
}

}  // namespace

int run(const TailCommand& command) {
  const auto config = settings(command.client);
  if (!config) return complain(config.error());
  const auto from = command.from_beginning ? kafka::ReadFrom::kBeginning : kafka::ReadFrom::kEnd;
  auto reader = kafka::read_topic(*config, command.topic, from);
  if (!reader) return complain(reader.error());

  catch_stop_signals();
  std::size_t printed = 0;
  auto last = std::chrono::steady_clock::now();
  while (stop_signal == 0) {
    const auto left = command.max_records == 0 ? kBatch : command.max_records - printed;
    const auto batch = (*reader)->poll(kSlice, std::min(kBatch, left), [](const TopicPartition&) { return true; });
    if (!batch) {
      if (!batch.error().retriable) return complain(batch.error());
      (void)complain(batch.error());
      continue;
    }
    for (const auto& record : *batch) print(record.view());
    printed += batch->size();
    if (command.max_records != 0 && printed >= command.max_records) return kDone;
    const auto now = std::chrono::steady_clock::now();
    if (!batch->empty()) last = now;
    if (command.until_idle && now - last >= Millis(*command.until_idle)) return kDone;
  }
  return kInterrupted;
}

}  // namespace mesh::ctl
