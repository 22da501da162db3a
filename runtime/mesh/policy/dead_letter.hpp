/// The dead-letter record: the original, byte for byte, with headers that say why it is there.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <mesh/base/error.hpp>
#include <mesh/base/record.hpp>

namespace mesh::policy {

/// Headers of ours. The `__dlq.errors.` family is the one that Apache Kafka 4.4's share groups write, so that one tool
/// redrives both. All text is UTF-8, numbers are decimal, each is there once.
namespace dead_letter_header {
inline constexpr std::string_view kTopic = "__dlq.errors.topic";
inline constexpr std::string_view kPartition = "__dlq.errors.partition";
inline constexpr std::string_view kOffset = "__dlq.errors.offset";
inline constexpr std::string_view kGroup = "__dlq.errors.group";
inline constexpr std::string_view kDeliveryCount = "__dlq.errors.delivery.count";
inline constexpr std::string_view kMessage = "__dlq.errors.message";
inline constexpr std::string_view kReason = "mesh-dlq-reason";
inline constexpr std::string_view kErrorType = "mesh-dlq-error-type";
inline constexpr std::string_view kErrorDetail = "mesh-dlq-error-detail";
inline constexpr std::string_view kFirstFailedAt = "mesh-dlq-first-failed-at";
inline constexpr std::string_view kFailedAt = "mesh-dlq-failed-at";
inline constexpr std::string_view kOriginalTimestamp = "mesh-dlq-original-timestamp";
inline constexpr std::string_view kHandler = "mesh-dlq-handler";
inline constexpr std::string_view kContract = "mesh-dlq-contract";
inline constexpr std::string_view kId = "mesh-dlq-id";
}  // namespace dead_letter_header

/// Longest `mesh-dlq-error-detail` and `__dlq.errors.message`, in bytes; what is cut ends in kTruncated.
inline constexpr std::size_t kMaxDeadLetterText = 1024;
/// Most bytes (names and values) that all added headers have together.
inline constexpr std::size_t kMaxDeadLetterHeaders = 8192;
inline constexpr std::string_view kTruncated = "...[truncated]";

/// Why a record is given up.
struct DeadLetterCause {
  std::string reason;      ///< of the closed set in mesh/consume/poison.hpp: "retries.exhausted"
  std::string error_type;  ///< a keyword, an attribute or "retry"; may be empty
  std::string detail;      ///< one line; cut to 1 KiB
  int attempts = 1;        ///< deliveries, the first counts
  Timestamp first_failed_at{};
  Timestamp failed_at{};
};

/// Where the failure happened.
struct DeadLetterOrigin {
  std::string_view group;
  std::string_view operation;
  std::string_view handler;  ///< empty: not written
};

/// Key, value and the original's headers stay byte for byte, in their order; headers of an earlier dead letter are
/// replaced, not repeated. `partition` is the source's modulo `partitions` of the dead-letter topic, so that order per
/// key survives; with `partitions` of 0 (unknown) the producer chooses by key.
[[nodiscard]] OutgoingRecord make_dead_letter(const RecordView& original, const DeadLetterCause& cause,
                                              const DeadLetterOrigin& origin, std::string_view topic,
                                              std::int32_t partitions);

/// A dead-letter record as read back.
struct DeadLetter {
  std::string topic;  ///< of the original, like partition and offset
  std::int32_t partition = -1;
  std::int64_t offset = -1;
  std::string group;
  std::string operation;  ///< empty if not written
  std::string handler;    ///< empty if not written
  std::string id;         ///< `ce_id` of the original; empty if it had none
  DeadLetterCause cause;
  std::optional<Timestamp> original_timestamp;
  std::optional<std::string> key;
  std::optional<std::string> value;
  std::vector<Header> headers;  ///< the original's, without ours: what a redrive sends
};

/// kInvalidArgument, naming the header, if it is no dead letter of our family.
[[nodiscard]] Result<DeadLetter> read_dead_letter(const RecordView& record);

}  // namespace mesh::policy
