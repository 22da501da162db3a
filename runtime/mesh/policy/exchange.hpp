/// How a request says where its reply goes, and a reply which request it answers. Pure functions, any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <tl/expected.hpp>

#include <mesh/base/error.hpp>
#include <mesh/base/record.hpp>
#include <mesh/policy/contract.hpp>
#include <mesh/policy/correlation.hpp>

namespace mesh {

/// `x-reply-headers`: whose headers carry what the contract gives no place for.
enum class ReplyHeaders {
  kMesh,      ///< `mesh-correlation-id`, `mesh-reply-topic`, `mesh-reply-partition`: text
  kSpring,    ///< `kafka_correlationId` (16 bytes), `kafka_replyTopic`, `kafka_replyPartition` (4 bytes, big-endian)
  kSmallrye,  ///< `REPLY_CORRELATION_ID` (text), `REPLY_TOPIC`, `REPLY_PARTITION` (4 bytes, big-endian)
};

/// An operation with a reply, for both of its sides. Places are AsyncAPI's runtime expressions
/// (`$message.header#/replyTo`, `$message.payload#/meta/id`); an empty one is a header of `headers`.
struct ExchangeSpec {
  std::string_view operation;
  TopicSpec reply_topic = {};  ///< without a name: the requester chooses one, and its requests say it
  ReplyHeaders headers = ReplyHeaders::kMesh;
  std::string_view reply_address = {};        ///< where requests name the reply's topic
  std::string_view request_correlation = {};  ///< where requests have the correlation id
  std::string_view reply_correlation = {};    ///< where replies have it
};

}  // namespace mesh

namespace mesh::policy {

/// Headers of a refusal, whatever the preset.
inline constexpr std::string_view kReplyErrorKind = "mesh-reply-error-kind";
inline constexpr std::string_view kReplyErrorCode = "mesh-reply-error-code";
inline constexpr std::string_view kReplyErrorText = "mesh-reply-error-text";
/// A longer text is cut.
inline constexpr std::size_t kMaxReplyErrorText = 1024;

/// A runtime expression, taken apart.
struct MessagePlace {
  enum class Where { kNone, kHeader, kPayload } where = Where::kNone;
  std::vector<std::string> path;

  /// kNone for what is no runtime expression.
  [[nodiscard]] static MessagePlace parse(std::string_view expression);
};

/// The bytes of the header, or the string of the payload, that lie there; nullopt if there are none.
[[nodiscard]] std::optional<std::string> find_at(const RecordView& record, const MessagePlace& place);

/// What a request wants of its reply.
struct Asked {
  std::string topic;                      ///< with the run's prefix
  std::optional<std::int32_t> partition;  ///< nullopt: by key
  std::optional<std::string> correlation;
  std::string correlation_text;  ///< the same for payloads and events: 16 bytes as a UUID
};

/// Why a request cannot be answered by anybody.
struct Unanswerable {
  std::string place;   ///< the header or runtime expression
  std::string detail;  ///< one line
};

class Exchange {
 public:
  explicit Exchange(const ExchangeSpec& spec);

  // The requester's.

  /// Writes id, reply topic and partition. A place in the payload is the caller's.
  void address_request(OutgoingRecord& request, const CorrelationId& id, std::string_view topic,
                       std::int32_t partition) const;
  /// Which ask a record of the reply topic answers; nullopt if it has no id that a requester of ours could have given.
  [[nodiscard]] std::optional<CorrelationId> id_of_reply(const RecordView& reply) const;
  /// nullopt for a reply proper.
  [[nodiscard]] static std::optional<Refusal> refusal_of(const RecordView& reply);

  // The replier's.

  /// Unanswerable: it does not say where its reply goes, or which one it is, and the contract does not fix the topic.
  /// `prefix` is the run's, for a topic that the contract fixes; one that the request names has it already.
  [[nodiscard]] tl::expected<Asked, Unanswerable> read_request(const RecordView& request,
                                                               std::string_view prefix) const;
  /// Topic, partition and correlation id of a reply. A place in the payload is the caller's.
  void address_reply(OutgoingRecord& reply, const Asked& asked) const;
  /// A record without value. Where replies have their id in the payload, this one has it in the preset's header.
  [[nodiscard]] OutgoingRecord make_refusal(const Asked& asked, const Refusal& refusal) const;

 private:
  ExchangeSpec spec_;
  MessagePlace reply_address_;
  MessagePlace request_correlation_;
  MessagePlace reply_correlation_;
};

}  // namespace mesh::policy
