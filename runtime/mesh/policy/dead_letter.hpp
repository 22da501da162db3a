/// The dead-letter record: the original, byte for byte, with headers that say why it is there; and back again.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <mesh/base/error.hpp>
#include <mesh/base/record.hpp>
#include <mesh/policy/contract.hpp>

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

/// Longest text of a header, in bytes; what is cut ends in kTruncated.
inline constexpr std::size_t kMaxDeadLetterText = 1024;
/// Most bytes (names and values) that all added headers have together, those of other families included.
inline constexpr std::size_t kMaxDeadLetterHeaders = 8192;
inline constexpr std::string_view kTruncated = "...[truncated]";

/// Who wrote a dead letter, by its headers. A record that has several is read as the first of them.
enum class DeadLetterFamily : std::uint8_t {
  kMesh,        ///< ours
  kShareGroup,  ///< Apache Kafka's share groups: `__dlq.errors.…` alone
  kSpring,
  kConnect,
  kSmallRye,
  kStreams,
};

/// "mesh", "share-group", "spring", "connect", "smallrye", "streams"
[[nodiscard]] std::string_view to_string(DeadLetterFamily family) noexcept;

/// Why a record is given up.
struct DeadLetterCause {
  std::string reason;      ///< ours: of the closed set in mesh/consume/poison.hpp; others: the error's class
  std::string error_type;  ///< ours: a keyword, an attribute or "retry"; others: the error below; may be empty
  std::string detail;      ///< one line; cut to 1 KiB
  int attempts = 1;        ///< deliveries, the first counts; 0: the family does not say
  Timestamp first_failed_at{};
  Timestamp failed_at{};  ///< others do not say: both are the letter's own timestamp
};

/// Where the failure happened.
struct DeadLetterOrigin {
  std::string_view group;
  std::string_view operation;
  std::string_view handler;          ///< empty: not written
  DeadLetterFamilies families = {};  ///< written beside ours
};

/// kShort: the headers that read_dead_letter() needs and no others, about 300 bytes, for a record that hardly fits.
enum class DeadLetterForm { kFull, kShort };

/// Key, value and the original's headers stay byte for byte, in their order; headers of an earlier dead letter are
/// replaced, not repeated. `partition` is the source's modulo `partitions` of the dead-letter topic, so that order per
/// key survives; with `partitions` of 0 (unknown) the producer chooses by key.
[[nodiscard]] OutgoingRecord make_dead_letter(const RecordView& original, const DeadLetterCause& cause,
                                              const DeadLetterOrigin& origin, std::string_view topic,
                                              std::int32_t partitions, DeadLetterForm form = DeadLetterForm::kFull);

/// A dead-letter record as read back.
struct DeadLetter {
  DeadLetterFamily family = DeadLetterFamily::kMesh;
  std::string topic;  ///< of the original, like partition and offset
  std::int32_t partition = -1;
  std::int64_t offset = -1;
  std::string group;      ///< Connect: the connector; empty if not written
  std::string operation;  ///< Connect: the class that failed; empty if not written
  std::string handler;    ///< empty if not written
  std::string id;         ///< `ce_id` of the original; empty if it had none
  DeadLetterCause cause;
  std::optional<Timestamp> original_timestamp;
  std::optional<std::string> key;
  std::optional<std::string> value;
  std::vector<Header> headers;  ///< the original's, without those of any family: what a redrive sends
};

/// Reads any family. kInvalidArgument, naming the header, if one is missing or malformed. A framework that appends its
/// headers at each failure is read by the last ones.
[[nodiscard]] Result<DeadLetter> read_dead_letter(const RecordView& record);

/// `<topic>/<partition>@<offset>` of the dead letter that a record comes from.
inline constexpr std::string_view kRedriveOf = "mesh-redrive-of";

/// The original again, for `topic`: key, value and headers as they were (`ce_id` too, so that an event that was done
/// meanwhile is known), and kRedriveOf, once. `where` is the dead letter. It goes to the original's partition if
/// `topic` is the original's and has so many `partitions`, else by key. Its time is that of sending: with the
/// original's, a topic's retention could take it at once.
[[nodiscard]] OutgoingRecord make_redrive(DeadLetter letter, const RecordView& where, std::string_view topic,
                                          std::int32_t partitions);

}  // namespace mesh::policy
