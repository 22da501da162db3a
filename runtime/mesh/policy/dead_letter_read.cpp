#include <algorithm>

#include <mesh/policy/dead_letter.hpp>
#include <mesh/policy/dead_letter_header_private.hpp>
#include <mesh/policy/dead_letter_private.hpp>

namespace mesh::policy {
namespace {

namespace name = dead_letter_header;

Result<void> read_ours(const RecordView& record, DeadLetter& letter) {
  const HeaderReader read(record, letter.family);
  auto& cause = letter.cause;
  if (auto ok = read.text(name::kTopic, letter.topic); !ok) return ok;
  if (auto ok = read.count(name::kPartition, letter.partition); !ok) return ok;
  if (auto ok = read.count(name::kOffset, letter.offset); !ok) return ok;
  if (auto ok = read.text(name::kGroup, letter.group); !ok) return ok;
  if (auto ok = read.count(name::kDeliveryCount, cause.attempts); !ok) return ok;
  if (auto ok = read.text(name::kReason, cause.reason); !ok) return ok;
  if (auto ok = read.instant(name::kFirstFailedAt, cause.first_failed_at); !ok) return ok;
  if (auto ok = read.instant(name::kFailedAt, cause.failed_at); !ok) return ok;
  if (read.has(name::kOriginalTimestamp)) {
    if (auto ok = read.instant(name::kOriginalTimestamp, letter.original_timestamp.emplace()); !ok) return ok;
  }
  cause.error_type = read.text_or_empty(name::kErrorType);
  cause.detail = read.text_or_empty(name::kErrorDetail);
  letter.operation = read.text_or_empty(name::kContract);
  letter.handler = read.text_or_empty(name::kHandler);
  letter.id = read.text_or_empty(name::kId);
  return {};
}

}  // namespace

std::string_view to_string(DeadLetterFamily family) noexcept {
  switch (family) {
    case DeadLetterFamily::kMesh:
      return "mesh";
    case DeadLetterFamily::kShareGroup:
      return "share-group";
    case DeadLetterFamily::kSpring:
      return "spring";
    case DeadLetterFamily::kConnect:
      return "connect";
    case DeadLetterFamily::kSmallRye:
      return "smallrye";
    case DeadLetterFamily::kStreams:
      return "streams";
  }
  return "mesh";
}

Result<DeadLetter> read_dead_letter(const RecordView& record) {
  const auto family = family_of_record(record);
  if (!family) {
    return fail(ErrorKind::kInvalidArgument,
                "no dead letter: it has neither a header __dlq.errors.topic nor one of Spring, Kafka Connect, SmallRye "
                "or Kafka Streams");
  }
  DeadLetter letter;
  letter.family = *family;
  auto ok = *family == DeadLetterFamily::kMesh ? read_ours(record, letter) : read_foreign(record, letter);
  if (!ok) return tl::unexpected(std::move(ok).error());
  if (record.key) letter.key = std::string(*record.key);
  if (record.value) letter.value = std::string(*record.value);
  letter.headers = without_dead_letter_headers(record.headers);
  return letter;
}

OutgoingRecord make_redrive(DeadLetter letter, const RecordView& where, std::string_view topic,
                            std::int32_t partitions) {
  OutgoingRecord record;
  record.topic = topic;
  record.key = std::move(letter.key);
  record.value = std::move(letter.value);
  record.headers = std::move(letter.headers);
  std::erase_if(record.headers, [](const Header& header) { return header.name == kRedriveOf; });
  record.headers.push_back(
      Header{std::string(kRedriveOf),
             std::string(where.topic) + "/" + std::to_string(where.partition) + "@" + std::to_string(where.offset)});
  if (topic == letter.topic && letter.partition < partitions) record.partition = letter.partition;
  return record;
}

}  // namespace mesh::policy
