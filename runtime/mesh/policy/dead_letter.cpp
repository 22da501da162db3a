#include <mesh/policy/dead_letter.hpp>
#include <mesh/policy/dead_letter_private.hpp>

namespace mesh::policy {
namespace {

namespace name = dead_letter_header;

/// Ours: a letter without other families needs no second allocation.
constexpr std::size_t kMostOfOurs = 15;

std::optional<std::string> owned(const std::optional<std::string_view>& bytes) {
  if (!bytes) return std::nullopt;
  return std::string(*bytes);
}

}  // namespace

OutgoingRecord make_dead_letter(const RecordView& original, const DeadLetterCause& cause,
                                const DeadLetterOrigin& origin, std::string_view topic, std::int32_t partitions,
                                DeadLetterForm form) {
  OutgoingRecord record;
  record.topic = topic;
  record.key = owned(original.key);
  record.value = owned(original.value);
  record.headers.reserve(original.headers.size() + kMostOfOurs);
  for (const auto& header : original.headers) {
    if (!is_rewritten(header.name, origin.families))
      record.headers.push_back(Header{std::string(header.name), owned(header.value)});
  }
  if (partitions > 0 && original.partition >= 0) record.partition = original.partition % partitions;

  HeaderBudget budget(record.headers);  // What a redrive needs comes first; texts of any length come last.
  budget.add_whole(name::kTopic, original.topic);
  budget.add_whole(name::kPartition, std::to_string(original.partition));
  budget.add_whole(name::kOffset, std::to_string(original.offset));
  budget.add_text(name::kGroup, origin.group);
  budget.add_whole(name::kDeliveryCount, std::to_string(cause.attempts));
  budget.add_text(name::kReason, cause.reason);
  budget.add_whole(name::kFirstFailedAt, format_rfc3339(cause.first_failed_at));
  budget.add_whole(name::kFailedAt, format_rfc3339(cause.failed_at));
  if (form == DeadLetterForm::kShort) return record;
  if (original.timestamp_type != TimestampType::kNone)
    budget.add_whole(name::kOriginalTimestamp, format_rfc3339(original.timestamp));
  add_origins(budget, original, origin);
  if (!origin.operation.empty()) budget.add_text(name::kContract, origin.operation);
  if (!origin.handler.empty()) budget.add_text(name::kHandler, origin.handler);
  if (!cause.error_type.empty()) budget.add_text(name::kErrorType, cause.error_type);
  budget.add_text(name::kErrorDetail, cause.detail);
  budget.add_text(name::kMessage, cause.reason + ": " + cause.detail);
  if (const auto* id = original.header("ce_id"); id != nullptr && id->value) budget.add_text(name::kId, *id->value);
  add_causes(budget, cause, origin);
  return record;
}

}  // namespace mesh::policy
