#include "ctl/letters.hpp"

#include <fmt/format.h>

#include "ctl/commands.hpp"

namespace mesh::ctl {
namespace {

constexpr Millis kSlice{100};
constexpr std::size_t kBatch = 500;

}  // namespace

bool matches(const LetterFilter& filter, const policy::DeadLetter& letter) {
  const auto is = [](const std::optional<std::string>& wanted, const auto& value) {
    return !wanted || value == *wanted;
  };
  return is(filter.reason, letter.cause.reason) && is(filter.operation, letter.operation) &&
         is(filter.origin, letter.topic) && is(filter.key, letter.key) &&
         (!filter.since || letter.cause.failed_at >= *filter.since) &&
         (!filter.until || letter.cause.failed_at < *filter.until);
}

bool is_set(const LetterFilter& filter) noexcept {
  return filter.reason || filter.operation || filter.origin || filter.key || filter.since || filter.until;
}

std::string place_of(const RecordView& record) { return fmt::format("{}@{}", record.partition, record.offset); }

std::string full_place_of(const RecordView& record) {
  return fmt::format("{}[{}]@{}", record.topic, record.partition, record.offset);
}

std::string origin_of(const policy::DeadLetter& letter) {
  return fmt::format("{}[{}]@{}", printable(letter.topic), letter.partition, letter.offset);
}

std::string counted(std::size_t count, std::string_view one, std::string_view many) {
  return fmt::format("{} {}", count, count == 1 ? one : many);
}

void LetterCounts::count(const policy::DeadLetter& letter) {
  ++matched;
  ++by_reason[letter.cause.reason.empty() ? "-" : printable(letter.cause.reason)];
}

std::string LetterCounts::rest() const {
  std::string text;
  if (left_out > 0) text = fmt::format("{} left out by the filter", left_out);
  if (no_letters > 0)
    text += (text.empty() ? "" : ", ") + counted(no_letters, "record is no dead letter", "records are no dead letters");
  return text;
}

Result<void> for_each_record(kafka::TopicReader& reader, const std::function<bool(const RecordView&)>& more) {
  while (stop_signal == 0 && !reader.done()) {
    const auto batch = reader.poll(kSlice, kBatch);
    if (!batch) return tl::unexpected(batch.error());
    for (const auto& record : *batch) {
      if (!more(record.view())) return {};
    }
  }
  return {};
}

}  // namespace mesh::ctl
