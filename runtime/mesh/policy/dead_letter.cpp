#include <algorithm>
#include <array>

#include <mesh/policy/dead_letter.hpp>
#include <mesh/policy/dead_letter_private.hpp>

namespace mesh::policy {
namespace {

namespace name = dead_letter_header;

constexpr std::array kOurs = {name::kTopic,         name::kPartition,     name::kOffset,   name::kGroup,
                              name::kDeliveryCount, name::kMessage,       name::kReason,   name::kErrorType,
                              name::kErrorDetail,   name::kFirstFailedAt, name::kFailedAt, name::kOriginalTimestamp,
                              name::kHandler,       name::kContract,      name::kId};

/// At most `limit` bytes, cut between code points and marked.
std::string cut(std::string_view text, std::size_t limit) {
  if (text.size() <= limit) return std::string(text);
  if (limit <= kTruncated.size()) return std::string(kTruncated.substr(0, limit));
  auto end = limit - kTruncated.size();
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80) --end;
  return std::string(text.substr(0, end)).append(kTruncated);
}

/// Appends headers until their bytes are used up; the value that does not fit is cut.
class HeaderBudget {
 public:
  explicit HeaderBudget(std::vector<Header>& headers) : headers_(headers) {}

  void add(std::string_view header, std::string_view value, std::size_t limit = kMaxDeadLetterHeaders) {
    if (left_ <= header.size()) return;
    auto text = cut(value, std::min(limit, left_ - header.size()));
    left_ -= header.size() + text.size();
    headers_.push_back(Header{std::string(header), std::move(text)});
  }

 private:
  std::vector<Header>& headers_;
  std::size_t left_ = kMaxDeadLetterHeaders;
};

/// Header values are text and one line: an exception's what() may hold anything.
std::string one_line(std::string_view text) {
  std::string line(text);
  std::replace_if(
      line.begin(), line.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }, ' ');
  return line;
}

std::optional<std::string> owned(const std::optional<std::string_view>& bytes) {
  if (!bytes) return std::nullopt;
  return std::string(*bytes);
}

}  // namespace

bool is_dead_letter_header(std::string_view header) noexcept {
  return std::find(kOurs.begin(), kOurs.end(), header) != kOurs.end();
}

std::vector<Header> without_dead_letter_headers(std::span<const HeaderView> headers) {
  std::vector<Header> kept;
  kept.reserve(headers.size() + kOurs.size());
  for (const auto& header : headers) {
    if (!is_dead_letter_header(header.name)) kept.push_back(Header{std::string(header.name), owned(header.value)});
  }
  return kept;
}

OutgoingRecord make_dead_letter(const RecordView& original, const DeadLetterCause& cause,
                                const DeadLetterOrigin& origin, std::string_view topic, std::int32_t partitions) {
  OutgoingRecord record;
  record.topic = topic;
  record.key = owned(original.key);
  record.value = owned(original.value);
  record.headers = without_dead_letter_headers(original.headers);
  if (partitions > 0 && original.partition >= 0) record.partition = original.partition % partitions;

  const auto detail = one_line(cause.detail);
  HeaderBudget budget(record.headers);  // What a redrive needs comes first; texts of any length come last.
  budget.add(name::kTopic, original.topic);
  budget.add(name::kPartition, std::to_string(original.partition));
  budget.add(name::kOffset, std::to_string(original.offset));
  budget.add(name::kGroup, origin.group);
  budget.add(name::kDeliveryCount, std::to_string(cause.attempts));
  budget.add(name::kReason, cause.reason);
  budget.add(name::kFirstFailedAt, format_rfc3339(cause.first_failed_at));
  budget.add(name::kFailedAt, format_rfc3339(cause.failed_at));
  budget.add(name::kOriginalTimestamp, format_rfc3339(original.timestamp));
  if (!origin.operation.empty()) budget.add(name::kContract, origin.operation, kMaxDeadLetterText);
  if (!origin.handler.empty()) budget.add(name::kHandler, origin.handler, kMaxDeadLetterText);
  if (!cause.error_type.empty()) budget.add(name::kErrorType, one_line(cause.error_type), kMaxDeadLetterText);
  budget.add(name::kErrorDetail, detail, kMaxDeadLetterText);
  budget.add(name::kMessage, cause.reason + ": " + detail, kMaxDeadLetterText);
  if (const auto* id = original.header("ce_id"); id != nullptr && id->value) {
    budget.add(name::kId, *id->value, kMaxDeadLetterText);
  }
  return record;
}

}  // namespace mesh::policy
