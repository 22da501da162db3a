#include <mesh/policy/dead_letter_header_private.hpp>
#include <mesh/policy/dead_letter_names_private.hpp>
#include <mesh/policy/dead_letter_private.hpp>

namespace mesh::policy {
namespace {

/// An int that is no negative one.
Result<void> read_int(const HeaderReader& read, std::string_view header, std::size_t size, std::int32_t& out) {
  const auto value = read.binary(header, size);
  if (!value) return tl::unexpected(value.error());
  if (*value < 0) return read.broken(header, "is negative");
  out = static_cast<std::int32_t>(*value);
  return {};
}

Result<void> read_spring_time(const HeaderReader& read, DeadLetter& letter) {
  if (!read.has(spring::kTimestamp)) return {};
  constexpr std::int64_t kYear10000 = 253'402'300'800'000;
  const auto ms = read.binary(spring::kTimestamp, sizeof(std::int64_t));
  if (!ms) return tl::unexpected(ms.error());
  if (*ms >= kYear10000) return read.broken(spring::kTimestamp, "is beyond the year 9999");
  if (*ms >= 0) letter.original_timestamp = Timestamp(Millis(*ms));  // -1: the record had none
  return {};
}

Result<void> read_spring(const HeaderReader& read, const RecordView& record, DeadLetter& letter) {
  if (auto ok = read.text(spring::kTopic, letter.topic); !ok) return ok;
  if (auto ok = read_int(read, spring::kPartition, sizeof(std::int32_t), letter.partition); !ok) return ok;
  const auto offset = read.binary(spring::kOffset, sizeof(std::int64_t));
  if (!offset) return tl::unexpected(offset.error());
  if (*offset < 0) return read.broken(spring::kOffset, "is negative");
  letter.offset = *offset;
  if (auto ok = read_spring_time(read, letter); !ok) return ok;
  if (read.has(spring::kAttempts)) {
    const auto size = record.header(spring::kAttempts)->value->size();
    if (auto ok = read_int(read, spring::kAttempts, size == 1 ? 1 : sizeof(std::int32_t), letter.cause.attempts); !ok)
      return ok;
  }
  letter.group = read.text_or_empty(spring::kGroup);
  const bool is_of_key = !read.has(spring::kClass);
  letter.cause.reason = read.text_or_empty(is_of_key ? spring::kKeyClass : spring::kClass);
  letter.cause.error_type = read.text_or_empty(spring::kCause);
  letter.cause.detail = read.text_or_empty(is_of_key ? spring::kKeyMessage : spring::kMessage);
  return {};
}

Result<void> read_share_group(const HeaderReader& read, DeadLetter& letter) {
  namespace name = dead_letter_header;
  if (auto ok = read.text(name::kTopic, letter.topic); !ok) return ok;
  if (auto ok = read.count(name::kPartition, letter.partition); !ok) return ok;
  if (auto ok = read.count(name::kOffset, letter.offset); !ok) return ok;
  if (read.has(name::kDeliveryCount)) {
    if (auto ok = read.count(name::kDeliveryCount, letter.cause.attempts); !ok) return ok;
  }
  letter.group = read.text_or_empty(name::kGroup);
  letter.cause.detail = read.text_or_empty(name::kMessage);
  return {};
}

Result<void> read_text(const HeaderReader& read, const TextNames& names, DeadLetter& letter) {
  if (auto ok = read.text(names.topic, letter.topic); !ok) return ok;
  if (auto ok = read.count(names.partition, letter.partition); !ok) return ok;
  if (auto ok = read.count(names.offset, letter.offset); !ok) return ok;
  letter.group = read.text_or_empty(names.group);
  letter.operation = read.text_or_empty(names.operation);
  letter.cause.reason = read.text_or_empty(names.class_name);
  letter.cause.error_type = read.text_or_empty(names.cause);
  letter.cause.detail = read.text_or_empty(names.message);
  return {};
}

Result<void> read_family(const HeaderReader& read, const RecordView& record, DeadLetter& letter) {
  switch (letter.family) {
    case DeadLetterFamily::kMesh:  // not foreign
    case DeadLetterFamily::kShareGroup:
      return read_share_group(read, letter);
    case DeadLetterFamily::kSpring:
      return read_spring(read, record, letter);
    case DeadLetterFamily::kConnect:
      return read_text(read, kConnectNames, letter);
    case DeadLetterFamily::kSmallRye:
      return read_text(read, kSmallRyeNames, letter);
    case DeadLetterFamily::kStreams:
      return read_text(read, kStreamsNames, letter);
  }
  return {};
}

}  // namespace

Result<void> read_foreign(const RecordView& record, DeadLetter& letter) {
  letter.cause.attempts = 0;
  letter.cause.first_failed_at = letter.cause.failed_at = record.timestamp;
  if (const auto* id = record.header("ce_id"); id != nullptr && id->value) letter.id = std::string(*id->value);
  return read_family(HeaderReader(record, letter.family), record, letter);
}

}  // namespace mesh::policy
