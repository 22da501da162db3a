#include <charconv>

#include <mesh/policy/dead_letter.hpp>
#include <mesh/policy/dead_letter_private.hpp>

namespace mesh::policy {
namespace {

namespace name = dead_letter_header;

tl::unexpected<Error> broken(std::string_view header, std::string_view how) {
  return fail(ErrorKind::kInvalidArgument,
              "no dead letter of ours: header " + std::string(header) + " " + std::string(how));
}

std::string text_or_empty(const RecordView& record, std::string_view header) {
  const auto* found = record.header(header);
  return found == nullptr ? std::string() : std::string(found->value.value_or(""));
}

Result<std::string> text(const RecordView& record, std::string_view header) {
  const auto* found = record.header(header);
  if (found == nullptr || !found->value) return broken(header, "is missing");
  return std::string(*found->value);
}

template <class Number>
Result<Number> number(const RecordView& record, std::string_view header) {
  const auto digits = text(record, header);
  if (!digits) return tl::unexpected(digits.error());
  Number value{};
  const auto* end = digits->data() + digits->size();
  const auto [rest, error] = std::from_chars(digits->data(), end, value);
  if (error != std::errc() || rest != end || digits->empty()) return broken(header, "is no decimal number");
  return value;
}

Result<Timestamp> instant(const RecordView& record, std::string_view header) {
  const auto spelled = text(record, header);
  if (!spelled) return tl::unexpected(spelled.error());
  const auto time = parse_rfc3339(*spelled);
  if (!time) return broken(header, "is no RFC 3339 timestamp");
  return *time;
}

/// Moves the value into `out`, or hands on the error.
template <class T>
Result<void> into(T& out, Result<T> value) {
  if (!value) return tl::unexpected(std::move(value).error());
  out = *std::move(value);
  return {};
}

Result<void> read_origin(const RecordView& record, DeadLetter& letter) {
  if (auto ok = into(letter.topic, text(record, name::kTopic)); !ok) return ok;
  if (auto ok = into(letter.partition, number<std::int32_t>(record, name::kPartition)); !ok) return ok;
  if (auto ok = into(letter.offset, number<std::int64_t>(record, name::kOffset)); !ok) return ok;
  return into(letter.group, text(record, name::kGroup));
}

Result<void> read_cause(const RecordView& record, DeadLetterCause& cause) {
  if (auto ok = into(cause.attempts, number<int>(record, name::kDeliveryCount)); !ok) return ok;
  if (auto ok = into(cause.reason, text(record, name::kReason)); !ok) return ok;
  if (auto ok = into(cause.first_failed_at, instant(record, name::kFirstFailedAt)); !ok) return ok;
  if (auto ok = into(cause.failed_at, instant(record, name::kFailedAt)); !ok) return ok;
  cause.error_type = text_or_empty(record, name::kErrorType);
  cause.detail = text_or_empty(record, name::kErrorDetail);
  return {};
}

}  // namespace

Result<DeadLetter> read_dead_letter(const RecordView& record) {
  DeadLetter letter;
  if (auto ok = read_origin(record, letter); !ok) return tl::unexpected(std::move(ok).error());
  if (auto ok = read_cause(record, letter.cause); !ok) return tl::unexpected(std::move(ok).error());
  letter.operation = text_or_empty(record, name::kContract);
  letter.handler = text_or_empty(record, name::kHandler);
  letter.id = text_or_empty(record, name::kId);
  if (record.header(name::kOriginalTimestamp) != nullptr) {
    auto time = instant(record, name::kOriginalTimestamp);
    if (!time) return tl::unexpected(std::move(time).error());
    letter.original_timestamp = *time;
  }
  if (record.key) letter.key = std::string(*record.key);
  if (record.value) letter.value = std::string(*record.value);
  letter.headers = without_dead_letter_headers(record.headers);
  return letter;
}

}  // namespace mesh::policy
